// Longer than 300 lines because it is one subject: what people do in a run, and how the journal has it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import { handOf } from '../../src/cli/interrupt.ts';
import { Interrupted } from '../../src/engine/explain-error.ts';
import type { PortalSession } from '../../src/engine/portal-session.ts';
import { runStep } from '../../src/engine/step/step.ts';
import { statement, steps } from '../../src/evidence/bundle/statement.ts';
import type { ByPerson, JournalLine, RunEvent } from '../../src/evidence/events.ts';
import { groupJournal } from '../../src/evidence/read-run.ts';
import { Recorder } from '../../src/evidence/recorder.ts';
import type { Action, Context, Details } from '../../src/portal-sdk/index.ts';
import { outcomeSentence, personDid } from '../../src/review/format.ts';
import { registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';
import type { ControlState } from '../../src/watch/commands.ts';
import { Control } from '../../src/watch/control.ts';
import { HumanInTheLoop, type HumanInTheLoopOptions, type WatchedPage } from '../../src/watch/human-in-the-loop.ts';
import { shown } from '../support/shown.ts';
import { intent, start, result as stepResult } from '../support/watch-server.ts';

const KIM = { who: 'kim', via: 'terminal' } as const;
const DANA = { who: 'Dana Reyes', via: 'watch page' } as const;
const NO_PAGE = {} as PortalSession;
const ROLE = { id: 'role', title: 'Create the role' };

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-people-'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

const text = () => readFileSync(join(folder, 'journal.jsonl'), 'utf8');
const read = () =>
  text()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JournalLine);
/** What of people is on disk now. */
const personEvents = () => read().filter((line) => line.type === 'person');
const did = () =>
  personEvents().map(({ did, who, via, step }) => [did, who, via, step].filter((part) => part !== undefined));

/**
 * A run's control and people, on a journal in the folder.
 * @param before what people do before there is a journal
 */
function attended(more: Partial<HumanInTheLoopOptions> = {}, before: (control: Control) => void = () => undefined) {
  const stop = new AbortController();
  const { signal } = stop;
  const control = new Control({ pace: 0, step: false, pauseBefore: ['keys'], stop: () => stop.abort(), signal });
  control.attended = true;
  before(control);
  const recorder = new Recorder(
    folder,
    () => undefined,
    () => 'fp',
  );
  recorder.write(start());
  const now: { step: string | undefined } = { step: 'role' };
  const people = new HumanInTheLoop({
    control,
    recorder,
    headed: false,
    customer: 'Acme',
    approvedUpFront: [],
    operator: 'op',
    step: () => now.step,
    ...more,
  });
  const mode = (wanted: ControlState['mode']) => expect.poll(() => control.state.mode).toBe(wanted);
  return { control, stop, recorder, people, now, mode };
}

test('a pause is on disk while it waits, and its end is another line with its own time', async () => {
  const { control, people, mode } = attended();
  control.command('pause', KIM);
  expect(did()).toEqual([['paused', 'kim', 'terminal', 'role']]);
  const waiting = people.beforeGesture('role', 'Press Save', NO_PAGE);
  await mode('held');
  const pressed = Date.now();
  await expect.poll(() => Date.now() - pressed).toBeGreaterThan(300);
  expect(did()).toHaveLength(1);
  control.command('continue', DANA);
  expect(did().at(-1)).toEqual(['resumed', 'Dana Reyes', 'watch page', 'role']);
  await waiting;
  const [paused, resumed] = personEvents() as [ByPerson & JournalLine, ByPerson & JournalLine];
  expect(paused.details).toEqual({ why: 'pause' });
  expect(resumed.details).toEqual({ with: 'continue', before: 'Press Save' });
  expect(resumed.ms).toBeGreaterThan(250);
  expect(Date.parse(resumed.utc) - Date.parse(paused.utc)).toBeGreaterThan(250);
  expect(control.pausedMs).toBeGreaterThan(250);
});

test('a pause that an option or a next step asked for is written when it begins', async () => {
  const { control, people, mode, now } = attended();
  now.step = 'keys';
  const first = people.beforeStep({ id: 'keys', title: 'Make the API keys', n: 1, of: 2, phase: 'All' }, NO_PAGE);
  await mode('held');
  expect(did()).toEqual([['paused', 'op', 'option', 'keys']]);
  control.command('next step', KIM);
  await first;
  now.step = 'prove';
  const second = people.beforeStep({ id: 'prove', title: 'Prove the keys', n: 2, of: 2, phase: 'All' }, NO_PAGE);
  await mode('held');
  expect(did().slice(1)).toEqual([
    ['resumed', 'kim', 'terminal', 'keys'],
    ['paused', 'kim', 'terminal', 'prove'],
  ]);
  expect(personEvents().map(({ details }) => details?.['why'])).toEqual([
    'pause before this step',
    undefined,
    'next step',
  ]);
  // Two keys in one breath: on, and held again before the next gesture.
  control.command('continue', KIM);
  control.command('pause', KIM);
  expect(control.command('pause', KIM)).toBe('The run is already pausing.');
  await second;
  expect(did().slice(3)).toEqual([
    ['resumed', 'kim', 'terminal', 'prove'],
    ['paused', 'kim', 'terminal', 'prove'],
  ]);
});

test('a stop in a pause is a stop', async () => {
  const { control, people, mode, stop } = attended();
  control.command('pause', KIM);
  const waiting = people.beforeGesture('role', 'Press Save', NO_PAGE);
  await mode('held');
  control.command('stop', DANA);
  expect(did()).toEqual([
    ['paused', 'kim', 'terminal', 'role'],
    ['stopped', 'Dana Reyes', 'watch page', 'role'],
  ]);
  await waiting;
  await people.close();
  expect(did()).toHaveLength(2);
  expect(stop.signal.aborted).toBe(true);
});

test('a stop names who stopped the run and from where, also before the first step', () => {
  for (const [actor, step] of [
    [KIM, 'role'],
    [DANA, undefined],
    [handOf('SIGHUP', true), 'keys'],
  ] as const) {
    const { control, now } = attended();
    now.step = step;
    expect(control.command('stop', actor)).toBeUndefined();
    expect(control.command('stop', KIM)).toBe('The run is already stopping.');
    expect(did()).toEqual([['stopped', actor.who, actor.via, step].filter((part) => part !== undefined)]);
    rmSync(join(folder, 'journal.jsonl'));
  }
});

test('a stop before the journal begins is in it, with the time when it was asked for', async () => {
  let asked = 0;
  attended({}, (control) => {
    asked = Date.now();
    control.command('stop', KIM);
    while (Date.now() - asked < 50);
  });
  const [stopped] = personEvents() as [ByPerson & JournalLine];
  expect(stopped.did).toBe('stopped');
  expect(Math.abs(Date.parse(stopped.at!) - asked)).toBeLessThan(25);
  expect(Date.parse(stopped.utc) - asked).toBeGreaterThan(45);
});

test('nothing is written after the run is closed', async () => {
  const closed = attended();
  await closed.people.close();
  closed.recorder.close();
  expect(closed.control.command('stop', KIM)).toBeUndefined();
  expect(did()).toEqual([]);
});

test('a journal that fails stops the run, and a key press throws nothing', async () => {
  const lost = attended();
  const asked = lost.people.approved(ROLE, ['make it'], NO_PAGE);
  await lost.mode('asking');
  lost.recorder.close();
  expect(lost.control.command('approve', KIM)).toBeUndefined();
  await expect(asked, 'an approval that is not on disk is none').rejects.toThrow('closed');
});

test('an approval is on disk before anything comes of it, and so is a refusal', async () => {
  const { control, people, mode } = attended();
  const first = people.approved(ROLE, ['make it'], NO_PAGE);
  await mode('asking');
  control.command('approve', DANA);
  expect(control.command('approve', DANA)).toBe('Nothing is waiting for approval.');
  expect(personEvents()).toMatchObject([{ did: 'approved', ...DANA, step: 'role', details: { changes: ['make it'] } }]);
  expect(await first).toBe(true);
  const second = people.approved(ROLE, ['make it'], NO_PAGE);
  await mode('asking');
  control.command('stop', KIM);
  expect(personEvents().at(-1)).toMatchObject({
    did: 'refused',
    ...KIM,
    details: { asked: 'approve', changes: ['make it'] },
  });
  expect(await second).toBe(false);
  expect(people.declined).toBe('kim');
});

for (const [how, actual, outcome] of [
  ['declined', 'kim declined the approval', 'the run is stopping'],
  ['not given in time', 'nobody approved it', 'the step failed'],
] as const) {
  test(`a step whose approval is ${how} ends with that, and is not begun`, async () => {
    const { control, people, mode, recorder, stop } = attended();
    let performed = 0;
    const action = {
      name: 'a.thing.ensure',
      title: 'A thing',
      portal: 'a',
      doc: '',
      inspect: async () => ({ state: 'needed', actual: 'none', changes: ['make it'] }),
      perform: async () => void (performed += 1),
    } as unknown as Action;
    const nothing = async () => undefined;
    const trace = {
      doing: 'Look',
      over: false,
      committing: false,
      unknownOutcome: false,
      secretUnread: false,
      keepPicture: nothing,
      stop: nothing,
    };
    const ctx = { note: () => undefined } as unknown as Context;
    const job = {
      ...ROLE,
      action,
      input: {},
      shownInput: {},
      n: 1,
      of: 1,
      phase: 'All',
      timeoutMs: 60_000,
      retries: 1,
      check: false,
      approve: true,
    };
    const done = runStep(job, {
      recorder,
      signal: stop.signal,
      customer: 'acme',
      where: 'Portal',
      open: async () => ({ ctx, trace }),
      arrive: nothing,
      signInAgain: nothing,
      freshPage: nothing,
      declined: () => people.declined,
      approved: async (changes) => (how === 'declined' ? await people.approved(ROLE, changes, NO_PAGE) : false),
    }).then(
      () => 'the step failed',
      (error: Error) => (error instanceof Interrupted ? 'the run is stopping' : error.message),
    );
    if (how === 'declined') {
      await mode('asking');
      control.command('stop', KIM);
    }
    expect(await done).toBe(outcome);
    expect(performed).toBe(0);
    const problem = { expected: 'an approval of what this step would change', actual };
    expect(read().at(-1)).toMatchObject({ type: 'step.result', outcome: 'failed', actual, problem });
  });
}

test('a question that nobody answers in time is recorded as that', async () => {
  const { people, control } = attended();
  const done = new Promise(() => undefined);
  expect(await people.handsDone('Sign in, please', 60, NO_PAGE, done)).toBe(false);
  expect(personEvents()).toMatchObject([{ did: 'nobody answered', who: 'nobody', details: { asked: 'hands' } }]);
  expect(personDid(personEvents()[0] as ByPerson)).toMatch(/^answered within 0\.\d s$/);
  expect(control.pausedMs).toBeGreaterThan(50);
});

test('a choice after a failure is on disk at once, and a stop answers the question', async () => {
  const { people, control, mode } = attended();
  const problem = { actual: 'a message', hint: 'Try again.' };
  for (const [command, words] of [
    ['retry', 'chose to try again'],
    ['stop', 'refused'],
  ] as const) {
    const choice = people.onFailure(problem, NO_PAGE);
    await mode('asking');
    // Nobody can do anything by hand in a browser that nobody can reach.
    expect(control.state.question?.choices).toEqual(['retry', 'stop']);
    expect(control.command('by hand', KIM)).toBeDefined();
    control.command(command, KIM);
    expect(personEvents().at(-1)).toMatchObject({ did: words, ...KIM, details: { asked: 'failed' } });
    expect(await choice).toBe(command);
  }
  expect(people.declined).toBeUndefined();
  expect(personDid(personEvents().at(-1) as ByPerson)).toMatch(/^chose to stop at the terminal/);
});

test('a headless run that fails can be taken over in a window, where there can be one', async () => {
  const { people, control, mode } = attended();
  const problem = { actual: 'a message', hint: 'Try again.' };
  let opened = 0;
  const watched = {
    ...NO_PAGE,
    openWindow: async () => {
      opened += 1;
      if (opened === 1) throw new Error('no screen');
      watched.view = { say: async () => undefined };
    },
  } as unknown as Omit<WatchedPage, 'view'> & { view: unknown };
  const first = people.onFailure(problem, watched as WatchedPage);
  await mode('asking');
  expect(control.state.question?.choices).toEqual(['retry', 'take over', 'stop']);
  control.command('take over', KIM);
  await expect.poll(() => control.state.question?.choices).toEqual(['retry', 'stop']);
  expect(control.state.question?.lines).toContain('Window: could not be opened: no screen');
  control.command('retry', KIM);
  expect(await first).toBe('retry');

  const { page, close } = await somePage();
  try {
    watched.page = page;
    const second = people.onFailure(problem, watched as WatchedPage);
    await mode('asking');
    control.command('take over', KIM);
    await expect.poll(() => control.state.question?.choices).toEqual(['retry', 'by hand', 'stop']);
    await page.mouse.click(5, 5);
    await expect.poll(did).toContainEqual(['took over', 'the person at the browser', 'browser', 'role']);
    control.command('by hand', KIM);
    expect(await second).toBe('by hand');
  } finally {
    await close();
  }
  expect(did().filter(([what]) => what === 'opened a window')).toHaveLength(2);
});

test('notes and who watches are on disk at once, without secrets, and read as sentences', () => {
  const { control } = attended();
  const secret = 'Wq8-Pelican!47zz';
  registerSecret(new Secret(secret, 'Password'));
  expect(control.note(`  told us ${secret}\non the phone `, KIM)).toBeUndefined();
  control.mention('watch', DANA);
  expect(control.note(' ', KIM)).toBe('The note is empty.');
  expect(control.note('x'.repeat(501), KIM)).toContain('at most 500');
  expect(did()).toEqual([
    ['noted', 'kim', 'terminal', 'role'],
    ['began to watch', 'Dana Reyes', 'watch page', 'role'],
  ]);
  expect(personEvents().map((event) => personDid(event))).toEqual([
    'noted: “told us [Password] on the phone” at the terminal',
    'began to watch at the watch page',
  ]);
});

test('a signal answers no question: it stops the run', async () => {
  const { people, control, mode } = attended();
  const asked = people.approved(ROLE, ['make it'], NO_PAGE);
  await mode('asking');
  control.command('stop', handOf('SIGTERM', true));
  expect(did()).toEqual([['stopped', 'another program', 'SIGTERM', 'role']]);
  expect(await asked).toBe(false);
});

test('Ctrl-C names the operator at the terminal; other signals are what they are', () => {
  process.env['KEYWRIGHT_OPERATOR'] = 'kim';
  expect(handOf('SIGINT', true)).toEqual(KIM);
  expect(handOf('SIGINT', false)).toEqual({ who: 'another program', via: 'SIGINT' });
  expect(handOf('SIGTERM', true)).toEqual({ who: 'another program', via: 'SIGTERM' });
  expect(handOf('SIGHUP', true)).toEqual({ who: 'whoever closed the terminal', via: 'SIGHUP' });
});

async function somePage() {
  const browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [] });
  const page = await browser.newPage();
  await page.setContent('<input autofocus>');
  return { page, close: async () => await browser.close() };
}

test("a person's first touch is recorded, then how many keys were pressed, never which", async () => {
  const { page, close } = await somePage();
  try {
    const { control, people, mode } = attended({ headed: true });
    control.command('pause', KIM);
    const waiting = people.beforeGesture('role', 'Press Save', { page } as unknown as PortalSession);
    await mode('held');
    expect(did()).toHaveLength(1);
    await page.mouse.click(5, 5);
    await expect.poll(did).toContainEqual(['took over', 'the person at the browser', 'browser', 'role']);
    expect(control.state.mode).toBe('held');
    await page.keyboard.type('xyz');
    await page.evaluate(() => undefined);
    control.command('continue', KIM);
    await expect(waiting).rejects.toThrow('A person used the browser');
    expect(
      did()
        .slice(1)
        .map(([what]) => what),
    ).toEqual(['took over', 'resumed', 'gave back']);
    expect(personEvents().at(-1)).toMatchObject({ via: 'browser', details: { clicks: 1, keys: 3, addresses: [] } });
    expect(text()).not.toContain('xyz');
  } finally {
    await close();
  }
});

test('a run that is killed in a pause has the pause on disk', async () => {
  const program = fileURLToPath(new URL('../support/processes/wait-paused.ts', import.meta.url));
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise((resolve) => child.on('close', resolve));
  child.kill('SIGKILL');
  await ended;
  expect(did()).toEqual([['paused', 'kim', 'terminal', 'member']]);
});

/** A journal of these events, of which each has a second of its own. */
function journalOf(events: RunEvent[]): JournalLine[] {
  const utc = (second: number) => new Date(Date.UTC(2026, 10, 24, 13, 28, second)).toISOString();
  return events.map((event, seq) => ({ ...event, seq, prev: '', utc: utc(seq), mono_ms: seq * 1000 }));
}
const grouped = (lines: JournalLine[]) => groupJournal(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
const counts = { steps: 1, gestures: 0, shots: 0, withheld: 0, commits: 0 };
const END: RunEvent = { type: 'run.end', outcome: 'interrupted', ms: 4000, counts };

test('report, statement and terminal name who stopped the run, from where, when and where', () => {
  const approved: RunEvent = { type: 'person', step: 'role', did: 'approved', ...DANA, at: '2026-11-24T13:28:01.000Z' };
  const stopped: RunEvent = { type: 'person', step: 'levels', did: 'stopped', ...KIM, at: '2026-11-24T13:28:04.500Z' };
  const done = stepResult('role', 'done');
  const lines = journalOf([start(), intent('role'), approved, done, intent('levels'), stopped, END]);
  const words = 'Stopped by kim at the terminal, 13:28:04 UTC, at step 2 of 8, “Allow the API Reports”.';
  expect(outcomeSentence(grouped(lines))).toBe(`${words} Run again: it looks first and continues from what is there.`);
  expect(shown(lines)).toContain(`\n! ${words}\n`);
  expect(shown(lines)).toContain('kim stopped the run');
  expect(statement(lines, 'head', { run: 'r' })).toMatchObject({
    stoppedBy: { ...KIM, utc: '2026-11-24T13:28:04.500Z', step: 'levels' },
    approvals: [{ ...DANA, utc: '2026-11-24T13:28:01.000Z', step: 'role' }],
  });
  expect(steps(lines)[1]).toMatchObject({ outcome: 'not finished' });

  const early: RunEvent = { type: 'person', did: 'stopped', ...handOf('SIGHUP', true), at: '2026-11-24T13:28:00.000Z' };
  const before = grouped(journalOf([start(), early, END]));
  const whoever =
    'Stopped by whoever closed the terminal (SIGHUP), 13:28:00 UTC, before step 1 of 8, “Create the security';
  expect(outcomeSentence(before)).toContain(whoever);
  expect([before.warnings, before.remarks.map(({ type }) => type)]).toEqual([[], ['person']]);
});

test('a journal of an earlier version reads as before, and its stop in a pause as a stop', () => {
  const old = (did: ByPerson['did'], details: Details = {}): RunEvent => ({
    type: 'person',
    step: 'role',
    did,
    who: 'root',
    via: 'terminal',
    details,
    ms: 31_000,
  });
  const run = grouped(
    journalOf([
      start(),
      intent('role'),
      old('paused the run'),
      old('let it go on', { with: 'continue' }),
      old('used the browser', { clicks: 1, keys: 2 }),
      old('let it go on', { with: 'stop' }),
      END,
    ]),
  );
  expect(run.warnings).toEqual([]);
  expect(run.lines.flatMap((line) => (line.type === 'person' ? [personDid(line)] : []))).toEqual([
    'paused the run at the terminal after 31 s',
    'let it go on at the terminal after 31 s',
    'used the browser (1 click, 2 keys) at the terminal after 31 s',
    'stopped the run at the terminal after 31 s',
  ]);
  expect(outcomeSentence(run)).toContain('Stopped by root at the terminal, 13:28:05 UTC, at step 1 of 8');
  expect(outcomeSentence(grouped(journalOf([start(), intent('role'), END])))).toContain(
    'Somebody stopped the run at step 1 of 8',
  );
});

test('what a person points at in the browser is not pressed, from the first moment on', async ({ page }) => {
  const { people, control } = attended({ headed: true });
  const frame = '<button onmousedown="top.document.title = \'pressed\'">Store it</button>';
  await page.setContent(
    `<script>addEventListener('pointerdown', () => (document.title = 'pressed'), true)</script>
     <button onclick="document.title = 'pressed'">Save</button><iframe srcdoc="${frame.replaceAll('"', '&quot;')}"></iframe>`,
  );
  const inFrame = page.frameLocator('iframe').getByRole('button');
  let at = { x: 0, y: 0 };
  // Whoever is quick presses as soon as the question is there.
  control.onChange(({ question }) => question !== undefined && void page.mouse.click(at.x, at.y));
  for (const button of [page.getByRole('button'), inFrame]) {
    const box = (await button.boundingBox())!;
    at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const { x, y } = (await people.pointsAt('Where is Save?', ['Nearest: "Store it", 0.41'], {
      page,
      view: undefined,
      lastTouched: undefined,
    }))!;
    expect(Math.hypot(x - at.x, y - at.y)).toBeLessThan(2);
  }
  expect(await page.title()).not.toBe('pressed');
  await page.getByRole('button').click();
  expect(await page.title(), 'a press is one again').toBe('pressed');
});

test('somebody at the live page points in its picture, and says yes to the words', async () => {
  const { people, control, mode } = attended();
  const page = { viewportSize: () => ({ width: 1000, height: 500 }) };
  const watched = { page, view: undefined, lastTouched: undefined } as never;
  const spot = people.pointsAt('Where is the Role ID?', [], watched);
  await mode('asking');
  expect(control.command('point', DANA), 'without a spot').toBeDefined();
  expect(control.command('point', DANA, { x: 0.5, y: 0.25 })).toBeUndefined();
  expect(await spot).toEqual({ x: 500, y: 125 });
  const sentence = 'The box "Security Role" is the Role ID';
  const answer = people.confirmsWords(sentence, watched);
  await mode('asking');
  control.command('confirm', DANA);
  expect(await answer).toEqual({ who: DANA.who });
  expect(did().slice(-2)).toEqual([
    ['pointed at something', 'Dana Reyes', 'watch page', 'role'],
    ['confirmed words', 'Dana Reyes', 'watch page', 'role'],
  ]);
  expect(personEvents().at(-1)).toMatchObject({ details: { words: sentence } });
});

test('where a failure says what was looked for, pointing at it is one of the choices', async () => {
  const { people, control, mode } = attended();
  const choice = people.onFailure({ actual: 'no such box', hint: 'Look.', term: 'member.role' }, NO_PAGE);
  await mode('asking');
  expect(control.state.question?.choices).toEqual(['retry', 'point', 'stop']);
  control.command('point', KIM);
  expect(await choice).toBe('point');
});
