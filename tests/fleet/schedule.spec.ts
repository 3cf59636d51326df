import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { requirePortals } from '../../src/cli/load-job.ts';
import { addSchedule, askedFrom, scheduleNotices } from '../../src/cli/work/schedule.ts';
import { argumentsOf } from '../../src/cli/work/worker.ts';
import { portalsSha256 } from '../../src/engine/own-portals.ts';
import { sha256Of } from '../../src/files/sha256.ts';
import { UserError } from '../../src/files/user-error.ts';
import type { Database } from '../../src/fleet/database.ts';
import { listJobs } from '../../src/fleet/overview.ts';
import { Queue } from '../../src/fleet/queue.ts';
import { checkRule, type Schedule } from '../../src/fleet/schedule.ts';
import { Schedules } from '../../src/fleet/schedules.ts';
import { cliHere } from '../support/cli-here.ts';
import { test } from '../support/postgres.ts';
import { type StubWorkspace, startStubWorker, stubWorkspace } from '../support/stub-fleet.ts';

const NIGHT = 'FREQ=DAILY;BYHOUR=1;BYMINUTE=30';
const BATCH = '20261130-041152-4teple3h';
const day = (text: string) => new Date(`2026-12-${text}:00Z`);

const said = (more: Partial<Schedule> = {}): Omit<Schedule, 'format' | 'id'> => ({
  name: 'night',
  rule: NIGHT,
  zone: 'UTC',
  runbook: 'check-access',
  sha256: 'a'.repeat(64),
  portals: 'none',
  inputs: [],
  approve: [],
  operator: 'jane',
  host: 'here',
  customers: { all: true, names: [], where: [] },
  since: day('01T12:00').toISOString(),
  ...more,
});

interface Set {
  ours: StubWorkspace;
  queue: Queue;
  schedules: Schedules;
  follow(at: Date, by?: StubWorkspace): ReturnType<Schedules['follow']>;
}

async function withSchedules(database: Database, work: (set: Set) => Promise<void>): Promise<void> {
  const ours = stubWorkspace();
  await Queue.with(database, async (queue) => {
    const schedules = new Schedules(database, queue, ours.state);
    const whom = async () => ({ batch: BATCH, customers: ['acme', 'beta'] });
    const follow: Set['follow'] = (at, by = ours) => schedules.follow(undefined, by.keys(), by.signer, whom, at);
    await work({ ours, queue, schedules, follow });
  });
}

const shown = async (database: Database) =>
  (await listJobs(database)).map(({ customer, job }) => `${customer} ${job?.schedule}`);

test("a vendor's job is submitted and run for that vendor", async ({ fresh: { database } }) => {
  await withSchedules(database, async ({ ours, schedules, follow }) => {
    await schedules.add(said({ vendor: 'gozynta' }), ours.signer);
    await follow(day('02T01:31'));
    const [{ job } = { job: undefined }] = await listJobs(database);
    expect(job?.vendor).toBe('gozynta');
    expect(argumentsOf(job!, 'customers.yaml').join(' ')).toContain('--vendor gozynta');
  });
});

test('at its date a schedule submits signed jobs, once among several workers', async ({ fresh: { database } }) => {
  await withSchedules(database, async ({ ours, queue, schedules, follow }) => {
    await schedules.add(said(), ours.signer);
    await expect(schedules.add(said(), ours.signer)).rejects.toThrow('There is a schedule "night" already');
    expect(await follow(day('02T01:29'))).toEqual([]);
    const all = await Promise.all([1, 2, 3].map(() => follow(day('02T01:31'))));
    expect(all.flat()).toEqual([
      { name: 'night', came: { date: day('02T01:30').toISOString(), jobs: 2, behind: [] }, missed: [] },
    ]);
    expect(await follow(day('02T01:32'))).toEqual([]);
    const worker = startStubWorker(queue, ours);
    await worker.settled(2);
    worker.stop.abort();
    await worker.ended;
    expect(worker.begun.toSorted()).toEqual(['acme 1', 'beta 1']);
  });
});

test('missed dates are told and not made up for, and a customer that is behind gets no second job', async ({
  fresh: { database },
}) => {
  await withSchedules(database, async ({ ours, schedules, follow }) => {
    await schedules.add(said(), ours.signer);
    await follow(day('02T01:31'));
    const missed = ['03T01:30', '04T01:30'].map((date) => day(date).toISOString());
    expect(await schedules.list(day('04T09:00'))).toMatchObject([{ next: day('05T01:30').toISOString(), missed }]);
    const [told] = await follow(day('04T09:00'));
    expect(told).toEqual({ name: 'night', missed });
    expect(scheduleNotices(told!)).toEqual([
      {
        what: 'missed',
        schedule: 'night',
        text: expect.stringMatching(
          /^Schedule night: missed, .* 60 minutes: 2026-12-03 01:30 UTC, 2026-12-04 01:30 UTC$/,
        ),
      },
    ]);
    expect(await follow(day('04T09:01'))).toEqual([]);
    expect(await follow(day('05T01:31'))).toEqual([
      {
        name: 'night',
        came: { date: day('05T01:30').toISOString(), jobs: 0, behind: ['acme', 'beta'] },
        missed: [],
      },
    ]);
    expect(await shown(database)).toEqual(['acme night', 'beta night']);
    expect(await schedules.list(day('05T02:00'))).toMatchObject([{ missed }]);
  });
});

/** What somebody may do who can write to the database, and what comes of it. */
const TRIES: [what: string, statement: string, why: RegExp][] = [
  ['a date repeated', `update keywright.schedule set seen = '2026-12-01'`, /was seen to before/],
  [
    'another rule',
    `update keywright.schedule set said = replace(said, 'BYMINUTE=30', 'BYMINUTE=45')`,
    /no key that this/,
  ],
  ['another runbook', `update keywright.schedule set said = replace(said, 'check-access', 'offboard')`, /no key that/],
  ['all customers', `update keywright.schedule set said = replace(said, '"all":false', '"all":true')`, /no key that/],
  ['another name', `update keywright.schedule set name = 'day'`, /stored under another name/],
  [
    'a time before it was added',
    `update keywright.schedule set said = replace(said, '2026-12-01', '2026-11-01')`,
    /no key that this/,
  ],
];

for (const [what, statement, why] of TRIES)
  test(`a schedule that somebody altered submits nothing: ${what}`, async ({ fresh: { database } }) => {
    await withSchedules(database, async ({ ours, schedules, follow }) => {
      const customers = { all: false, names: ['acme'], where: [] };
      await schedules.add(said({ customers }), ours.signer);
      await follow(day('02T01:31'));
      await database.executeSql(`delete from keywright_queue.job; update keywright.schedule set seen = '2026-12-02'`);
      await database.executeSql(statement);
      const at = what === 'a date repeated' ? day('02T01:32') : day('03T02:01');
      const [told] = await follow(at);
      expect(told?.came).toMatchObject({ jobs: 0, refused: expect.stringMatching(why) });
      expect(await shown(database)).toEqual([]);
    });
  });

test('a schedule of a stranger, and one put back after it was removed, submit nothing', async ({
  fresh: { database },
}) => {
  await withSchedules(database, async ({ ours, schedules, follow }) => {
    await schedules.add(said(), stubWorkspace().signer);
    expect((await follow(day('02T01:31')))[0]?.came?.refused).toMatch(/no key that this worker trusts/);
    await schedules.remove('night', 'jane');
    await schedules.add(said(), ours.signer);
    await database.executeSql('create table kept as select * from keywright.schedule');
    await schedules.remove('night', 'jane');
    await expect(schedules.remove('night', 'jane')).rejects.toThrow('There is no schedule "night"');
    await database.executeSql('insert into keywright.schedule select * from kept; drop table kept');
    expect((await follow(day('02T01:31')))[0]?.came?.refused).toMatch(/it was removed/);
    expect(await shown(database)).toEqual([]);
    const { rows } = await database.executeSql('select what, schedule, operator from keywright.decision order by at');
    expect(rows.map(({ what }) => what)).toEqual(['schedule', 'unschedule', 'schedule', 'unschedule']);
  });
});

test('a rule is read as RFC 5545 says, in its time zone; a wrong one is refused', async ({ fresh: { database } }) => {
  await withSchedules(database, async ({ queue }) => {
    const berlin = checkRule(queue, NIGHT, 'Europe/Berlin', new Date('2026-03-28T12:00:00Z'));
    // Half past one exists on the day on which summer time begins, at another hour of UTC a day later.
    expect(berlin.slice(0, 2).map((date) => date.toISOString())).toEqual([
      '2026-03-29T00:30:00.000Z',
      '2026-03-29T23:30:00.000Z',
    ]);
    for (const [rule, zone] of [
      ['30 1 * * *', 'UTC'],
      ['FREQ=NIGHTLY', 'UTC'],
      ['FREQ=MINUTELY', 'UTC'],
      ['FREQ=DAILY;UNTIL=20200101T000000Z', 'UTC'],
      [NIGHT, 'Europe/Atlantis'],
    ] as const)
      expect(() => checkRule(queue, rule, zone, new Date()), rule).toThrow(UserError);
  });
});

/** A workspace with one customer. */
function workspace(): { folder: string; customers: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kw-schedule-'));
  const customers = join(folder, 'customers.yaml');
  writeFileSync(
    customers,
    `keywright: 1
customers:
  acme:
    title: Acme
    portals:
      connectwise: { url: 'https://na.myconnectwise.net', company: acme, username: jane, sign-in: password }
      mspcfo: { url: 'https://app.mspcfo.com', username: jane, sign-in: password }
    inputs:
      check-access: { location: Tampa, businessUnit: Services }
`,
  );
  return { folder, customers };
}

test('people add, see and remove schedules at the terminal', async ({ fresh: { url } }) => {
  const { folder } = workspace();
  const env = { KEYWRIGHT_DATABASE_URL: url, KEYWRIGHT_OPERATOR: 'jane' };
  const run = async (...args: string[]) => await cliHere(['schedule', ...args], { cwd: folder, env });
  try {
    const rule = ['--rule', 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1', '--zone', 'UTC'];
    const added = await run('add', 'check-access', '--all', ...rule);
    expect(added.stdout).toMatch(/Added "check-access": .*, now for 1 customer, next at \d{4}-01-01 00:00 UTC/);
    expect(await run('add', 'rotate-keys', '--all', ...rule)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('so it has no schedule. [KW-SCHEDULE-DELETES]'),
    });
    const wrong = await run('add', 'check-access', '--all', '--name', 'other', '--rule', 'FREQ=NIGHTLY');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--rule "FREQ=NIGHTLY"') });
    expect((await run()).stdout).toMatch(/check-access {2}check-access for all customers, FREQ=YEARLY.* by jane/);
    expect((await run('remove', 'check-access')).stdout).toContain('Removed "check-access"');
    expect((await run()).stdout).toContain('There is no schedule.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a job that deletes gets no schedule, and a runbook that was changed since is not run', async () => {
  const { folder, customers } = workspace();
  try {
    const options = { customers: [customers], all: true, rule: NIGHT };
    for (const job of ['rotate-keys', 'offboard'])
      await expect(addSchedule(job, options), job).rejects.toMatchObject({ code: 'KW-SCHEDULE-DELETES' });
    const asked = askedFrom(customers);
    const schedule = { ...said(), format: 1 as const, id: '' };
    await expect(asked(schedule)).rejects.toThrow('its runbook, or a portal');
    const sha256 = sha256Of(readFileSync('runbooks/check-access.yaml'));
    expect(await asked({ ...schedule, sha256 })).toMatchObject({ customers: ['acme'] });
    mkdirSync(join(folder, 'portals'));
    writeFileSync(join(folder, 'portals', '.DS_Store'), '');
    expect(portalsSha256(folder)).toBe('none');
    copyFileSync('runbooks/vendors/gozynta.portal.yaml', join(folder, 'portals', 'ours.yaml'));
    expect(() => requirePortals({ customers }, 'none')).toThrow('are not as they were where the job was submitted');
    requirePortals({ customers }, portalsSha256(folder));
    await expect(asked({ ...schedule, sha256 })).rejects.toThrow('a portal of the workspace, was changed since');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
