import { readPictures } from './pictures.ts';
import { readRun } from './read-run.ts';
import { page } from './templates/page.ts';

/**
 * The report of a run folder (`journal.jsonl`, `shots/`) as one HTML page that needs nothing else: no network, no other file.
 * Pictures that are missing or are not what the journal says become a card that says so.
 * @param alone whether it will be sent without the folder: then nothing in it leads to the files
 * @throws when the folder has no readable journal, or the journal no run.start
 */
export async function renderReport(runFolder: string, { alone = false } = {}): Promise<string> {
  const run = await readRun(runFolder);
  return String(await page(run, await readPictures(runFolder, run.shots, alone)));
}
