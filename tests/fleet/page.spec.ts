import { expect, test } from '@playwright/test';
import type { RunEvent } from '../../src/evidence/events.ts';
import { startFleetPage } from '../../src/fleet/page/server.ts';
import { Row } from '../../src/fleet/row.ts';
import { renderBatch } from '../../src/review/batch-page.ts';
import { findings } from '../support/axe.ts';

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
    again: 'the last try failed (KW-TIMEOUT): saw nothing',
    since: 1234,
    until: Date.now() + 60_000,
  };
  all[2]!.prompt = 'Password for ConnectWise, msp-3';
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
    await expect(cards.first()).toContainText('Asked again: the last try failed (KW-TIMEOUT): saw nothing');
    await expect(cards.nth(1)).toContainText('msp-3 waits for you');
    await expect(cards.nth(1)).toContainText('waits for an entry at the terminal: Password for ConnectWise, msp-3');
    await expect(page.locator('#customer-1')).toContainText('4 of 9 Create the member');
    await expect(page.locator('#customer-4')).toContainText('refused the password <b>of setup</b>');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Approve as kim' }).click();
    await expect(page.getByRole('heading', { name: 'Replace the keys' })).toBeVisible();
    expect(answers).toEqual([[2, 'approve', 1234, { who: 'kim', via: 'watch page' }]]);
    await expect(page.getByText('6 customers: ')).toContainText(
      '1 under way, 2 waiting for you, 1 failed, 1 done, 1 to go',
    );
    const stranger = await fetch(new URL('/', fleet.link));
    expect(stranger.status).toBe(403);
    await Promise.all([expect(page.getByText('The batch is over.')).toBeVisible(), fleet.stop()]);
    await expect(page.getByText('The batch is over.')).toContainText('1 not begun');
    await expect(page.locator('#customer-6')).toContainText('not begun');
  } finally {
    await fleet.stop();
  }
});

test('the summary of a batch has the command for the rest, and axe finds nothing in it, wide and light or narrow and dark', async ({
  page,
}) => {
  const customer = (n: number, outcome: string) => ({
    ...{ n, name: `msp-${n}`, title: `MSP ${n}`, outcome },
    exit: outcome === 'done' ? 0 : 1,
  });
  const summary = await renderBatch({
    format: 1,
    batch: '20261124-141532-onboard',
    runbook: { name: 'onboard', title: 'Create the ConnectWise API keys', sha256: 'ab' },
    operator: 'kim',
    host: 'runner-2',
    begun: '2026-11-24T14:15:32.000Z',
    ended: '2026-11-24T14:25:32.000Z',
    atOnce: 4,
    stopped: 'too many failed',
    again: 'keywright run onboard --only-failed',
    customers: [
      { ...customer(1, 'done'), left: 1, run: '20261124-141532-7k3f9xwp', ms: 16_000 },
      { ...customer(2, 'failed'), code: 'KW-SECRET-REFUSED', step: 'Sign in', actual: 'refused', hint: 'Correct it.' },
      customer(3, 'not begun'),
    ],
  });
  await page.route('http://batch.example/', (route) => route.fulfill({ contentType: 'text/html', body: summary }));
  await page.goto('http://batch.example/');
  await expect(page.locator('.next')).toHaveText('For those who were not served: keywright run onboard --only-failed');
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await findings(page)).toEqual([]);
  for (const width of [768, 1366]) {
    await page.setViewportSize({ width, height: 768 });
    expect((await page.locator('h1').boundingBox())!.width).toBeGreaterThan(600);
    expect((await page.locator('thead').boundingBox())!.height, 'headings in one line').toBeLessThan(45);
  }
  await page.setViewportSize({ width: 360, height: 640 });
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
