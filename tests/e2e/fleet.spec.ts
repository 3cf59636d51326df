import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { listBatches } from '../../src/evidence/runs/batches.ts';
import { createFleet } from '../support/fleet-workspace.ts';

/** Gives a customer's file another password. */
function mistype(folder: string, name: string): void {
  const file = join(folder, `.env.${name}`);
  const wrong = "CONNECTWISE_PASSWORD='wrong-1234'";
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^CONNECTWISE_PASSWORD=.*$/m, wrong));
}

test('one wrong password and one run killed -9 in a batch leave the other customers alone', async () => {
  const fleet = await createFleet(3);
  try {
    const { folder, names } = fleet;
    mistype(folder, names[1]!);
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

test('on the page of a batch, a run that waits is answered, and opens its own live page', async ({ page, context }) => {
  const fleet = await createFleet(1);
  try {
    mistype(fleet.folder, fleet.names[0]!);
    const { child, result } = fleet.start('run', 'check-access', '--all', '--watch');
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await expect.poll(() => said, { timeout: 60_000 }).toMatch(/http:\S+\/enter\/\S+/);
    await page.goto(/http:\S+\/enter\/\S+/.exec(said)![0]);
    const card = page.locator('#customer-1');
    await expect(card).toContainText('waits for you', { timeout: 60_000 });
    const opened = context.waitForEvent('page');
    await card.getByRole('button', { name: 'Open its live page' }).click();
    await expect((await opened).getByRole('button', { name: 'Retry' })).toBeVisible({ timeout: 30_000 });
    await card.getByRole('button', { name: 'Stop' }).click();
    expect((await result).code).toBe(1);
    const [batch] = listBatches(join(fleet.folder, 'runs'));
    expect(batch!.customers[0]!.code).toBe('KW-SECRET-REFUSED');
  } finally {
    await fleet.end();
  }
});
