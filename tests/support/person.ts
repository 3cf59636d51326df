/**
 * A person at the browser, for tests of what only a person can do. The command line starts its headed browser through a
 * small program that opens
 * a second door to it (a debugging port beside Playwright's pipe) and needs no screen; the person types and presses
 * through that door.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../src/portal-sdk/index.ts';
import { freePort } from './egress/servers.ts';

export interface Person {
  /** The browser's program, for KEYWRIGHT_BROWSER. */
  browser: string;
  /**
   * Waits for a page that has this field (CSS), types into it, and presses Enter; and does so again while nothing comes
   * of it, as whoever sees that the page has
   * put something else there meanwhile, or has taken no notice yet. @param then what comes of it (CSS); left out: the
   * field goes away
   */
  typeAndEnter(field: string, text: string, then?: string): Promise<void>;
  /** Waits for a page that shows something with these words (and the first such in the document), and clicks it. */
  press(words: string): Promise<void>;
  /**
   * Puts a question over the page that shows these words: one that nobody has heard of, and that only its button
   * closes.
   */
  raise(where: string, question: string, button: string): Promise<void>;
}

/** The practice ConnectWise's sign-in form, when it has found out that the company has single sign-on, and says so. */
export const SINGLE_SIGN_ON = '#loginContainer:has(#ssoNotice[style*=block])';

/** Milliseconds. */
const NOTICED_WITHIN = 3_000;

interface Target {
  type: string;
  webSocketDebuggerUrl: string;
}

/** One page, spoken to directly. */
async function openPage(
  address: string,
): Promise<{ send(method: string, params?: object): Promise<{ result?: { value?: unknown } }>; close(): void }> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('the page is gone')), { once: true });
  });
  let last = 0;
  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = (last += 1);
        const hear = ({ data }: MessageEvent) => {
          const answer = JSON.parse(String(data)) as { id?: number; result: { result?: { value?: unknown } } };
          if (answer.id !== id) return;
          socket.removeEventListener('message', hear);
          resolve(answer.result);
        };
        socket.addEventListener('message', hear);
        socket.addEventListener('close', () => reject(new Error('the page is gone')), { once: true });
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close: () => socket.close(),
  };
}

/** @param folder where the program is written @param path the browser itself @param screen its size in pixels */
export async function callPerson(folder: string, path: string, screen = '1920x1080'): Promise<Person> {
  const port = await freePort();
  const browser = join(folder, 'browser-with-a-person.sh');
  const more = `--remote-debugging-port=${port} --headless --screen-info='{${screen}}'`;
  writeFileSync(browser, `#!/bin/sh\nexec "${path}" ${more} "$@"\n`);
  chmodSync(browser, 0o755);

  type OpenPage = Awaited<ReturnType<typeof openPage>>;

  /** Tries it on each page until one has what it takes. */
  async function onSomePage(act: (page: OpenPage) => Promise<boolean>): Promise<boolean> {
    const targets = (await fetch(`http://127.0.0.1:${port}/json/list`).then(
      (answer) => answer.json(),
      () => [],
    )) as Target[];
    for (const { webSocketDebuggerUrl } of targets.filter(({ type }) => type === 'page')) {
      const page = await openPage(webSocketDebuggerUrl).catch(() => undefined);
      const done = page !== undefined && (await act(page).catch(() => false));
      page?.close();
      if (done) return true;
    }
    return false;
  }

  const tryToType = (field: string, text: string) =>
    onSomePage(async (page) => {
      const expression =
        `(() => { const field = document.querySelector(${JSON.stringify(field)}); field?.focus(); ` +
        `field?.select(); return document.readyState === 'complete' && field !== null && document.activeElement ` +
        '=== field; })()';
      if ((await page.send('Runtime.evaluate', { expression })).result?.value !== true) return false;
      const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
      await page.send('Input.insertText', { text });
      await page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key });
      // The page may be gone with the key still down.
      await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }).catch(() => undefined);
      return true;
    });
  const tryToPress = (words: string) =>
    onSomePage(async (page) => {
      const expression =
        `(() => { const found = [...document.querySelectorAll('*')].filter((one) => one.textContent.trim() === ` +
        `${JSON.stringify(words)} && one.getClientRects().length > 0).at(-1); const box = ` +
        'found?.getBoundingClientRect(); return box && JSON.stringify([box.x + box.width / 2, box.y + box.height ' +
        '/ 2]); })()';
      const place = (await page.send('Runtime.evaluate', { expression })).result?.value;
      if (typeof place !== 'string') return false;
      const [x, y] = JSON.parse(place) as [number, number];
      for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'])
        await page.send('Input.dispatchMouseEvent', {
          type,
          x,
          y,
          button: type === 'mouseMoved' ? 'none' : 'left',
          clickCount: type === 'mouseMoved' ? 0 : 1,
        });
      return true;
    });
  return {
    browser,
    async typeAndEnter(field, text, then) {
      const has = (css: string) =>
        onSomePage(
          async (page) =>
            (
              await page.send('Runtime.evaluate', {
                expression: `document.querySelector(${JSON.stringify(css)})?.getClientRects().length > 0`,
              })
            ).result?.value === true,
        );
      const came = async () => (then === undefined ? !(await has(field)) : await has(then));
      await until(
        async () => {
          if (!(await tryToType(field, text))) return false;
          const end = performance.now() + NOTICED_WITHIN;
          return (
            (await until(
              async () => ((await came()) ? 'yes' : performance.now() > end ? 'no' : undefined),
              () => new Error('unreachable'),
            )) === 'yes'
          );
        },
        () => new Error(`No page had ${field}, or nothing came of it.`),
        60_000,
      );
    },
    async raise(where, question, button) {
      const expression =
        `document.body?.innerText.includes(${JSON.stringify(where)}) && (() => {
        const dialog = document.createElement('dialog');
        const press = Object.assign(document.createElement('button'), { ` +
        `textContent: ${JSON.stringify(button)}, onclick: () => dialog.remove() });
        dialog.append(Object.assign(document.createElement('p'), { textContent: ${JSON.stringify(question)} }), press);
        dialog.oncancel = (event) => event.preventDefault();
        document.body.append(dialog);
        dialog.showModal();
        return true;
      })()`;
      await until(
        () => onSomePage(async (page) => (await page.send('Runtime.evaluate', { expression })).result?.value === true),
        () => new Error(`No page showed ${where}.`),
        60_000,
      );
    },
    async press(words) {
      await until(
        () => tryToPress(words),
        () => new Error(`No page showed ${words}.`),
        60_000,
      );
    },
  };
}
