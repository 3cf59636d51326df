import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { listBatches } from '../../src/evidence/runs/batches.ts';
import { createFleet } from '../support/fleet-workspace.ts';

test.describe.configure({ timeout: 300_000 });

test('one wrong password and one run killed -9 in a batch leave the other customers alone', async () => {
  const fleet = await createFleet(3);
  try {
    const { folder, names } = fleet;
    const file = join(folder, `.env.${names[1]}`);
    const wrong = "CONNECTWISE_PASSWORD='wrong-1234'";
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^CONNECTWISE_PASSWORD=.*$/m, wrong));
    const { child, result } = fleet.start('run', 'check-access', '--all', '--at-once', '2');
    // The third one's process is killed as soon as its run has begun.
    const holder = join(folder, '.keywright', 'locks', `${names[2]}.json`);
    await expect.poll(() => existsSync(holder), { timeout: 60_000, intervals: [50] }).toBe(true);
    process.kill((JSON.parse(readFileSync(holder, 'utf8')) as { pid: number }).pid, 'SIGKILL');
    const { code, stdout } = await result;
    expect(child.exitCode).toBe(1);
    expect(code).toBe(1);
    const [batch] = listBatches(join(folder, 'runs'));
    expect(batch!.customers.map(({ name, outcome, code: cause }) => [name, outcome, cause])).toEqual([
      [names[0], 'drift', undefined],
      [names[1], 'failed', 'KW-SECRET-REFUSED'],
      [names[2], 'failed', 'KW-RUN-LOST'],
    ]);
    expect(stdout).toContain('KW-SECRET-REFUSED: 1 (msp-2)');
    // Each has evidence of its own, and none has another's.
    for (const { name, run } of batch!.customers.filter(({ outcome }) => outcome !== 'failed'))
      expect(readFileSync(join(folder, 'runs', name, run!, 'journal.jsonl'), 'utf8')).toContain(`"name":"${name}"`);
    const verified = await fleet.run('verify');
    expect(verified.stdout).toContain('(and 1 batch)');
    expect(verified.stdout).not.toContain('altered');
  } finally {
    await fleet.end();
  }
});
