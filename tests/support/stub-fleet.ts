import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeSigner, readPublicKey, type Signer } from '../../src/evidence/signing.ts';
import type { Job } from '../../src/fleet/batch.ts';
import { JobMarks } from '../../src/fleet/job-marks.ts';
import type { RunEnding } from '../../src/fleet/job-process.ts';
import type { Queue } from '../../src/fleet/queue.ts';
import { type Envelope, type QueuedJob, signJob } from '../../src/fleet/signed-job.ts';
import { type Told, Worker, type WorkerOptions } from '../../src/fleet/worker.ts';

/** A workspace that only signs and marks jobs. */
export interface StubWorkspace {
  state: string;
  signer: Signer;
  keys: WorkerOptions['keys'];
}

export function stubWorkspace(): StubWorkspace {
  const state = mkdtempSync(join(tmpdir(), 'kw-fleet-'));
  process.on('exit', () => rmSync(state, { recursive: true, force: true }));
  const signer = makeSigner(state);
  const keys = [readPublicKey(signer.publicKey)];
  return { state, signer, keys: () => keys };
}

const DONE: RunEnding = { outcome: 'done', exit: 0 };

let clock = 0;
/** A time of the database, each later than the one before. */
export const nextTime = (at = Date.now()): string =>
  new Date(at).toISOString().replace('Z', `${String((clock += 1) % 1_000).padStart(3, '0')}Z`);

export function stubJob(customer: string, more: Partial<QueuedJob> = {}): QueuedJob {
  const now = nextTime();
  return {
    format: 1,
    id: randomUUID(),
    batch: '20261130-041152-4teple3h',
    runbook: 'check-access',
    sha256: 'a'.repeat(64),
    portals: 'none',
    customer,
    inputs: [],
    approve: [],
    yes: false,
    operator: 'jane',
    host: 'here',
    order: now,
    attempt: 1,
    signed: now,
    ...more,
  };
}

export async function submitStub(queue: Queue, { signer }: StubWorkspace, ...jobs: QueuedJob[]): Promise<Envelope[]> {
  const all = jobs.map((job) => ({ customer: job.customer, envelope: signJob(job, signer) }));
  await queue.submit(all);
  return all.map(({ envelope }) => envelope);
}

export interface StubWorker {
  told: Told[];
  /** `acme 1`: the customers whose jobs were begun, with the attempt. */
  begun: string[];
  /** How many of a customer's runs were at once, at most. */
  most: number;
  stop: AbortController;
  /** Why it took no more; undefined where it was stopped. */
  ended: Promise<string | undefined>;
  /** Until so many jobs have ended or were refused. */
  settled(number: number): Promise<void>;
}

/** A worker whose runs do nothing but end. @param run how a job's run ends; `stopped` is what a stop makes of it */
export function startStubWorker(
  queue: WorkerOptions['queue'],
  { state, keys }: StubWorkspace,
  run: (job: QueuedJob, signal: AbortSignal) => Promise<RunEnding> = async () => DONE,
  options: Partial<WorkerOptions> = {},
): StubWorker {
  const stop = new AbortController();
  const told: Told[] = [];
  const begun: string[] = [];
  const now = new Map<string, number>();
  const worker: StubWorker = {
    told,
    begun,
    most: 0,
    stop,
    ended: Promise.resolve(undefined),
    async settled(number) {
      for (const end = performance.now() + 30_000; ; await delay(20)) {
        const all = told.filter(({ what }) => what === 'ended' || what === 'refused').length;
        if (all >= number) return;
        if (performance.now() > end) throw new Error(`${all} of ${number} jobs: ${JSON.stringify(told)}`);
      }
    },
  };
  function begin(job: QueuedJob): Job<RunEnding> {
    begun.push(`${job.customer} ${job.attempt}`);
    const at = (now.get(job.customer) ?? 0) + 1;
    now.set(job.customer, at);
    worker.most = Math.max(worker.most, at);
    const stopped = new AbortController();
    const ended = run(job, stopped.signal).finally(() => now.set(job.customer, now.get(job.customer)! - 1));
    return { ended, stop: () => stopped.abort() };
  }
  worker.ended = new Worker({
    queue,
    tag: undefined,
    atOnce: 4,
    marks: new JobMarks(state),
    keys,
    begin,
    tell: (one) => told.push(one),
    signal: stop.signal,
    pause: { look: 50, beat: 500 },
    ...options,
  }).work();
  return worker;
}
