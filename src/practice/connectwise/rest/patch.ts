import { RestProblem } from './problem.ts';

/**
 * The record after JSON Patch operations on its own members (`add`, `replace`, `remove`).
 * @throws RestProblem 400 for what isn't supported
 */
export function patched(before: object, operations: unknown): Record<string, unknown> {
  if (!Array.isArray(operations)) throw new RestProblem(400, 'InvalidPatch', 'A list of patch operations is required.');
  const after: Record<string, unknown> = { ...before };
  for (const { op, path, value } of operations as { op?: unknown; path?: unknown; value?: unknown }[]) {
    const [field, below] = String(path ?? '')
      .replace(/^\//, '')
      .split('/');
    if (!field || !(field in after) || !['add', 'replace', 'remove'].includes(String(op)))
      throw new RestProblem(400, 'InvalidPatch', `The practice ConnectWise cannot ${String(op)} ${String(path)}.`);
    const given = op === 'remove' ? undefined : value;
    after[field] = below === undefined ? given : { [below]: given };
  }
  return after;
}
