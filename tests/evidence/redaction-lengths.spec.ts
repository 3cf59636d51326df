import { expect, type Page, test } from '@playwright/test';
import { wordsOf } from '../../src/evidence/redaction/ordinary-words.ts';
import { redactedScreenshot } from '../../src/evidence/redaction/redacted-screenshot.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { liveShot } from '../../src/watch/live/live-shot.ts';
import { bareScreenshot } from '../support/redaction/bare-screenshot.ts';

/** Of different length: nobody shall see which of them a picture is of. */
const KEYS = ['Q7xKd93mZtPw5LbR', 'n2VfHc8sYjGa4EuTq0Wr'] as const;

test.use({ viewport: { width: 480, height: 160 } });

const show = async (page: Page, html: string) =>
  await page.setContent(`<!doctype html><meta charset=utf-8><body>${html}</body>`);

async function picture(page: Page, key: string): Promise<{ png: Buffer; places: number }> {
  const shot = await redactedScreenshot(page, [new Secret(key, 'private key')], true);
  if ('withheld' in shot) throw new Error(shot.withheld);
  return { png: shot.png, places: shot.redacted[0]?.places ?? 0 };
}

/** Where a secret may stand, and in how many places it counts as covered. */
const PLACES: Record<string, { html(key: string): string; places: number }> = {
  'a text field': { html: (key) => `<input size=30 value="${key}">`, places: 1 },
  'a text field that is as wide as its text': {
    html: (key) => `<input style="field-sizing:content" value="${key}"> and more`,
    places: 1,
  },
  'a short text field that has the focus': {
    // A caret blinks: two pictures of one page may differ by it.
    html: (key) =>
      `<input id=i size=5 style="text-overflow:ellipsis;caret-color:transparent" value="${key}">` +
      '<script>i.focus()</script>',
    places: 1,
  },
  'a text area': { html: (key) => `<textarea rows=1 cols=17>${key}</textarea>`, places: 1 },
  'a password field': { html: (key) => `<input type=password size=30 value="${key}">`, places: 0 },
  'a password field whose changes are slow to show': {
    html: (key) => `<style>input{transition:all 2s}</style><input type=password size=30 value="${key}">`,
    places: 0,
  },
  'a field with bullets by style': {
    html: (key) => `<input size=30 style="-webkit-text-security:circle" value="${key}">`,
    places: 1,
  },
  'a text with bullets by style': {
    html: (key) => `<p>Key: <span style="-webkit-text-security:disc">${key}</span>, as it was made</p>`,
    places: 0,
  },
  'an inline text': { html: (key) => `<p>The key <b>${key}</b> was made, <u>keep it</u>.</p>`, places: 1 },
  'a paragraph': { html: (key) => `<p>Private Key: ${key}</p><p>below</p>`, places: 1 },
  'a text that wraps': {
    html: (key) => `<p style="width:150px;overflow-wrap:anywhere">${key} ${key}</p><p>below</p>`,
    places: 1,
  },
  'a table cell': {
    html: (key) => `<table border=1><tr><td>Key</td><td>${key}</td><td>active</td></tr></table>`,
    places: 1,
  },
  'a text from top to bottom': {
    html: (key) => `<p style="writing-mode:vertical-rl;height:140px"><b>${key}</b></p>`,
    places: 1,
  },
  'a button': { html: (key) => `<button>${key}</button><input type=button value="${key}"> beside`, places: 2 },
  'letters spaced out': { html: (key) => `<p><i style="letter-spacing:4px">${key}</i> beside</p>`, places: 1 },
  'a floating box': { html: (key) => `<div style="float:left;border:1px solid">${key}</div>beside`, places: 1 },
  'a box with a shadow below its letters': {
    html: (key) => `<div style="float:left;text-shadow:1px 1px red;text-decoration:underline">${key}</div>beside`,
    places: 1,
  },
  'a closed shadow root': {
    html: (key) =>
      `<div id=h></div><script>h.attachShadow({mode:'closed'}).innerHTML='<b>${key}</b> beside <input ` +
      `type=password value="${key}">'</script>`,
    places: 1,
  },
  'a frame': {
    html: (key) => `<iframe srcdoc="<b>${key}</b> beside <input type=password value='${key}'>"></iframe>`,
    places: 1,
  },
};

for (const [name, { html, places }] of Object.entries(PLACES)) {
  test(`a screenshot does not tell how long a secret is in ${name}`, async ({ page }) => {
    const shots: Buffer[] = [];
    const bare: Buffer[] = [];
    for (const key of KEYS) {
      await show(page, html(key));
      bare.push(await bareScreenshot(page));
      const shot = await picture(page, key);
      expect(shot.places, 'places are counted as ever').toBe(places);
      shots.push(shot.png);
      expect((await bareScreenshot(page)).equals(bare.at(-1)!), 'the page is as it was afterwards').toBe(true);
    }
    expect(bare[0]!.equals(bare[1]!), 'without the guard the length shows').toBe(false);
    expect(shots[0]!.equals(shots[1]!), 'with the guard it does not').toBe(true);
  });
}

test('letters in an element each become eight bullets, however many they are', async ({ page }) => {
  const shots: Buffer[] = [];
  for (const key of KEYS) {
    await show(page, `<p>Key: ${[...key].map((char) => `<span>${char}</span>`).join('')}</p>`);
    const shot = await picture(page, key);
    expect(shot.places).toBe(key.length);
    shots.push(shot.png);
  }
  expect(shots[0]!.equals(shots[1]!)).toBe(true);
});

test('a redacted element gets its style back, with what the page changed meanwhile', async ({ page }) => {
  const [key] = KEYS;
  const written = [
    'color:red',
    'font: 20px/2 serif;;  -webkit-text-security:none!important',
    'background:var(--x) , none',
    '--k: "x"; transition: all 1s',
    '',
  ];
  await show(
    page,
    `<b>${key}</b>${written.map((style) => `<b style='${style}'>${key}</b><br>`).join('')}<input type=password ` +
      `value="${key}">`,
  );
  const styles = async () =>
    await page.locator('b, input').evaluateAll((all) => all.map((one) => one.getAttribute('style')));
  const before = await styles();
  await picture(page, key);
  expect(await styles()).toEqual(before);
  await page.evaluate(() => {
    const first = document.querySelector('b')!;
    new MutationObserver((_, observer) => {
      observer.disconnect();
      first.style.marginLeft = '7px';
    }).observe(first, { attributes: true });
  });
  await picture(page, key);
  expect(await styles()).toEqual(['margin-left: 7px;', ...before.slice(1)]);
});

test('a page that keeps its bullets is still photographed', async ({ page }) => {
  await show(
    page,
    '<style>p::before{content:"abcdefgh";font-size:20px!important;-webkit-text-security:disc;' +
      '-webkit-text-fill-color:red!important}</style><p></p>',
  );
  expect(await redactedScreenshot(page, [new Secret(KEYS[0], 'private key')], false)).toHaveProperty('png');
});

test('a page without bullets costs no extra look, and an empty password field has none', async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  const send = session.send.bind(session) as (method: string, parameters?: object) => Promise<unknown>;
  let looks = 0;
  session.send = (async (method: string, parameters?: object) => {
    looks += Number(method === 'DOMSnapshot.captureSnapshot');
    return await send(method, parameters);
  }) as typeof session.send;
  page.context().newCDPSession = async () => session;
  await show(
    page,
    '<p>Sign in</p><input value=j.admin><input type=password placeholder=Password>' +
      '<input type=password value="" hidden>',
  );
  expect(await redactedScreenshot(page, [new Secret(KEYS[0], 'private key')], false)).toMatchObject({
    redacted: [],
    layout: expect.any(String),
  });
  expect(looks).toBe(1);
});

test('watchers get a card while a password field is filled in', async ({ page }) => {
  await show(page, '<input type=password>');
  expect(await liveShot(page, [new Secret(KEYS[0], 'private key')], false)).toHaveProperty('jpeg');
  await page.locator('input').fill('something else');
  expect(await liveShot(page, [new Secret(KEYS[0], 'private key')], false)).toMatchObject({
    withheld: expect.stringContaining('its length is not shown'),
    passing: false,
  });
});

const LABEL = '<label>Password <input type=password></label>';
/** A password of words, as a person may choose one. */
const chosen = (value: string) => new Secret(value, 'password', true);
const coveredIn = async (page: Page, html: string, secret: Secret) => {
  await show(page, html);
  const shot = await redactedScreenshot(page, [secret], false);
  if ('withheld' in shot) throw new Error(shot.withheld);
  return { places: shot.redacted[0]?.places ?? 0, as: shot.png.equals(await bareScreenshot(page)) };
};

test('words from before a password was typed stay readable, its repetitions do not', async ({ page }) => {
  const secret = chosen('Mypassword2026x!');
  const words = wordsOf(page.context());
  expect(await coveredIn(page, LABEL, secret)).toEqual({ places: 0, as: true });
  words.learn(secret);
  for (const html of [
    LABEL,
    `${LABEL}<p>That password is not right. Forgot your PASSWORD?</p>`,
    '<input placeholder="Password">',
    '<p>Choose a password!</p><p>2026 © x</p>',
  ]) {
    expect(await coveredIn(page, html, secret), html).toEqual({ places: 0, as: true });
  }
  const echoes: [html: string, places: number][] = [
    ['<p>Your password Mypassword2026x! is wrong</p>', 1],
    [`${LABEL}<p>My password2026x</p>`, 1],
    ['<p>My<b>password</b>2026x!</p>', 2],
    ['<p><b>My</b><i>password</i></p>', 2],
    ['<p>password2026</p>', 1],
    ['<p>thepassword is it</p>', 1],
    ['<p>My-password-2026x!</p>', 1],
    [[...'Mypassword2026x!'].map((char) => `<b>${char}</b>`).join(''), 16],
  ];
  for (const [html, places] of echoes) expect((await coveredIn(page, html, secret)).places, html).toBe(places);
});

test('a word that appears only after the password was typed is redacted', async ({ page }) => {
  const secret = chosen('correcthorsebattery');
  await coveredIn(page, LABEL, secret);
  wordsOf(page.context()).learn(secret);
  expect((await coveredIn(page, `${LABEL}<p>correcthorse</p>`, secret)).places).toBe(1);
  expect((await coveredIn(page, `${LABEL}<p>correcthorse</p>`, secret)).places, 'although it has been seen since').toBe(
    1,
  );
});

test('a password that is itself such a word does not blank that word', async ({ page }) => {
  const secret = chosen('password');
  await coveredIn(page, LABEL, secret);
  wordsOf(page.context()).learn(secret);
  expect(await coveredIn(page, `${LABEL}<p>The password is wrong</p>`, secret)).toEqual({ places: 0, as: true });
  expect((await coveredIn(page, '<p>password1</p>', secret)).places, 'part of a longer text').toBe(0);
  expect((await coveredIn(page, '<p>passwordless</p>', secret)).places, 'part of another word').toBe(1);
});

test('a password that is itself such a word is redacted in a field, also if it was never typed by the run', async ({
  page,
}) => {
  const secret = chosen('password');
  const SHOWN = '<p>password</p><input value="Password">';
  expect((await coveredIn(page, SHOWN, secret)).places, 'not typed').toBe(1);
  wordsOf(page.context()).learn(secret);
  expect((await coveredIn(page, SHOWN, secret)).places, 'typed').toBe(1);
});

test('letters of a key are redacted, whenever they appeared', async ({ page }) => {
  expect((await coveredIn(page, '<p>QxKdmZtPwLbRabcd</p>', new Secret('QxKdmZtPwLbRabcd', 'private key'))).places).toBe(
    1,
  );
});
