import { expect, type Page, test } from '@playwright/test';
import { prepareLooks } from '../../pages/screen/look.ts';
import { prepareBoundingBoxes } from '../../src/browser/bounding-box.ts';
import { countPending } from '../../src/browser/pending.ts';
import { excerpt } from '../../src/portal-sdk/index.ts';
import { type Cell, cells, type Task } from './cells.ts';
import { doTask } from './do-task.ts';
import type { Tally } from './matrix.ts';
import { Operations } from './operations.ts';
import { startZoo } from './server.ts';
import { compare, truthOf } from './truth.ts';

let zoo: Awaited<ReturnType<typeof startZoo>>;
test.beforeAll(async () => {
  await Promise.all([prepareLooks(), prepareBoundingBoxes()]);
  zoo = await startZoo();
});
// Without these two a page would neither aim presses nor tell when it rests, as it does for the product.
test.beforeEach(async ({ context }) => await countPending(context));
test.afterAll(async () => await zoo.close());

/** How long one task may take, in milliseconds; many rows take longer. */
const longest = (task: Task): number => (/row|section|level/.test(task.do) ? 150_000 : 25_000);
/** A change event may come a moment after the last key. */
const ARRIVES = 1_000;
/** What takes too long takes too long again. */
const MOST_OVERDUE = 2;

async function open(page: Page, { path, width }: Cell): Promise<Operations> {
  await page.setViewportSize({ width: width ?? 1_280, height: 800 });
  await page.goto(zoo.url + path);
  await page.waitForFunction(() => (document.getElementById('root')?.childElementCount ?? 0) > 0);
  return new Operations(page);
}

const inWords = (task: Task): string =>
  Object.entries(task)
    .filter(([key]) => !['state', 'pressed', 'view', 'table', 'rows'].includes(key))
    .map(([, value]) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
    .join(' ');

/** Does a task within its time. @returns what went wrong */
async function attempt(at: Operations, task: Task, next: Task | undefined): Promise<string | undefined> {
  const overdue = new Promise<string>((resolve) => setTimeout(() => resolve('overdue'), longest(task)));
  const done = doTask(at, task, next).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return await Promise.race([done, overdue]);
}

async function compareInTime(page: Page, before: Awaited<ReturnType<typeof truthOf>>, task: Task) {
  const end = performance.now() + ARRIVES;
  for (;;) {
    const found = compare(before, await truthOf(page), task);
    if (found.missing.length === 0 || performance.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

for (const cell of cells) {
  test(`${cell.make} ${cell.cell}: what is asked for is done, and nothing else`, async ({
    page: first,
    context,
  }, info) => {
    const tally: Tally = { make: cell.make, cell: cell.cell, passed: 0, refused: 0, failed: 0, wrong: 0, notes: [] };
    info.annotations.push({ type: 'tally', description: JSON.stringify({ ...tally, failed: cell.tasks.length }) });
    let page = first;
    let at = await open(page, cell);
    let overdue = 0;
    for (const [n, task] of cell.tasks.entries()) {
      if (overdue >= MOST_OVERDUE) {
        tally.failed += 1;
        continue;
      }
      // A list is opened anew for each reading.
      if (n > 0 && 'table' in task) at = await open(page, cell);
      const before = await truthOf(page);
      const began = performance.now();
      const problem = await attempt(at, task, cell.tasks[n + 1]);
      const took = Math.round(performance.now() - began);
      const { missing, wrong } = await compareInTime(page, before, task);
      const amiss = [...(problem === undefined ? missing : [problem]), ...wrong.map((text) => `WRONG: ${text}`)];
      if (wrong.length > 0 || (problem === undefined && missing.length > 0 && task.do !== 'fill')) tally.wrong += 1;
      else if (amiss.length > 0) tally.failed += 1;
      else if (task.do.startsWith('refuse')) tally.refused += 1;
      else tally.passed += 1;
      if (amiss.length > 0) tally.notes.push(`${inWords(task)} (${took} ms): ${excerpt(amiss.join('; '), 600)}`);
      if (problem === 'overdue') {
        overdue += 1;
        await page.close();
        page = await context.newPage();
        at = await open(page, cell);
      }
    }
    info.annotations.length = 0;
    info.annotations.push({ type: 'tally', description: JSON.stringify(tally) });
    expect(tally.notes.join('\n')).toBe('');
  });
}
