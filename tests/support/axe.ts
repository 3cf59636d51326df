import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** For a second size and scheme: what the size or the scheme can change. */
export const COLOURS_AND_SIZES = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'scrollable-region-focusable',
  'meta-viewport',
];

/** What axe finds on a page: a line for each place. @param only the rules to go by */
export async function findings(page: Page, only?: readonly string[]): Promise<string[]> {
  // Otherwise it opens a window for each page.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (only === undefined ? axe.withTags(LEVELS) : axe.withRules([...only])).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 4).map((node) => `${id} ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim()}`),
  );
}
