import { type Context, Hono } from 'hono';
import { stepsOf } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import type { Local } from '../../../web/local-server.ts';
import { readPicture } from '../../pictures.ts';
import { witnessOf } from '../../witness.ts';
import { readLook } from '../address.ts';
import { checkedPictures } from '../checked-pictures.ts';
import { otherHalf } from '../open-run.ts';
import { journalPage, runPage } from '../pages/run.ts';
import { shotPage } from '../pages/shot.ts';
import type { FoundRun, ReviewContext } from '../review-context.ts';
import { keyOf } from '../review-log.ts';
import type { IndexedRun } from '../run-index.ts';
import { verify } from '../verification.ts';

/** So many runs are offered for a comparison. */
const OFFERED = 200;

/** `/run/:customer/:run`: a run, its journal, its screenshots and their files. */
export function runRoutes(review: ReviewContext): Hono<Local> {
  const app = new Hono<Local>();

  app.get('/', async (c) => c.html(await run(review, review.asked(c))));

  app.get('/journal', (c) => {
    const { entry, open } = review.asked(c);
    return c.html(journalPage(entry, open));
  });

  app.get('/shot/:number', async (c) => c.html(await shot(review, c)));

  app.get('/picture/:number', async (c) => {
    const found = review.asked(c);
    const bytes = await readPicture(found.open.folder, review.askedShot(found, c));
    if ('wrong' in bytes) return c.text(bytes.wrong, 404);
    return c.body(bytes, 200, { 'Content-Type': 'image/png' });
  });

  return app;
}

async function run(review: ReviewContext, found: FoundRun): Promise<Html> {
  const { entry, open } = found;
  const pictures = await review.check(found, open.run.shots);
  return runPage({
    ...reviewedBy(review, found),
    entry,
    open,
    checks: verify(open.folder, entry, open.run, pictures, review.options.key),
    witness: witnessOf(open.folder),
    looked: review.progress(found),
    others: comparable(review.index().runs, entry),
    album: { run: open.run, pictures, numbers: new Map(stepsOf(open.run).map((step) => [step.id, step.n])) },
  });
}

async function shot(review: ReviewContext, c: Context): Promise<Html> {
  const found = review.asked(c);
  const { entry, open } = found;
  const asked = review.askedShot(found, c);
  review.looked.saw(keyOf(entry), asked);
  const other = otherHalf(open, asked);
  const large = await review.check(found, [...new Set([asked, ...(other ? [other.left, other.right] : [])])]);
  return shotPage({
    ...reviewedBy(review, found),
    entry,
    open,
    shot: asked,
    pictures: new Map([...(await checkedPictures(open, entry, open.run.shots)), ...large]),
    look: readLook((name) => c.req.query(name)),
  });
}

/** What the log says, and who may add to it. */
function reviewedBy(review: ReviewContext, found: FoundRun) {
  const { signer, reviewer } = review.options;
  return {
    reviews: review.reviewsOf(found),
    log: review.log(),
    signs: signer !== undefined,
    reviewer,
    cannot: review.barred(found),
  };
}

/** Other runs of the same runbook, the same customer's first. */
function comparable(runs: readonly IndexedRun[], entry: IndexedRun): IndexedRun[] {
  const others = runs.filter(
    (other) => keyOf(other) !== keyOf(entry) && other.folder && other.runbook.name === entry.runbook.name,
  );
  return [
    ...others.filter(({ customer }) => customer === entry.customer),
    ...others.filter(({ customer }) => customer !== entry.customer),
  ].slice(0, OFFERED);
}
