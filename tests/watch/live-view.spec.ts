import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { Secret } from '../../src/secrets/secret.ts';
import { type LivePage, LiveView } from '../../src/watch/live/live-view.ts';
import { inStep } from '../support/redaction/in-step.ts';
import { decode, letters } from '../support/redaction/pixels.ts';
import { pngOf } from '../support/redaction/png-of.ts';
import { SITUATIONS } from '../support/redaction/situations.ts';
import { LONG } from '../support/representative.ts';

test.use({ viewport: { width: 480, height: 200 } });

const KEY = 'Q7xKd93mZtPw5LbR';
/** A page that shows the secret shows at least so many letters; JPEG smears some. */
const READABLE = 3;
const BITS = 14;

/**
 * What is red is the secret. Above it, the page counts in black and white, so that each picture tells when it was
 * taken.
 */
const frameOf = (html: string) =>
  `<!doctype html><meta charset=utf-8><style>*{color:red!important}body{margin:0;background:#fff;` +
  `font:24px sans-serif}input{font:24px sans-serif;background:#fff;border:1px solid #ccc}
svg text{fill:red;font-size:26px}iframe{border:0;width:470px;height:90px}#bits{display:flex;height:24px;` +
  `margin-bottom:12px}#bits i{width:30px;height:24px;background:#fff}#bits i.on{background:#000}</style>
<div id=bits>${'<i></i>'.repeat(BITS)}</div><main>${html}</main>
<script>let count=0;globalThis.times=[Date.now()];globalThis.counting=setInterval(()=>{count+=1;times.push(Date.now());` +
  `[...bits.children].forEach((bit,n)=>bit.classList.toggle('on',(count>>n)%2===1))},330)</script>`;

async function serve(page: Page): Promise<(html: string) => Promise<void>> {
  let body = '';
  await page.route('**/*', async (route) => {
    const key = new URL(route.request().url()).pathname.split('/').at(-1)!;
    await route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body:
        new URL(route.request().url()).hostname === 'keywright.test'
          ? frameOf(body)
          : `<p style="color:red;font:24px sans-serif">${key}</p>`,
    });
  });
  return async (html) => {
    body = html;
    await page.goto('https://keywright.test/');
  };
}

interface Taken {
  jpeg: Buffer;
  at: number;
}

/** A view of a page that keeps all that it sends. */
function watch(page: Page, more: Partial<LivePage> = {}) {
  const taken: Taken[] = [];
  const cards: string[] = [];
  const ages: number[] = [];
  const at: LivePage = { page, secretExposed: true, secretUnread: false, code: new Secret(KEY, 'Key'), ...more };
  const view = new LiveView((picture) => {
    if ('picture' in picture) taken.push({ jpeg: picture.picture, at: Date.now() });
    else if ('asOf' in picture) ages.push(picture.asOf);
    else cards.push(picture.withheld);
  });
  return { taken, cards, ages, at, view };
}

/** The number that the page showed. */
function countIn(png: Buffer): number {
  const { width, step, data } = decode(png);
  return Array.from({ length: BITS }, (_, n) => (data[(12 * width + n * 30 + 15) * step]! < 128 ? 2 ** n : 0)).reduce(
    (sum, bit) => sum + bit,
    0,
  );
}

function random(seed: number): () => number {
  return () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
}

const SVG = encodeURIComponent(
  `<svg xmlns='http://www.w3.org/2000/svg' width='440' height='40'><text y='30' font-size='26' ` +
    `fill='red'>${KEY}</text></svg>`,
).replaceAll("'", '%27');
/** How the secret is put on the page, and off it. */
const WAYS: Record<string, { html: string; on: string; off: string }> = {
  'as text': { html: '<p id=t></p>', on: `t.textContent='${KEY}'`, off: `t.textContent=''` },
  'by its style': { html: `<p id=t hidden>${KEY}</p>`, on: 't.hidden=false', off: 't.hidden=true' },
  'as text that moves': {
    html:
      '<p id=t style="position:absolute"></p><script>let ' +
      'n=0;setInterval(()=>{if(t.textContent)t.style.left=(n+=9)%90+"px"},8)</script>',
    on: `t.textContent='${KEY}'`,
    off: `t.textContent=''`,
  },
  'in a field': { html: '<input id=t size=24>', on: `t.value='${KEY}'`, off: `t.value=''` },
  'in a frame': {
    html: '<iframe id=t srcdoc="<p id=u style=\'color:red;font-size:24px\'></p>"></iframe>',
    on: `t.contentDocument.getElementById('u').textContent='${KEY}'`,
    off: `t.contentDocument.getElementById('u').textContent=''`,
  },
  'in a frame of another site': {
    html: '<div id=t></div>',
    on: `t.innerHTML='<iframe src="https://elsewhere.example/${KEY}"></iframe>'`,
    off: `t.innerHTML=''`,
  },
  'in a canvas': {
    html: '<div id=t></div>',
    on:
      `{const c=document.createElement('canvas');c.width=440;c.height=40;const x=c.getContext('2d');x.font='26px ` +
      `sans-serif';x.fillStyle='red';x.fillText('${KEY}',0,30);t.replaceChildren(c)}`,
    off: 't.replaceChildren()',
  },
  'in a picture': {
    html: '<div id=t></div>',
    on: `t.innerHTML='<img src="data:image/svg+xml,${SVG}">'`,
    off: `t.innerHTML=''`,
  },
};

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

test('a secret that appears briefly is in no live picture, and all else shows', async ({ page, context }) => {
  test.setTimeout(120_000);
  const other = await context.newPage();
  await other.setContent('<p>');
  const open = await serve(page);
  const late: number[] = [];
  const lines: string[] = [];
  const next = random(20_261_125);
  for (const [way, { html, on, off }] of Object.entries(WAYS)) {
    await open(html);
    const { taken, cards, at, view } = watch(page);
    await page.evaluate(on);
    await expect.poll(async () => letters(await page.screenshot({ type: 'png' }))).toBeGreaterThanOrEqual(READABLE);
    expect(
      letters(await pngOf(other, await page.screenshot({ type: 'jpeg', quality: 60 }))),
      `${way}: it can be read where nobody guards it`,
    ).toBeGreaterThanOrEqual(READABLE);
    await page.evaluate(off);
    await view.follow(at);
    for (const shown of [50, 20, 300]) {
      await page.evaluate(
        `new Promise((resolve) => setTimeout(() => { ${on}; setTimeout(() => { ${off}; resolve(); }, ${shown}); ` +
          `}, ${Math.round(next() * 400)}))`,
      );
    }
    // Until the last change but one was seen.
    const counted = (await page.evaluate('count')) as number;
    await expect.poll(() => taken.at(-1)?.at ?? 0, { timeout: 20_000 }).toBeGreaterThan(Date.now());
    const times = (await page.evaluate('times')) as number[];
    await view.close();
    const pngs = await Promise.all(taken.map(({ jpeg }) => pngOf(other, jpeg)));
    for (const png of pngs) expect(letters(png), way).toBe(0);
    const counts = pngs.map(countIn);
    for (let n = 1; n <= counted; n += 1) {
      const seen = counts.findIndex((count) => count >= n);
      if (seen >= 0 && taken[0]!.at < times[n]!) late.push(Math.max(0, taken[seen]!.at - times[n]!));
    }
    lines.push(`${way}: ${view.counts.sent} sent, ${view.counts.held} held, ${view.counts.cards} cards`);
    expect(cards.every((reason) => !reason.includes(KEY))).toBe(true);
  }
  console.log(
    `${lines.join('\n')}\nFrom a change to its picture: median ${median(late)} ms, longest ${Math.max(...late)} ` +
      `ms, of ${late.length}`,
  );
  expect(late.length).toBeGreaterThan(0);
});

/** Those in which something comes and goes by itself. */
const MOVING = Object.values(SITUATIONS)
  .flat()
  .filter(({ moves }) => moves);

/** @param every which of the pages are tried */
async function followMoving(page: Page, context: BrowserContext, every: number): Promise<void> {
  const other = await context.newPage();
  await other.setContent('<p>');
  const open = await serve(page);
  let [sent, held] = [0, 0];
  const pages = MOVING.filter((_, n) => n % every === 0);
  for (const { name, html, few = READABLE } of pages) {
    await open(html(KEY));
    const { taken, at, view } = watch(page);
    await view.follow(at);
    await expect.poll(() => view.counts.sent + view.counts.held, { intervals: [50] }).toBeGreaterThanOrEqual(2);
    await view.close();
    for (const { jpeg } of taken)
      expect(letters(await pngOf(other, jpeg)), name).toBeLessThanOrEqual(few === READABLE ? 0 : few);
    [sent, held] = [sent + view.counts.sent, held + view.counts.held];
  }
  console.log(`${pages.length} pages: ${sent} sent, ${held} held`);
}

test('no page on which a secret comes and goes gives a picture of it, of each fifth', async ({ page, context }) => {
  await followMoving(page, context, 5);
});

test(
  `none of ${MOVING.length} pages on which a secret comes and goes gives a picture of it`,
  LONG,
  async ({ page, context }) => {
    test.setTimeout(120_000);
    await followMoving(page, context, 1);
  },
);

/** @param every which of the ways are tried */
async function showInPictures(page: Page, every: number): Promise<void> {
  const open = await serve(page);
  const step = await inStep(page);
  const ways = Object.entries(WAYS).filter(([way]) => way !== 'in a frame of another site' && way !== 'in a canvas');
  for (const [way, { html, on, off }] of ways.filter((_, n) => n % every === 0)) {
    Object.assign(step, { picture: on, look: off, pictures: 0 });
    await open(html);
    const { taken, at, view } = watch(page);
    await view.follow(at);
    await expect.poll(() => step.pictures, { message: way, intervals: [50] }).toBeGreaterThanOrEqual(4);
    await view.close();
    expect(taken.length, way).toBe(0);
  }
}

test('a secret that shows only while a picture is taken is in no picture, in each third way', async ({ page }) => {
  await showInPictures(page, 3);
});

test('a secret that shows only while a picture is taken is in no picture', LONG, async ({ page }) => {
  test.setTimeout(120_000);
  await showInPictures(page, 1);
});

test('a secret is hidden before it appears, and the page shows again when it is gone', async ({ page, context }) => {
  const other = await context.newPage();
  await other.setContent('<p>');
  await (await serve(page))('<p id=t></p>');
  const { taken, cards, at, view } = watch(page, { code: undefined });
  await view.follow(at);
  const pictures = async (count: number) =>
    await expect.poll(() => taken.length, { intervals: [20] }).toBeGreaterThanOrEqual(count);
  const looks = async (count: number) =>
    await expect.poll(() => view.counts.held, { intervals: [20] }).toBeGreaterThanOrEqual(count);
  for (let round = 0; round < 5; round += 1) {
    await pictures(taken.length + 1);
    // Nobody knows this key yet: only the engine knows that it may be there.
    [at.secretUnread, at.code] = [true, undefined];
    view.hide();
    const before = taken.length;
    await page.evaluate(`t.textContent='${KEY}'`);
    await looks(view.counts.held + 2);
    // It was read, so it is known from now on.
    [at.code, at.secretUnread] = [new Secret(KEY, 'Key'), false];
    await looks(view.counts.held + 2);
    expect(taken.length).toBe(before);
    await page.evaluate(`t.textContent=''`);
  }
  await pictures(taken.length + 1);
  await view.close();
  expect(new Set(cards)).toEqual(
    new Set(['Hidden: a secret may be visible on this screen', 'Hidden: Key is visible on this screen']),
  );
  for (const { jpeg } of taken) expect(letters(await pngOf(other, jpeg))).toBe(0);
});

test('a page that hangs for a moment keeps its last picture, and gets a new one afterwards', async ({ page }) => {
  await (await serve(page))('<p id=t>before');
  const { taken, cards, at, view } = watch(page);
  await view.follow(at);
  const pictures = async (count: number) =>
    await expect.poll(() => taken.length, { intervals: [20], timeout: 15_000 }).toBeGreaterThanOrEqual(count);
  await pictures(1);
  const before = taken.length;
  await page.evaluate(
    `t.textContent='after';requestAnimationFrame(()=>setTimeout(()=>{for(const ` +
      'end=Date.now()+4_500;Date.now()<end;);}))',
  );
  await pictures(before + 1);
  expect(cards).toEqual([]);
  view.hide();
  const hidden = taken.length;
  await view.close();
  expect([cards.length, taken.length]).toEqual([1, hidden + 1]);
});

test('a page that cannot be checked for a while keeps its last picture, with its time', async ({ page }) => {
  await (await serve(page))('<p id=t>before');
  const { taken, cards, ages, at, view } = watch(page);
  await view.follow(at);
  await expect.poll(() => taken.length, { intervals: [20] }).toBeGreaterThanOrEqual(1);
  // What counts on changes the page, too: on a slow machine no two pictures would be equal.
  await page.evaluate('clearInterval(counting)');
  await page.evaluate('globalThis.moving = setInterval(() => { t.style.width = `${Math.random() * 200}px`; }, 4)');
  await expect.poll(() => ages.length, { intervals: [20], timeout: 15_000 }).toBe(1);
  expect(Math.abs(ages[0]! - taken.at(-1)!.at)).toBeLessThan(1_000);
  const before = taken.length;
  await page.evaluate('clearInterval(moving)');
  await expect.poll(() => taken.length, { intervals: [20], timeout: 15_000 }).toBeGreaterThan(before);
  expect([cards, ages.length]).toEqual([[], 1]);
  await view.close();
});

test('a page that stands still is not sent again', async ({ page }) => {
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<p>Members' }));
  await page.goto('https://keywright.test/');
  const { taken, at, view } = watch(page);
  await view.follow(at);
  await expect.poll(() => taken.length, { intervals: [20] }).toBe(1);
  for (const colour of ['red', 'white'])
    await page.evaluate(
      `new Promise((done) => { document.body.style.background = '${colour}'; requestAnimationFrame(done); })`,
    );
  await view.close();
  expect(new Set(taken.map(({ jpeg }) => jpeg.toString('base64'))).size).toBeLessThanOrEqual(2);
  for (const [n, { jpeg }] of taken.entries()) expect(jpeg.equals(taken[n - 1]?.jpeg ?? Buffer.of())).toBe(false);
});
