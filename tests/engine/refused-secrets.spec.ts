import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { stringify } from 'yaml';
import type { RunEvent } from '../../src/evidence/events.ts';
import { failAt } from '../../src/practice/testing/faults.ts';
import type { PracticeOptions } from '../../src/practice/testing/start.ts';
import { openSources } from '../../src/secrets/sources.ts';
import type { Command, Question } from '../../src/watch/commands.ts';
import { Control } from '../../src/watch/control.ts';
import { runHere } from '../faults/run-here.ts';
import { representative } from '../support/representative.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 180_000 });

const WRONG = 'Wr0ng!quux-9173';
const POSTS = { connectwise: 'POST /v4_6_release/login/login.aspx', mspcfo: 'POST /signin' };
const VARIABLES = { connectwise: 'CONNECTWISE_PASSWORD', mspcfo: 'MSPCFO_PASSWORD' };
type PortalName = keyof typeof POSTS;

let workspace: TestWorkspace;
test.afterEach(async () => {
  // The one place where secrets of the workspace may stand.
  rmSync(join(workspace.folder, '.env.practice'), { force: true });
  await workspace.end();
});

/** Writes `.env.practice`: what is right, but for these. */
const putSecrets = (but: Record<string, string | undefined> = {}) =>
  writeFileSync(
    join(workspace.folder, '.env.practice'),
    Object.entries({ ...workspace.env, ...but })
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}='${value}'\n`]))
      .join(''),
    { mode: 0o600 },
  );

/**
 * Runs these steps with somebody who answers each question that the run asks: first does something, then presses a key.
 */
async function attendedRun(
  steps: object[],
  answers: [before: () => void, then: Command][],
  {
    prompt = async () => undefined,
    watch = () => undefined,
  }: { prompt?: () => Promise<string | undefined>; watch?: (event: RunEvent) => void } = {},
) {
  writeFileSync(
    join(workspace.folder, 'job.yaml'),
    stringify({ keywright: 1, name: 'job', title: 'A job', phases: [{ title: 'The job', steps }] }),
  );
  const stop = new AbortController();
  const control = new Control({ pace: 0, step: false, pauseBefore: [], stop: () => stop.abort(), signal: stop.signal });
  control.attended = true;
  const asked: Pick<Question, 'lines'>[] = [];
  let last: Question | undefined;
  control.onChange(({ mode, question }) => {
    if (mode !== 'asking' || question!.kind !== 'failed' || question === last) return;
    last = question;
    const answer = answers[asked.length];
    asked.push({ lines: question!.lines });
    const [before, then] = answer ?? [() => undefined, 'stop'];
    before();
    setTimeout(() => control.command(then, { who: 'test', via: 'terminal' }));
  });
  const { outcome } = await runHere(workspace, join(workspace.folder, 'job.yaml'), watch, {
    control,
    signal: stop.signal,
    sources: openSources(workspace.folder, { name: 'practice' }, prompt),
  });
  return { outcome, asked };
}

const sent = (request: string) => workspace.practice.log.filter((entry) => entry.request === request).length;
const begin = async (options: PracticeOptions = {}) => (workspace = await createWorkspace({ mfa: false, ...options }));

for (const [portal, long] of representative<PortalName>(['connectwise', 'mspcfo'])) {
  const steps = [{ id: 'in', title: 'Sign in', use: `${portal}.sign-in` }];

  test(`a password that ${portal} refuses is sent once, and its correction once`, long, async () => {
    await begin();
    putSecrets({ [VARIABLES[portal]]: WRONG });
    const { outcome, asked } = await attendedRun(steps, [[() => putSecrets(), 'retry']]);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.lines).toContain(
      'Retry: Reads the password again from its source, or asks for it at the terminal. What was ' +
        'refused is not sent again.',
    );
    expect(outcome).toBe('nothing to do');
    expect(sent(POSTS[portal])).toBe(2);
  });

  test(`a password that ${portal} refuses is sent once, however often somebody retries`, long, async () => {
    await begin();
    putSecrets({ [VARIABLES[portal]]: WRONG });
    const again: [() => void, Command] = [() => undefined, 'retry'];
    const { outcome, asked } = await attendedRun(steps, [again, again]);
    expect(outcome).toBe('failed');
    expect(asked).toHaveLength(3);
    for (const { lines } of asked.slice(1))
      expect(lines.join('\n')).toMatch(
        new RegExp(
          [
            String.raw`Saw: that the \w+ password in \.env\.practice is still the one that .* refused, so `,
            String.raw`it was not sent again\nNext: Correct \w+_PASSWORD in \.env\.practice, then retry\.`,
          ].join(''),
        ),
      );
    expect(sent(POSTS[portal])).toBe(1);
  });
}

test('a password that is refused after a lost session is not sent by a later try either', async () => {
  await begin({ mspcfoFault: failAt('session-lost', 'GET /settings/api-credentials', { always: true }) });
  putSecrets();
  const { users } = workspace.practice.mspcfo.state;
  const right = users[0]!.password;
  const steps = [
    { id: 'in', title: 'Sign in', use: 'mspcfo.sign-in' },
    { id: 'look', title: 'Look', use: 'mspcfo.credentials.read' },
  ];
  const { asked } = await attendedRun(
    steps,
    [
      [() => undefined, 'retry'],
      [() => undefined, 'retry'],
    ],
    {
      watch: (event) =>
        void (event.type === 'step.intent' && event.step === 'look' && (users[0]!.password = 'changed-meanwhile-1')),
    },
  );
  users[0]!.password = right;
  expect(asked.map(({ lines }) => lines.find((line) => line.startsWith('Saw')))).toEqual([
    expect.stringContaining('is not correct'),
    expect.stringContaining('still the one'),
    expect.stringContaining('still the one'),
  ]);
  // The first sign-in, and the one after the session was lost.
  expect(sent(POSTS.mspcfo)).toBe(2);
});

test('a one-time code that was refused is not typed again, whoever gives it', async () => {
  await begin({ mfa: true });
  putSecrets({ MSPCFO_TOTP_SECRET: undefined });
  const { asked } = await attendedRun(
    [{ id: 'in', title: 'Sign in', use: 'mspcfo.sign-in' }],
    [[() => undefined, 'retry']],
    { prompt: async () => '000000' },
  );
  expect(asked).toHaveLength(2);
  expect(asked[0]!.lines).toContain('Retry: Takes another one-time code. What was refused is not sent again.');
  expect(asked[1]!.lines.join('\n')).toContain('the same MSPCFO one-time code, so it was not typed again');
  expect(sent('POST /signin/code')).toBe(1);
});
