import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { resultOf } from '../../src/cli/progress/json.ts';
import { RunSoFar } from '../../src/cli/progress/run-so-far.ts';
import { shorten, widthOf, wrap } from '../../src/cli/text-width.ts';
import type { RunEnd, RunEvent, StepResult } from '../../src/evidence/events.ts';
import { Control } from '../../src/watch/control.ts';
import { waitsFor } from '../../src/watch/page/format-state.ts';
import { announcement } from '../support/announcement.ts';
import { cli } from '../support/cli.ts';
import { shown } from '../support/shown.ts';
import { end, intent, start } from '../support/watch-server.ts';

const result = (step: string, more: Partial<StepResult> = {}): StepResult => ({
  type: 'step.result',
  step,
  outcome: 'done',
  actual: 'It is there.',
  ms: 10,
  ...more,
});
const problem = {
  code: 'KW-SCREEN',
  screen: 'ConnectWise, Security Roles',
  expected: 'the plus',
  actual: 'no plus',
  hint: 'Give the member the right for Security Roles, then run again.',
};
const DONE: RunEvent[] = [start(), intent('role'), announcement('Press Save'), result('role'), end('done')];
const FAILED: RunEvent[] = [
  start(),
  intent('role'),
  result('role'),
  intent('levels'),
  result('levels', { outcome: 'failed', actual: 'no plus', problem }),
  end('failed'),
];
const DRIFT: RunEvent[] = [
  start(),
  intent('role'),
  result('role', { outcome: 'drift', actual: 'It has other levels.', changes: ['Finance: My → None'] }),
  end('drift'),
];

test('a terminal shows one line a step, and gestures only when it is asked to', () => {
  expect(shown(DONE)).toMatch(/\n✓ 1 of 8 {2}Create the security role.* \(\d:\d\d\)\n/);
  expect(shown(DONE)).not.toContain('Press Save');
  expect(shown(DONE, { detail: 'verbose' })).toContain('\n    Press Save\n');
  const note: RunEvent = { type: 'note', step: 'role', text: 'The role was read by gesture 1.', readBy: 1 };
  const told = [...DONE.slice(0, 2), note, note, note, ...DONE.slice(2)];
  expect(shown(told)).not.toContain('read by gesture');
  expect(shown(told, { detail: 'verbose' }).match(/read by gesture/g)).toHaveLength(1);
});

test('what is said of a step stands below its line; what was said before a person acted, before that', () => {
  const note = (text: string): RunEvent => ({ type: 'note', step: 'role', text });
  const paused: RunEvent = { type: 'person', step: 'role', did: 'paused', who: 'kim', via: 'terminal' };
  const told = [start(), intent('role'), note('One.'), paused, note('Two.'), result('role'), end('done')];
  const order = (text: string) => text.match(/One\.|kim paused|✓ (?:Step )?1 of 8|Two\./g);
  expect(order(shown(told))).toEqual(['One.', 'kim paused', '✓ 1 of 8', 'Two.']);
  expect(order(shown(told, { times: true }))).toEqual(['One.', 'kim paused', 'Two.', '✓ Step 1 of 8']);
  expect(order(shown([...told.slice(0, 3), end('interrupted')]))).toEqual(['One.']);
  // Why a step takes long is told while it does.
  let draw: ((columns: number) => string) | undefined;
  const live = (given: typeof draw) => void (draw = given ?? draw);
  shown([start(), intent('role'), announcement('Press Save'), note('Waiting for the next code.')], { live });
  expect(draw!(100)).toContain(' · Waiting for the next code.');
});

test('a quiet run shows only problems and the end', () => {
  expect(shown(DONE, { detail: 'quiet' })).toMatch(/^\n✓ Done \(1:01\)\n/);
  expect(shown(FAILED, { detail: 'quiet' })).toMatch(/^✗ 2 of 8 /);
});

test('a log has the time on each line, and one line a step with all that is to say of it', () => {
  const lines = shown(DONE, { times: true }).split('\n');
  for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z {2}\S/);
  expect(lines.filter((line) => line.includes('Step 1 of 8'))).toEqual([
    expect.stringMatching(/✓ Step 1 of 8: Create the security role.* \(done\): It is there\.$/),
  ]);
});

test('the last lines say what failed, at which step, and what to do next', () => {
  expect(shown(FAILED)).toContain(
    [
      '',
      '✗ Failed at step 2 of 8, “Allow the API Reports” (1:01)',
      'Where:    ConnectWise, Security Roles',
      'Expected: the plus',
      'Saw:      no plus',
      'Next:     Give the member the right for Security Roles, then run again.',
      'Code:     KW-SCREEN',
      '',
    ].join('\n'),
  );
  // Nothing is called a difference where none was found.
  expect(shown(DRIFT.filter(({ type }) => type !== 'step.result'))).toContain(
    '≠ No step differs, but not all is as it should be: see the lines above (1:01). Nothing was changed.',
  );
  expect(shown(DRIFT)).toMatch(
    /\n≠ Drift: 1 step differs \(1:01\)\. Nothing was changed\.\n {2}- step 1 of 8, “.*”: It has other levels\.\n {4}To fix: Finance: My → None\n/,
  );
});

test('a run that was not stopped by a step says what stopped it', () => {
  const note: RunEvent = {
    type: 'note',
    text: 'The run stopped: no browser',
    details: { ...problem, actual: 'no browser' },
  };
  expect(shown([start(), note, end('failed')])).toMatch(/\n✗ Failed \(1:01\)\n[\s\S]*Saw: {6}no browser\n/);
});

test('the live line fits each width from 60 columns on, and cuts no address', () => {
  let draw: ((columns: number) => string) | undefined;
  const address = 'https://na.myconnectwise.net/v2022_1/services/system_io/Action/reports';
  const live = (given: typeof draw) => void (draw = given ?? draw);
  shown([start(), intent('role'), announcement(`Go to ${address}`)], { live });
  for (let columns = 60; columns <= 160; columns += 1) {
    const line = draw!(columns);
    expect(widthOf(line), line).toBeLessThanOrEqual(columns);
    expect(line).toMatch(/^… 1 of 8 {2}.* {2}\d:\d\d$/);
    expect(line.replaceAll(address, '')).not.toContain('https');
  }
});

test('while a run waits for people, the live line says for what, and not what was done last', () => {
  let draw: ((columns: number) => string) | undefined;
  const live = (given: typeof draw) => void (draw = given ?? draw);
  const { signal } = new AbortController();
  const control = new Control({ pace: 0, step: true, pauseBefore: [], stop: () => undefined, signal });
  const waiting = () => waitsFor(control.state);
  shown([start(), intent('role'), announcement('Press Save')], { live, waiting });
  expect(draw!(100)).toContain(' · Press Save');
  void control.reach({ at: 'step', step: 'levels', title: 'Allow the API Reports' });
  expect(draw!(100)).toMatch(/^… 1 of 8 {2}paused before: Allow the API Reports {2}\d:\d\d$/);
  control.command('continue', { who: 'kim', via: 'terminal' });
  void control.ask({ kind: 'approve', title: 'Make the keys', lines: [], choices: ['approve'] }, 60_000);
  expect(draw!(100)).toContain('… 1 of 8  waiting for approval  ');
  // Between two steps.
  shown([start(), intent('role'), result('role')], { live, waiting });
  expect(draw!(100)).toMatch(/^… waiting for approval {2}\d:\d\d$/);
  control.command('approve', { who: 'kim', via: 'terminal' });
});

test('text is wrapped at spaces only, and wide characters count twice', () => {
  const path = `/srv/${'x'.repeat(80)}/report.html`;
  expect(wrap(`Look into ${path} and see`, 30)).toEqual(['Look into', path, 'and see']);
  expect(wrap('東京 オフィス Tampa', 10)).toEqual(['東京', 'オフィス', 'Tampa']);
  expect(widthOf('東京 é👍')).toBe(8);
  expect(shorten('one two three', 9)).toBe('one two …');
});

test('colour goes to a terminal, or where FORCE_COLOR asks for it, and nowhere with NO_COLOR', () => {
  const terminal = new URL('../../src/cli/terminal.ts', import.meta.url).href;
  const program = `import { printLine } from '${terminal}'; printLine({ mark: '✗ ', tone: 'bad', text: 'Failed' });`;
  const said = (env: Record<string, string>) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8', stdio: 'pipe' });
  expect(said({})).toBe('✗ Failed\n');
  expect(said({ FORCE_COLOR: '1' })).toBe('\u001B[31m✗ \u001B[39mFailed\n');
  expect(said({ NO_COLOR: '1' })).toBe('✗ Failed\n');
});

test('the result tells scripts what failed, what was changed and what is left', () => {
  const so = new RunSoFar();
  const found: RunEvent = {
    type: 'step.found',
    step: 'role',
    state: 'needed',
    actual: 'None.',
    changes: ['create it'],
  };
  const left = [{ step: 'role', what: 'delete it', why: 'nobody may' }];
  for (const event of [...FAILED.slice(0, 2), found, ...FAILED.slice(2, -1), { ...(FAILED.at(-1) as RunEnd), left }])
    so.see(event);
  expect(resultOf(so, '/runs/acme/1/report.html', { outcome: 'failed', exit: 1 })).toMatchObject({
    outcome: 'failed',
    exit: 1,
    code: 'KW-SCREEN',
    problem: { step: 'levels', title: 'Allow the API Reports', ...problem },
    changed: [{ step: 'role', changes: ['create it'] }],
    differs: [],
    left,
    report: '/runs/acme/1/report.html',
    folder: '/runs/acme/1',
  });
});

test('a job that is not started ends with a result, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-cli-'));
  try {
    const { code, stdout, stderr } = await cli(['run', 'onboard', '--customer', 'acme', '--json'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('[KW-FILE-MISSING]');
    expect(JSON.parse(stdout)).toMatchObject({
      utc: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      type: 'result',
      outcome: 'not started',
      exit: 2,
      code: 'KW-FILE-MISSING',
      report: null,
      folder: null,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
