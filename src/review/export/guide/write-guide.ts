import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRun } from '../../../evidence/read-run.ts';
import { checkPictures } from '../../pictures.ts';
import { chaptersOf } from './chapters.ts';
import { guideOf, type Keep } from './guide.ts';
import { guideMarkdown } from './markdown.ts';
import { markedPicture } from './marked-picture.ts';
import { guidePage } from './page.ts';

/**
 * The vendor's help article, from a run that did everything: the runbook's phases and steps as instructions for a
 * person, with the run's pictures and the place to click marked on each.
 * Writes `guide.html` (self-contained), `guide.md` and its `pictures/`.
 * @throws when the run changed nothing: there is nothing to show then
 */
export async function writeGuide(folder: string, out: string): Promise<void> {
  const run = await readRun(folder);
  const chapters = chaptersOf(run);
  if (chapters.length === 0)
    throw new Error(
      `Run ${run.start.run} changed nothing, so it cannot make a guide. Choose a run that did the whole job: one ` +
        'whose steps say "done" and not "already in place".',
    );
  const pngs = new Map<number, Buffer>();
  await checkPictures(folder, run.shots, ({ number, file }, png) => {
    pngs.set(number, png);
    return { src: file, href: file };
  });
  mkdirSync(join(out, 'pictures'), { recursive: true, mode: 0o700 });
  const guide = guideOf(run, chapters, keepIn(out, pngs));
  writeFileSync(join(out, 'guide.md'), guideMarkdown(guide), { mode: 0o600 });
  writeFileSync(join(out, 'guide.html'), String(guidePage(guide)), { mode: 0o600 });
}

/** Writes each marked picture to `pictures/`, numbered. */
function keepIn(out: string, pngs: ReadonlyMap<number, Buffer>): Keep {
  let number = 0;
  return (shot, place, alt) => {
    const png = shot && pngs.get(shot.number);
    if (shot === undefined || png === undefined) return undefined;
    number += 1;
    const file = `pictures/${String(number).padStart(2, '0')}.svg`;
    const figure = markedPicture(shot, png, place, alt);
    writeFileSync(join(out, file), String(figure), { mode: 0o600 });
    return { file, figure };
  };
}
