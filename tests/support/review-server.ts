/** A review app for a folder of made runs, and a browser that was let in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { test as base } from '@playwright/test';
import type { QueueDesk } from '../../src/review/app/queue.ts';
import { type ReviewServer, startReview } from '../../src/review/app/server.ts';
import type { RegisterRow } from '../../src/review/register.ts';
import { onceInWorker, ownFolder } from './kept.ts';
import { HOSTILE, type SampleKind, writeSampleRun } from './sample-run.ts';

/** The sample runs' name, below a customer of each kind. */
export const SAMPLE = '20261124-141532-7k3f9xwp';

export interface Workspace {
  runs: string;
  app: ReviewServer;
}

/** The folder that a kind of sample lies in. */
export const customerOf = (kind: SampleKind): string => kind.replaceAll(' ', '-');

const AT = { utc: '2026-11-24T14:15:32.000Z', run: SAMPLE };

/** Two accounts, one with a name that is an attack. */
const register = async (): Promise<RegisterRow[]> =>
  ['MSPCFO', HOSTILE].map((account, n) => ({
    customer: 'done',
    title: 'Acme IT',
    account,
    active: n === 0,
    role: account,
    rights: ['System / API Reports / inquire: All', `${account.repeat(3)} / ${'long'.repeat(30)}`],
    keys: ['AbCdEf1234567890'],
    heldBy: 'MSPCFO',
    since: AT,
    keySince: AT.utc,
    seen: AT,
    ...(n === 0 && { checked: { ...AT, drift: true }, rotateBy: AT.utc }),
  }));

/** A queue with a job in each state, and with names that are attacks. */
const queue: QueueDesk = {
  look: async () => ({
    jobs: (['running', 'waiting', 'held', 'blocked', 'failed'] as const).map((state, n) => ({
      customer: `msp-${n}`,
      state,
      runbook: n === 0 ? HOSTILE : 'check-access',
      operator: n === 1 ? HOSTILE : 'jane',
      schedule: n === 2 ? 'night' : undefined,
      since: AT.utc,
      code: state === 'failed' ? 'KW-SCREEN' : undefined,
      run: state === 'failed' ? SAMPLE : undefined,
      tag: n === 3 ? 'eu' : undefined,
    })),
    counts: { running: 1, waiting: 1, held: 1, blocked: 1, failed: 1, done: 1_204 },
    held: ['msp-2', 'msp-9'],
    schedules: ['night', HOSTILE].map((name, n) => ({
      name,
      runbook: 'check-access',
      whom: 'all customers',
      rule: `FREQ=DAILY;BYHOUR=1;BYMINUTE=30 (Europe/Berlin)${'long'.repeat(20 * n)}`,
      operator: 'jane',
      next: n === 0 ? AT.utc : undefined,
      came: n === 0 ? '3 jobs submitted' : undefined,
      missed: n === 0 ? [] : [AT.utc],
    })),
    decided: [{ at: AT.utc, operator: 'kim', host: HOSTILE, what: 'retry', about: 'msp-4' }],
  }),
  decide: async () => undefined,
};

/** All kinds of sample runs, and an app that shows them. */
const sampleWorkspace = onceInWorker(async (browser: Browser): Promise<Workspace> => {
  const runs = ownFolder();
  const page = await browser.newPage();
  for (const kind of ['done', 'proven', 'failed', 'drift', 'cut off', 'hostile', 'nothing to do'] as const)
    await writeSampleRun(join(runs, customerOf(kind), SAMPLE), kind, page);
  await page.close();
  return { runs, app: await startReview({ runs, reviewer: 'kim', register, queue }) };
});

export const test = base.extend<{ fresh(write: (runs: string) => void): Promise<Workspace>; samples: Workspace }>({
  /** Nobody writes here. */
  samples: async ({ browser }, use) => await use(await sampleWorkspace(browser)),
  /** A folder of runs of one's own. */
  fresh: async ({}, use) => {
    const made: Workspace[] = [];
    await use(async (write) => {
      const runs = mkdtempSync(join(tmpdir(), 'keywright-review-'));
      write(runs);
      const workspace = { runs, app: await startReview({ runs, reviewer: 'kim' }) };
      made.push(workspace);
      return workspace;
    });
    for (const { runs, app } of made) {
      await app.stop();
      rmSync(runs, { recursive: true });
    }
  },
});

const cookies = new WeakMap<ReviewServer, string>();

/** Follows the one-time link, once for all who ask. Gives the cookie. */
export async function cookieOf(app: ReviewServer): Promise<string> {
  const known = cookies.get(app);
  if (known !== undefined) return known;
  const { headers } = await send(app, { path: new URL(app.link).pathname });
  const cookie = headers['set-cookie']![0]!.split(';')[0]!;
  cookies.set(app, cookie);
  return cookie;
}

/** Lets a page's browser in, as if it had followed the link. */
export async function letIn(page: Page, { app }: Workspace): Promise<void> {
  const [name, value] = (await cookieOf(app)).split('=') as [string, string];
  await page.context().addCookies([{ name, value, url: app.origin, httpOnly: true, sameSite: 'Strict' }]);
}

export interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string;
}

/** A request as it is written here, with nothing made right on the way. */
export async function send(
  app: Pick<ReviewServer, 'origin'>,
  { method = 'GET', path, headers = {}, body }: Sent,
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  return await new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: new URL(app.origin).port, method, path, headers, agent: false },
      (answer) => {
        let text = '';
        answer
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
