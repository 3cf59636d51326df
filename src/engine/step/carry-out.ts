import type { Context, Finding } from '../../portal-sdk/index.ts';
import type { StepRuntime, StepSpec } from './spec.ts';

/** Nobody approved what the step would change. */
export class NotApproved extends Error {
  constructor() {
    super('Nobody approved what this step would change, so it was not begun.');
  }
}

/**
 * One attempt: look, do if needed, read back. What is found is journalled before anything follows from it.
 * @param again why there is another attempt, for whoever approves what it would change
 */
export async function carryOut(
  { action, input, id, check, approve }: StepSpec,
  ctx: Context,
  { recorder, arrive, approved }: StepRuntime,
  again?: string,
): Promise<{ finding: Finding; performed: boolean }> {
  const found = (finding: Finding) => {
    const { output: _, settled: __, ...shown } = { output: undefined, settled: undefined, ...finding };
    recorder.write({ type: 'step.found', step: id, ...shown });
    return finding;
  };
  await arrive(ctx);
  const before = found(await action.inspect(ctx, input));
  if (before.state !== 'needed' || check) return { finding: before, performed: false };
  if (action.perform === undefined)
    throw new Error(`The action ${action.name} can only look, but it says that something is needed: ${before.actual}`);
  if (approve && !(await approved?.(before.changes, again))) throw new NotApproved();
  await action.perform(ctx, input);
  return { finding: found(await (action.confirm ?? action.inspect)(ctx, input)), performed: true };
}
