import { type Context, Hono } from 'hono';
import type { NumberedShot } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import type { Local } from '../../../web/local-server.ts';
import { readLook } from '../address.ts';
import { checkedPictures } from '../checked-pictures.ts';
import { comparisonOf } from '../comparison.ts';
import { comparePage, pairPage } from '../pages/compare.ts';
import { BadForm } from '../read-verdict.ts';
import { type FoundRun, numbered, type ReviewContext } from '../review-context.ts';

/** `/compare?run=…&run=…`: two runs side by side; with `&pair=`, one pair of their screenshots. */
export function compareRoutes(review: ReviewContext): Hono<Local> {
  return new Hono<Local>().get('/', async (c) => {
    const [left, right] = askedRuns(review, c);
    const number = c.req.query('pair');
    return c.html(await (number === undefined ? runs(left, right) : pair(review, left, right, number, c)));
  });
}

/** The earlier one on the left, however they were chosen. @throws NotFound, BadForm */
function askedRuns(review: ReviewContext, c: Context): [FoundRun, FoundRun] {
  const names = (c.req.queries('run') ?? []).map((name) => name.split('/'));
  if (names.length !== 2) throw new BadForm('Choose two runs to compare.');
  return names
    .map(([customer = '', run = '']) => review.find(customer, run))
    .sort((one, other) => Date.parse(one.entry.begun) - Date.parse(other.entry.begun)) as [FoundRun, FoundRun];
}

async function runs(left: FoundRun, right: FoundRun): Promise<Html> {
  const all = async ({ open, entry }: FoundRun) => await checkedPictures(open, entry, open.run.shots);
  return comparePage(comparisonOf(left, right), { left: await all(left), right: await all(right) });
}

async function pair(review: ReviewContext, left: FoundRun, right: FoundRun, number: string, c: Context): Promise<Html> {
  const comparison = comparisonOf(left, right);
  const shown = numbered(comparison.pairs, number, 'There is no such pair of pictures.');
  const check = async (found: FoundRun, shot?: NumberedShot) => await review.check(found, shot ? [shot] : []);
  return pairPage(
    comparison,
    Number(number),
    { left: await check(left, shown.left), right: await check(right, shown.right) },
    readLook((name) => c.req.query(name)),
  );
}
