import { type KeyObject, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isSignature, type Signer } from '../evidence/signing.ts';
import { UserError } from '../files/user-error.ts';

/** How long a job may wait for a worker, in milliseconds: who signs may leave, and a queue must not wake after months. */
export const VALID_FOR = 7 * 24 * 3_600_000;
/** By how much the clocks of submitter, database and worker may differ, in milliseconds. */
const CLOCKS = 5 * 60_000;
/** The most characters of a job: what is longer was not made by Keywright. */
const LONGEST = 64 * 1024;
/** Stands before what is signed, so that no other signature of the same key can pass for that of a job. */
const PURPOSE = 'keywright job 1\n';

/** Signs a text for one purpose. @returns Base64 */
export const signText = (purpose: string, said: string, signer: Signer): string =>
  Buffer.from(signer.sign(Buffer.from(purpose + said, 'utf8'))).toString('base64');

/** Whether one of these keys has signed a text for a purpose. */
export const isSignedText = (purpose: string, said: string, signature: string, keys: readonly KeyObject[]): boolean =>
  keys.some((key) => isSignature(Buffer.from(purpose + said, 'utf8'), Buffer.from(signature, 'base64'), key));

const text = (most: number) => z.string().min(1).max(most);
const time = z.iso.datetime({ precision: 6 });

/** Which runbook, and how: what a job and a schedule both say. */
export const ASKED = {
  /** A runbook that comes with Keywright, or the path of one in the workspace. */
  runbook: text(200).regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./ -]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The vendor whose portal the runbook is for, where it is not MSPCFO's. */
  vendor: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
  /** SHA-256 of the portals that the workspace adds; `none` where it adds none. */
  portals: z.string().regex(/^([0-9a-f]{64}|none)$/),
  /** `name=value` */
  inputs: z.array(z.string().max(4_000)).max(100),
  /** Steps that whoever asked has approved. */
  approve: z.array(text(100)).max(200),
  /** Who asked, and where. */
  operator: text(200),
  host: text(200),
};

/** What a worker is asked to do: names and plain inputs, never a secret. */
const QueuedJob = z.strictObject({
  ...ASKED,
  format: z.literal(1),
  id: z.uuid(),
  /** The submission that it came with: several customers may share it. */
  batch: text(80),
  customer: z.string().regex(/^[a-z0-9-]{1,60}$/),
  yes: z.boolean(),
  /** The schedule that asked for it. */
  schedule: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
  /** Its place among the jobs of its customer: the database's time when it was first submitted, UTC. */
  order: time,
  /** From 1; a person who has a failed job run again signs the next one. */
  attempt: z.int().min(1).max(1_000),
  /** When this attempt was signed; of the database's clock. */
  signed: time,
});

export type QueuedJob = z.infer<typeof QueuedJob>;

/** What lies in the database. */
export interface Envelope {
  /** The job as JSON, as it was signed. */
  job: string;
  /** Base64. */
  signature: string;
}

/** A job that is not as a trusted key signed it, or not its customer's next one. Nothing of it is begun. */
export class JobRefused extends UserError {
  constructor(why: string) {
    super('KW-JOB-REFUSED', `The job is refused: ${why}.`);
  }
}

/** Signs a job for the queue. */
export function signJob(job: QueuedJob, signer: Signer): Envelope {
  const said = JSON.stringify(QueuedJob.parse(job));
  return { job: said, signature: signText(PURPOSE, said, signer) };
}

/**
 * A job for each customer, signed.
 * @param now the database's time
 */
export function signJobs(
  customers: readonly string[],
  asked: Omit<QueuedJob, 'format' | 'id' | 'customer' | 'order' | 'attempt' | 'signed'>,
  now: string,
  signer: Signer,
): { customer: string; envelope: Envelope }[] {
  return customers.map((customer) => {
    const job = { ...asked, format: 1 as const, id: randomUUID(), customer };
    return { customer, envelope: signJob({ ...job, order: now, attempt: 1, signed: now }, signer) };
  });
}

/**
 * Opens what lay in the database, whoever may have put it there.
 * @param keys the public keys of those who may submit
 * @param now milliseconds
 * @throws JobRefused
 */
export function openEnvelope(data: unknown, keys: readonly KeyObject[], now = Date.now()): QueuedJob {
  const { job, signature } = (data ?? {}) as Partial<Record<keyof Envelope, unknown>>;
  if (typeof job !== 'string' || typeof signature !== 'string' || job.length > LONGEST)
    throw new JobRefused('it is not in the form of a signed job');
  if (!isSignedText(PURPOSE, job, signature, keys))
    throw new JobRefused('no key that this worker trusts has signed it as it is');
  const parsed = QueuedJob.safeParse(JSON.parse(job));
  if (!parsed.success) throw new JobRefused('its form is not known to this version of Keywright');
  const signed = Date.parse(parsed.data.signed);
  if (signed > now + CLOCKS || Date.parse(parsed.data.order) > signed)
    throw new JobRefused('it was signed in the future; check the clocks of the machines');
  if (signed < now - VALID_FOR) throw new JobRefused('it has waited for more than seven days. Submit it again');
  return parsed.data;
}
