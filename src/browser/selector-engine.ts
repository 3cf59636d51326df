import { selectors } from 'playwright';

/**
 * A selector engine in a world of its own, where no script of the page can lie to it. Its source text is sent to the
 * browser.
 * @returns what makes it known to Playwright: once per process, and before there is any page
 */
export function selectorEngine(name: string, source: () => object): () => Promise<void> {
  let registered: Promise<void> | undefined;
  return () => (registered ??= selectors.register(name, { content: `(${source})()` }, { contentScript: true }));
}
