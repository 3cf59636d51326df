import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import type { JournalLine } from '../../src/evidence/events.ts';
import { giveKey, HELD } from '../support/held-key.ts';
import { callPerson, SINGLE_SIGN_ON, type Person } from '../support/person.ts';
import { decode } from '../support/redaction/pixels.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';

test.describe.configure({ timeout: 300_000 });

let workspace: TestWorkspace | undefined;
test.afterEach(async () => {
  await workspace?.end();
  workspace = undefined;
});

const step = (line: string) => `      - ${line}\n`;
const SIGN_IN = step('{ id: connectwise, title: Sign in to ConnectWise, use: connectwise.sign-in }');
const MSPCFO = step('{ id: mspcfo, title: Sign in to MSPCFO, use: mspcfo.sign-in }');
const CLEAR = step(
  `{ id: clear, title: Remove the keys, use: mspcfo.credentials.clear, with: { managed: [${HELD}] }, approve: true }`,
);

function writeRunbook(folder: string, steps: string): void {
  writeFileSync(
    join(folder, 'job.yaml'),
    `keywright: 1\nname: job\ntitle: A job to watch\nphases:\n  - title: The job\n    steps:\n${steps}`,
  );
}

const JOB = ['run', 'job.yaml', '--customer', 'practice'];
type ByPerson = Extract<JournalLine, { type: 'person' }>;
const people = (journal: JournalLine[]) => journal.filter((line): line is ByPerson => line.type === 'person');
const did = (journal: JournalLine[]) => people(journal).map(({ step, did, via }) => [step, did, via]);

test('a pause that nobody could end is refused before a browser starts', async () => {
  workspace = await createWorkspace({ mfa: false });
  writeRunbook(workspace.folder, MSPCFO + CLEAR);
  for (const [args, says] of [
    [
      [],
      'deletes or replaces what Practice IT (practice) may use, and nobody is at a terminal to confirm it. ' +
        '[KW-NO-TERMINAL]\nNext:     Run it at a terminal, or pass --yes',
    ],
    [['--approve', 'clear', '--step'], 'A paused run needs somebody to resume it'],
    [['--approve', 'clear', '--pause-before', 'clear'], 'A paused run needs somebody to resume it'],
    [['--approve', 'cler'], 'This runbook has no step "cler". Did you mean "clear"?'],
    [['--pace', 'hasty'], 'the pace is slow, normal, fast, or a whole number of milliseconds'],
    [['--watch-port', '0'], '"0" is not a port: a whole number from 1 to 65535'],
    [['--share', 'http://elsewhere.example'], 'is not an origin such as https://call.example.com'],
  ] as const) {
    const { code, stderr } = await workspace.run(...JOB, ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  }
  expect(existsSync(join(workspace.folder, 'runs'))).toBe(false);
});

test('a live page whose port is taken is refused before anything starts', async () => {
  workspace = await createWorkspace({ mfa: false });
  writeRunbook(workspace.folder, MSPCFO);
  const { port } = new URL(workspace.practice.mspcfo.url);
  const { code, stderr } = await workspace.run(...JOB, '--watch-port', port);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/Port \d+ of this machine is taken[\s\S]*KW-PORT-TAKEN/)]);
  expect(existsSync(join(workspace.folder, 'runs', 'practice'))).toBe(false);
});

test('an approval given beforehand is evidence; what is in place needs none', async () => {
  workspace = await createWorkspace({ mfa: false });
  giveKey(workspace);
  writeRunbook(workspace.folder, MSPCFO + CLEAR);
  const { code, stdout } = await workspace.run(...JOB, '--approve', 'clear');
  expect(code, stdout).toBe(0);
  expect(people(workspace.journal())).toEqual([
    expect.objectContaining({
      step: 'clear',
      did: 'approved',
      who: 'test',
      via: 'option',
      details: { changes: expect.arrayContaining([expect.stringContaining(HELD)]) },
    }),
  ]);
  expect(workspace.practice.mspcfo.state.credentials).toBeUndefined();
  expect((await workspace.run(...JOB, '--approve', 'clear')).code).toBe(0);
  expect(people(workspace.journal())).toEqual([]);
});

test('the overlay is in no screenshot, and screenshots equal those of a headless run', async () => {
  test.skip(process.platform === 'win32', 'the browser needs no screen through a shell script');
  workspace = await createWorkspace({ mfa: false });
  const { folder, env } = workspace;
  writeRunbook(
    folder,
    SIGN_IN +
      step(
        '{ id: look, title: See which keys the member has, use: connectwise.keys.list, with: { member: Automate } }',
      ) +
      MSPCFO,
  );
  const shots = () => workspace!.journal().flatMap((line) => (line.type === 'shot' ? [line] : []));
  expect((await workspace.run(...JOB)).code).toBe(0);
  const headless = shots();
  env['KEYWRIGHT_BROWSER'] = (await callPerson(folder, findBrowser()!.path)).browser;
  const { code, stdout } = await workspace.run(...JOB, '--headed', '--pace', '100');
  expect(code, stdout).toBe(0);
  const headed = shots();
  expect(workspace.journal()[0]).toMatchObject({ mode: { headed: true, pace: 100 } });
  expect(headed.map(({ step, when }) => [step, when])).toEqual(headless.map(({ step, when }) => [step, when]));
  const [first, second] = workspace.runs() as [string, string];
  for (const [at, shot] of headed.entries()) {
    if (shot.sha256 === headless[at]!.sha256) continue;
    const [one, other] = [join(first, headless[at]!.file), join(second, shot.file)].map(
      (file) => decode(readFileSync(file)).data,
    ) as [Buffer, Buffer];
    // A text cursor blinks.
    expect(one.filter((byte, place) => byte !== other[place]).length, shot.file).toBeLessThan(200);
  }
});

test.describe('at a terminal', () => {
  test.skip(noTerminal !== undefined, noTerminal);

  const environment = () => ({
    ...workspace!.env,
    ...(process.env['KEYWRIGHT_BROWSER'] && { KEYWRIGHT_BROWSER: process.env['KEYWRIGHT_BROWSER'] }),
  });

  test('keys lead a run step by step and gesture by gesture, approve, and stop it cleanly', async () => {
    workspace = await createWorkspace({ mfa: false });
    giveKey(workspace);
    writeRunbook(workspace.folder, MSPCFO + CLEAR + SIGN_IN);
    const { code, screen } = await atTerminal([...JOB, '--step'], {
      cwd: workspace.folder,
      env: environment(),
      answers: [
        [/Type the customer's name \(practice\) to start/, 'practice'],
        [/Paused before: Sign in to MSPCFO/, 'n'],
        [/Note \(Enter to keep it\)/, 'Dana is on the line'],
        [/test noted: “Dana is on the line”/, 'g'],
        [/Paused before: Go to/, 's'],
        [/Paused before: Remove the keys/, ' '],
        [/Approve this step\? Remove the keys[\s\S]*a approve/, 'a'],
        [/ Sign in to ConnectWise/, 'p'],
        [/Paused before: /, 'q'],
        [/Press q again/, 'q'],
      ],
    });
    expect(code, screen).toBe(130);
    const journal = workspace.journal();
    expect(did(journal)).toEqual([
      ['mspcfo', 'paused', 'option'],
      ['mspcfo', 'noted', 'terminal'],
      ['mspcfo', 'resumed', 'terminal'],
      ['mspcfo', 'paused', 'terminal'],
      ['mspcfo', 'resumed', 'terminal'],
      ['clear', 'paused', 'terminal'],
      ['clear', 'resumed', 'terminal'],
      ['clear', 'approved', 'terminal'],
      ['connectwise', 'paused', 'terminal'],
      ['connectwise', 'stopped', 'terminal'],
    ]);
    expect(screen).toMatch(
      new RegExp(
        [
          String.raw`test resumed the run after \d+:\d\d[\s\S]*test stopped the run[\s\S]*Stopped by `,
          String.raw`test at the terminal, [\d:]{8} UTC, at step 3 of 3, “Sign in to ConnectWise”\.`,
        ].join(''),
      ),
    );
    const [stopped, approved] = [people(journal).at(-1)!, people(journal).find((line) => line.did === 'approved')!];
    expect(JSON.parse(readFileSync(join(workspace.runs().at(-1)!, 'run.json'), 'utf8'))).toMatchObject({
      stoppedBy: { who: 'test', via: 'terminal', utc: stopped.at, step: 'connectwise' },
      approvals: [{ who: 'test', via: 'terminal', utc: approved.at, step: 'clear' }],
    });
    expect(journal.at(-1)).toMatchObject({ type: 'run.end', outcome: 'interrupted' });
    expect(workspace.practice.mspcfo.state.credentials).toBeUndefined();
  });

  test('a closed terminal or Ctrl-C stops a run at the next safe place', async () => {
    workspace = await createWorkspace({ mfa: false });
    writeRunbook(workspace.folder, MSPCFO + SIGN_IN);
    await atTerminal(JOB, { cwd: workspace.folder, env: environment(), answers: [], closeAt: /Type the password/ });
    const last = () => workspace!.journal().at(-1);
    await expect.poll(() => last()?.type, { timeout: 30_000 }).toBe('run.end');
    expect(last()).toMatchObject({ outcome: 'interrupted' });
    await expect.poll(() => existsSync(join(workspace!.runs().at(-1)!, 'SHA256SUMS'))).toBe(true);
    await expect.poll(() => readdirSync(join(workspace!.folder, 'temp'))).toEqual([]);
    expect(people(workspace.journal())).toMatchObject([
      { did: 'stopped', who: 'whoever closed the terminal', via: 'SIGHUP', step: 'mspcfo' },
    ]);
    expect(readFileSync(join(workspace.runs().at(-1)!, 'report.html'), 'utf8')).toContain(
      'Stopped by whoever closed the terminal (SIGHUP)',
    );
    const { code, screen } = await atTerminal(JOB, {
      cwd: workspace.folder,
      env: environment(),
      answers: [[/Type the password/, '\u0003']],
    });
    expect(code, screen).toBe(130);
    expect(people(workspace.journal())).toMatchObject([
      { did: 'stopped', who: 'test', via: 'terminal', step: 'mspcfo' },
    ]);
    expect(screen).toContain('Stopped by test at the terminal, ');
  });

  test('a person signs in, answers an unknown question and finishes a step by hand', async () => {
    test.skip(process.platform === 'win32', 'the person comes through a shell script');
    workspace = await createWorkspace({ mfa: false, variants: { sso: 'on' }, mspcfoVariants: { codePage: 'off' } });
    const { connectwise, mspcfo } = workspace.practice;
    const customers = join(workspace.folder, 'customers.yaml');
    writeFileSync(customers, readFileSync(customers, 'utf8').replace(/sign-in: \S+/, 'sign-in: person'));
    writeRunbook(
      workspace.folder,
      SIGN_IN +
        MSPCFO +
        step(
          '{ id: look, title: See which keys the member has, use: connectwise.keys.list, with: { member: ' +
            'Automate }, timeout: 25s, retries: 0 }',
        ),
    );
    const person: Person = await callPerson(workspace.folder, findBrowser()!.path);
    const { code, screen } = await atTerminal([...JOB, '--headed', '--pace', '50'], {
      cwd: workspace.folder,
      env: { ...environment(), KEYWRIGHT_BROWSER: person.browser, MSPCFO_PASSWORD: 'Mistyped-4711-once' },
      answers: [
        [
          /A person is needed at the browser/,
          async () => {
            await person.typeAndEnter('#loginForm #company', connectwise.companyId, SINGLE_SIGN_ON);
            await person.typeAndEnter(`${SINGLE_SIGN_ON} #username`, connectwise.username, '#Input_Email');
            await person.typeAndEnter('#Input_Email', connectwise.company.users[0]!.email, '#Input_Password');
            await person.typeAndEnter('#Input_Password', connectwise.password);
            await person.raise('Today', 'The terms of use have changed. Do you agree?', 'I agree');
            return '';
          },
        ],
        [
          new RegExp(
            [
              String.raw`Step failed\. What next\? Sign in to MSPCFO[\s\S]*User `,
              String.raw`name or password is not correct[\s\S]*h done by hand`,
            ].join(''),
          ),
          async () => {
            // The user name stands there still.
            await person.typeAndEnter('#password', mspcfo.password);
            return 'h';
          },
        ],
        [
          /Step failed\. What next\? See which keys[\s\S]*r retry/,
          async () => {
            await person.press('I agree');
            // The press and the key come by different ways, and a busy machine may let the key in first.
            await expect
              .poll(() => readFileSync(join(workspace!.runs().at(-1)!, 'journal.jsonl'), 'utf8'))
              .toMatch(/"step":"look".*"took over"|"took over".*"step":"look"/);
            return 'r';
          },
        ],
      ],
    });
    expect(code, screen).toBe(0);
    const journal = workspace.journal();
    expect(did(journal)).toEqual([
      ['connectwise', 'took over', 'browser'],
      ['connectwise', 'gave back', 'browser'],
      ['mspcfo', 'took over', 'browser'],
      ['mspcfo', 'says it is done by hand', 'terminal'],
      ['mspcfo', 'gave back', 'browser'],
      ['look', 'took over', 'browser'],
      ['look', 'chose to try again', 'terminal'],
      ['look', 'gave back', 'browser'],
    ]);
    for (const line of people(journal).filter(({ did }) => did === 'gave back'))
      expect(Number(line.details!['clicks']) + Number(line.details!['keys'])).toBeGreaterThan(0);
    const results = journal.filter((line) => line.type === 'step.result');
    expect(results.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['connectwise', 'done'],
      ['mspcfo', 'done'],
      ['look', 'done'],
    ]);
    expect(results[1]!.actual).toContain('(done by hand, and read back)');
    expect(readFileSync(join(workspace.runs()[0]!, 'report.html'), 'utf8')).toContain('says it is done by hand');
  });
});
