import { expect, test } from '@playwright/test';
import type { RunEvent } from '../../src/evidence/events.ts';
import { startFleetPage } from '../../src/fleet/page/server.ts';
import { Row } from '../../src/fleet/row.ts';

const intent = { type: 'step.intent', n: 4, of: 9, title: 'Create the member' } as RunEvent;

function rows(): Row[] {
  const all = Array.from({ length: 6 }, (_, at) => new Row(at + 1, `msp-${at + 1}`));
  for (const row of all.slice(0, 3)) row.change({ ...row.turn, state: 'running', begun: performance.now() - 12_000 });
  for (const row of all.slice(0, 3)) row.see(intent);
  all[1]!.asking = {
    kind: 'approve',
    title: 'Delete the old keys',
    lines: ['delete key AbC123'],
    choices: ['approve', 'stop'],
    since: 1234,
    until: Date.now() + 60_000,
  };
  const problem = { actual: 'ConnectWise refused the password <b>of setup</b>', hint: 'Correct it.' };
  all[3]!.change({
    ...all[3]!.turn,
    state: 'ended',
    end: { outcome: 'failed', exit: 1, code: 'KW-SECRET-REFUSED', problem },
  });
  all[4]!.change({ ...all[4]!.turn, state: 'ended', end: { outcome: 'done', exit: 0 } });
  return all;
}

test('the page of a batch shows who waits, answers for the right customer, and leads to its live page', async ({
  page,
}) => {
  const answers: unknown[] = [];
  const fleet = await startFleetPage({
    title: 'Replace the keys',
    rows: rows(),
    operator: 'kim',
    answer: (...given) => answers.push(given),
    open: async () => undefined,
  });
  try {
    await page.goto(fleet.link);
    await expect(page.getByRole('heading', { name: 'Replace the keys' })).toBeVisible();
    const cards = page.locator('.card');
    await expect(cards).toHaveCount(6);
    await expect(cards.first()).toContainText('msp-2');
    await expect(cards.first()).toContainText('delete key AbC123');
    await expect(page.locator('#customer-1')).toContainText('4 of 9 Create the member');
    await expect(page.locator('#customer-4')).toContainText('refused the password <b>of setup</b>');
    await page.getByRole('button', { name: 'Approve as kim' }).click();
    await expect(page.getByRole('heading', { name: 'Replace the keys' })).toBeVisible();
    expect(answers).toEqual([[2, 'approve', 1234, { who: 'kim', via: 'watch page' }]]);
    await expect(page.getByText('6 customers: ')).toContainText(
      '2 under way, 1 waiting for you, 1 failed, 1 done, 1 to go',
    );
    const stranger = await fetch(new URL('/', fleet.link));
    expect(stranger.status).toBe(403);
    await Promise.all([expect(page.getByText('The batch is over.')).toBeVisible(), fleet.stop()]);
    await expect(page.getByText('The batch is over.')).toBeVisible();
  } finally {
    await fleet.stop();
  }
});
