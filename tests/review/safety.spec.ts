// Longer than 300 lines because it is one subject: what the review app refuses, with its hostile requests.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import { MAIN } from '../support/cli.ts';
import { writeRun } from '../support/review-runs.ts';
import type { Sent } from '../support/review-server.ts';
import { cookieOf, customerOf, letIn, SAMPLE, send, test } from '../support/review-server.ts';
import { HOSTILE } from '../support/sample-run.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const RUN = `/run/done/${SAMPLE}`;

test('the link lets one browser in, once, and the cookie is not for scripts or for other sites', async ({
  page,
  fresh,
}) => {
  const { app } = await fresh((runs) => writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 1 }));
  await page.goto(app.link);
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible();
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', domain: '127.0.0.1' });
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const again = await send(app, { path: new URL(app.link).pathname });
  expect(again.status).toBe(403);
  expect(again.headers['set-cookie']).toBeUndefined();
  expect(again.text).toContain('already been used');
});

test('a link in a ticket leads to the picture, by way of a page that says why', async ({ page, samples }) => {
  await letIn(page, samples);
  const address = `${samples.app.origin}${RUN}/shot/3`;
  await page.route('http://ticket.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${address}">Picture</a>` }),
  );
  await page.goto('http://ticket.example/');
  await page.getByRole('link').click();
  await page.getByRole('link', { name: /^(Go on|Continue)/ }).click();
  await expect(page.locator('.place')).toHaveText('3 of 38');
});

/** What strangers, other sites, other programs and curious people send. `let in` has the cookie. */
const HOSTILE_REQUESTS: [what: string, status: number, sent: (origin: string, cookie: string) => Sent][] = [
  ['no cookie', 403, () => ({ path: RUN })],
  ['no cookie, a picture', 403, () => ({ path: `${RUN}/picture/1` })],
  ['no cookie, the style sheet', 403, () => ({ path: '/style.css' })],
  [
    "a cookie of somebody else's",
    403,
    (_, cookie) => ({ path: '/', headers: { Cookie: `${cookie.slice(0, -4)}AAAA` } }),
  ],
  [
    'a cookie with a letter that is two bytes',
    403,
    (_, cookie) => ({ path: '/', headers: { Cookie: `${cookie.slice(0, -1)}é` } }),
  ],
  ['the cookie twice', 403, (_, cookie) => ({ path: '/', headers: { Cookie: `${cookie}; ${cookie}` } })],
  ['another host', 403, (_, Cookie) => ({ path: '/', headers: { Cookie, Host: 'evil.example' } })],
  [
    'the same host by name',
    403,
    (origin, Cookie) => ({ path: '/', headers: { Cookie, Host: `localhost:${new URL(origin).port}` } }),
  ],
  [
    'a name that leads here',
    403,
    (origin, Cookie) => ({ path: '/', headers: { Cookie, Host: `127.0.0.1.nip.io:${new URL(origin).port}` } }),
  ],
  ['the host without the port', 403, (_, Cookie) => ({ path: '/', headers: { Cookie, Host: '127.0.0.1' } })],
  [
    "a picture for another port's page",
    403,
    (_, Cookie) => ({
      path: `${RUN}/picture/1`,
      headers: { Cookie, 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
    }),
  ],
  [
    "a page in a frame of another port's page",
    403,
    (_, Cookie) => ({
      path: RUN,
      headers: { Cookie, 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
    }),
  ],
  [
    "a page for another origin's script",
    403,
    (_, Cookie) => ({ path: RUN, headers: { Cookie, Origin: 'http://127.0.0.1:1' } }),
  ],
  [
    'a form from another origin',
    403,
    (_, Cookie) => ({
      method: 'POST',
      path: `${RUN}/review`,
      headers: { Cookie, ...FORM, Origin: 'http://evil.example' },
      body: 'verdict=approved',
    }),
  ],
  [
    'a form from another port',
    403,
    (_, Cookie) => ({
      method: 'POST',
      path: `${RUN}/review`,
      headers: { Cookie, ...FORM, Origin: 'http://127.0.0.1:1' },
      body: 'verdict=approved',
    }),
  ],
  [
    'a form without an origin',
    403,
    (_, Cookie) => ({ method: 'POST', path: `${RUN}/review`, headers: { Cookie, ...FORM }, body: 'verdict=approved' }),
  ],
  [
    'a form from nowhere',
    403,
    (_, Cookie) => ({
      method: 'POST',
      path: `${RUN}/review`,
      headers: { Cookie, ...FORM, Origin: 'null' },
      body: 'verdict=approved',
    }),
  ],
  [
    'a form from a stranger',
    403,
    (Origin) => ({ method: 'POST', path: `${RUN}/review`, headers: { ...FORM, Origin }, body: 'verdict=approved' }),
  ],
  ['a sign-off by GET', 404, (_, Cookie) => ({ path: `${RUN}/review?verdict=approved`, headers: { Cookie } })],
  [
    'a sign-off as JSON',
    422,
    (Origin, Cookie) => ({
      method: 'POST',
      path: `${RUN}/review`,
      headers: { Cookie, Origin, 'Content-Type': 'application/json' },
      body: '{"verdict":"approved"}',
    }),
  ],
  [
    'a sign-off as plain text',
    422,
    (Origin, Cookie) => ({
      method: 'POST',
      path: `${RUN}/review`,
      headers: { Cookie, Origin, 'Content-Type': 'text/plain' },
      body: 'verdict=approved',
    }),
  ],
  [
    'a verdict that there is not',
    422,
    (Origin, Cookie) => ({
      method: 'POST',
      path: `${RUN}/review`,
      headers: { Cookie, Origin, ...FORM },
      body: 'verdict=sealed',
    }),
  ],
  [
    'an objection without a word',
    422,
    (Origin, Cookie) => ({
      method: 'POST',
      path: `${RUN}/review`,
      headers: { Cookie, Origin, ...FORM },
      body: 'verdict=objected&remark=+',
    }),
  ],
  [
    'a remark of a megabyte',
    413,
    (Origin, Cookie) => ({
      method: 'POST',
      path: `${RUN}/review`,
      headers: { Cookie, Origin, ...FORM },
      body: `verdict=remarked&remark=${'a'.repeat(1_000_000)}`,
    }),
  ],
  [
    'a long remark',
    422,
    (Origin, Cookie) => ({
      method: 'POST',
      path: `${RUN}/review`,
      headers: { Cookie, Origin, ...FORM },
      body: `verdict=remarked&remark=${'a'.repeat(3000)}`,
    }),
  ],
  ['HEAD', 405, (_, Cookie) => ({ method: 'HEAD', path: '/', headers: { Cookie } })],
  ['PUT', 405, (Origin, Cookie) => ({ method: 'PUT', path: `${RUN}/review`, headers: { Cookie, Origin } })],
  ['DELETE', 405, (Origin, Cookie) => ({ method: 'DELETE', path: RUN, headers: { Cookie, Origin } })],
  ['OPTIONS', 405, (_, Cookie) => ({ method: 'OPTIONS', path: '/', headers: { Cookie } })],
  ['TRACE', 405, (_, Cookie) => ({ method: 'TRACE', path: '/', headers: { Cookie } })],
  ['a way up in the run', 400, (_, Cookie) => ({ path: '/run/done/../../etc/passwd', headers: { Cookie } })],
  ['a way up, encoded', 400, (_, Cookie) => ({ path: '/run/done/%2e%2e%2f%2e%2e/passwd', headers: { Cookie } })],
  ['an encoded slash in a customer', 400, (_, Cookie) => ({ path: `/run/done%2F${SAMPLE}`, headers: { Cookie } })],
  ['a backslash', 400, (_, Cookie) => ({ path: '/run/done\\..\\..', headers: { Cookie } })],
  ['two slashes', 400, (_, Cookie) => ({ path: `//run/done/${SAMPLE}`, headers: { Cookie } })],
  ['a whole address', 400, (_, Cookie) => ({ path: 'http://evil.example/', headers: { Cookie } })],
  ['a picture by its path', 404, (_, Cookie) => ({ path: `${RUN}/picture/shots`, headers: { Cookie } })],
  ['a picture that there is not', 404, (_, Cookie) => ({ path: `${RUN}/picture/39`, headers: { Cookie } })],
  ['the picture before the first', 404, (_, Cookie) => ({ path: `${RUN}/picture/0`, headers: { Cookie } })],
  ['a hidden folder as a customer', 400, (_, Cookie) => ({ path: `/run/.keywright/${SAMPLE}`, headers: { Cookie } })],
  ['a customer that there is not', 404, (_, Cookie) => ({ path: `/run/nobody/${SAMPLE}`, headers: { Cookie } })],
  ["a prototype's name as a run", 404, (_, Cookie) => ({ path: '/run/done/constructor', headers: { Cookie } })],
  [
    'a way up in a comparison',
    404,
    (_, Cookie) => ({ path: `/compare?run=done/${SAMPLE}&run=../../etc`, headers: { Cookie } }),
  ],
  ['a script by a way up', 400, (_, Cookie) => ({ path: '/web/client/../server.ts', headers: { Cookie } })],
  ["a script that is the server's", 404, (_, Cookie) => ({ path: '/web/client/server.ts', headers: { Cookie } })],
];

test(`${HOSTILE_REQUESTS.length} hostile requests are refused, and none gets data or writes a word`, async ({
  samples,
}) => {
  const { app, runs } = samples;
  const cookie = await cookieOf(app);
  for (const [what, status, sent] of HOSTILE_REQUESTS) {
    const answer = await send(app, sent(app.origin, cookie)).catch((error: NodeJS.ErrnoException) => ({
      status: error.code === 'EPIPE' || error.code === 'ECONNRESET' ? status : 0,
      text: '',
      headers: {},
    }));
    expect(answer.status, what).toBe(status);
    expect(answer.text, what).not.toMatch(/Practice MSP|runner-2|root:|PNG|startReview/);
  }
  expect(existsSync(join(runs, 'reviews.jsonl'))).toBe(false);
  // The same requests, as they should be, are answered.
  expect((await send(app, { path: RUN, headers: { Cookie: cookie } })).text).toContain('Practice MSP');
  expect((await send(app, { path: `${RUN}/picture/1`, headers: { Cookie: cookie } })).status).toBe(200);
});

test('a request without a host, with two, or in an old version is refused', async ({ samples }) => {
  const { app } = samples;
  const [cookie, port] = [await cookieOf(app), Number(new URL(app.origin).port)];
  const raw = async (head: string) =>
    await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(head))
        .on('data', (part: Buffer) => (text += part.toString()))
        .on('close', () => resolve(text));
    });
  for (const head of [
    `GET / HTTP/1.1\r\nCookie: ${cookie}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
    `GET / HTTP/1.0\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`,
    `GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`,
  ]) {
    expect(await raw(head), head.slice(0, 60)).toMatch(/^HTTP\/1\.1 4/);
  }
});

test('the policy allows nothing inline, nothing from elsewhere and no frame, on every answer', async ({ samples }) => {
  const Cookie = await cookieOf(samples.app);
  for (const path of ['/', RUN, `${RUN}/shot/1`, `${RUN}/picture/1`, '/style.css', '/nowhere', '/run/../x']) {
    const { headers } = await send(samples.app, { path, headers: { Cookie } });
    expect(headers['content-security-policy'], path).toBe(
      "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri " +
        "'none'; frame-ancestors 'none'",
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

test("a server leaves the process's own Request and Response as they are", async ({ samples }) => {
  // Else the live page of the same process, loaded later, would answer its event stream twice and end the process.
  await send(samples.app, { path: RUN });
  expect([Request.name, Response.name, new Response(null).constructor.name]).toEqual([
    'Request',
    'Response',
    'Response',
  ]);
});

test('a link in the folder of runs leads nowhere', async ({ fresh }) => {
  const { app } = await fresh((runs) => {
    writeRun(join(runs, 'elsewhere-of-runs'), { customer: 'other', run: SAMPLE, gestures: 1 });
    mkdirSync(join(runs, 'acme'));
    symlinkSync(join(runs, 'elsewhere-of-runs', 'other', SAMPLE), join(runs, 'acme', SAMPLE));
    symlinkSync(join(runs, 'elsewhere-of-runs', 'other'), join(runs, 'linked'));
    mkdirSync(join(runs, 'borealis', SAMPLE), { recursive: true });
    symlinkSync(
      join(runs, 'elsewhere-of-runs', 'other', SAMPLE, 'journal.jsonl'),
      join(runs, 'borealis', SAMPLE, 'journal.jsonl'),
    );
  });
  const Cookie = await cookieOf(app);
  for (const customer of ['acme', 'linked', 'borealis'])
    expect((await send(app, { path: `/run/${customer}/${SAMPLE}`, headers: { Cookie } })).status, customer).toBe(404);
});

test('hostile texts stay texts on every page: nothing runs or turns around', async ({ page, samples }) => {
  await letIn(page, samples);
  await page.addInitScript(() =>
    addEventListener(
      'securitypolicyviolation',
      (event) =>
        document.documentElement.setAttribute('data-refused', `${event.violatedDirective} ${event.blockedURI}`),
      true,
    ),
  );
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const of = `/run/${customerOf('hostile')}/${SAMPLE}`;
  for (const path of [
    '/',
    `/?q=${encodeURIComponent(HOSTILE)}&operator=${encodeURIComponent(HOSTILE)}`,
    of,
    `${of}/journal`,
    `${of}/shot/3`,
    `${of}/shot/3?view=${encodeURIComponent(HOSTILE)}`,
    `${of}/shot/4?view=slider&changes=1`,
    `/compare?run=hostile/${SAMPLE}&run=done/${SAMPLE}`,
    `/compare?run=hostile/${SAMPLE}&run=done/${SAMPLE}&pair=3`,
    `/compare?run=${encodeURIComponent(HOSTILE)}&run=x`,
  ]) {
    await page.goto(`${samples.app.origin}${path}`);
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true;
    });
    await expect(page).toHaveTitle(/Keywright review$/);
    await expect(page.locator('html'), path).not.toHaveAttribute('data-refused');
    await expect(page.locator('script'), path).toHaveCount(1);
    await expect(page.locator('img[onerror]'), path).toHaveCount(0);
    await expect(page.locator('[href^="javascript"], [style]:not(#slider, img)'), path).toHaveCount(0);
    expect(await page.content(), path).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
    );
  }
  await page.goto(`${samples.app.origin}${of}`);
  await expect(page.locator('h1')).toContainText('<script>');
  expect(dialogs).toEqual([]);
});

test('a hostile remark is recorded as it is and shown as text', async ({ page, fresh }) => {
  const workspace = await fresh((runs) => writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 1 }));
  await letIn(page, workspace);
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}`);
  await page.getByLabel('Remark (an objection needs one)').fill(HOSTILE.replace('\u0007', ''));
  await page.getByRole('button', { name: 'Object' }).click();
  await expect(page.locator('.history .said')).toContainText("<script>document.title='ran'</script>");
  await expect(page.locator('script')).toHaveCount(1);
  const text = readFileSync(join(workspace.runs, 'reviews.jsonl'), 'utf8');
  expect(checkChain(text)).toMatchObject({ lines: 1 });
  expect(text).toMatch(/^[\x20-\x7e\n]+$/);
});

test('a picture that was altered is never sent, nor can it be approved', async ({ page, fresh }) => {
  const workspace = await fresh((runs) => {
    writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 2 });
    writeFileSync(
      join(runs, 'acme', SAMPLE, 'shots', '001-after.png'),
      readFileSync(join(runs, 'acme', SAMPLE, 'shots', '002-after.png')),
    );
  });
  const { app } = workspace;
  await letIn(page, workspace);
  const Cookie = await cookieOf(app);
  expect(await send(app, { path: `/run/acme/${SAMPLE}/picture/2`, headers: { Cookie } })).toMatchObject({
    status: 404,
    text: 'The picture file was changed: its SHA-256 differs from the one in the journal.',
  });
  await page.goto(`${app.origin}/run/acme/${SAMPLE}/shot/2`);
  await expect(page.locator('.stage')).toContainText('its SHA-256 differs');
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  const answer = await send(app, {
    method: 'POST',
    path: `/run/acme/${SAMPLE}/shot/2/review`,
    headers: { Cookie, Origin: app.origin, ...FORM },
    body: 'verdict=approved',
  });
  expect(answer.status).toBe(422);
  await page.goto(`${app.origin}/run/acme/${SAMPLE}`);
  await expect(page.locator('.checks')).toContainText('1 picture of 4 is not shown');
  await expect(page.locator('.cell .not-shown')).toHaveCount(1);
});

test('a small screenshot that is altered or missing is replaced by words until it is right again', async ({
  page,
  fresh,
}) => {
  const OTHER = '20261124-141533-7k3f9xwp';
  const { runs, app } = await fresh((folder) => {
    for (const run of [SAMPLE, OTHER]) writeRun(folder, { customer: 'acme', run, gestures: 2 });
  });
  await letIn(page, { runs, app });
  const [altered, missing] = ['001-after.png', '002-before.png'].map((file) =>
    join(runs, 'acme', SAMPLE, 'shots', file),
  ) as [string, string];
  const [good, size] = [readFileSync(altered), readFileSync(altered).length];
  const places = [`/run/acme/${SAMPLE}`, `/run/acme/${SAMPLE}/shot/4`];
  const says = async (words: string[]) => {
    for (const place of places) {
      await page.goto(`${app.origin}${place}`);
      await expect(page.locator('.not-shown'), place).toHaveText(words);
    }
  };
  await says([]);
  // The same length and the same time of writing: only the bytes differ.
  const { atime, mtime } = statSync(altered);
  writeFileSync(altered, Buffer.from(good).fill(1, size - 1));
  utimesSync(altered, atime, mtime);
  rmSync(missing);
  await says(['altered', 'missing']);
  await page.goto(`${app.origin}/compare?run=acme/${SAMPLE}&run=acme/${OTHER}`);
  await expect(page.locator('.pair .no-picture.bad')).toHaveText([
    /Picture altered.*its SHA-256 differs/s,
    /Picture missing/,
  ]);
  await expect(page.locator('.pair .said', { hasText: 'could not be compared' })).toHaveCount(2);
  await expect(page.locator('#compared')).toHaveText('No pair differs; 2 could not be compared.');
  writeFileSync(altered, good);
  await says(['missing']);
});

test('the server listens on the loopback address only', async ({ samples }) => {
  const port = Number(new URL(samples.app.origin).port);
  const answers = async (host: string) =>
    await new Promise<boolean>((resolve) => {
      const socket = connect({ port, host, timeout: 3000 }, () => {
        socket.destroy();
        resolve(true);
      })
        .once('error', () => resolve(false))
        .once('timeout', () => resolve(false));
    });
  expect(await answers('127.0.0.1')).toBe(true);
  const others = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ address }) => address !== '127.0.0.1')
    .map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address));
  for (const host of [...others, '127.0.0.2', '::1']) expect(await answers(host), host).toBe(false);
});

test('the command prints the one-time link, opens nothing by itself, and Ctrl-C ends it', async ({ fresh }) => {
  const { runs } = await fresh((made) => {
    writeRun(join(made, 'runs'), { customer: 'acme', run: SAMPLE, gestures: 1 });
    mkdirSync(join(made, 'bin'));
    writeFileSync(join(made, 'bin', 'xdg-open'), `#!/bin/sh\necho "$@" > ${join(made, 'opened')}\n`, { mode: 0o700 });
  });
  const start = async (args: string[]) => {
    const child = spawn(process.execPath, [MAIN, 'review', ...args], {
      cwd: runs,
      env: { PATH: join(runs, 'bin'), KEYWRIGHT_OPERATOR: 'kim' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    const code = new Promise<number | null>((resolve) => child.once('close', resolve));
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/Ctrl-C|There is no run/);
    return { child, code, said: () => said };
  };
  const quiet = await start([SAMPLE]);
  expect(quiet.said()).toMatch(/http:\/\/127\.0\.0\.1:\d+\/enter\/[\w-]{43}\n/);
  const link = new URL(/http:\S+/.exec(quiet.said())![0]);
  expect((await fetch(link)).status).toBe(200);
  quiet.child.kill('SIGINT');
  expect(await quiet.code).toBe(0);
  await expect(fetch(link)).rejects.toThrow();
  expect(existsSync(join(runs, 'opened'))).toBe(false);

  const opening = await start(['--open']);
  await expect
    .poll(() => existsSync(join(runs, 'opened')) && readFileSync(join(runs, 'opened'), 'utf8').trim())
    .toMatch(/open\.html$/);
  const file = readFileSync(join(runs, 'opened'), 'utf8').trim();
  expect(readFileSync(file, 'utf8')).toContain(/http:\S+/.exec(opening.said())![0]);
  opening.child.kill('SIGTERM');
  expect(await opening.code).toBe(0);
  expect(existsSync(file)).toBe(false);

  const unknown = await start(['20261124-141532-aaaaaaaa']);
  expect(await unknown.code).toBe(2);
  expect(unknown.said()).toContain('There is no run "20261124-141532-aaaaaaaa"');
});
