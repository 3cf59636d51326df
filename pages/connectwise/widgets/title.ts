import type { Page } from 'playwright';
import { readAll } from '../../sight/read.ts';

/** The titles that are shown now (connectwise.md A7): hidden screens keep theirs in the DOM. */
export async function titles(page: Page): Promise<string[]> {
  const found = await readAll(page, (see) => [...document.querySelectorAll('.detailLabel, #loginForm #loginBtn')]
    .filter(see.shown).map((element) => (element.id === 'loginBtn' ? 'the sign-in page' : see.read(element))).filter((text) => text !== ''), null);
  return found.flatMap(({ read }) => read);
}
