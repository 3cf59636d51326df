// Longer than 300 lines because it is one subject: the walk through a step, which all its tests set up alike.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Browser } from 'playwright';
import { z } from 'zod';
import { NO_MESSAGE, signInProblem } from '../../pages/sign-in.ts';
import { boundingBoxOf } from '../../src/browser/bounding-box.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import { readAccount } from '../../src/engine/account.ts';
import { openPortal, type PortalSession } from '../../src/engine/portal-session.ts';
import type { StepOutcome, StepRuntime } from '../../src/engine/step/spec.ts';
import { runStep } from '../../src/engine/step/step.ts';
import { steps } from '../../src/evidence/bundle/statement.ts';
import type { JournalLine } from '../../src/evidence/events.ts';
import { Recorder } from '../../src/evidence/recorder.ts';
import {
  type Action,
  action,
  type Context,
  excerpt,
  type Finding,
  ONE_TIME_CODE,
  type Portal,
  ScreenProblem,
  SecretRefused,
  SessionLost,
} from '../../src/portal-sdk/index.ts';
import { redact, registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { BrowserUsed } from '../../src/watch/human-in-the-loop.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';
import { listen } from '../support/egress/servers.ts';
import { failDisk } from '../support/faulty-disk.ts';
import { stubContext } from '../support/stub-context.ts';

const KEY = 'Wm4ZqK8tR2vLx7Bd';
const FILE = '/key-ledger-88';
const PASSWORD = 'quux-Zebra-4417';

test.describe.configure({ mode: 'serial' });
test.use({ viewport: { width: 480, height: 160 } });

let server: Server;
let origin: string;
let browser: Browser;
let session: PortalSession;
let folder: string;
let recorder: Recorder;
let pages: Record<string, string>;

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const body = pages[request.url!] ?? '<p>home</p>';
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(request.url === FILE ? body : `<!doctype html><title>Portal</title>${body}`);
  });
  origin = `http://localhost:${await listen(server)}`;
  browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [origin] });
});
test.afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

test.beforeEach(async () => {
  pages = {};
  folder = mkdtempSync(join(tmpdir(), 'kw-step-'));
  recorder = new Recorder(
    folder,
    () => undefined,
    () => 'fp',
  );
  session = await openPortal({
    browser,
    portal: REGISTRY.get('connectwise') as Portal,
    url: new URL(origin),
    settings: {},
    saved: undefined,
    watchPage: async () => undefined,
    note: (text) => recorder.write({ type: 'note', text }),
  });
  await session.page.goto(origin);
});
test.afterEach(async () => {
  await session.page.context().close();
  recorder.close();
  rmSync(folder, { recursive: true });
});

const journal = () =>
  readFileSync(join(folder, 'journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalLine);

const context = () => stubContext(session, { recorder });

/** Runs a step whose action is made of these two, as a run does. */
async function step(
  inspect: (ctx: Context) => Promise<Finding>,
  perform: (ctx: Context) => Promise<void>,
  retries = 0,
  tools: Partial<StepRuntime> = {},
): Promise<StepOutcome> {
  const made = action({
    name: 'connectwise.thing.ensure',
    title: 'Ensure a thing',
    doc: 'A thing.',
    input: z.strictObject({}),
    output: z.unknown(),
    inspect,
    perform,
  }) as unknown as Action;
  const job = {
    id: 'one',
    title: 'Ensure a thing',
    action: made,
    input: {},
    shownInput: {},
    n: 1,
    of: 1,
    phase: 'First',
    timeoutMs: 60_000,
    retries,
    check: false,
    approve: tools.approved !== undefined,
  };
  return await runStep(job, {
    recorder,
    signal: new AbortController().signal,
    open: async () => context(),
    freshPage: () => session.freshPage(),
    customer: 'acme',
    where: 'ConnectWise',
    arrive: async () => (session.arrived ? undefined : await session.arrive()),
    signInAgain: async () => undefined,
    ...tools,
  });
}

for (const [what, delay] of [
  ['says that it failed', 0],
  ['comes late', 4_000],
] as const) {
  test(`a save whose answer ${what} is found by looking, and never pressed again`, async () => {
    let pressed = 0;
    let storedAt = Infinity;
    const outcome = await step(
      async () =>
        Date.now() >= storedAt
          ? { state: 'satisfied', actual: 'it is there', output: {} }
          : { state: 'needed', actual: 'it is not there', changes: ['make it'] },
      async (ctx) =>
        await ctx.gesture(
          'Press Save',
          async () => {
            pressed += 1;
            storedAt = Date.now() + delay;
            throw new Error('500 Internal Server Error');
          },
          { kind: 'commit' },
        ),
      3,
    );
    expect(outcome).toMatchObject({ outcome: 'done', performed: true });
    expect(pressed).toBe(1);
    expect(
      journal()
        .filter((line) => line.type === 'gesture.end')
        .map((line) => line.outcome),
    ).toEqual(['unknown']);
    expect(journal().at(-1)).toMatchObject({
      type: 'step.result',
      actual: 'it is there (found by looking after an unclear answer)',
    });
  });
}

const PORTAL = { name: 'connectwise', title: 'ConnectWise', screen: 'sign-in', names: 'user', trouble: () => false };
const LOCKED = { screen: 'Members', expected: 'a form', actual: 'a record that is locked', hint: 'Wait, then retry.' };

test('an approval that is asked once more says why: what failed with its code, or what happened meanwhile', async () => {
  const asked: (string | undefined)[] = [];
  const troubles = [new Error('The record is locked.'), new SessionLost(LOCKED), new BrowserUsed()];
  const outcome = await step(
    async () =>
      asked.length === 5
        ? { state: 'satisfied', actual: 'it is there', output: {} }
        : { state: 'needed', actual: 'it is not there', changes: ['make it'] },
    async () => {
      const trouble = troubles.shift() ?? (asked.length === 4 ? new ScreenProblem(LOCKED) : undefined);
      if (trouble !== undefined) throw trouble;
    },
    1,
    {
      approved: async (changes, again) => {
        expect(changes).toEqual(['make it']);
        asked.push(again);
        return true;
      },
      onFailure: async () => 'retry',
    },
  );
  expect(outcome).toMatchObject({ outcome: 'done' });
  expect(asked).toEqual([
    undefined,
    'the last try failed (KW-STEP-FAILED): saw The record is locked.',
    'the portal had ended the session',
    'someone used the browser in the meantime',
    // The first failure is the cause, as the person who chose to retry has read it.
    'the last try failed (KW-STEP-FAILED): saw The record is locked.',
  ]);
});

test('what to do about a refused secret names the customer’s own file', async () => {
  const refused = () => Promise.reject(signInProblem(PORTAL, { refused: NO_MESSAGE, secret: 'PASSWORD' }));
  const outcome = await step(refused, refused);
  expect(outcome).toMatchObject({
    outcome: 'failed',
    problem: { hint: expect.stringContaining('and the password in .env.acme; nothing is tried twice') },
  });
});

const LEFT = { what: 'delete the thing', why: 'somebody still has it' };

test('a step that does nothing is skipped, and a step that leaves something to a person names it', async () => {
  const nothing = async () => Promise.reject(new Error('nothing is to be done'));
  expect(
    await step(
      async () => ({
        state: 'satisfied',
        actual: 'No clientId is configured.',
        skipped: true,
        output: { proven: false },
      }),
      nothing,
    ),
  ).toEqual({ outcome: 'skipped', output: { proven: false }, performed: false });
  expect(journal().at(-1)).toMatchObject({
    type: 'step.result',
    outcome: 'skipped',
    actual: 'No clientId is configured.',
  });
  expect(
    await step(async () => ({ state: 'satisfied', actual: 'The thing stays.', left: [LEFT], output: {} }), nothing),
  ).toEqual({ outcome: 'left for you', output: {}, performed: false });
  expect(journal().at(-1)).toMatchObject({ type: 'step.result', outcome: 'left for you', left: [LEFT] });
  expect(
    await step(async () => ({ state: 'satisfied', actual: 'It is there.', left: [], output: {} }), nothing),
  ).toMatchObject({ outcome: 'already in place' });
});

for (const [what, account, said] of [
  ['says who is signed in', async () => 'Sam\n  Rivera ', 'Sam Rivera'],
  ['does not say who is signed in', async () => undefined, null],
  ['says nothing', async () => ' ', null],
  ['cannot be read', async () => Promise.reject(new Error('gone')), null],
] as const) {
  test(`after signing in to a portal that ${what}, the evidence states ${
    said ?? 'that the account is not ' + 'known'
  }`, async () => {
    await context().ctx.gesture('Look before signing in', async () => undefined);
    session.portal = { ...session.portal, account };
    await readAccount(session, context().ctx, recorder, 'one');
    await context().ctx.gesture('Change nothing', async () => undefined, { kind: 'commit' });
    const lines = journal();
    expect(lines.filter(({ type }) => type === 'account')).toMatchObject([
      { step: 'one', portal: 'connectwise', account: said },
    ]);
    const shots = lines.filter((line) => line.type === 'shot');
    // The picture before the gesture is the one that was taken before anybody had signed in.
    expect(shots.map(({ account: who, reused }) => [who, reused])).toEqual([
      [undefined, undefined],
      [said, true],
      [said, undefined],
    ]);
  });
}

test('the name of who is signed in holds no secret', async () => {
  registerSecret(new Secret(PASSWORD, 'password'));
  session.portal = { ...session.portal, account: async () => `Sam ${PASSWORD}` };
  await readAccount(session, context().ctx, recorder, 'one');
  expect(session.account).toMatch(/^Sam /);
  expect(`${session.account}${JSON.stringify(journal())}`).not.toContain(PASSWORD);
});

test('after a key screen without a key, the next try takes screenshots again on a fresh page', async () => {
  let tries = 0;
  const outcome = await step(
    async (ctx) => {
      await ctx.gesture('Look at the list', async () => undefined);
      return tries < 2
        ? { state: 'needed', actual: 'it is not there', changes: ['make it'] }
        : { state: 'satisfied', actual: 'it is there', output: {} };
    },
    async (ctx) => {
      tries += 1;
      if (tries === 2) return;
      await ctx.gesture(
        'Press Save, and keep the key that is shown now',
        async () => await ctx.page.evaluate((text) => void (document.body.textContent = text), KEY),
        { kind: 'commit', reveals: true },
      );
      throw new ScreenProblem({ screen: 'the key', expected: 'a key', actual: 'a message', hint: 'Try again.' });
    },
    1,
  );
  expect(outcome).toMatchObject({ outcome: 'done' });
  const lines = journal();
  const second = lines.findIndex((line) => line.type === 'step.intent' && line.attempt === 2);
  const reasons = (part: JournalLine[]) => part.flatMap((line) => (line.type === 'shot.withheld' ? [line.reason] : []));
  expect(reasons(lines.slice(0, second))).toContain('a private key that nobody has read yet may stand on the screen');
  expect(reasons(lines.slice(second))).toEqual([]);
  expect(lines.slice(second).filter(({ type }) => type === 'shot').length).toBeGreaterThan(0);
  expect(await session.page.content()).not.toContain(KEY);
});

test('a step that fails after its last gesture keeps a screenshot and that gesture', async () => {
  await session.page.setContent(
    '<button style="position:absolute;left:40px;top:30px;width:90px;height:24px">Go</button>',
  );
  session.arrived = true;
  await step(
    async () => ({ state: 'needed', actual: 'it is not there', changes: ['make it'] }),
    async (ctx) => {
      await ctx.gesture('Press Go', async () => await ctx.touches(ctx.page.locator('button')), {
        kind: 'edit',
        at: ctx.page.locator('button'),
      });
      throw new ScreenProblem({ screen: 'the screen', expected: 'an answer', actual: 'nothing', hint: 'Try again.' });
    },
  );
  expect(await boundingBoxOf(session.lastTouched!)).toEqual({ x: 40, y: 30, width: 90, height: 24 });
  const lines = journal();
  const kept = lines.find((line) => line.type === 'gesture' && line.title.startsWith('Take a picture'));
  expect(
    lines.filter((line) => line.type === 'shot' && line.gesture === (kept as { gesture: number }).gesture),
  ).toHaveLength(1);
  expect(lines.at(-1)).toMatchObject({ type: 'step.result', outcome: 'failed', problem: { actual: 'nothing' } });
});

const failing = (actual: string, more: object = {}) =>
  new ScreenProblem({
    screen: 'the drawer',
    expected: `what comes before ${actual}`,
    actual,
    hint: `Do something about ${actual}.`,
    ...more,
  });
const toDo = async (): Promise<Finding> => ({ state: 'needed', actual: 'it is not there', changes: ['make it'] });

test('of two tries that fail, both are kept whole, and the first one is the cause', async () => {
  let tries = 0;
  const outcome = await step(
    toDo,
    async () => {
      tries += 1;
      throw failing(tries === 1 ? 'no drawer' : 'a window in the way');
    },
    1,
  );
  const lines = journal();
  expect(
    lines.flatMap((line) => (line.type === 'step.failed' ? [{ attempt: line.attempt, ...line.problem }] : [])),
  ).toEqual([
    {
      attempt: 1,
      code: 'KW-SCREEN',
      screen: 'the drawer',
      expected: 'what comes before no drawer',
      actual: 'no drawer',
      hint: 'Do something about no drawer.',
    },
    {
      attempt: 2,
      code: 'KW-SCREEN',
      screen: 'the drawer',
      expected: 'what comes before a window in the way',
      actual: 'a window in the way',
      hint: 'Do something about a window in the way.',
    },
  ]);
  const problem = {
    code: 'KW-SCREEN',
    screen: 'the drawer',
    expected: 'what comes before no drawer',
    actual: 'no drawer',
    hint: 'Do something about no drawer.',
    later:
      'On try 2: expected what comes before a window in the way, but saw a window in the way. Do something ' +
      'about a window in the way.',
  };
  expect(outcome).toEqual({ outcome: 'failed', problem });
  expect(lines.at(-1)).toMatchObject({ type: 'step.result', outcome: 'failed', actual: 'no drawer', problem });
  // Anybody who reads the folder finds both.
  const planned = {
    type: 'run.start',
    plan: [{ phase: 'First', steps: [{ id: 'one', title: 'Ensure a thing', use: 'connectwise.thing.ensure' }] }],
  } as unknown as JournalLine;
  expect(steps([planned, ...lines])).toMatchObject([
    {
      attempts: 2,
      failed: [
        { attempt: 1, actual: 'no drawer' },
        { attempt: 2, actual: 'a window in the way' },
      ],
      problem,
    },
  ]);
});

test('a step that failed the same way twice says it once', async () => {
  expect(await step(toDo, async () => Promise.reject(failing('no drawer')), 1)).toEqual({
    outcome: 'failed',
    problem: expect.not.objectContaining({ later: expect.anything() as unknown }) as unknown,
  });
});

test('the failure of a try that a person asked for is its own cause', async () => {
  let tries = 0;
  const answers: ('retry' | 'stop')[] = ['retry', 'stop'];
  const outcome = await step(
    toDo,
    async () => {
      tries += 1;
      throw failing(`the problem of try ${tries}`);
    },
    0,
    { attended: () => true, onFailure: async () => answers.shift()! },
  );
  expect(outcome).toMatchObject({ problem: { actual: 'the problem of try 2' } });
  expect(journal().flatMap((line) => (line.type === 'step.failed' ? [line.problem.actual] : []))).toEqual([
    'the problem of try 1',
    'the problem of try 2',
  ]);
});

for (const attended of [false, true]) {
  test(`the second try begins on a fresh page${
    attended ? ', after a person saw the page as the first ' + 'left it' : ''
  }`, async () => {
    pages['/'] = '<p>home</p>';
    const left: boolean[] = [];
    const isLeft = async () => await session.page.locator('dialog').isVisible();
    let atQuestion: boolean | undefined;
    await step(
      toDo,
      async (ctx) => {
        left.push(await ctx.page.locator('dialog').isVisible());
        await ctx.page.evaluate(() =>
          document.body.append(
            Object.assign(document.createElement('dialog'), { open: true, textContent: 'Unsaved Changes' }),
          ),
        );
        throw failing('no drawer');
      },
      1,
      {
        attended: () => attended,
        ...(attended && {
          onFailure: async () => {
            atQuestion = await isLeft();
            return 'stop' as const;
          },
        }),
      },
    );
    expect(left).toEqual([false, false]);
    expect(atQuestion).toBe(attended || undefined);
  });
}

test('a clear refusal is retried by a person only', async () => {
  let tries = 0;
  const refuse = async () => {
    tries += 1;
    throw failing('the message "This Member ID already exists."', { retry: false });
  };
  await step(toDo, refuse, 3);
  expect(tries).toBe(1);
  const answers: ('retry' | 'stop')[] = ['retry', 'stop'];
  await step(toDo, refuse, 3, { onFailure: async () => answers.shift()! });
  expect(tries).toBe(3);
});

test('a person asked about a refused secret is told what a retry does', async () => {
  const told: (string | undefined)[] = [];
  const places: string[] = [];
  const answers: ('retry' | 'stop')[] = ['retry', 'stop'];
  const refused = (name: string) =>
    new SecretRefused(name, { screen: 'sign-in', expected: 'to be signed in', actual: 'a refusal', hint: 'Check it.' });
  await step(
    toDo,
    async (ctx) => {
      places.push(await ctx.page.evaluate('String(window.left)'));
      await ctx.page.evaluate('window.left = true');
      throw refused(places.length === 1 ? 'PASSWORD' : ONE_TIME_CODE);
    },
    3,
    {
      onFailure: async (_problem, retry) => {
        told.push(retry);
        return answers.shift()!;
      },
    },
  );
  expect(told).toEqual([
    expect.stringContaining('Reads the password again'),
    expect.stringContaining('another one-time code'),
  ]);
  expect(places).toEqual(['undefined', 'undefined']);
});

test('an error on the key screen quotes nothing that could be the key', async () => {
  const outcome = await step(
    async () => ({ state: 'needed', actual: 'it is not there', changes: ['make it'] }),
    async (ctx) => {
      await ctx.gesture('Press Save, and keep the key that is shown now', async () => undefined, {
        kind: 'commit',
        reveals: true,
      });
      throw new ScreenProblem({
        screen: 'the key',
        expected: 'a key',
        actual: `the message "Description is required, not ${KEY}"`,
        hint: 'Try again.',
      });
    },
  );
  expect(outcome).toMatchObject({
    problem: { actual: 'the message "Description is required, not (withheld: it could be a private key)"' },
  });
  expect(JSON.stringify(journal())).not.toContain(KEY);
});

test("a page's address is kept without the tokens of sessions and single sign-on", async () => {
  await session.page.goto(
    `${origin}/list?screen=MemberApiKeys&page=2&session=9f8c2e7a1b4d4c0e&code=eyJhbGciOiJub25lIn0.e30.x1#access_token=Zm9vYmFyMTIzNDU2Nzg5&state=ready`,
  );
  await context().ctx.gesture('Look at it', async () => undefined);
  expect(journal().find((line) => line.type === 'shot')).toMatchObject({
    url: `${origin}/list?screen=MemberApiKeys&page=2&session=…&code=…#access_token=…&state=ready`,
  });
});

test('a secret in an address is redacted whole, also if a part of it looks like a token', async () => {
  registerSecret(new Secret('Tr0ubadourHorses99!Ba7tery', 'password'));
  await session.page.goto(`${origin}/list?note=Tr0ubadourHorses99!Ba7tery&page=2`);
  await context().ctx.gesture('Look at it', async () => undefined);
  expect(journal().find((line) => line.type === 'shot')).toMatchObject({
    url: `${origin}/list?note=[password]&page=2`,
  });
});

test('a shortened text holds no half of a secret', async () => {
  registerSecret(new Secret(KEY, 'private key'));
  for (let before = 180; before < 205; before += 1)
    expect(excerpt(`${'x'.repeat(before)}${KEY} and more`, 200)).not.toContain(KEY.slice(0, 4));
  pages[FILE] = `${'x'.repeat(99_992)}${KEY}`;
  const { body } = await context().ctx.request(`${origin}${FILE}`);
  expect(body.length).toBeLessThanOrEqual(100_000);
  expect(body).not.toContain(KEY.slice(0, 4));
  expect(redact(excerpt('a window\n  that says   a lot', 20))).toBe('a window that says a…');
});

test('a title of two megabytes with markup in it does not fill the evidence', async () => {
  await session.page.evaluate(
    () => void (document.title = `</title><script>alert(1)</script>${'x'.repeat(2_000_000)}`),
  );
  await context().ctx.gesture('Look at it', async () => undefined);
  const shot = journal().find((line) => line.type === 'shot');
  expect(shot!.title).toMatch(/^<\/title><script>alert\(1\)<\/script>x+…$/);
  expect(readFileSync(join(folder, 'journal.jsonl')).length).toBeLessThan(10_000);
});

test('alerts, questions before leaving and storms of windows do not hold up a step', async () => {
  pages['/storm'] = `<script>
    addEventListener('beforeunload', (event) => event.preventDefault());
    var n = 0;
    setInterval(() => { if (n++ < 20) alert('again ' + n); }, 1);
    document.addEventListener('click', () => { for (let m = 0; m < 20; m += 1) window.open('/popup'); });
  </script><button>press</button>`;
  await session.page.goto(`${origin}/storm`);
  const { ctx } = context();
  await ctx.gesture('Press the button', async () => await ctx.page.getByRole('button').click({ noWaitAfter: true }), {
    kind: 'edit',
  });
  await expect.poll(async () => await ctx.page.evaluate('n')).toBeGreaterThan(20);
  await ctx.gesture('Leave', async () => void (await ctx.page.goto(origin)));
  expect(await ctx.page.textContent('p')).toBe('home');
  const notes = journal().filter((line) => line.type === 'note');
  expect(notes.length).toBeGreaterThan(0);
  expect(notes.length).toBeLessThan(30);
});

const BLOCK = '<div style="height:1200px"></div>';
const GO = '<button style="display:block;width:90px;height:24px;margin:0;padding:0;border:0">Go</button>';
const shots = () => journal().filter((line) => line.type === 'shot');
const ends = () => journal().filter((line) => line.type === 'gesture.end');

test('a mark is where the screenshot shows the target, and absent if something covers it', async () => {
  await session.page.setContent(`<body style="margin:0">${BLOCK}${GO}${BLOCK}`);
  const { ctx } = context();
  const at = ctx.page.locator('button');
  await ctx.gesture(
    'Look at Go',
    async () => await at.evaluate((element) => element.scrollIntoView({ block: 'start' })),
    { at },
  );
  await ctx.gesture(
    'Open the window',
    async () =>
      await ctx.page.evaluate(() =>
        document.body.insertAdjacentHTML(
          'beforeend',
          '<dialog open style="position:fixed;inset:0;margin:0;width:400px;height:100px">Are you sure?</dialog>',
        ),
      ),
    { at },
  );
  expect(shots().map(({ box }) => box)).toEqual([{ x: 0, y: 0, width: 90, height: 24 }, undefined]);
});

test('a target is scrolled into view before the screenshot that precedes its press', async () => {
  await session.page.setContent(`<body style="margin:0">${BLOCK}${GO}${BLOCK}`);
  const { ctx } = context();
  const at = ctx.page.locator('button');
  let pressed: unknown;
  await ctx.gesture(
    'Press Go',
    async () => {
      await ctx.touches(at);
      await at.click();
      pressed = await at.boundingBox();
    },
    { kind: 'edit', at },
  );
  const { box } = shots()[0]!;
  expect(box).toMatchObject({ width: 90, height: 24 });
  expect(pressed).toEqual(box);
  expect(ends()).toMatchObject([{ touched: true, place: box }]);
});

test('an equal picture before a commit has a mark of its own, and before an edit there is none', async () => {
  await session.page.setContent(
    `<body style="margin:0">${GO}<input ` +
      'style="position:absolute;left:200px;top:50px;width:80px;height:20px;box-sizing:border-box">',
  );
  const { ctx } = context();
  await ctx.gesture('Look at it', async () => undefined);
  const box = { x: 200, y: 50, width: 80, height: 20 };
  const at = ctx.page.locator('input');
  await ctx.gesture('Type', async () => undefined, { kind: 'edit', at });
  await ctx.gesture('Press', async () => undefined, { kind: 'commit', at });
  expect(shots()).toMatchObject([
    { gesture: 1, when: 'after' },
    { gesture: 2, when: 'after', box },
    { gesture: 3, when: 'before', reused: true, box },
    { gesture: 3, when: 'after' },
  ]);
});

test('what happens outside the page has no picture of a page, before it or after', async () => {
  const { ctx } = context();
  await ctx.gesture('Give the key to a command', async () => undefined, { kind: 'commit', outsidePage: true });
  expect(ends()).toMatchObject([{ outcome: 'done' }]);
  expect(shots()).toEqual([]);
});

test('a place is kept for the guide only if the screenshot shows the page as it is touched', async () => {
  await session.page.setContent(`<body style="margin:0">${GO}${BLOCK}`);
  const { ctx } = context();
  const touch = async () => await ctx.touches(ctx.page.locator('button'));
  await ctx.gesture('Look at it', async () => undefined);
  await ctx.gesture('Press Go', touch);
  await ctx.gesture('Scroll a little, and press Go', async () => {
    await ctx.page.evaluate('scrollTo(0, 10)');
    await touch();
  });
  await ctx.gesture('Press nothing', async () => undefined);
  expect(ends().map(({ touched, place }) => ({ touched, place }))).toEqual([
    {},
    { touched: true, place: { x: 0, y: 0, width: 90, height: 24 } },
    { touched: true },
    {},
  ]);
});

test('a commit is not pressed if the disk refuses the screenshot before it', async () => {
  const disk = failDisk({ on: 'kw-step-.*shots', calls: ['renameSync'], at: 1, does: 'EACCES' });
  let pressed = 0;
  const press = async (ctx: Context) =>
    await ctx.gesture('Press Save', async () => void (pressed += 1), { kind: 'commit' });
  await expect(
    step(async () => ({ state: 'needed', actual: 'it is not there', changes: ['make it'] }), press, 3).finally(
      disk.restore,
    ),
  ).rejects.toThrow(
    /^The picture shots\/0001-press-save-before\.png could not be written \(EACCES: .*nothing was pressed after that/,
  );
  expect(journal().filter(({ type }) => type === 'gesture' || type.startsWith('shot'))).toMatchObject([
    { type: 'gesture' },
    {
      type: 'shot.withheld',
      when: 'before',
      reason: expect.stringMatching(/^the disk did not keep it \(EACCES: /) as unknown,
    },
  ]);
  await expect(press(context().ctx), 'the disk works again, but what is lost stays lost').rejects.toThrow(
    /nothing was pressed after that/,
  );
  expect(pressed).toBe(0);
  expect(readdirSync(join(folder, 'shots'))).toEqual([]);
});

test('a press stays done if the disk refuses the screenshot after it, and the run ends', async () => {
  let pressed = 0;
  let disk: ReturnType<typeof failDisk> | undefined;
  await expect(
    step(
      async () => ({ state: 'needed', actual: 'it is not there', changes: ['make it'] }),
      async (ctx) =>
        await ctx.gesture(
          'Press Save',
          async () => {
            pressed += 1;
            await ctx.page.evaluate("document.body.textContent = 'saved'");
            disk = failDisk({ on: 'kw-step-.*shots', calls: ['writeSync'], at: 1, does: 'ENOSPC' });
          },
          { kind: 'commit' },
        ),
      3,
    ).finally(() => disk?.restore()),
  ).rejects.toThrow(/^The picture shots\/0002-press-save-after\.png could not be written \(ENOSPC: /);
  expect(pressed).toBe(1);
  expect(journal().filter(({ type }) => type.startsWith('gesture') || type.startsWith('shot'))).toMatchObject([
    { type: 'gesture' },
    { type: 'shot' },
    { type: 'gesture.end', outcome: 'done' },
    { type: 'shot.withheld', when: 'after' },
  ]);
});
