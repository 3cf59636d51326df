import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { askedInWords, signAnswer } from '../../src/cli/work/approve.ts';
import type { PortalSession } from '../../src/engine/portal-session.ts';
import type { JournalLine } from '../../src/evidence/events.ts';
import type { ApprovalAsked, ApprovalRule } from '../../src/evidence/operators/approval.ts';
import type { OperatorKey } from '../../src/evidence/operators/key-file.ts';
import { registeredOperators, removeOperator } from '../../src/evidence/operators/register.ts';
import { type SignedStatement, signStatement, statementOfLine } from '../../src/evidence/operators/statement.ts';
import { Recorder } from '../../src/evidence/recorder.ts';
import { listFile } from '../../src/evidence/runs/run-list.ts';
import { registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { openQuestions, putAnswer, type Reply } from '../../src/watch/approval-folder.ts';
import { Control } from '../../src/watch/control.ts';
import { HumanInTheLoop } from '../../src/watch/human-in-the-loop.ts';
import { SignedApprovals } from '../../src/watch/signed-approvals.ts';
import { type Operators, operatorsIn } from '../support/operators.ts';
import { start } from '../support/watch-server.ts';

const NO_PAGE = {} as PortalSession;
const ANOTHER: ApprovalRule = { by: 'another' };
const CHANGES = ['make the role “MSPCFO”', 'give it 14 rights'];
const SHA = '0'.repeat(64);

let workspace: string;
let operators: Operators;
let kim: OperatorKey;
let dana: OperatorKey;
test.beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'kw-signed-'));
  operators = operatorsIn(workspace);
  kim = operators.add('kim');
  dana = operators.add('Dana Reyes');
});
test.afterEach(() => rmSync(workspace, { recursive: true }));

const customers = () => join(workspace, 'customers.yaml');
const journal = () =>
  readFileSync(join(workspace, 'run', 'journal.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1);
const persons = () =>
  journal()
    .map((line) => JSON.parse(line) as JournalLine)
    .filter((line) => line.type === 'person');
const notes = () =>
  journal()
    .map((line) => JSON.parse(line) as JournalLine)
    .flatMap((line) => (line.type === 'note' ? [line.text] : []));

/** A run that kim has started, with its journal. */
function running(starter: OperatorKey | undefined = kim, run = start().run) {
  const stop = new AbortController();
  const { signal } = stop;
  const control = new Control({ pace: 0, step: false, pauseBefore: [], stop: () => stop.abort(), signal });
  const folder = join(workspace, 'run');
  mkdirSync(folder, { recursive: true });
  const recorder = new Recorder(
    folder,
    () => undefined,
    () => 'fp',
  );
  recorder.write(start());
  const said: string[] = [];
  const { runs, state } = operators;
  const people = new HumanInTheLoop({
    control,
    recorder,
    headed: false,
    customer: 'Acme',
    approvedUpFront: ['role'],
    operator: 'kim',
    step: () => 'role',
    signed: new SignedApprovals({
      state,
      about: {
        run,
        customer: { name: 'acme', title: 'Acme IT' },
        runbook: { name: 'onboard', title: 'Onboard', sha256: SHA },
        startedBy: 'kim',
      },
      starter,
      operators: () => registeredOperators(runs, state),
      say: (text) => void said.push(text),
    }),
  });
  const ask = (signed: ApprovalRule, changes = CHANGES, again?: string) =>
    people.approved({ id: 'role', title: 'Create the role', signed }, changes, NO_PAGE, again);
  return { control, stop, people, said, ask };
}

/** What is asked now. */
async function asked(): Promise<ApprovalAsked> {
  await expect.poll(() => openQuestions(operators.state)).toHaveLength(1);
  return openQuestions(operators.state)[0]!;
}

/** Answers as the command does, and gives what the run says to it. */
async function answer(as: string, more: { reason?: string; decline?: boolean } = {}): Promise<Reply | undefined> {
  const { run, step } = await asked();
  return await signAnswer(
    run,
    step,
    { customers: customers(), as, ...more },
    { line: async () => '', key: async () => (as === 'kim' ? kim : dana) },
  );
}

/** Leaves any answer in the folder. */
async function leave(make: (now: ApprovalAsked) => SignedStatement): Promise<Reply> {
  const now = await asked();
  const reply = putAnswer(operators.state, now.run, make(now));
  await expect.poll(reply).toBeDefined();
  return reply()!;
}

const sign = (key: OperatorKey, now: ApprovalAsked, shown = now, about = { run: now.run, step: now.step }) =>
  signStatement(key, about, { did: 'approved', shown });

test('another operator approves with a signature, and the journal holds who, when, why and what was shown', async () => {
  const { ask, people } = running();
  const approving = ask({ by: 'another', reason: 'required' });
  expect(await answer('Dana Reyes', { reason: 'Ticket 4711: “onboard”' })).toEqual({
    accepted: true,
    says: 'Approved. The run continues.',
  });
  expect(await approving).toBe(true);
  await people.close();
  const [started, approved] = persons();
  expect(started).toMatchObject({ did: 'started', who: 'kim', statement: { key: kim.fingerprint } });
  expect(approved).toMatchObject({
    did: 'approved',
    who: 'Dana Reyes',
    via: 'keywright approve',
    step: 'role',
    statement: { reason: 'Ticket 4711: “onboard”', key: dana.fingerprint, shown: { changes: CHANGES, step: 'role' } },
  });
  for (const line of journal().filter((text) => text.includes('"signature":')))
    expect(statementOfLine(line, start().run)).toMatchObject({ run: start().run });
  expect(openQuestions(operators.state)).toEqual([]);
});

test('whoever is asked once more is shown why and until when, and signs that too', async () => {
  const { ask, people } = running();
  const again = 'the last try failed (KW-TIMEOUT): saw nothing that fits in time';
  const approving = ask(ANOTHER, CHANGES, again);
  const here = process.env['TZ'];
  process.env['TZ'] = 'Asia/Kolkata';
  const words = askedInWords({ ...(await asked()), until: '2026-12-01T20:03:13.000Z' });
  if (here === undefined) delete process.env['TZ'];
  else process.env['TZ'] = here;
  expect(words).toMatch(/\nThe run waits until 2 Dec 2026, 01:33:13 \(Asia\/(Kolkata|Calcutta)\); 20:03:13 UTC\.$/);
  expect(words).toContain(`\nAgain:     ${again}\nChanges:\n  - make the role`);
  expect(await answer('Dana Reyes')).toMatchObject({ accepted: true });
  expect(await approving).toBe(true);
  await people.close();
  expect(persons()[1]).toMatchObject({ statement: { shown: { again, changes: CHANGES } } });
});

test('whoever started the run cannot approve it, under whatever name', async () => {
  const { ask, stop, said } = running();
  const approving = ask(ANOTHER);
  expect(await answer('kim')).toEqual({
    accepted: false,
    says: 'kim started this run, so somebody else must approve it.',
  });
  expect(await leave((now) => sign({ ...kim, name: 'Dana Reyes' }, now))).toMatchObject({
    accepted: false,
    says: 'Its key is not that of a registered operator of the name Dana Reyes.',
  });
  expect(said[0]).toBe('An approval was refused: kim started this run, so somebody else must approve it.');
  expect(notes()).toContain('An approval was refused: kim started this run, so somebody else must approve it.');
  stop.abort();
  expect(await approving).toBe(false);
});

test('neither --approve nor --yes nor the key a gives an approval that operators must sign', async () => {
  const { ask, control, stop } = running();
  // `approvedUpFront` names the step.
  const approving = ask(ANOTHER);
  await asked();
  control.attended = true;
  const { run } = start();
  expect(control.command('approve', { who: 'kim', via: 'terminal' })).toBe(
    `An operator other than kim must approve this with a signature. Send them: keywright approve ${run} role`,
  );
  expect(persons().map(({ did }) => did)).toEqual(['started']);
  stop.abort();
  expect(await approving).toBe(false);
});

test('an approval never happens by itself: where nobody signs, the time runs out and nobody answered', async () => {
  const { control, people } = running();
  const gathered = new SignedApprovals({
    state: operators.state,
    about: {
      run: start().run,
      customer: { name: 'acme', title: 'Acme IT' },
      runbook: { name: 'onboard', title: 'Onboard', sha256: SHA },
      startedBy: 'kim',
    },
    starter: kim,
    operators: () => [],
    say: () => undefined,
  }).gather({ id: 'role', title: 'Create the role' }, CHANGES, ANOTHER, 1_200, {
    ask: (question, limit, done) => control.ask(question, limit, done),
    record: () => expect('an approval').toBe('none'),
    refused: () => undefined,
  });
  expect(await gathered).toBe(false);
  await people.close();
  expect(persons().map(({ did, who }) => `${who} ${did}`)).toEqual(['kim started', 'nobody nobody answered']);
});

test('two approvals are of two operators', async () => {
  const alex = operators.add('alex');
  const { ask, control } = running();
  const approving = ask({ by: 'another', approvals: 2 });
  expect(await answer('Dana Reyes')).toEqual({ accepted: true, says: 'Approved. The run waits for 1 more.' });
  await expect.poll(() => control.state.question?.signed?.who).toContain('Dana Reyes approved already');
  expect(await answer('Dana Reyes')).toEqual({
    accepted: false,
    says: 'Dana Reyes has approved it already. Another operator must, too.',
  });
  expect(await leave((now) => sign(alex, now))).toMatchObject({ accepted: true });
  expect(await approving).toBe(true);
  expect(persons().map(({ who }) => who)).toEqual(['kim', 'Dana Reyes', 'alex']);
});

test('whoever declines stops the step, signed', async () => {
  const { ask, people } = running();
  const approving = ask(ANOTHER);
  expect(await answer('Dana Reyes', { decline: true, reason: 'Wrong customer' })).toEqual({
    accepted: true,
    says: 'You declined: the run stops.',
  });
  expect(await approving).toBe(false);
  expect(people.declined).toBe('Dana Reyes');
  expect(persons().at(-1)).toMatchObject({ did: 'refused', statement: { reason: 'Wrong customer' } });
});

test('only a signature over what is asked now counts', async () => {
  const { ask, stop } = running();
  const first = ask(ANOTHER);
  const earlier = await asked();
  const old = sign(dana, earlier);
  expect(await leave(() => old)).toMatchObject({ accepted: true });
  expect(await first).toBe(true);
  const second = ask(ANOTHER);
  const changed = 'It is about something else than what the run asks now';
  const says = async (make: (now: ApprovalAsked) => SignedStatement) => {
    const { accepted, says: words } = await leave(make);
    expect(accepted).toBe(false);
    return words;
  };
  expect(await says(() => old)).toContain(changed);
  expect(await says((now) => sign(dana, now, { ...now, changes: ['delete all roles'] }))).toContain(changed);
  expect(await says((now) => sign(dana, now, now, { run: 'another', step: 'role' }))).toBe(
    'It is about another run, another.',
  );
  expect(await says((now) => sign(dana, now, now, { run: now.run, step: 'member' }))).toBe(
    'It is about another step, member.',
  );
  expect(await says((now) => ({ ...sign(dana, now), signature: sign(kim, now).signature }))).toBe(
    'It is not signed by the key of Dana Reyes.',
  );
  expect(await says((now) => ({ ...sign(kim, now), text: sign(dana, now).text }))).toBe(
    'It is not signed by the key of Dana Reyes.',
  );
  expect(await says((now) => ({ ...sign(dana, now), text: ` ${sign(dana, now).text}` }))).toBe(
    'This is not a signed approval.',
  );
  expect(await says(() => ({ text: 3 }) as unknown as SignedStatement)).toBe('This is not a signed approval.');
  removeOperator(operators, 'dana reyes', 'kim');
  expect(await says((now) => sign(dana, now))).toBe(
    'Its key is not that of a registered operator of the name Dana Reyes.',
  );
  stop.abort();
  expect(await second).toBe(false);
});

test('an approval without the reason that is required, or with a secret in it, is refused', async () => {
  const { ask, stop } = running();
  const approving = ask({ reason: 'required' });
  await expect(answer('Dana Reyes')).rejects.toThrow('a reason is required. Nothing was signed.');
  expect((await leave((now) => sign(dana, now))).says).toBe('It gives no reason, which is required.');
  registerSecret(new Secret('zebra-4711-lagoon', 'MSPCFO password'));
  const secret = (now: ApprovalAsked) =>
    signStatement(dana, { run: now.run, step: now.step }, { did: 'approved', reason: 'zebra-4711-lagoon', shown: now });
  expect((await leave(secret)).says).toBe('It contains a secret, which must not get into the evidence.');
  stop.abort();
  expect(await approving).toBe(false);
});

test('nobody counts once somebody has altered who is registered', async () => {
  const { ask, stop } = running();
  const approving = ask(ANOTHER);
  await asked();
  const list = listFile(operators.runs);
  writeFileSync(list, readFileSync(list, 'utf8').replaceAll('"kim"', '"tim"'));
  expect((await leave((now) => sign(dana, now))).says).toContain("is not as this workspace's key signed it");
  stop.abort();
  expect(await approving).toBe(false);
});

test('a run that is over, or of another workspace, can be approved by nobody', async () => {
  await expect(
    signAnswer(
      '20261124-141532-7k3f9xwp',
      'role',
      { customers: customers(), as: 'Dana Reyes' },
      { line: async () => '', key: async () => dana },
    ),
  ).rejects.toThrow('No run in this workspace is waiting for this approval');
});
