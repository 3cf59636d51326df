import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { chromium, type Browser, type CDPSession } from 'playwright';

/** A stretch of time: when it began and ended, in milliseconds. */
export interface Stretch {
  kind: string;
  from: number;
  to: number;
}

/** How long everything of one kind took, within a stretch or altogether. */
export function sum(stretches: Stretch[], kind: string, within?: Stretch): number {
  return stretches.filter((one) => one.kind === kind && (within === undefined || (one.from >= within.from && one.from < within.to))).reduce((total, { from, to }) => total + to - from, 0);
}

const GUARD: Record<string, string> = { 'Page.captureScreenshot': 'picture', 'DOMSnapshot.captureSnapshot': 'scan' };

/**
 * Notes when the disk is waited for and when the browser is asked over CDP, from outside the product: by putting a clock around Node's and Playwright's own functions.
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
      async send(method: string, params?: object) {
        const from = performance.now();
        try {
          return await send(method, params);
        } finally {
          note(GUARD[method] ?? 'standstill', from);
        }
      },
    });
    return session;
  };
  const launch = chromium.launch.bind(chromium);
  chromium.launch = async (options) => {
    const from = performance.now();
    const browser: Browser = await launch(options);
    note('launch', from);
    const newContext = browser.newContext.bind(browser);
    browser.newContext = async (settings) => {
      const context = await newContext(settings);
      const newSession = context.newCDPSession.bind(context);
      context.newCDPSession = async (page) => clockOn(await newSession(page));
      return context;
    };
    return browser;
  };
  return stretches;
}
