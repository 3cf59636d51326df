import type { Page, Request } from 'playwright';
import type { Screen } from './thing.ts';

/** After an answer or a press, a page draws within this time, in milliseconds, or asks for more. */
const DRAWN = 120;
/** What a page keeps open for longer, in milliseconds, waits for news: no answer that anybody waits for. */
const LONG_POLL = 10_000;

const ANSWERS = ['document', 'xhr', 'fetch', 'script', 'stylesheet'];
const underWay = new WeakMap<Page, Map<Request, number>>();

/** Keeps count of the requests that a page waits for. */
export function watchRequests(page: Page): void {
  if (underWay.has(page)) return;
  const open = new Map<Request, number>();
  underWay.set(page, open);
  page.on('request', (request) => {
    if (ANSWERS.includes(request.resourceType())) open.set(request, performance.now());
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

/** Whether nothing on the page changes by itself any more, as far as the page can tell. */
export function isStill(page: Page, screen: Screen): boolean {
  watchRequests(page);
  const now = performance.now();
  const waits = [...underWay.get(page)!.values()].some((since) => now - since < LONG_POLL);
  return !waits && !screen.moves && screen.quiet > DRAWN;
}
