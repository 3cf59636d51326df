import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { giveKey, HELD } from '../support/held-key.ts';
import { LONG } from '../support/representative.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { CLEAR, did, JOB, MSPCFO, people, SIGN_IN, writeRunbook } from '../support/watched-job.ts';

test.describe.configure({ timeout: 300_000 });

let workspace: TestWorkspace | undefined;
test.afterEach(async () => {
  await workspace?.end();
  workspace = undefined;
});

test('a pause that nobody could end is refused before a browser starts', async () => {
  workspace = await createWorkspace({ mfa: false });
  writeRunbook(workspace.folder, MSPCFO + CLEAR);
  for (const [args, says] of [
    [
      [],
      'deletes or replaces what Practice IT (practice) may use, and nobody is at a terminal to confirm it. ' +
        '[KW-NO-TERMINAL]\nNext:     Run it at a terminal, or pass --yes',
    ],
    [['--approve', 'clear', '--step'], 'A paused run needs someone to resume it'],
    [['--approve', 'clear', '--pause-before', 'clear'], 'A paused run needs someone to resume it'],
    [['--approve', 'cler'], 'This runbook has no step "cler". Did you mean "clear"?'],
    [['--pace', 'hasty'], 'the pace is slow, normal, fast, or a whole number of milliseconds'],
    [['--watch-port', '0'], '"0" is not a port: a whole number from 1 to 65535'],
    [['--share', 'http://elsewhere.example'], 'is not an origin such as https://call.example.com'],
  ] as const) {
    const { code, stderr } = await workspace.refused(...JOB, ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  }
  expect(existsSync(join(workspace.folder, 'runs'))).toBe(false);
});

test('a live page whose port is taken is refused before anything starts', async () => {
  workspace = await createWorkspace({ mfa: false });
  writeRunbook(workspace.folder, MSPCFO);
  const { port } = new URL(workspace.practice.mspcfo.url);
  const { code, stderr } = await workspace.refused(...JOB, '--watch-port', port);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/Port \d+ of this machine is taken[\s\S]*KW-PORT-TAKEN/)]);
  expect(existsSync(join(workspace.folder, 'runs', 'practice'))).toBe(false);
});

test('an approval given beforehand is evidence; what is in place needs none', LONG, async () => {
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
});
