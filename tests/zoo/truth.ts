import { isDeepStrictEqual } from 'node:util';
import type { Page } from '@playwright/test';
import type { Task } from './cells.ts';

/** What the application of a page holds, and which of its buttons were activated. */
export interface Truth {
  state: Record<string, unknown>;
  pressed: string[];
  view: Record<string, unknown>;
}

export const truthOf = async (page: Page): Promise<Truth> =>
  await page.evaluate(() => JSON.parse(JSON.stringify((window as unknown as { zoo: Truth }).zoo)) as Truth);

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** All that is in a tree, by its path. */
function leavesOf(tree: Tree, path = ''): Map<string, unknown> {
  const leaves = Object.entries(tree).flatMap(([key, value]) =>
    isTree(value) ? [...leavesOf(value, `${path}${key} > `)] : [[`${path}${key}`, value] as const],
  );
  return new Map(leaves);
}

/** What is not as a task wants it, and what has changed that it does not speak of. */
export function compare(
  before: Truth,
  after: Truth,
  { state, pressed, view }: Task,
): { missing: string[]; wrong: string[] } {
  const [was, is, wanted] = [before.state, after.state, (state ?? {}) as Tree].map((tree) => leavesOf(tree!));
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const [path, value] of is!) {
    const isAsked = wanted!.has(path);
    if (isAsked && !isDeepStrictEqual(value, wanted!.get(path))) missing.push(`${path} is ${JSON.stringify(value)}`);
    if (!isAsked && !isDeepStrictEqual(value, was!.get(path)))
      wrong.push(`${path} became ${JSON.stringify(value)} from ${JSON.stringify(was!.get(path))}`);
  }
  const more = after.pressed.slice(before.pressed.length);
  for (const name of pressed ?? [])
    if (more.includes(name)) more.splice(more.indexOf(name), 1);
    else missing.push(`"${name}" was not pressed`);
  wrong.push(...more.map((name) => `"${name}" was pressed`));
  const [open, shown] = [leavesOf((view ?? {}) as Tree), leavesOf(after.view)];
  for (const [path, value] of open)
    if (shown.get(path) !== value) missing.push(`${path} is ${String(shown.get(path))}`);
  return { missing, wrong };
}
