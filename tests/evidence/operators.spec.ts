import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { closeBundle } from '../../src/evidence/bundle/close.ts';
import { verifyBundle } from '../../src/evidence/bundle/verify.ts';
import { GENESIS_HASH } from '../../src/evidence/chain/hash-chain.ts';
import type { Statement } from '../../src/evidence/operators/approval.ts';
import { makeOperatorKey, type OperatorKey, openOperatorKey } from '../../src/evidence/operators/key-file.ts';
import { operatorNamed, registeredOperators, removeOperator } from '../../src/evidence/operators/register.ts';
import { signStatement, statementEvent } from '../../src/evidence/operators/statement.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { openSigner, ownPublicKey } from '../../src/evidence/signing.ts';
import { sha256Of } from '../../src/files/sha256.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';
import { cliHere } from '../support/cli-here.ts';
import { type Operators, operatorsIn } from '../support/operators.ts';

let workspace: string;
let operators: Operators;
let dana: OperatorKey;
test.beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'kw-operators-'));
  operators = operatorsIn(workspace);
  dana = operators.add('Dana "D" Reyés');
});
test.afterEach(() => rmSync(workspace, { recursive: true }));

const SHOWN = {
  customer: { name: 'acme', title: 'Acme IT' },
  runbook: { name: 'onboard', title: 'A job', sha256: '0'.repeat(64) },
};

/** A closed bundle whose step a was approved. @param change what is done with the journal's line before */
function approved(
  n: number,
  key = dana,
  change: (line: string) => string = (line) => line,
  about = (run: string) => ({ run, step: 'a' }),
): string {
  const { runs, state } = operators;
  const folder = writeBundle(runs, n, openSigner(state), {
    closed: true,
    extra: (run) => {
      const shown = {
        ...SHOWN,
        run,
        step: 'a',
        title: 'Step a',
        changes: ['a \\ "b",“c”'],
        startedBy: 'kim',
        rule: {},
      };
      const asked = { ...shown, question: '1', askedAt: '2026-11-24T14:15:32.123Z', until: '2026-11-24T14:45:32.123Z' };
      const signed = signStatement(key, about(run), { did: 'approved', reason: 'Ticket “4711”', shown: asked });
      return [statementEvent(signed, JSON.parse(signed.text) as Statement)];
    },
  });
  const file = join(folder, 'journal.jsonl');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const changed = lines.map((line) => (line.includes('"statement":') ? change(line) : line));
  if (changed.join() === lines.join()) return folder;
  // The holder of the workspace's key chains and signs all of it anew: the operator's signature must still tell.
  let prev = GENESIS_HASH;
  const text = changed.map((line) => {
    const next = `${line.replace(/"prev":"[0-9a-f]{64}"/, `"prev":"${prev}"`)}\n`;
    prev = sha256Of(next);
    return next;
  });
  writeFileSync(file, text.join(''));
  closeBundle(folder, { run: folder.split('/').at(-1)!, number: n }, openSigner(state));
  return folder;
}

function bySh(folder: string): { code: number; said: string } {
  try {
    const key = join(operators.state, 'signing', 'public.pem');
    return { code: 0, said: execFileSync('sh', [join(folder, 'verify.sh'), folder, key], { encoding: 'utf8' }) };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { code: status, said: stdout };
  }
}

test('both verifiers check what operators have signed, and say who and with which key', () => {
  const folder = approved(1);
  const verified = verifyBundle(folder, ownPublicKey(operators.state));
  expect(verified).toMatchObject({ verdict: 'intact', wrong: [] });
  expect(verified.statements).toMatchObject([{ who: 'Dana "D" Reyés', did: 'approved', reason: 'Ticket “4711”' }]);
  expect(verifyRuns(operators.runs, ownPublicKey(operators.state))).toMatchObject({ verdict: 'intact', wrong: [] });
  test.skip(process.platform === 'win32', 'Windows has no sh');
  const { code, said } = bySh(folder);
  expect(said).toContain('OK: 17 events');
  expect(said).toContain(
    `SIGNED: "step":"a","did":"approved","who":"Dana \\"D\\" Rey\\u00e9s", key ${dana.fingerprint}\n`,
  );
  expect(code).toBe(0);
});

const other = (line: string, name: string) => line.replace(`"${name}":"`, `"${name}":"AA`);
const WRONG: [
  what: string,
  change: (line: string) => string,
  about?: (run: string) => { run: string; step: string },
][] = [
  ['a signature that was altered', (line) => line.replace(/"signature":"(.{8})./, '"signature":"$1x')],
  ['a signature with bytes behind it', (line) => line.replace(/"signature":"([^"=]*)=*"/, '"signature":"$1AAAA"')],
  ['a signature that is empty', (line) => line.replace(/"signature":"[^"]*"/, '"signature":""')],
  ['no signature', (line) => line.replace(/,"signature":"[^"]*"/, '')],
  ['no statement', (line) => line.replace(/,"statement":\{.*\},"publicKey"/, ',"publicKey"')],
  ['another public key', (line) => other(line, 'publicKey')],
  ['another reason', (line) => line.replace('Ticket', 'Picket')],
  ['other changes', (line) => line.replace('"changes":["a', '"changes":["b')],
  ['another name in the journal', (line) => line.replace('"who":"Dana', '"who":"Kim')],
  ['a refusal told as an approval', (line) => line.replace('"did":"approved"', '"did":"refused"')],
  ['another step in the journal', (line) => line.replace('"step":"a"', '"step":"b"')],
  ['a statement about another run', (line) => `${line.slice(0, -1)} }`, () => ({ run: 'another', step: 'a' })],
];

for (const [index, [what, change, about]] of WRONG.entries())
  test(`both verifiers call a bundle altered that holds ${what}`, () => {
    const folder = approved(index + 1, dana, change, about);
    const { verdict, wrong } = verifyBundle(folder, ownPublicKey(operators.state));
    expect(verdict).toBe('altered');
    expect(wrong).toEqual([expect.stringMatching(/statement/)]);
    test.skip(process.platform === 'win32', 'Windows has no sh');
    expect(bySh(folder)).toMatchObject({ code: 1, said: expect.stringMatching(/^FAIL: .*statement/) as unknown });
  });

test('the list of runs tells a key that nobody had registered for that name', () => {
  approved(1, { ...dana, name: 'alex' });
  const { wrong, verdict } = verifyRuns(operators.runs, ownPublicKey(operators.state));
  expect(verdict).toBe('altered');
  expect(wrong).toEqual([expect.stringContaining('alex approved with a key that was not registered for that name')]);
});

test('an operator who is removed stays good in earlier runs, and is none in later ones', () => {
  approved(1);
  removeOperator(operators, dana.name, 'kim');
  expect(verifyRuns(operators.runs, ownPublicKey(operators.state))).toMatchObject({ verdict: 'intact', wrong: [] });
  expect(registeredOperators(operators.runs, operators.state)).toEqual([]);
  approved(2);
  expect(verifyRuns(operators.runs, ownPublicKey(operators.state)).wrong).toHaveLength(1);
});

test('a name is taken once, whatever its capitals and spaces', () => {
  expect(() => operators.add('DANA  "d" reyés')).toThrow('There is an operator "Dana "D" Reyés" in this workspace');
  const known = registeredOperators(operators.runs, operators.state);
  expect(operatorNamed(known, 'dana "d" reyés').fingerprint).toBe(dana.fingerprint);
  expect(() => operatorNamed(known, 'alex')).toThrow('"alex" is no registered operator of this workspace');
});

test('a private key opens with its passphrase alone, and lies nowhere in clear', async () => {
  const passphrase = new Secret('quokka umbra 71', 'operator passphrase', true);
  const file = join(workspace, 'keys', 'kim.age');
  const made = await makeOperatorKey(passphrase, file);
  expect(readFileSync(file).includes('PRIVATE KEY')).toBe(false);
  const key = await openOperatorKey({ name: 'kim', fingerprint: made.fingerprint }, passphrase, file);
  expect(key.publicKey).toBe(made.publicKey);
  const wrong = new Secret('another umbra 71', 'operator passphrase', true);
  await expect(openOperatorKey({ name: 'kim', fingerprint: made.fingerprint }, wrong, file)).rejects.toThrow(
    'This passphrase does not open the key of operator kim',
  );
  await expect(makeOperatorKey(passphrase, file)).rejects.toThrow('There is a file');
  await expect(openOperatorKey({ name: 'kim', fingerprint: 'f' }, passphrase, `${file}.gone`)).rejects.toThrow(
    'is not on this machine',
  );
});

test('without a terminal nobody makes a key, and nobody approves', async () => {
  for (const args of [
    ['operator', 'init', 'kim'],
    ['approve', '20261124-141532-7k3f9xwp', 'role'],
  ])
    expect(
      await cliHere(args, { cwd: workspace, env: { KEYWRIGHT_OPERATOR_PASSPHRASE: 'only for tests' } }),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('[KW-NO-TERMINAL]') as unknown,
    });
  const { stdout } = await cliHere(['operator', 'list'], { cwd: workspace });
  expect(stdout).toContain(`Dana "D" Reyés\n  key ${dana.fingerprint}\n  registered `);
});
