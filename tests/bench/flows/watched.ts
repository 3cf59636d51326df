import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { type Browser, type CDPSession, chromium, type Locator, type Page } from 'playwright';

/** A stretch of time: when it began and ended, in milliseconds. */
export interface Stretch {
  kind: string;
  from: number;
  to: number;
}

/** How long one kind took within a stretch: what several took at the same time counts once. */
export function union(stretches: Stretch[], kind: string, within: Stretch): number {
  let [total, end] = [0, within.from];
  for (const { from, to } of stretches
    .filter(({ kind: own, from, to }) => own === kind && to > within.from && from < within.to)
    .sort((one, other) => one.from - other.from)) {
    total += Math.max(0, Math.min(to, within.to) - Math.max(from, end));
    end = Math.max(end, to);
  }
  return total;
}

/** How long everything of one kind took, within a stretch or altogether. */
export function sum(stretches: Stretch[], kind: string, within?: Stretch): number {
  return stretches
    .filter((one) => one.kind === kind && (within === undefined || (one.from >= within.from && one.from < within.to)))
    .reduce((total, { from, to }) => total + to - from, 0);
}

const GUARD: Record<string, string> = { 'Page.captureScreenshot': 'picture', 'DOMSnapshot.captureSnapshot': 'scan' };

/** Looking: what is read of the screen, and the waiting until it changes. */
const isLook = (text: unknown): boolean => /keywright-?screen/i.test(String(text));

/**
 * Notes when the disk is waited for and when the browser is asked over CDP, from outside the product: by putting a
 * clock around Node's and Playwright's own functions.
 * Call before a browser is launched.
 */
export function watch(): Stretch[] {
  const stretches: Stretch[] = [];
  const note = (kind: string, from: number) => stretches.push({ kind, from, to: performance.now() });
  const sync = fs.fsyncSync;
  fs.fsyncSync = (handle) => {
    const from = performance.now();
    sync(handle);
    note('fsync', from);
  };
  syncBuiltinESMExports();

  const clockOn = (session: CDPSession) => {
    const send = session.send.bind(session) as (method: string, params?: object) => Promise<unknown>;
    Object.assign(session, {
      async send(method: string, params?: { expression?: string }) {
        const from = performance.now();
        try {
          return await send(method, params);
        } finally {
          note(GUARD[method] ?? (isLook(params?.expression) ? 'look' : 'standstill'), from);
        }
      },
    });
    return session;
  };
  const clockOnLooks = (page: Page) => {
    const locator = Object.getPrototypeOf(page.locator('html')) as { looked?: true } & Pick<
      Locator,
      'textContent' | 'count'
    >;
    if (locator.looked) return;
    locator.looked = true;
    for (const name of ['textContent', 'count'] as const) {
      const ask = locator[name] as (...args: unknown[]) => Promise<never>;
      locator[name] = async function (this: Locator, ...args: unknown[]) {
        const from = performance.now();
        return await ask.apply(this, args).finally(() => isLook(this) && note('look', from));
      };
    }
  };

  const launch = chromium.launch.bind(chromium);
  chromium.launch = async (options) => {
    const from = performance.now();
    const browser: Browser = await launch(options);
    note('launch', from);
    const newContext = browser.newContext.bind(browser);
    browser.newContext = async (settings) => {
      const context = await newContext(settings);
      const newPage = context.newPage.bind(context);
      context.newPage = async () => {
        const page = await newPage();
        clockOnLooks(page);
        return page;
      };
      const newSession = context.newCDPSession.bind(context);
      context.newCDPSession = async (page) => clockOn(await newSession(page));
      return context;
    };
    return browser;
  };
  return stretches;
}
