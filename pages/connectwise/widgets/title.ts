import type { Page } from 'playwright';
import { readIn } from '../../sight/read.ts';
import { shownFrames } from './frames.ts';

/** The titles that are shown now (connectwise.md A7): hidden screens keep theirs in the DOM. */
export async function titles(page: Page): Promise<string[]> {
  const frames = await shownFrames(page);
  const found = await Promise.all(frames.map(async (frame) => await readIn(frame, (see) => [...document.querySelectorAll('.detailLabel, #loginForm #loginBtn')]
    .filter(see.shown).map((element) => (element.id === 'loginBtn' ? 'the sign-in page' : see.read(element))).filter((text) => text !== ''), null).catch((): string[] => [])));
  return found.flat();
}
