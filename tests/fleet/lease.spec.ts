import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { Sql } from '../../src/fleet/database.ts';
import { Lease, LeaseLost, type LeaseOptions } from '../../src/fleet/lease.ts';
import { listen } from '../support/egress/servers.ts';
import { test } from '../support/postgres.ts';

const WHO = { doing: 'run 1', operator: 'test', host: 'here', pid: 1, since: '2026-11-30T00:00:00.000Z' };

async function take(sql: Sql, customer: string, options: LeaseOptions = {}): Promise<Lease> {
  const lease = await Lease.take(sql, customer, WHO, { seconds: 30, ...options });
  if ('heldBy' in lease) throw new Error(`${customer} is held by ${JSON.stringify(lease.heldBy)}`);
  return lease;
}

/** A database that can be cut off from one of its users. */
function cuttable(sql: Sql): Sql & { cut: boolean } {
  return {
    cut: false,
    async executeSql(text, values) {
      if (this.cut) throw new Error('connect ECONNREFUSED');
      return await sql.executeSql(text, values);
    },
  };
}

test('a customer has one lease at a time, and the epoch grows with each holder', async ({ fresh: { database } }) => {
  const first = await take(database, 'acme');
  expect(first.epoch).toBe(1);
  expect(await Lease.take(database, 'acme', { ...WHO, doing: 'run 2' })).toEqual({ heldBy: WHO });
  expect((await take(database, 'beta')).epoch).toBe(1);
  await first.release();
  expect((await take(database, 'acme')).epoch).toBe(2);
});

test('of twenty that ask at once, one gets the lease', async ({ fresh: { database } }) => {
  const all = await Promise.all(Array.from({ length: 20 }, () => Lease.take(database, 'acme', WHO, { seconds: 30 })));
  expect(all.filter((one) => one instanceof Lease)).toHaveLength(1);
});

test('a heartbeat keeps the lease longer than its length', async ({ fresh: { database } }) => {
  const lease = await take(database, 'acme', { seconds: 2 });
  await delay(2_500);
  await lease.mayCommit();
  expect(await Lease.take(database, 'acme', WHO)).toHaveProperty('heldBy');
  await lease.release();
});

test('a lease that ran out is lost, even where nobody has taken it since', async ({ fresh: { database } }) => {
  const lost: LeaseLost[] = [];
  const sql = cuttable(database);
  const lease = await take(sql, 'acme', { seconds: 0.4, lost: (error) => lost.push(error) });
  sql.cut = true;
  await delay(600);
  sql.cut = false;
  await expect(lease.mayCommit()).rejects.toThrow(LeaseLost);
  expect(() => lease.mayWrite()).toThrow('The lease for customer acme (epoch 1) has run out');
  expect(lost).toHaveLength(1);
});

test('an old epoch neither renews nor gives back the lease of the new one', async ({ fresh: { database } }) => {
  const old = await take(database, 'acme');
  // As after a pause of the whole machine: its own clocks know nothing of it.
  await database.executeSql(`update keywright.lease set until = clock_timestamp() - interval '1 second'`);
  const now = await take(database, 'acme');
  expect(now.epoch).toBe(2);
  await expect(old.mayCommit()).rejects.toThrow(LeaseLost);
  await old.release();
  await now.mayCommit();
});

test('a short outage of the database delays a press, and a long one ends the run', async ({ fresh: { database } }) => {
  const sql = cuttable(database);
  const [short, long] = [await take(sql, 'acme', { seconds: 5 }), await take(sql, 'beta', { seconds: 0.6 })];
  sql.cut = true;
  const asked = short.mayCommit().then(() => 'pressed');
  await expect(long.mayCommit()).rejects.toThrow(LeaseLost);
  expect(await Promise.race([asked, delay(1, 'waits')])).toBe('waits');
  sql.cut = false;
  expect(await asked).toBe('pressed');
  await short.release();
});

test('a database that restarts takes no lease away', async ({ fresh: { database, restart } }) => {
  test.skip(restart === undefined, 'the server is not ours');
  const lease = await take(database, 'acme');
  let asked: Promise<void> | undefined;
  await restart!(async () => void (asked = lease.mayCommit()));
  await asked;
  await lease.mayCommit();
  expect(await Lease.take(database, 'acme', WHO)).toEqual({ heldBy: WHO });
  await lease.release();
});

/** Counts presses, in their order: `acme/1/2` is the second commit of epoch 1. */
async function startPortal(): Promise<{ url: string; presses: string[]; stop(): void }> {
  const presses: string[] = [];
  const server = createServer((request, response) => {
    presses.push(request.url!.slice(1));
    response.end();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    presses,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const COMMITS = 3;
const LINES = ['intent', 'picture', 'result'].flatMap((what) => [1, 2, 3].map((n) => `${what} ${n}`));
/** Seconds: long enough for nine processes that start at once on a busy machine. */
const SHORT = 4;

/** Starts a stub of a run that goes on at each line when it is let. */
function startStub(customer: string, portal: string, url: string, at: (line: string) => Promise<void>): ChildProcess {
  const file = fileURLToPath(new URL('../support/processes/lease-worker.ts', import.meta.url));
  const child = fork(file, [customer, String(COMMITS), portal], {
    env: { ...process.env, KEYWRIGHT_DATABASE_URL: url, LEASE_SECONDS: String(SHORT) },
  });
  child.on('message', async ({ line }: { line: string }) => {
    await at(line);
    if (child.connected) child.send('go on', () => undefined);
  });
  return child;
}

const ended = async (child: ChildProcess): Promise<number | null> =>
  await new Promise((resolve) => child.once('close', (code) => resolve(code)));

test('a run that is stopped at any line and wakes after its lease ran out presses nothing', async ({ fresh }) => {
  test.skip(process.platform === 'win32', 'no SIGSTOP');
  const portal = await startPortal();
  const stopped = await Promise.all(
    LINES.map(async (line, at) => {
      const customer = `msp-${at}`;
      const child = startStub(customer, portal.url, fresh.url, async (now) => {
        if (now !== line) return;
        child.kill('SIGSTOP');
        await delay(SHORT * 1_000 + 300);
        const next = await take(fresh.database, customer);
        const before = portal.presses.length;
        await fetch(`${portal.url}/${customer}/${next.epoch}/1`);
        expect(portal.presses.length).toBeGreaterThan(before);
        child.kill('SIGCONT');
      });
      return { line, customer, code: await ended(child) };
    }),
  );
  portal.stop();
  // Each ended at once, because its epoch was over. Behind the last line there is nothing left to lose.
  expect(stopped.filter(({ code, line }) => code !== 3 && line !== `result ${COMMITS}`)).toEqual([]);
  for (const { customer } of stopped) {
    const presses = portal.presses.filter((press) => press.startsWith(`${customer}/`));
    expect(presses.findLastIndex((press) => press.startsWith(`${customer}/1/`))).toBeLessThan(
      presses.indexOf(`${customer}/2/1`),
    );
  }
});

test('a run that is killed leaves its customer free when its lease has run out', async ({ fresh }) => {
  const portal = await startPortal();
  const child = startStub('acme', portal.url, fresh.url, async (line) => {
    if (line === 'intent 2') child.kill('SIGKILL');
  });
  await ended(child);
  expect(await Lease.take(fresh.database, 'acme', WHO)).toHaveProperty('heldBy');
  await delay(SHORT * 1_000);
  expect((await take(fresh.database, 'acme')).epoch).toBe(2);
  portal.stop();
});
