import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { listJobs } from '../../src/fleet/overview.ts';
import { Queue } from '../../src/fleet/queue.ts';
import { Desk } from '../../src/fleet/queue-desk.ts';
import { Schedules } from '../../src/fleet/schedules.ts';
import { startReview } from '../../src/review/app/server.ts';
import { test } from '../support/postgres.ts';
import { cookieOf, send } from '../support/review-server.ts';
import { startStubWorker, stubJob, stubWorkspace, submitStub } from '../support/stub-fleet.ts';

test('the queue page shows what waits; a failed job is retried, a customer held and released there', async ({
  fresh: { database },
  page,
}) => {
  const runs = mkdtempSync(join(tmpdir(), 'kw-queue-page-'));
  const ours = stubWorkspace();
  const { signer, keys, state } = ours;
  const desk = new Desk(database, state, 'kim', () => signer, keys);
  const app = await startReview({ runs, reviewer: 'kim', queue: desk });
  try {
    await Queue.with(database, async (queue) => {
      await submitStub(queue, ours, stubJob('acme'), stubJob('beta'));
      await submitStub(queue, ours, stubJob('acme', { runbook: 'onboard', operator: '<b>jane</b>' }));
      const worker = startStubWorker(queue, ours, async ({ customer }) =>
        customer === 'acme' ? { outcome: 'failed', exit: 1, code: 'KW-SCREEN' } : { outcome: 'done', exit: 0 },
      );
      await worker.settled(2);
      worker.stop.abort();
      await worker.ended;
      await submitStub(queue, ours, stubJob('gamma'));
      const { runbook, sha256, portals, inputs, approve, operator, host } = stubJob('x');
      const night = { name: 'night', rule: 'FREQ=DAILY;BYHOUR=1', zone: 'UTC', since: new Date().toISOString() };
      const customers = { all: true, names: [], where: [] };
      const asked = { runbook, sha256, portals, inputs, approve, operator, host };
      await new Schedules(database, queue, state).add({ ...night, ...asked, customers }, signer);
    });
    await page.goto(app.link);
    await page.getByRole('link', { name: 'Queue' }).click();
    await expect(page.getByRole('status')).toContainText('1 failed, 1 blocked, 1 waiting, 1 done');
    const rows = page.locator('table').first().locator('tbody tr');
    await expect(rows).toContainText(['failedacme', 'blockedacme', 'waitinggamma'].map(asWords));
    await expect(rows.nth(1)).toContainText('<b>jane</b>');
    await expect(page.locator('table').nth(1)).toContainText('all customers');
    await page.getByRole('button', { name: 'Retry acme' }).click();
    await page.getByRole('button', { name: 'Hold gamma' }).click();
    await expect(page.getByRole('status')).toContainText('1 held');
    await expect(page.locator('.decided li')).toContainText(['held gamma', 'had run again acme', 'added the schedule']);
    await page.getByRole('button', { name: 'Release gamma' }).click();
    await expect(page.getByRole('status')).toContainText('3 waiting');
    const [again] = await listJobs(database, 'acme');
    expect(again).toMatchObject({ state: 'waiting', job: { attempt: 2, operator: 'kim' } });
  } finally {
    await app.stop();
    rmSync(runs, { recursive: true });
  }
});

/** Words with anything between them that only lays them out. */
const asWords = (text: string): RegExp => new RegExp(text.replace(/(failed|blocked|waiting)/, '$1\\s*'));

test('the queue page takes no decision from elsewhere, and says where somebody was faster', async ({
  fresh: { database },
}) => {
  const ours = stubWorkspace();
  const runs = mkdtempSync(join(tmpdir(), 'kw-queue-page-'));
  const desk = new Desk(database, ours.state, 'kim', () => ours.signer, ours.keys);
  const app = await startReview({ runs, reviewer: 'kim', queue: desk });
  try {
    const headers = {
      Host: new URL(app.origin).host,
      Cookie: await cookieOf(app),
      'Content-Type': 'application/x-www-form-urlencoded',
    };
    const post = async (body: string, origin: string) =>
      await send(app, { method: 'POST', path: '/queue', headers: { ...headers, Origin: origin }, body });
    expect((await post('what=hold&customer=acme', 'http://127.0.0.1:1')).status).toBe(403);
    expect((await post('what=drop&customer=acme', app.origin)).status).toBe(422);
    expect((await post('what=hold&customer=..%2Facme', app.origin)).status).toBe(422);
    const late = await post('what=release&customer=acme', app.origin);
    expect(late).toMatchObject({ status: 409, text: expect.stringContaining('Customer acme is not held') });
    const { rows } = await database.executeSql('select * from keywright.decision');
    expect(rows).toEqual([]);
  } finally {
    await app.stop();
    rmSync(runs, { recursive: true });
  }
});
