import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Act } from '../../src/watch/commands.ts';
import { Guests } from '../../src/web/guests.ts';
import { send } from '../support/review-server.ts';
import { cookieBy, type Played, play, SHARE, test } from '../support/watch-server.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** Sends a code as a browser without a cookie does, by the tunnel. */
const pair = (played: Played, code: string, name = 'Dana Reyes', more: Record<string, string> = {}) =>
  send(played, {
    method: 'POST',
    path: '/pair',
    headers: { ...FORM, Host: SHARE.host, Origin: SHARE.origin, ...more },
    body: String(new URLSearchParams({ code, name })),
  });

const actsOf = ({ control }: Played): Act[] => {
  const acts: Act[] = [];
  control.onAct((act) => acts.push(act));
  return acts;
};

/** Types a code into the page that a browser without access gets. */
async function typeCode(page: Page, code: string, name: string): Promise<void> {
  await page.getByLabel('Code').fill(code);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Watch' }).click();
}

test('a code that is read out lets one viewer in, by name, and nobody after that', async ({
  browser,
  person,
  played,
}) => {
  const acts = actsOf(played);
  await person.keyboard.press('c');
  await expect(person.locator('#said')).toHaveText(
    /^Code \d{4} \d{4} lets one viewer in at .* valid for 10 minutes\.$/,
  );
  const code = /\d{4} \d{4}/.exec((await person.locator('#said').textContent())!)![0];
  const viewer = await browser.newPage();
  await viewer.goto(played.origin);
  await typeCode(viewer, '1', 'Dana "Di" Reyes');
  await expect(viewer.getByText('This code is wrong.')).toBeVisible();
  await expect(viewer.getByLabel('Your name')).toHaveValue('Dana "Di" Reyes');
  await typeCode(viewer, code.replace(' ', '-'), 'Dana Reyes');
  await expect(viewer.locator('#state')).toHaveText('Running');
  expect(viewer.url()).toBe(`${played.origin}/`);
  await expect(viewer.locator('#hello')).toHaveCount(0);
  await expect(person.locator('#watching')).toHaveText('Watching: Dana Reyes');
  await expect(person.locator('#said')).toHaveText(
    'Dana Reyes used the viewer code. Press “Viewer code” for a new one.',
  );
  expect(acts).toMatchObject([{ did: 'watch', actor: { who: 'Dana Reyes', via: 'watch page' } }]);
  const other = await browser.newPage();
  await other.goto(played.origin);
  await typeCode(other, code, 'Somebody else');
  await expect(other.getByText('There is no valid code right now.')).toBeVisible();
  for (const page of [viewer, other]) await page.close();
  await person.keyboard.press('c');
  await expect(person.locator('#said')).toHaveText(/^Code \d{4} \d{4} lets one viewer in/);
  const made = /\d{4} \d{4}/.exec((await person.locator('#said').textContent())!)![0];
  const wrong = String((Number(made.replace(' ', '')) + 1) % 100_000_000).padStart(8, '0');
  const here = { Host: new URL(played.origin).host, Origin: played.origin };
  for (let tries = 1; tries <= 5; tries += 1) await pair(played, wrong, 'Dana', here);
  await expect(person.locator('#said')).toHaveText(
    'The viewer code was entered wrong too often. Press “Viewer code” for a new one.',
  );
});

test('five wrong tries end a code, a new code ends the one before, and codes end after ten minutes', async () => {
  const said: string[] = [];
  using played = await play({ share: SHARE, say: (text) => said.push(text) });
  const wrong = (code: string) => String((Number(code.replace(' ', '')) + 1) % 100_000_000).padStart(8, '0');
  const { code } = played.watch.makeCode();
  for (let tries = 1; tries < 5; tries += 1)
    expect(await pair(played, wrong(code))).toMatchObject({ status: 403, text: expect.stringContaining('is wrong') });
  expect((await pair(played, wrong(code))).text).toContain('wrong too often');
  expect(said).toEqual([expect.stringContaining('wrong too often')]);
  expect((await pair(played, code)).text).toContain('no valid code');
  const before = played.watch.makeCode().code;
  const { code: now, address } = played.watch.makeCode();
  expect(address).toBe(SHARE.origin);
  if (before !== now) expect((await pair(played, before)).status).toBe(403);
  expect((await pair(played, now, ' ')).text).toContain('Say who you are');
  const { headers } = await pair(played, now);
  expect(headers['set-cookie']![0]).toMatch(
    /^keywright-watch-guest-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Secure$/,
  );
  expect((await pair(played, now)).status).toBe(403);
});

test('an old code is not good, and a crowd of guests does not grow without end', () => {
  const guests = new Guests();
  const { now } = performance;
  const { code } = guests.makeCode();
  try {
    performance.now = () => now.call(performance) + 10 * 60_000 + 1;
    expect(guests.redeem(code, 'Dana')).toBe('none');
  } finally {
    performance.now = now;
  }
  const first = guests.admit();
  for (let number = 0; number < 500; number += 1) guests.admit();
  expect(guests.find(first)).toBeUndefined();
});

test('a code is refused from other pages, in an address, in a large form, and gives no control', async () => {
  using played = await play({ share: SHARE });
  const { code } = played.watch.makeCode();
  expect((await pair(played, code, 'Dana', { Origin: 'https://evil.example' })).status).toBe(403);
  expect((await pair(played, code, 'x'.repeat(2_000))).headers['set-cookie']).toBeUndefined();
  expect((await pair(played, code, 'Dana', { 'Content-Type': 'text/plain' })).headers['set-cookie']).toBeUndefined();
  const asked = await send(played, {
    path: `/pair?code=${code.replace(' ', '')}&name=Dana`,
    headers: { Host: SHARE.host },
  });
  expect(asked.headers['set-cookie']).toBeUndefined();
  const { headers } = await pair(played, code);
  const Cookie = headers['set-cookie']![0]!.split(';')[0]!;
  const as = { Cookie, Host: SHARE.host, Origin: SHARE.origin, ...FORM };
  for (const path of ['/command', '/note', '/code'])
    expect((await send(played, { method: 'POST', path, headers: as, body: 'command=pause&note=x' })).status, path).toBe(
      403,
    );
});

test('viewers who came by the link say their name once, and whoever steers sees it', async ({
  person,
  guest,
  played,
}) => {
  const acts = actsOf(played);
  await expect(person.locator('#watching')).toHaveText('2 watching');
  await guest.getByLabel('Your name').fill('Robin of Practice MSP');
  await guest.keyboard.press('Enter');
  await expect(guest.locator('#hello')).toBeHidden();
  await expect(person.locator('#watching')).toHaveText('Watching: Robin of Practice MSP');
  await expect(guest.locator('#watching')).toHaveText('2 watching');
  await guest.reload();
  await expect(guest.locator('#hello')).toHaveCount(0);
  expect(
    await guest.evaluate(() =>
      fetch('/name', { method: 'POST', body: new URLSearchParams({ name: 'Kim Lee' }) }).then(({ status }) => status),
    ),
  ).toBe(409);
  expect(acts.map(({ did, actor }) => [did, actor?.who])).toEqual([['watch', 'Robin of Practice MSP']]);
});

test('the terminal hears of a viewer once, by the journal', async ({ page }) => {
  const said: string[] = [];
  using played = await play({ say: (text) => said.push(text) });
  const acts = actsOf(played);
  await page.goto(played.watch.guestLink);
  await page.getByLabel('Your name').fill('Robin');
  await page.keyboard.press('Enter');
  await expect(page.locator('#hello')).toBeHidden();
  expect(acts).toMatchObject([{ did: 'watch', actor: { who: 'Robin' } }]);
  expect(said).toEqual([]);
});

test('a lost steering link is made anew, and ends the one before', async ({ person, browser, played }) => {
  const acts = actsOf(played);
  const old = await cookieBy(played, played.watch.guestLink);
  const link = played.watch.renewLink();
  await expect(person.locator('#lost')).toContainText('This page no longer has access. Open the newest link');
  await expect(person.locator('#state')).toHaveText('Disconnected');
  await expect(person.locator('#note-open')).toBeHidden();
  await person.keyboard.press(' ');
  await expect(person.locator('#refusal')).toHaveText('This page no longer has access. Open the newest link.');
  await person.reload();
  await expect(person.getByText('Enter the code you were given')).toBeVisible();
  const next = await browser.newPage();
  await next.goto(link);
  await expect(next.locator('#hold')).toBeVisible();
  await next.close();
  expect((await send(played, { path: '/', headers: { Cookie: old } })).status).toBe(200);
  expect(acts).toMatchObject([{ did: 'new link', actor: { who: 'Kim Lee', via: 'terminal' } }]);
});

test('a note is taken by key, and kept as it was written', async ({ person, played }) => {
  const acts = actsOf(played);
  await person.keyboard.press('n');
  await expect(person.getByLabel('Note for the journal')).toBeFocused();
  await person.keyboard.type('Customer asks for <b>read only</b>, s g x');
  await person.keyboard.press('Enter');
  await expect(person.locator('#said')).toHaveText('Note saved.');
  await expect(person.locator('#note')).toBeHidden();
  expect(acts).toMatchObject([
    { did: 'note', note: 'Customer asks for <b>read only</b>, s g x', actor: { who: 'Kim Lee' } },
  ]);
  await person.keyboard.press('n');
  await person.keyboard.press('Escape');
  await expect(person.locator('#note')).toBeHidden();
  expect(acts).toHaveLength(1);
});
