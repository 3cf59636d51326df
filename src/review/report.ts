import { randomBytes } from 'node:crypto';
import { clean } from '../secrets/filter.ts';
import { checkPictures } from './pictures.ts';
import { readRun } from './read-run.ts';
import { page } from './templates/page.ts';

/**
 * The report of a run folder (`journal.jsonl`, `shots/`) as one HTML page that needs nothing else: no network, no other file. It has passed the value filter.
 * Pictures that are missing or are not what the journal says become a card that says so.
 * @param alone whether it will be sent without the folder: then nothing in it leads to the files
 * @throws when the folder has no readable journal, or the journal no run.start
 */
export async function renderReport(runFolder: string, { alone = false } = {}): Promise<string> {
  const run = await readRun(runFolder);
  // The pictures are put in behind the filter: they are most of the page, and no text. Nobody can guess the names that stand for them.
  const name = `picture-${randomBytes(16).toString('hex')}-`;
  const bytes = new Map<string, Buffer>();
  const pictures = await checkPictures(runFolder, run.shots, ({ file, number }, png) => {
    bytes.set(String(number), png);
    return { src: `${name}${number}`, href: alone ? `#picture-${number}` : file };
  });
  const text = clean(String(await page(run, pictures)));
  return text.replaceAll(new RegExp(`${name}(\\d+)`, 'g'), (_, number: string) => `data:image/png;base64,${bytes.get(number)!.toString('base64')}`);
}
