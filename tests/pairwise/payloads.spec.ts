import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { plainText } from '../../src/files/sanitize.ts';
import { writeGuide } from '../../src/review/export/guide/write-guide.ts';
import { renderReport } from '../../src/review/report.ts';
import { RUN, writeHostileRuns } from '../support/review/hostile-runs.ts';
import { noteMisdeeds } from '../support/review/note-misdeeds.ts';
import { PAYLOADS } from '../support/review/payloads.ts';
import { letIn, test } from '../support/review-server.ts';

/** Markup that no page of ours holds, and addresses that lead elsewhere. */
async function foreign(page: Page, own: string[], scripts: number): Promise<string[]> {
  return await page.evaluate(
    async ([starts, expected]) => {
      for (const one of document.querySelectorAll('details')) one.open = true;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const found = [
        ...document.querySelectorAll(
          'iframe, frame, object, embed, base, math, foreignObject, animate, set, audio, video, source, track, ' +
            'marquee, xmp, plaintext, noscript, template, picture, ' +
            'meta[http-equiv]:not([http-equiv="Content-Security-Policy" i]), [style*=url], [contenteditable], ' +
            '[srcdoc], [srcset], [popover], [background], [ping], [target]',
        ),
      ].map(({ outerHTML }) => outerHTML.slice(0, 80));
      const attributes = [...document.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes].map(({ name, value }) => ({ element, name, value })),
      );
      for (const { element, name, value } of attributes) {
        if (name.startsWith('on')) found.push(`${element.tagName} ${name}`);
        if (!['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster'].includes(name)) continue;
        const { href } = new URL(value, document.baseURI);
        const picture = name !== 'formaction' && href.startsWith('data:image/png;base64,');
        const allowed =
          (picture && element.tagName.toLowerCase() !== 'a') || starts.some((own) => href.startsWith(own));
        if (!allowed) found.push(`${element.tagName} ${name}=${value.slice(0, 80)}`);
      }
      if (document.scripts.length !== expected) found.push(`${document.scripts.length} scripts`);
      return found;
    },
    [own, scripts] as const,
  );
}

/** The payloads that are not to be read on the page, in its texts or in the words of its pictures and fields. */
async function missing(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() =>
    [
      document.documentElement.textContent,
      ...[...document.querySelectorAll('[alt], [aria-label], [title], [value]')].flatMap((one) =>
        ['alt', 'aria-label', 'title', 'value'].map((name) => one.getAttribute(name) ?? ''),
      ),
    ].join('\n'),
  );
  return PAYLOADS.map((payload) => plainText(payload).toWellFormed().trim()).filter(
    (payload) => !texts.includes(payload),
  );
}

test('most payloads do run, load or lead away where nothing holds them back', async ({ browser }) => {
  expect(new Set(PAYLOADS).size).toBe(PAYLOADS.length);
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(100);
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = new Set<string>();
  page.on('request', (request) => request.url().includes('evil.example') && asked.add(request.url()));
  const frames = PAYLOADS.map(
    (payload, number) =>
      `<script>window.ran = () => parent.heard.add(${number})</script><p>${payload}</p><input ` +
      `value="${payload}"><a href="${payload}">link</a><script>document.querySelector('a').click()</script>`,
  );
  const quoted = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const body =
    '<script>heard = new ' +
    `Set()</script>${frames.map((frame) => `<iframe srcdoc="${quoted(frame)}"></iframe>`).join('')}`;
  await page.route('**/*', (route) =>
    route.request().url() === 'http://page.example/'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body })
      : route.abort(),
  );
  await page.goto('http://page.example/', { waitUntil: 'commit' });
  await expect
    .poll(
      async () => (await page.evaluate(() => (window as unknown as { heard: Set<number> }).heard.size)) + asked.size,
      { timeout: 60_000 },
    )
    .toBeGreaterThan(100);
  await context.close();
});

test('no payload runs, loads or leads away in the app, the report and the guide', async ({ browser, fresh }) => {
  test.setTimeout(240_000);
  const out = mkdtempSync(join(tmpdir(), 'keywright-payloads-'));
  const { app, runs } = await fresh(writeHostileRuns);
  const context = await browser.newContext({ viewport: { width: 640, height: 360 } });
  const own = [app.origin, pathToFileURL(out).href];
  const seen = await noteMisdeeds(context, own);
  const page = await context.newPage();
  await letIn(page, { app, runs });
  const look = async (address: string, { scripts = 1, whole = false } = {}) => {
    const answer = await page.goto(address);
    expect.soft(answer!.status(), address).toBeLessThan(500);
    expect.soft(await foreign(page, own, scripts), address).toEqual([]);
    if (whole) expect.soft(await missing(page), `${address} leaves out`).toEqual([]);
    expect.soft(page.url(), address).toBe(new URL(address).href);
    expect(seen.splice(0), address).toEqual([]);
  };

  const of = `${app.origin}/run/acme/${RUN}`;
  const two = `run=acme/${RUN}&run=borealis/${RUN}`;
  for (const [path, whole] of [
    [of, true],
    [`${of}/journal`, true],
    [`${of}/shot/1`, true],
    [`${of}/shot/2?view=side&changes=1`],
    [`${of}/shot/9?view=slider&changes=1`],
    [`${of}/shot/10`],
    [`${app.origin}/compare?${two}`, true],
    [`${app.origin}/compare?${two}&pair=5&view=side&changes=1`],
    [`${app.origin}/run/cumulus/${RUN}`],
    [`${app.origin}/run/cumulus/${RUN}/journal`],
    [`${app.origin}/run/cumulus/${RUN}/shot/1`],
    [`${app.origin}/run/cumulus/${RUN}/shot/2?view=side`],
    [`${app.origin}/compare?run=cumulus/${RUN}&run=acme/${RUN}`],
  ] as [string, true?][])
    await look(path, { whole: whole === true });

  // The list, a page at a time; each holds every payload as a choice of its filters.
  for (let number = 1; number <= Math.ceil((PAYLOADS.length + 3) / 50); number += 1)
    await look(`${app.origin}/?page=${number}`, { whole: true });
  // What is searched for: each payload in one of the filters, and so many in the search.
  const names = ['q', 'customer', 'runbook', 'outcome', 'operator', 'review', 'from', 'to', 'page'];
  for (let index = 0; index < PAYLOADS.length; index += 45) {
    const asked = new URLSearchParams(
      names.map((name, place) => [name, PAYLOADS.slice(index + place * 5, index + place * 5 + 5).join(' ')]),
    );
    await look(`${app.origin}/?${asked}`);
    await look(`${app.origin}/compare?run=${encodeURIComponent(PAYLOADS[index]!)}&run=x`);
  }

  for (const customer of ['acme', 'cumulus']) {
    const file = join(out, `${customer}.html`);
    writeFileSync(file, await renderReport(join(runs, customer, RUN)));
    await look(pathToFileURL(file).href, { whole: customer === 'acme' });
  }
  const guide = join(out, 'guide');
  mkdirSync(guide);
  await writeGuide(join(runs, 'acme', RUN), guide);
  expect(readFileSync(join(guide, 'guide.md'), 'utf8')).not.toMatch(/(^|[^\\])<[a-z!/]/i);
  await look(pathToFileURL(join(guide, 'guide.html')).href, { scripts: 0, whole: true });
  await look(pathToFileURL(join(guide, 'pictures', '01.svg')).href, { scripts: 0 });
  await context.close();
  rmSync(out, { recursive: true });
});
