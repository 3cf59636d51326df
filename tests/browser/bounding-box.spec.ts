import { createServer, type Server } from 'node:http';
import { expect, test } from '@playwright/test';
import type { Browser, Locator, Page } from 'playwright';
import { boundingBoxOf, bringIntoView } from '../../src/browser/bounding-box.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import { listen } from '../support/egress/servers.ts';

let server: Server;
let browser: Browser;
let page: Page;
let thing: Locator;
/** A page of another site than the one that shows it in a frame. */
let elsewhere: string;

const THING = '<button style="display:block;width:100px;height:20px;margin:0;padding:0;border:0">x</button>';
const block = (height: number) => `<div style="height:${height}px"></div>`;

test.beforeAll(async () => {
  server = createServer((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><body style="margin:0">${block(300)}${THING}${block(900)}`),
  );
  const port = await listen(server);
  elsewhere = `http://127.0.0.1:${port}`;
  browser = await launchBrowser({
    path: findBrowser()!.path,
    headed: false,
    origins: [elsewhere, `http://localhost:${port}`],
  });
  page = await browser.newPage({ viewport: { width: 800, height: 400 } });
  await page.goto(`http://localhost:${port}`);
  thing = page.locator('button');
});
test.afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

const show = async (html: string) => await page.setContent(`<!doctype html><body style="margin:0">${html}</body>`);
const SCROLLER =
  '<div id="scroller" style="margin:50px 0 0 ' +
  `10px;width:300px;height:100px;overflow:auto">${block(90)}${THING}${block(400)}</div>`;

test('the box of a thing in a scrolled part is what is left of it to see', async () => {
  await show(SCROLLER);
  expect(await boundingBoxOf(thing)).toEqual({ x: 10, y: 140, width: 100, height: 10 });
  await page.locator('#scroller').evaluate((element) => element.scrollTo(0, 60));
  expect(await boundingBoxOf(thing)).toEqual({ x: 10, y: 80, width: 100, height: 20 });
  await page.locator('#scroller').evaluate((element) => element.scrollTo(0, 110));
  expect(await boundingBoxOf(thing)).toBeUndefined();
});

test('a positioned thing is cut only by what it is anchored in', async () => {
  const cut = (anchored: string, position: string) =>
    '<div ' +
    `style="${anchored};overflow:hidden;width:60px;` +
    `height:60px">${THING.replace('style="', `style="position:${position};left:20px;top:50px;`)}</div>`;
  await show(cut('position:relative', 'absolute'));
  expect(await boundingBoxOf(thing)).toEqual({ x: 20, y: 50, width: 40, height: 10 });
  await show(cut('', 'absolute'));
  expect(await boundingBoxOf(thing)).toEqual({ x: 20, y: 50, width: 100, height: 20 });
  await show(cut('position:relative', 'fixed'));
  expect(await boundingBoxOf(thing)).toEqual({ x: 20, y: 50, width: 100, height: 20 });
});

test("the box of a thing at the window's edge is what is inside the window", async () => {
  await show(block(390) + THING + block(900));
  expect(await boundingBoxOf(thing)).toEqual({ x: 0, y: 390, width: 100, height: 10 });
  await page.evaluate('scrollTo(0, 500)');
  expect(await boundingBoxOf(thing)).toBeUndefined();
  expect(await boundingBoxOf(page.locator('#none'))).toBeUndefined();
});

test('the box of a covered thing is what stays uncovered', async () => {
  const over = (style: string, inner = '') => `<div style="position:fixed;background:#fff;${style}">${inner}</div>`;
  await show(block(100) + THING);
  expect(await boundingBoxOf(thing)).toEqual({ x: 0, y: 100, width: 100, height: 20 });
  await show(block(100) + THING + over('inset:50px 0 100px', '<p>Are you sure?'));
  expect(await boundingBoxOf(thing)).toBeUndefined();
  await show(block(100) + THING + over('left:0;right:0;top:0;height:106px'));
  const left = (await boundingBoxOf(thing))!;
  expect(left.y).toBeGreaterThan(105);
  expect(left.y).toBeLessThan(107);
  expect(left.y + left.height).toBe(120);
  await show(`${block(100)}<div id="host"></div>${THING}${over('inset:0')}`);
  await page.evaluate(() => {
    const button = document.querySelector('button')!;
    document.querySelector('#host')!.attachShadow({ mode: 'open' }).append(button);
  });
  expect(await boundingBoxOf(thing)).toBeUndefined();
  await page.locator('div[style*=fixed]').evaluate((element) => element.remove());
  expect(await boundingBoxOf(thing)).toEqual({ x: 0, y: 100, width: 100, height: 20 });
});

test('its own content, label and icon do not cover a thing', async () => {
  const place = { x: 0, y: 100, width: 100, height: 20 };
  for (const html of [
    THING.replace('>x<', '><b style="display:block;height:100%">x</b><'),
    '<label style="position:absolute;left:-5px;top:95px;width:200px;z-index:1" ' +
      `for="it">name</label>${THING.replace('<button', '<button id="it"')}`,
    `${THING}<i style="position:absolute;left:40px;top:102px;width:60px;height:16px;background:red"></i>`,
    THING.replace('style="', 'style="pointer-events:none;'),
  ]) {
    await show(block(100) + html);
    expect(await boundingBoxOf(thing), html).toEqual(place);
  }
});

test('the box of a thing in a scrolled frame is where the frame shows it', async () => {
  const frame = (src: string) =>
    `${block(50)}<div id="scroller" style="height:200px;overflow:auto">${block(20)}<iframe ` +
    `style="margin-left:30px;width:300px;height:400px;border:2px solid;padding:3px" ${src}></iframe></div>`;
  const content = `<!doctype html><body style='margin:0'>${block(300)}${THING}${block(900)}`.replaceAll('"', "'");
  for (const src of [`srcdoc="${content}"`, `src="${elsewhere}"`]) {
    await show(frame(src));
    const inFrame = page.frameLocator('iframe').locator('button');
    await inFrame.waitFor();
    // It is below what the scrolled part shows of its frame.
    expect(await boundingBoxOf(inFrame), src).toBeUndefined();
    await page.frames()[1]!.evaluate('scrollTo(0, 200)');
    expect(await boundingBoxOf(inFrame), src).toEqual({ x: 35, y: 175, width: 100, height: 20 });
    await page.locator('#scroller').evaluate((element) => element.scrollTo(0, 60));
    expect(await boundingBoxOf(inFrame), src).toEqual({ x: 35, y: 115, width: 100, height: 20 });
    await page.evaluate(() =>
      document.body.insertAdjacentHTML('beforeend', '<div style="position:fixed;inset:0;background:#fff"></div>'),
    );
    expect(await boundingBoxOf(inFrame), src).toBeUndefined();
  }
});

test('bringing a thing into view scrolls only if the thing is partly hidden', async () => {
  await show(SCROLLER);
  await page.locator('#scroller').evaluate((element) => element.scrollTo(0, 60));
  await bringIntoView(thing);
  expect(await boundingBoxOf(thing)).toEqual({ x: 10, y: 80, width: 100, height: 20 });
  await page.locator('#scroller').evaluate((element) => element.scrollTo(0, 0));
  await bringIntoView(thing);
  expect(await boundingBoxOf(thing)).toEqual({ x: 10, y: 90, width: 100, height: 20 });
  await show(`${block(600)}<iframe style="height:100px;border:0" src="${elsewhere}"></iframe>${block(600)}`);
  const inFrame = page.frameLocator('iframe').locator('button');
  await inFrame.waitFor();
  await bringIntoView(inFrame);
  expect(await boundingBoxOf(inFrame)).toMatchObject({ width: 100, height: 20 });
});
