import { expect, type Frame, type Page, test } from '@playwright/test';
import { redactedScreenshot } from '../../src/evidence/redaction/redacted-screenshot.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { inStep } from '../support/redaction/in-step.ts';
import { letters } from '../support/redaction/pixels.ts';
import { SITUATIONS, type Situation } from '../support/redaction/situations.ts';
import { LONG } from '../support/representative.ts';

/** Of equal length, so that the same page with either looks the same once they are covered. */
const KEYS = ['Q7xKd93mZtPw5LbR', 'n2VfHc8sYjGa4EuT'] as const;
/** Pictures that each situation gets with each key: where nothing moves, a second one would be the first again. */
const picturesOf = ({ moves }: Situation) => (moves ? 3 : 1);
/** A page that shows the secret shows at least so many letters. */
const READABLE = 5;

const STYLE =
  `*{color:red!important;border-color:#ccc!important}.plain{color:#000!important}body{margin:4px;` +
  `background:#fff;font:24px sans-serif}
input,select,textarea,button{font:24px sans-serif;background:#fff;border:1px solid;` +
  `appearance:none}svg text{fill:red;font-size:26px}iframe{border:0;width:470px;height:140px}`;

test.use({ viewport: { width: 480, height: 160 } });

/** Serves one page, and the frames of other sites in it, without any network. */
async function serve(page: Page): Promise<(html: string) => Promise<void>> {
  let body = '';
  await page.route('**/*', async (route) => {
    const { hostname, pathname } = new URL(route.request().url());
    const key = pathname.split('/').at(-1)!;
    const html =
      hostname === 'keywright.test'
        ? body
        : hostname === 'third.example'
          ? `<iframe src="https://elsewhere.example/${key}"></iframe>`
          : `<p>${key}</p>`;
    await route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><meta charset=utf-8><style>${STYLE}</style><body>${html}</body>`,
    });
  });
  return async (html) => {
    body = html;
    // A page that loads itself anew may come in between.
    await expect(async () => await page.goto('https://keywright.test/')).toPass();
  };
}

/**
 * Whether the page shows the secret when nobody guards it: some pages need a moment, and some show it only now and
 * then.
 */
async function shows(page: Page): Promise<boolean> {
  for (let tries = 0; tries < 20; tries += 1) {
    // A busy browser refuses a picture now and then.
    const png = await page
      .screenshot()
      .catch((error: Error) => expect(error.message).toContain('Unable to capture screenshot'));
    if (png instanceof Buffer && letters(png) >= READABLE) return true;
  }
  return false;
}

interface Tally {
  tried: number;
  redacted: number;
  withheld: number;
  leaks: string[];
}

async function tryOut(
  page: Page,
  show: (html: string) => Promise<void>,
  situation: Situation,
  tally: Tally,
  inPixels: boolean,
): Promise<void> {
  const { name, html, moves, draws, few = 0, unseen } = situation;
  const kept = new Set<string>();
  for (const key of KEYS) {
    await show(html(key));
    if (key === KEYS[0])
      expect(await shows(page), `without the guard, ${name} shows the secret`).toBe(unseen === undefined);
    for (let n = 0; n < picturesOf(situation); n += 1) {
      // Where the page knows nothing that it could draw, it goes on meanwhile.
      const shot = await redactedScreenshot(
        page,
        [new Secret(key, 'private key')],
        key === KEYS[0] || inPixels || draws === true,
      );
      tally.tried += 1;
      tally.withheld += Number('withheld' in shot);
      if ('withheld' in shot) continue;
      tally.redacted += Number(shot.redacted.length > 0);
      const seen = letters(shot.png);
      if (seen > few) tally.leaks.push(`${name}: ${seen} letters`);
      kept.add(shot.png.toString('base64'));
    }
  }
  if (!moves && kept.size > 1) tally.leaks.push(`${name}: the picture depends on the secret`);
}

async function tryAll(page: Page, group: string, situations: Situation[]): Promise<void> {
  const show = await serve(page);
  const tally: Tally = { tried: 0, redacted: 0, withheld: 0, leaks: [] };
  for (const situation of situations) await tryOut(page, show, situation, tally, group === 'of pictures');
  console.log(
    `${situations.length} situations ${group}: ${tally.tried} pictures tried, ${tally.redacted} covered, ` +
      `${tally.withheld} withheld, ${tally.leaks.length} leaks`,
  );
  expect(tally.leaks).toEqual([]);
}

for (const [group, situations] of Object.entries(SITUATIONS)) {
  test(`no redacted screenshot shows the secret in each sixth of the situations ${group}`, async ({ page }) => {
    await tryAll(
      page,
      group,
      situations.filter((_, n) => n % 6 === 0),
    );
  });

  test(`no redacted screenshot shows the secret in situations ${group}`, LONG, async ({ page }) => {
    test.setTimeout(300_000);
    await tryAll(page, group, situations);
  });
}

test('a page that shows a secret only while a screenshot is taken gets none', async ({ page }) => {
  const show = await serve(page);
  await show('<p id=t></p>');
  const step = await inStep(page);
  // Once in step, and then no more: the page has to stand still before there is a picture. What is drawn is laid out,
  // whether the look comes before the picture or after it.
  Object.assign(step, {
    picture: `if (!globalThis.done) { globalThis.done = true; t.textContent = '${KEYS[0]}'; void t.offsetHeight }`,
    look: `t.textContent = ''`,
  });
  const shot = await redactedScreenshot(page, [new Secret(KEYS[0], 'private key')], false);
  expect(step.pictures).toBeGreaterThan(1);
  if ('withheld' in shot) throw new Error(shot.withheld);
  expect(letters(shot.png)).toBe(0);
});

test('an animation that shows a secret only while a screenshot is taken gets none', async ({ page }) => {
  const show = await serve(page);
  await show(
    `<style>@keyframes k{0%,49%{content:''}50%,100%{content:'${KEYS[0]}'}}p::before{content:'';animation:k 1s ` +
      'infinite}</style><p></p>',
  );
  const at = (ms: number) => `document.getAnimations()[0].currentTime = ${ms}`;
  const step = await inStep(page);
  Object.assign(step, { picture: at(750), look: at(250) });
  const shot = await redactedScreenshot(page, [new Secret(KEYS[0], 'private key')], true);
  expect(step.pictures).toBeGreaterThan(0);
  expect(shot).toEqual({ withheld: 'the page did not stand still, so it could not be checked for secrets' });
});

test('a new frame of another site is not taken for a hidden one', async ({ page }) => {
  const show = await serve(page);
  await show(
    '<iframe hidden src="https://elsewhere.example/x"></iframe><iframe ' +
      `src="https://elsewhere.example/${KEYS[0]}"></iframe>`,
  );
  const context = page.context();
  const newSession = context.newCDPSession.bind(context);
  let late = 1;
  context.newCDPSession = async (of) => {
    if (of !== page && (of as Frame).url().endsWith(KEYS[0]) && late-- > 0)
      throw new Error('This frame does not have a separate CDP session, it is a part of the parent frame’s session');
    return await newSession(of);
  };
  const shot = await redactedScreenshot(page, [new Secret(KEYS[0], 'private key')], false);
  if ('withheld' in shot) throw new Error(shot.withheld);
  expect(late).toBeLessThan(1);
  expect([letters(shot.png), shot.redacted.length]).toEqual([0, 1]);
});

test('the situations make at least 400 pictures', () => {
  const pictures = Object.values(SITUATIONS)
    .flat()
    .map((situation) => KEYS.length * picturesOf(situation));
  expect(pictures.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(400);
});
