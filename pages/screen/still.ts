import type { Page, Request } from 'playwright';
import { pendingOf } from '../../src/portal-sdk/index.ts';
import type { Screen } from './thing.ts';

/** After an answer or a press, a page draws within this time, in milliseconds, or asks for more. */
const DRAWN = 120;
/** By then, in milliseconds, a page has begun what follows from a press or an answer. */
export const REACTED = 60;
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

/**
 * How far a page has come to rest: it `moves`, it seems to be `still`, or it `rests`, since it has nothing more to do by
 * itself.
 */
export type Rest = 'moves' | 'still' | 'rests';

/** Whether anything on the page still changes by itself, as far as the page can tell. */
export async function restOf(page: Page, screen: Screen): Promise<Rest> {
  watchRequests(page);
  const now = performance.now();
  const waits = [...underWay.get(page)!.values()].some((since) => now - since < LONG_POLL);
  if (waits || screen.moves || screen.quiet <= REACTED) return 'moves';
  const pending = await pendingOf(page);
  if (pending === 'rests' && underWay.get(page)!.size === 0) return 'rests';
  return pending === 'comes' || screen.quiet <= DRAWN ? 'moves' : 'still';
}
