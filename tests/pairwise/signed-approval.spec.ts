import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { giveKey, HELD } from '../support/held-key.ts';
import { scanForSecrets } from '../support/secret-scanner.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 300_000 });

const JOB = `keywright: 1
name: job
title: A job that somebody else must approve
phases:
  - title: The job
    steps:
      - { id: mspcfo, title: Sign in to MSPCFO, use: mspcfo.sign-in }
      - id: clear
        title: Remove the keys
        use: mspcfo.credentials.clear
        with: { managed: [${HELD}] }
        approve: { by: another, reason: required }
`;
const PASSPHRASES = { kim: 'kim-quokka-71-umbra', 'Dana Reyes': 'dana-zebra-17-lagoon' };

let workspace: TestWorkspace;
test.afterEach(async () => await workspace.end());

test('two people with keys of their own: one starts the job, the other approves it at another terminal', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  workspace = await createWorkspace({ mfa: false });
  giveKey(workspace);
  const { folder, env } = workspace;
  env['XDG_CONFIG_HOME'] = join(folder, 'home');
  writeFileSync(join(folder, 'job.yaml'), JOB);
  const run = ['run', 'job.yaml', '--customer', 'practice', '--yes'] as const;
  expect((await workspace.run(...run)).stderr).toContain('[KW-OPERATOR-UNKNOWN]');
  for (const [name, passphrase] of Object.entries(PASSPHRASES)) {
    if (name === 'Dana Reyes') {
      env['KEYWRIGHT_OPERATOR'] = 'kim';
      expect((await workspace.run(...run)).stderr).toContain('[KW-OPERATORS-MISSING]');
    }
    const made = await atTerminal(['operator', 'init', name], {
      cwd: folder,
      env,
      answers: [
        [/new: ?/, passphrase],
        [/again: ?/, passphrase],
      ],
    });
    expect(made.screen).toContain(`Registered operator ${name}`);
    expect(made.screen).not.toContain(passphrase);
  }
  expect((await workspace.run(...run)).stderr).toContain('[KW-SECRET-MISSING]');
  expect((await workspace.run(...run, '--approve', 'clear')).stderr).toContain('needs a signed approval');

  env['KEYWRIGHT_OPERATOR_PASSPHRASE'] = PASSPHRASES.kim;
  const { child, result } = workspace.start(...run);
  delete env['KEYWRIGHT_OPERATOR_PASSPHRASE'];
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const waits = /Waits for a signed approval: keywright (approve \S+ clear)/;
  await expect.poll(() => said, { timeout: 120_000 }).toMatch(waits);
  const approve = waits.exec(said)![1]!.split(' ');
  const own = await atTerminal([...approve, '--reason', 'I may'], {
    cwd: folder,
    env,
    answers: [[/Passphrase of operator kim: ?/, PASSPHRASES.kim]],
  });
  expect(own.screen).toContain('✗ Refused: kim started this run, so somebody else must approve it.');
  expect(own.code).toBe(1);
  const other = await atTerminal([...approve, '--as', 'Dana Reyes'], {
    cwd: folder,
    env,
    answers: [
      [/Reason \(goes into the evidence\): ?/, 'Ticket 4711'],
      [/Passphrase of operator Dana Reyes: ?/, PASSPHRASES['Dana Reyes']],
    ],
  });
  expect(other.screen).toMatch(/Step: +Remove the keys/);
  expect(other.screen).toContain('✓ Approved. The run continues.');
  expect(other.code).toBe(0);
  expect((await result).code).toBe(0);

  const [bundle] = workspace.runs();
  const key = join(folder, '.keywright', 'signing', 'public.pem');
  expect(execFileSync('sh', [join(bundle!, 'verify.sh'), bundle!, key], { encoding: 'utf8' })).toMatch(
    /^OK: .*\nSIGNED: "did":"started","who":"kim", key .*\nSIGNED: "step":"clear","did":"approved","who":"Dana Reyes"/,
  );
  const verified = await workspace.run('verify', 'runs');
  expect(verified.code, verified.stdout).toBe(0);
  const report = readFileSync(join(bundle!, 'report.html'), 'utf8');
  expect(report).toMatch(
    /Dana Reyes<\/bdi> approved <bdi>“Remove the keys”<\/bdi>[\s\S]*?signed with the key[\s\S]*?Ticket 4711/,
  );
  const { found } = scanForSecrets({ secrets: PASSPHRASES, folders: [folder], texts: { said }, ocr: false });
  expect(found).toEqual([]);
});
