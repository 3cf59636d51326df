import type { KeyObject } from 'node:crypto';
import { verifyBundle } from '../evidence/bundle/verify.ts';
import type { NumberedShot, Run } from '../evidence/read-run.ts';
import { readRun, stepsOf } from '../evidence/read-run.ts';
import { redact } from '../secrets/redact.ts';
import { checkPictures } from './pictures.ts';
import { proofsOf } from './proofs.ts';
import { bundleCheck, type Check } from './templates/checks.ts';
import type { ReviewTold } from './templates/first-page/people.ts';
import { type Extent, page } from './templates/page.ts';
import { Sheet } from './templates/picture.ts';
import { witnessOf } from './witness.ts';

export interface ReportOptions {
  /**
   * It will be sent without the folder: it holds its pictures itself, nothing in it leads to files, and it says what
   * the closed bundle is worth.
   */
  alone?: boolean;
  /** The public key of whoever should have signed. */
  key?: KeyObject | undefined;
  /** What the review log says of the run. */
  reviews?: ReviewTold[] | undefined;
  extent?: Extent;
}

/** Of the page within a bundle, which is written before the bundle is closed. */
const UNCLOSED: Check = {
  good: true,
  says: 'Whether it is genuine, this page cannot say of itself. README.txt beside it says how to check that.',
  tone: 'calm',
};

/**
 * The report of a run folder (`journal.jsonl`, `shots/`) as one HTML page that needs no network. Beside the folder's
 * pictures it holds only those itself that decide; `alone` it holds all. It has passed the value filter.
 * Pictures that are missing or are not what the journal says become a card that says so.
 * @throws when the folder has no readable journal, or the journal no run.start
 */
export async function renderReport(
  runFolder: string,
  { alone = false, key, reviews, extent = 'all' }: ReportOptions = {},
): Promise<string> {
  const run = await readRun(runFolder);
  const sheet = new Sheet();
  const showsAll = extent === 'all' || proofsOf(run).length === 0;
  const embedded = alone && showsAll ? new Set(run.shots.map(({ number }) => number)) : decisive(run);
  const pictures = await checkPictures(runFolder, run.shots, (shot, png) => {
    const src = embedded.has(shot.number) ? sheet.add(shot, png) : shot.file;
    return { src, href: alone ? `#picture-${shot.number}` : shot.file };
  });
  const verified = alone ? verifyBundle(runFolder, key) : undefined;
  const checks = verified === undefined ? [UNCLOSED] : verified.verdict === 'not closed' ? [] : [bundleCheck(verified)];
  const witness = verified === undefined ? 'not known yet' : witnessOf(runFolder);
  const album = { run, pictures, numbers: new Map(stepsOf(run).map((step) => [step.id, step.n])) };
  const text = redact(String(await page({ album, checks, witness, reviews }, extent)));
  // The pictures are put in behind the filter: they are most of the page, and no text.
  const end = text.lastIndexOf('</body>');
  return `${text.slice(0, end)}${sheet}${text.slice(end)}`;
}

/** The moments whose pictures a page always holds itself: those that prove, and those of steps that failed. */
function decisive(run: Run): Set<number> {
  const proofs = proofsOf(run).flatMap(({ shot }) => shot ?? []);
  const isFailure = ({ step }: NumberedShot) =>
    stepsOf(run).some(({ id, result }) => id === step && result?.problem !== undefined);
  return new Set([...proofs, ...run.shots.filter(isFailure)].map(({ number }) => number));
}
