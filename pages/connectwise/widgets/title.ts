import type { Page } from 'playwright';
import { reading } from '../../sight/read.ts';

const shown = reading<null, string[]>('titles', (see) =>
  [...document.querySelectorAll('.detailLabel, #loginForm #loginBtn')]
    .filter(see.shown)
    .map((element) => (element.id === 'loginBtn' ? 'the sign-in page' : see.read(element)))
    .filter((text) => text !== ''),
);

/** The titles that are shown now (PRODUCT.md A7): hidden screens keep theirs in the DOM. */
export async function titles(page: Page): Promise<string[]> {
  return (await shown.all(page, null)).flatMap(({ read }) => read);
}
