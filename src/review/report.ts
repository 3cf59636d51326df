import type { KeyObject } from 'node:crypto';
import { verifyBundle } from '../evidence/bundle/verify.ts';
import { redact } from '../secrets/redact.ts';
import { checkPictures } from './pictures.ts';
import { readRun } from '../evidence/read-run.ts';
import { bundleCheck } from './templates/checks.ts';
import { page } from './templates/page.ts';
import { Sheet } from './templates/picture.ts';

/**
 * The report of a run folder (`journal.jsonl`, `shots/`) as one HTML page that needs nothing else: no network, no other
 * file. It has passed the value filter.
 * Pictures that are missing or are not what the journal says become a card that says so.
 * @param alone whether it will be sent without the folder: then nothing in it leads to the files, and it says what the
 *   closed bundle is worth
 * @param key the public key of whoever should have signed
 * @throws when the folder has no readable journal, or the journal no run.start
 */
export async function renderReport(
  runFolder: string,
  { alone = false, key }: { alone?: boolean; key?: KeyObject | undefined } = {},
): Promise<string> {
  const run = await readRun(runFolder);
  const sheet = new Sheet();
  const pictures = await checkPictures(runFolder, run.shots, (shot, png) => {
    const src = sheet.add(shot, png);
    return { src, href: alone ? `#picture-${shot.number}` : shot.file };
  });
  const verified = alone ? verifyBundle(runFolder, key) : undefined;
  const checks = verified === undefined || verified.verdict === 'not closed' ? [] : [bundleCheck(verified)];
  const text = redact(String(await page(run, pictures, checks)));
  // The pictures are put in behind the filter: they are most of the page, and no text.
  const end = text.lastIndexOf('</body>');
  return `${text.slice(0, end)}${sheet}${text.slice(end)}`;
}
