import { hostname } from 'node:os';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { NumberedShot } from '../../../evidence/read-run.ts';
import { recordReview } from '../../../evidence/runs/reviews.ts';
import type { Local } from '../../../web/local-server.ts';
import { readPicture } from '../../pictures.ts';
import { readLook, runAddress, shotAddress } from '../address.ts';
import { nextUnsigned, type Progress } from '../looked.ts';
import { unseenPage } from '../pages/approve-anyway.ts';
import { messagePage } from '../pages/frame.ts';
import { BadForm, readVerdict, type Said } from '../read-verdict.ts';
import type { FoundRun, ReviewContext } from '../review-context.ts';

const LONGEST_BODY = 16 * 1024;

/** `/run/:customer/:run/…review`: what a reviewer says of a run, or of one of its screenshots. */
export function signOffRoutes(review: ReviewContext): Hono<Local> {
  const app = new Hono<Local>();
  const limit = bodyLimit({
    maxSize: LONGEST_BODY,
    onError: (c) => c.html(messagePage('Too long', 'The remark is too long. Nothing was saved.'), 413),
  });

  app.post('/review', limit, async (c) => {
    const found = review.asked(c);
    const said = await readVerdict(c);
    refuseBarred(review, found, said);
    const progress = review.progress(found);
    const isAsked = progress.unseen.length > 0 || review.isOwn(found);
    if (said.verdict === 'approved' && isAsked && said.form['anyway'] !== '1')
      return c.html(unseenPage(found.entry, progress, { remark: said.remark, isOwn: review.isOwn(found) }), 409);
    record(review, found, said, { looked: lookedAt(progress) });
    return c.redirect(runAddress(found.entry), 303);
  });

  app.post('/shot/:number/review', limit, async (c) => {
    const found = review.asked(c);
    const shot = review.askedShot(found, c);
    const said = await readVerdict(c);
    refuseBarred(review, found, said);
    if (said.verdict === 'approved' && 'wrong' in (await readPicture(found.open.folder, shot)))
      throw new BadForm('A picture that is not shown cannot be approved.');
    record(review, found, said, { shot: { number: shot.number, sha256: shot.sha256 } });
    return c.redirect(afterShot(review, found, shot, said), 303);
  });

  return app;
}

/** @throws BadForm */
function refuseBarred(review: ReviewContext, found: FoundRun, { verdict }: Said): void {
  const bar = verdict === 'approved' ? review.barred(found) : undefined;
  if (bar !== undefined) throw new BadForm(bar);
}

const lookedAt = ({ unseen: _, ...looked }: Progress) => looked;

function record(
  review: ReviewContext,
  found: FoundRun,
  { verdict, remark }: Said,
  about: Pick<Parameters<typeof recordReview>[2], 'shot' | 'looked'>,
): void {
  const { runs, signer, reviewer } = review.options;
  const { entry, open } = found;
  recordReview(runs, signer, {
    type: 'review',
    customer: entry.customer,
    run: entry.run,
    ...about,
    verdict,
    reviewer,
    host: hostname(),
    ...(remark !== '' && { remark }),
    ...(verdict === 'approved' && review.wantsAnother(found) && { rule: 'another' as const }),
    journal: open.run.journal.sha256,
  });
}

/** An approval or objection goes on to the next picture that nobody has signed off. */
function afterShot(review: ReviewContext, found: FoundRun, shot: NumberedShot, { verdict, form }: Said): string {
  const goesOn = verdict === 'approved' || verdict === 'objected';
  const next = goesOn ? nextUnsigned(found.open.run, review.reviewsOf(found), shot) : shot;
  const look = readLook((name) => (typeof form[name] === 'string' ? form[name] : undefined));
  return next === undefined ? runAddress(found.entry) : shotAddress(found.entry, next.number, look);
}
