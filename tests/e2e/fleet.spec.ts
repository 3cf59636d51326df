import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { listBatches } from '../../src/evidence/runs/batches.ts';
import { createFleet } from '../support/fleet-workspace.ts';
import { LONG } from '../support/representative.ts';

/** Gives a customer's file another password. */
function mistype(folder: string, name: string): void {
  const file = join(folder, `.env.${name}`);
  const wrong = "CONNECTWISE_PASSWORD='wrong-1234'";
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^CONNECTWISE_PASSWORD=.*$/m, wrong));
}

test(
  'on the page of a batch, a run that waits is answered, and opens its own live page',
  LONG,
  async ({ page, context }) => {
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
  },
);
