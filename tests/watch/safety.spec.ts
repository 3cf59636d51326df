// Longer than 300 lines because it is one subject: what the watch page refuses, with its hostile requests.
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { Command } from '../../src/watch/commands.ts';
import { COMMANDS } from '../../src/watch/commands.ts';
import { noteMisdeeds } from '../support/review/note-misdeeds.ts';
import { PAYLOADS } from '../support/review/payloads.ts';
import type { Sent } from '../support/review-server.ts';
import { send } from '../support/review-server.ts';
import { HOSTILE } from '../support/sample-run.ts';
import type { Played } from '../support/watch-server.ts';
import { cookieBy, end, gesture, intent, play, result, SHARE, start, test } from '../support/watch-server.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const JPEG = Buffer.from('ffd8ffe0practice', 'latin1');

interface Cast {
  origin: string;
  /** The cookie of who controls, of a guest here, and of a guest by the tunnel. */
  control: string;
  guest: string;
  far: string;
}

async function castOf(played: Played): Promise<Cast> {
  const control = await cookieBy(played, played.watch.link);
  const far = await cookieBy(played, played.watch.guestLink);
  const { headers } = await send(played, { path: new URL(played.watch.guestLink).pathname });
  return { origin: played.origin, control, far, guest: headers['set-cookie']![0]!.split(';')[0]! };
}

const command = (Cookie: string, Origin: string, body = 'command=pause', more: Record<string, string> = {}): Sent => ({
  method: 'POST',
  path: '/command',
  headers: { Cookie, Origin, ...FORM, ...more },
  body,
});

/** What strangers, other sites, other programs, guests and curious people send. */
const HOSTILE_REQUESTS: [what: string, status: number, sent: (cast: Cast) => Sent][] = [
  ['no cookie', 403, () => ({ path: '/' })],
  ['no cookie, the events', 403, () => ({ path: '/events' })],
  ['no cookie, a picture', 403, () => ({ path: '/picture/1' })],
  ['no cookie, the style sheet', 403, () => ({ path: '/style.css' })],
  ['no cookie, by the tunnel', 403, () => ({ path: '/', headers: { Host: SHARE.host } })],
  [
    "a cookie of somebody else's",
    403,
    ({ control }) => ({ path: '/', headers: { Cookie: `${control.slice(0, -4)}AAAA` } }),
  ],
  [
    'a cookie with a letter that is two bytes',
    403,
    ({ control }) => ({ path: '/', headers: { Cookie: `${control.slice(0, -1)}é` } }),
  ],
  ['the cookie twice', 403, ({ control }) => ({ path: '/', headers: { Cookie: `${control}; ${control}` } })],
  [
    "a guest's value under the name of who controls",
    403,
    ({ control, guest }) => command(`${control.split('=')[0]}=${guest.split('=')[1]}`, 'http://127.0.0.1'),
  ],
  ['another host', 403, ({ control }) => ({ path: '/', headers: { Cookie: control, Host: 'evil.example' } })],
  [
    'the same host by name',
    403,
    ({ control, origin }) => ({ path: '/', headers: { Cookie: control, Host: `localhost:${new URL(origin).port}` } }),
  ],
  [
    'a name that leads here',
    403,
    ({ control, origin }) => ({
      path: '/',
      headers: { Cookie: control, Host: `127.0.0.1.nip.io:${new URL(origin).port}` },
    }),
  ],
  ['the host without the port', 403, ({ control }) => ({ path: '/', headers: { Cookie: control, Host: '127.0.0.1' } })],
  ["a host below the tunnel's", 403, ({ far }) => ({ path: '/', headers: { Cookie: far, Host: `a.${SHARE.host}` } })],
  [
    "the tunnel's host with a port",
    403,
    ({ far }) => ({ path: '/', headers: { Cookie: far, Host: `${SHARE.host}:443` } }),
  ],
  [
    'a tunnel that hides its host',
    403,
    ({ control }) => ({ path: '/', headers: { Cookie: control, 'X-Forwarded-For': '203.0.113.9' } }),
  ],
  [
    'a proxy that hides its host',
    403,
    ({ guest }) => ({ path: '/', headers: { Cookie: guest, Forwarded: 'for=203.0.113.9' } }),
  ],
  [
    "a picture for another port's page",
    403,
    ({ control }) => ({
      path: '/picture/1',
      headers: {
        Cookie: control,
        'Sec-Fetch-Site': 'same-site',
        'Sec-Fetch-Mode': 'no-cors',
        'Sec-Fetch-Dest': 'image',
      },
    }),
  ],
  [
    "the page in a frame of another port's page",
    403,
    ({ control }) => ({
      path: '/',
      headers: {
        Cookie: control,
        'Sec-Fetch-Site': 'same-site',
        'Sec-Fetch-Mode': 'navigate',
        'Sec-Fetch-Dest': 'iframe',
      },
    }),
  ],
  [
    "the events for another origin's script",
    403,
    ({ control }) => ({ path: '/events', headers: { Cookie: control, Origin: 'http://127.0.0.1:1' } }),
  ],
  [
    "the events for a script of the tunnel's origin",
    403,
    ({ control }) => ({ path: '/events', headers: { Cookie: control, Origin: SHARE.origin } }),
  ],
  [
    'the link of who controls, again',
    403,
    ({ origin }) => ({ path: '/enter/AAAA', headers: { Host: new URL(origin).host } }),
  ],
  ["a guests' link that there is not", 403, () => ({ path: '/look/AAAA' })],
  ['a command from another origin', 403, ({ control }) => command(control, 'http://evil.example')],
  ['a command from another port', 403, ({ control }) => command(control, 'http://127.0.0.1:1')],
  [
    'a command without an origin',
    403,
    ({ control }) => ({
      method: 'POST',
      path: '/command',
      headers: { Cookie: control, ...FORM },
      body: 'command=pause',
    }),
  ],
  ['a command from nowhere', 403, ({ control }) => command(control, 'null')],
  ["a command from the tunnel's origin to this host", 403, ({ control }) => command(control, SHARE.origin)],
  ['a command from a stranger', 403, ({ origin }) => command('', origin)],
  ['a command from a guest', 403, ({ guest, origin }) => command(guest, origin)],
  [
    'a command from a guest by the tunnel',
    403,
    ({ far }) => command(far, SHARE.origin, 'command=pause', { Host: SHARE.host }),
  ],
  [
    'a command by the tunnel with the cookie of who controls',
    403,
    ({ control }) => command(control, SHARE.origin, 'command=pause', { Host: SHARE.host }),
  ],
  [
    'a stop by the tunnel with both cookies',
    403,
    ({ control, far }) => command(`${control}; ${far}`, SHARE.origin, 'command=stop', { Host: SHARE.host }),
  ],
  [
    "a command by the tunnel from this host's origin",
    403,
    ({ control, origin }) => command(control, origin, 'command=pause', { Host: SHARE.host }),
  ],
  [
    'a long command from a guest',
    403,
    ({ guest, origin }) => command(guest, origin, `command=pause&who=${'a'.repeat(50_000)}`),
  ],
  ['a command by GET', 404, ({ control }) => ({ path: '/command?command=pause', headers: { Cookie: control } })],
  [
    'a command as JSON',
    422,
    ({ control, origin }) => command(control, origin, '{"command":"pause"}', { 'Content-Type': 'application/json' }),
  ],
  [
    'a command as plain text',
    422,
    ({ control, origin }) => command(control, origin, 'command=pause', { 'Content-Type': 'text/plain' }),
  ],
  ['a command that there is not', 422, ({ control, origin }) => command(control, origin, 'command=reveal')],
  ['two commands at once', 422, ({ control, origin }) => command(control, origin, 'command[]=pause&command[]=stop')],
  ["a prototype's name as a command", 422, ({ control, origin }) => command(control, origin, 'command=constructor')],
  [
    'a command of a megabyte',
    413,
    ({ control, origin }) => command(control, origin, `command=pause&who=${'a'.repeat(1_000_000)}`),
  ],
  [
    'an approval without a name',
    422,
    ({ control, origin }) => command(control, origin, 'command=approve&question=1&who=+'),
  ],
  [
    'an approval by a long name',
    422,
    ({ control, origin }) => command(control, origin, `command=approve&question=1&who=${'a'.repeat(101)}`),
  ],
  [
    'an approval by a name of two lines',
    422,
    ({ control, origin }) => command(control, origin, 'command=approve&question=1&who=a%0Ab'),
  ],
  [
    'an approval by a name that turns the reading direction',
    422,
    ({ control, origin }) => command(control, origin, 'command=approve&question=1&who=a%E2%80%AEb'),
  ],
  [
    'an approval of nothing',
    409,
    ({ control, origin }) => command(control, origin, 'command=approve&question=1&who=Kim'),
  ],
  [
    'an approval of a question without a number',
    409,
    ({ control, origin }) => command(control, origin, 'command=approve&question=undefined&who=Kim'),
  ],
  ['HEAD', 405, ({ control }) => ({ method: 'HEAD', path: '/', headers: { Cookie: control } })],
  [
    'PUT',
    405,
    ({ control, origin }) => ({ method: 'PUT', path: '/command', headers: { Cookie: control, Origin: origin } }),
  ],
  [
    'DELETE',
    405,
    ({ control, origin }) => ({ method: 'DELETE', path: '/', headers: { Cookie: control, Origin: origin } }),
  ],
  [
    'OPTIONS',
    405,
    ({ control }) => ({
      method: 'OPTIONS',
      path: '/command',
      headers: { Cookie: control, Origin: 'http://evil.example' },
    }),
  ],
  ['TRACE', 405, ({ control }) => ({ method: 'TRACE', path: '/', headers: { Cookie: control } })],
  ['a way up', 400, ({ control }) => ({ path: '/picture/../../etc/passwd', headers: { Cookie: control } })],
  ['a way up, encoded', 400, ({ control }) => ({ path: '/picture/%2e%2e%2fpasswd', headers: { Cookie: control } })],
  ['a backslash', 400, ({ control }) => ({ path: '/picture\\1', headers: { Cookie: control } })],
  ['two slashes', 400, ({ control }) => ({ path: '//events', headers: { Cookie: control } })],
  ['a whole address', 400, ({ control }) => ({ path: 'http://evil.example/', headers: { Cookie: control } })],
  ['a picture that there is not yet', 404, ({ control }) => ({ path: '/picture/2', headers: { Cookie: control } })],
  ['the picture before the first', 404, ({ control }) => ({ path: '/picture/0', headers: { Cookie: control } })],
  ['a picture by name', 404, ({ control }) => ({ path: '/picture/newest', headers: { Cookie: control } })],
  [
    'a script by a way up',
    400,
    ({ control }) => ({ path: '/watch/page/client/../server.ts', headers: { Cookie: control } }),
  ],
  [
    "a script that is the server's",
    404,
    ({ control }) => ({ path: '/watch/page/client/server.ts', headers: { Cookie: control } }),
  ],
  [
    'a script of a folder that is not served',
    404,
    ({ control }) => ({ path: '/review/export/client/main.ts', headers: { Cookie: control } }),
  ],
];

test(`${HOSTILE_REQUESTS.length} hostile requests are refused, and none gets data or commands anything`, async () => {
  using played = await play({ share: SHARE });
  played.watch.picture({ picture: JPEG, type: 'image/jpeg' });
  const cast = await castOf(played);
  let heard = 0;
  played.control.onChange(() => (heard += 1));
  for (const [what, status, sent] of HOSTILE_REQUESTS) {
    const answer = await send(played, sent(cast)).catch((error: NodeJS.ErrnoException) => ({
      status: error.code === 'EPIPE' || error.code === 'ECONNRESET' ? status : 0,
      text: '',
      headers: {},
    }));
    expect(answer.status, what).toBe(status);
    expect(answer.text, what).not.toMatch(/Practice MSP|security role|practice|root:|startWatchPage|data-role/);
    expect(JSON.stringify(answer.headers), what).not.toMatch(/set-cookie|access-control/i);
  }
  expect(heard).toBe(0);
  expect(played.stopped.aborted).toBe(false);
  // The same requests, as they should be, are answered.
  expect((await send(played, { path: '/', headers: { Cookie: cast.control } })).text).toContain('data-role="control"');
  expect((await send(played, { path: '/picture/1', headers: { Cookie: cast.guest } })).status).toBe(200);
  expect((await send(played, { path: '/picture/1', headers: { Cookie: cast.far, Host: SHARE.host } })).status).toBe(
    200,
  );
  expect((await send(played, command(cast.control, cast.origin))).status).toBe(204);
  expect(played.control.state.mode).toBe('pausing');
});

test('a guest can give no command at all, here or by the tunnel, and gets no control on the page', async () => {
  using played = await play({ share: SHARE });
  const { control, guest, far, origin } = await castOf(played);
  const ways: [string, string, Record<string, string>][] = [
    [guest, origin, {}],
    [far, SHARE.origin, { Host: SHARE.host }],
    [control, SHARE.origin, { Host: SHARE.host }],
    [`${control}; ${far}`, SHARE.origin, { Host: SHARE.host }],
  ];
  void played.control.ask(
    { kind: 'failed', title: 'Save', lines: [], choices: ['approve', 'retry', 'by hand', 'stop'] },
    300_000,
  );
  const since = played.control.state.question!.since;
  const before = JSON.stringify(played.control.state);
  for (const [cookie, from, more] of ways) {
    for (const name of COMMANDS satisfies readonly Command[])
      expect(
        await send(
          played,
          command(cookie, from, `command=${encodeURIComponent(name)}&question=${since}&who=Guest`, more),
        ),
        name,
      ).toMatchObject({ status: 403, text: 'This link is view only.' });
    const { text } = await send(played, { path: '/', headers: { Cookie: cookie, ...more } });
    expect(text).toContain('data-role="look"');
    expect(text).not.toMatch(/data-command|data-keys|Kim Lee/);
  }
  expect(JSON.stringify(played.control.state)).toBe(before);
  expect(played.stopped.aborted).toBe(false);
});

test("the operator's link works once and only here; the guests' link works for many", async () => {
  using played = await play({ share: SHARE });
  const { watch } = played;
  expect(watch.guestLink).toMatch(/^https:\/\/watch\.example\/look\/[\w-]{43}$/);
  const enter = { path: new URL(watch.link).pathname };
  // By the tunnel it is refused without being used up.
  expect((await send(played, { ...enter, headers: { Host: SHARE.host } })).status).toBe(403);
  const { headers } = await send(played, enter);
  expect(headers['set-cookie']![0]).toMatch(/^keywright-watch-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  expect((await send(played, enter)).headers['set-cookie']).toBeUndefined();
  for (let number = 0; number < 5; number += 1) {
    const look = await send(played, { path: new URL(watch.guestLink).pathname, headers: { Host: SHARE.host } });
    expect(look.headers['set-cookie']![0]).toMatch(
      /^keywright-watch-guest-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Secure$/,
    );
  }
  await watch.stop();
  await expect(
    send(played, { path: new URL(watch.guestLink).pathname, headers: { Host: SHARE.host } }),
  ).rejects.toThrow('ECONNREFUSED');
});

test('the policy allows nothing inline and nothing from elsewhere, on every answer', async () => {
  using played = await play();
  played.watch.picture({ picture: JPEG, type: 'image/jpeg' });
  const Cookie = await cookieBy(played, played.watch.link);
  for (const path of ['/', '/picture/1', '/style.css', '/nowhere', '/a/../b', '/watch/page/client/main.ts']) {
    const { headers } = await send(played, { path, headers: { Cookie } });
    expect(headers['content-security-policy'], path).toBe(
      "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri " +
        "'none'; frame-ancestors 'none'; connect-src 'self'",
    );
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
    });
  }
});

test('only the newest picture is held, and none once there is a reason to show none', async () => {
  using played = await play();
  const Cookie = await cookieBy(played, played.watch.link);
  const get = (number: number) => send(played, { path: `/picture/${number}`, headers: { Cookie } });
  for (let number = 1; number <= 3; number += 1)
    played.watch.picture({ picture: Buffer.from(`picture ${number}`), type: 'image/jpeg' });
  expect(await get(1)).toMatchObject({
    status: 200,
    text: 'picture 3',
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' },
  });
  played.watch.picture({ withheld: 'A secret stands on this page.' });
  for (const number of [1, 2, 3, 4]) expect((await get(number)).status).toBe(404);
});

test('payloads as titles, texts and reasons stay texts: nothing runs, loads or leads away', async ({ browser }) => {
  test.setTimeout(180_000);
  const payloads = [...PAYLOADS, HOSTILE];
  const steps = payloads.map((payload, index) => ({ id: `s${index}`, title: payload, use: 'a.b' }));
  const plan = payloads.slice(0, 20).map((payload, index) => ({ phase: payload, steps: index === 0 ? steps : [] }));
  using played = await play({ operator: HOSTILE }, [start(HOSTILE, HOSTILE, plan)]);
  const context = await browser.newContext();
  const seen = await noteMisdeeds(context, [played.origin]);
  const page = await context.newPage();
  await page.goto(played.watch.link);
  await expect(page.locator('.step-link')).toHaveCount(payloads.length);
  // All of them in the log, as reasons and in the words of a question; every tenth is a title and a button too.
  for (let first = 0; first < payloads.length; first += 10) {
    const [payload, ...more] = payloads.slice(first, first + 10) as [string, ...string[]];
    for (const one of [payload, ...more]) {
      played.tell(
        { ...intent('keys'), title: one, phase: one } as never,
        { type: 'step.found', step: 's1', state: 'needed', actual: one, changes: [one] },
        gesture('s1', one),
      );
      played.watch.picture({ withheld: one });
    }
    const answer = played.control.ask(
      {
        kind: 'failed',
        title: payload,
        lines: [`Saw:      ${payload}`, payload, ...more],
        choices: ['retry', payload as Command],
      },
      300_000,
    );
    await expect(page.locator('#ask')).toBeVisible();
    await page.keyboard.press('r');
    await answer;
    await expect(page.locator('#ask')).toBeHidden();
  }
  played.tell(
    { ...result('s1', 'failed'), problem: { screen: HOSTILE, actual: HOSTILE, hint: HOSTILE } } as never,
    end('failed'),
  );
  await played.watch.stop(HOSTILE);
  await expect(page.locator('#report')).toContainText('<script>');
  await expect(page).toHaveTitle(/Keywright watch$/);
  await expect(page.locator('script, iframe, img[onerror], [style], [srcdoc], object, embed, base')).toHaveCount(1);
  expect(await page.content()).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
  );
  expect(seen).toEqual([]);
  await context.close();
});

test('nothing of the watch page can write to the disk, start a program or call out', () => {
  const folder = new URL('../../src/watch/page/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(12);
  for (const name of files)
    expect(
      readFileSync(new URL(name.replaceAll('\\', '/'), folder), 'utf8').match(
        /node:(fs|child_process|https|net)'|localStorage|indexedDB|caches\./g,
      ),
      name,
    ).toBeNull();
});
