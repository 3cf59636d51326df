import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type ReviewServer, startReview } from '../../src/review/app/server.ts';
import { writeRun } from '../support/review-runs.ts';
import { cookieOf, SAMPLE, send } from '../support/review-server.ts';

let runs: string;
let app: ReviewServer;

/** Of runs that sam has started: `beta` has a rule, `acme` has none. */
async function open(reviewer: string): Promise<void> {
  runs = mkdtempSync(join(tmpdir(), 'kw-who-'));
  for (const customer of ['acme', 'beta']) writeRun(runs, { customer, run: SAMPLE, gestures: 1 });
  app = await startReview({ runs, reviewer, rule: (customer) => (customer === 'beta' ? 'another' : undefined) });
}
test.afterEach(async () => {
  await app.stop();
  rmSync(runs, { recursive: true });
});

async function say(path: string, body: string): Promise<{ status: number; text: string }> {
  return await send(app, {
    method: 'POST',
    path: `/run/${path}/review`,
    headers: {
      Cookie: await cookieOf(app),
      Origin: app.origin,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body,
  });
}

const recorded = () => {
  const file = join(runs, 'reviews.jsonl');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

test('where the rule wants another person, whoever started a run approves neither it nor its pictures', async () => {
  await open('sam');
  for (const path of [`beta/${SAMPLE}`, `beta/${SAMPLE}/shot/1`]) {
    expect(await say(path, 'verdict=approved&anyway=1')).toMatchObject({
      status: 422,
      text: expect.stringContaining('wants another person to approve it') as unknown,
    });
    expect((await say(path, 'verdict=objected&remark=Wrong')).status).toBe(303);
  }
  expect(recorded().map(({ verdict }) => verdict)).toEqual(['objected', 'objected']);
  const page = await send(app, { path: `/run/beta/${SAMPLE}`, headers: { Cookie: await cookieOf(app) } });
  expect(page.text).toContain('wants another person to approve it');
  expect(page.text).not.toContain('value="approved"');
});

test('another person approves it, and the log says by which rule', async () => {
  await open('kim');
  expect((await say(`beta/${SAMPLE}`, 'verdict=approved&anyway=1')).status).toBe(303);
  expect((await say(`acme/${SAMPLE}`, 'verdict=approved&anyway=1')).status).toBe(303);
  expect(recorded()).toMatchObject([
    { verdict: 'approved', reviewer: 'kim', rule: 'another' },
    { verdict: 'approved' },
  ]);
  expect(recorded()[1]).not.toHaveProperty('rule');
});

test('without a rule, whoever started a run is asked before they approve it, though they have seen all of it', async () => {
  await open('sam');
  for (const shot of [1, 2]) expect((await say(`acme/${SAMPLE}/shot/${shot}`, 'verdict=approved')).status).toBe(303);
  const asked = await say(`acme/${SAMPLE}`, 'verdict=approved');
  expect(asked.status).toBe(409);
  expect(asked.text).toContain('You started this run yourself');
  expect(recorded()).toHaveLength(2);
  expect((await say(`acme/${SAMPLE}`, 'verdict=approved&anyway=1')).status).toBe(303);
  expect(recorded()).toHaveLength(3);
});
