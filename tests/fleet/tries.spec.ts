import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { Database } from '../../src/fleet/database.ts';
import { Decisions } from '../../src/fleet/decisions.ts';
import { Queue } from '../../src/fleet/queue.ts';
import { type Envelope, type QueuedJob, signJob, VALID_FOR } from '../../src/fleet/signed-job.ts';
import { test } from '../support/postgres.ts';
import {
  nextTime,
  type StubWorker,
  type StubWorkspace,
  startStubWorker,
  stubJob,
  stubWorkspace,
  submitStub,
} from '../support/stub-fleet.ts';

const STRANGER = stubWorkspace();

/** The signed job with something else in it. */
const altered = (change: Partial<QueuedJob>) => (customer: string, ours: StubWorkspace) => {
  const { job, signature } = signJob(stubJob(customer), ours.signer);
  return { job: JSON.stringify({ ...(JSON.parse(job) as QueuedJob), ...change }), signature };
};

const signedAs = (job: QueuedJob, { signer }: StubWorkspace): Envelope => {
  const text = JSON.stringify(job);
  return { job: text, signature: Buffer.from(signer.sign(Buffer.from(`keywright job 1\n${text}`))).toString('base64') };
};

/** What somebody might put into the database who can write to it, by what it is and why it is refused. */
const TRIES: [what: string, row: (customer: string, ours: StubWorkspace) => unknown, why: RegExp][] = [
  ['a job by another workspace', (customer) => signJob(stubJob(customer), STRANGER.signer), /no key that this worker/],
  ['another customer', altered({ customer: 'victim' }), /no key that this worker/],
  ['another runbook', altered({ runbook: 'offboard' }), /no key that this worker/],
  ['another version of the runbook', altered({ sha256: 'b'.repeat(64) }), /no key that this worker/],
  ['other portals', altered({ portals: 'c'.repeat(64) }), /no key that this worker/],
  ['other inputs', altered({ inputs: ['role=Admin'] }), /no key that this worker/],
  ['an approval that nobody gave', altered({ approve: ['delete'] }), /no key that this worker/],
  ['a yes that nobody gave', altered({ yes: true }), /no key that this worker/],
  ['another person who asked', altered({ operator: 'boss' }), /no key that this worker/],
  ['a later place', altered({ order: nextTime(Date.now() + 1_000) }), /no key that this worker/],
  ['another attempt', altered({ attempt: 2 }), /no key that this worker/],
  ['no signature', (customer, ours) => ({ job: signJob(stubJob(customer), ours.signer).job }), /not in the form/],
  [
    'an empty signature',
    (customer, ours) => ({ ...signJob(stubJob(customer), ours.signer), signature: '' }),
    /no key that this worker/,
  ],
  [
    'a signature that our key gave to something else',
    (customer, { signer }) => {
      const job = JSON.stringify(stubJob(customer));
      return { job, signature: Buffer.from(signer.sign(Buffer.from(job))).toString('base64') };
    },
    /no key that this worker/,
  ],
  ['no job at all', () => null, /not in the form/],
  ['a list', () => [1], /not in the form/],
  ['a job of a megabyte', () => ({ job: 'x'.repeat(1_000_000), signature: 'x' }), /not in the form/],
  ["another customer's signed job", (_, ours) => signJob(stubJob('victim'), ours.signer), /name of another customer/],
  [
    'a job that has waited too long',
    (customer, ours) => {
      const then = nextTime(Date.now() - VALID_FOR - 60_000);
      return signJob(stubJob(customer, { order: then, signed: then }), ours.signer);
    },
    /more than seven days/,
  ],
  [
    'a job of tomorrow',
    (customer, ours) => {
      const then = nextTime(Date.now() + 86_400_000);
      return signJob(stubJob(customer, { order: then, signed: then }), ours.signer);
    },
    /signed in the future/,
  ],
  [
    'a runbook outside of the workspace',
    (customer, ours) => signedAs(stubJob(customer, { runbook: '../evil.yaml' }), ours),
    /form is not known/,
  ],
  [
    'a word that this version does not know',
    (customer, ours) => signedAs({ ...stubJob(customer), headed: true } as QueuedJob, ours),
    /form is not known/,
  ],
];

async function put(database: Database, queue: Queue, customer: string, row: unknown): Promise<void> {
  await queue.submit([{ customer, envelope: { job: '', signature: '' } }]);
  await database.executeSql('update keywright_queue.job set data = $2::jsonb where singleton_key = $1', [
    customer,
    JSON.stringify(row),
  ]);
}

async function stop(worker: StubWorker): Promise<void> {
  worker.stop.abort();
  await worker.ended;
}

test('of what somebody puts into the database, nothing runs', async ({ fresh: { database } }) => {
  const ours = stubWorkspace();
  await Queue.with(database, async (queue) => {
    for (const [at, [, row]] of TRIES.entries()) await put(database, queue, `msp-${at}`, row(`msp-${at}`, ours));
    await submitStub(queue, ours, stubJob('honest'));
    const worker = startStubWorker(queue, ours);
    await worker.settled(TRIES.length + 1);
    await stop(worker);
    expect(worker.begun).toEqual(['honest 1']);
    const refused = worker.told.flatMap((told) => (told.what === 'refused' ? [[told.customer, told.why]] : []));
    const why = Object.fromEntries(refused) as Record<string, string>;
    for (const [at, [what, , expected]] of TRIES.entries()) expect(why[`msp-${at}`], what).toMatch(expected);
  });
});

test('a job runs once, however often it is put into the queue', async ({ fresh: { database } }) => {
  const ours = stubWorkspace();
  await Queue.with(database, async (queue) => {
    const [envelope] = await submitStub(queue, ours, stubJob('acme'));
    const worker = startStubWorker(queue, ours);
    await worker.settled(1);
    // A copy; the same row set back; and one that runs at another worker of the workspace.
    await queue.submit([{ customer: 'acme', envelope: envelope! }]);
    await worker.settled(2);
    await database.executeSql(
      `update keywright_queue.job set state = 'created', completed_on = null where state = 'completed';`,
    );
    await database.executeSql(`delete from keywright_queue.job where state = 'failed'`);
    await worker.settled(3);
    await stop(worker);
    const another = startStubWorker(queue, ours);
    await database.executeSql(`delete from keywright_queue.job`);
    await queue.submit([{ customer: 'acme', envelope: envelope! }]);
    await another.settled(1);
    await stop(another);
    expect([...worker.begun, ...another.begun]).toEqual(['acme 1']);
    expect(worker.told.filter(({ what }) => what === 'refused')).toHaveLength(2);
  });
});

test('jobs of a customer that somebody re-ordered: the earlier does not run after the later', async ({
  fresh: { database },
}) => {
  const ours = stubWorkspace();
  await Queue.with(database, async (queue) => {
    await submitStub(queue, ours, stubJob('acme', { runbook: 'offboard' }));
    await submitStub(queue, ours, stubJob('acme', { runbook: 'onboard' }));
    await database.executeSql(
      `update keywright_queue.job set start_after = case when data->>'job' like '%onboard%' then now() else 'infinity' end`,
    );
    const first = startStubWorker(queue, ours);
    await first.settled(1);
    await stop(first);
    expect(first.begun).toEqual(['acme 1']);
    await database.executeSql(`update keywright_queue.job set start_after = now() where state = 'created'`);
    const worker = startStubWorker(queue, ours);
    await worker.settled(1);
    await stop(worker);
    const begun = [...first.told, ...worker.told].flatMap((told) => (told.what === 'begun' ? [told.job.runbook] : []));
    expect(begun).toEqual(['onboard']);
    expect(worker.told).toContainEqual(
      expect.objectContaining({ what: 'refused', why: expect.stringContaining('a later job of this customer') }),
    );
  });
});

test('turns that somebody altered: no two jobs of a customer at once, none twice, none after a later one', async ({
  fresh: { database },
}) => {
  const ours = stubWorkspace();
  await Queue.with(database, async (queue) => {
    const runbooks = ['a', 'b', 'c', 'd'];
    for (const runbook of runbooks) await submitStub(queue, ours, stubJob('acme', { runbook }));
    await database.executeSql('delete from keywright.turn; update keywright_queue.job set start_after = now()');
    let [now, most] = [0, 0];
    const begun: string[] = [];
    const workers = [1, 2].map(() =>
      startStubWorker(queue, ours, async ({ runbook }) => {
        begun.push(runbook);
        now += 1;
        most = Math.max(most, now);
        await delay(50);
        now -= 1;
        return { outcome: 'done', exit: 0 };
      }),
    );
    const settled = () =>
      workers.flatMap(({ told }) => told.filter(({ what }) => what === 'ended' || what === 'refused'));
    await expect.poll(() => settled().length).toBe(runbooks.length);
    await Promise.all(workers.map(stop));
    expect(most).toBe(1);
    expect(begun).toEqual([...new Set(begun)].toSorted());
  });
});

test('a failed job that somebody altered is not signed anew', async ({ fresh: { database } }) => {
  const ours = stubWorkspace();
  await Queue.with(database, async (queue) => {
    await put(database, queue, 'acme', altered({ runbook: 'offboard' })('acme', ours));
    const worker = startStubWorker(queue, ours);
    await worker.settled(1);
    await stop(worker);
    const decisions = new Decisions(database, queue, 'jane');
    await expect(decisions.retry('acme', ours.signer, ours.keys())).rejects.toThrow('no key that this worker trusts');
  });
});
