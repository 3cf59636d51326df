import { type KeyObject, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Signer } from '../evidence/signing.ts';
import { UserError } from '../files/user-error.ts';
import type { Queue } from './queue.ts';
import { ASKED, isSignedText, signText } from './signed-job.ts';

/** Stands before what is signed: a signed schedule is no signed job. */
const PURPOSE = 'keywright schedule 1\n';
const HOUR = 3_600_000;
/** How late a date may be seen to, in milliseconds: a check of the night must not begin at noon. */
export const GRACE = HOUR;

const names = z.array(z.string().regex(/^[a-z0-9-]{1,60}$/)).max(1_000);

/** A job that workers submit again and again: what for, and when. */
const Schedule = z.strictObject({
  ...ASKED,
  format: z.literal(1),
  id: z.uuid(),
  name: z.string().regex(/^[a-z0-9-]{1,60}$/),
  /** A recurrence rule, RFC 5545. */
  rule: z.string().min(1).max(1_000),
  /** The time zone in which the rule is read, such as Europe/Berlin. */
  zone: z.string().min(1).max(60),
  /** For whom: read in the customers file of the worker, at each date. */
  customers: z.strictObject({ all: z.boolean(), names, where: z.array(z.string().max(100)).max(20) }),
  /** Workers with this tag; missing for those without one. */
  tag: z.string().max(40).optional(),
  /** Dates after this count, UTC. */
  since: z.iso.datetime(),
});

export type Schedule = z.infer<typeof Schedule>;

/** What lies in the database. */
interface SignedSchedule {
  /** The schedule as JSON, as it was signed. */
  said: string;
  /** Base64. */
  signature: string;
}

/** A schedule that is not as a trusted key signed it, or not to be followed as it is. */
export class ScheduleRefused extends UserError {
  constructor(why: string) {
    super('KW-SCHEDULE-REFUSED', `The schedule is not followed: ${why}.`);
  }
}

/** `all customers`, `acme, beta`, `tag=pilot` */
export const whomOf = ({ customers: { all, names, where } }: Schedule): string =>
  all ? 'all customers' : [...names, ...where].join(', ');

/** Signs a schedule for the database. */
export function signSchedule(schedule: Omit<Schedule, 'format' | 'id'>, signer: Signer): SignedSchedule {
  const said = JSON.stringify(Schedule.parse({ format: 1, id: randomUUID(), ...schedule }));
  return { said, signature: signText(PURPOSE, said, signer) };
}

/** Reads what lies in the database without asking who signed it: for showing alone. */
export function readSchedule(said: string): Schedule | undefined {
  try {
    return Schedule.parse(JSON.parse(said));
  } catch {
    return undefined;
  }
}

/**
 * Opens what lay in the database, whoever may have put it there.
 * @param name under which it lay
 * @throws ScheduleRefused
 */
export function openSchedule({ said, signature }: SignedSchedule, name: string, keys: readonly KeyObject[]): Schedule {
  if (!isSignedText(PURPOSE, said, signature, keys))
    throw new ScheduleRefused('no key that this worker trusts has signed it as it is');
  const schedule = readSchedule(said);
  if (schedule?.name !== name) throw new ScheduleRefused('it is stored under another name, or its form is unknown');
  return schedule;
}

/**
 * Refuses a rule that cannot be read, that is over, or that comes more often than once an hour.
 * @returns its next dates, at most five
 * @throws UserError
 */
export function checkRule(queue: Pick<Queue, 'dates'>, rule: string, zone: string, from: Date): Date[] {
  const wrong = (why: string) => new UserError('KW-USAGE', `error: --rule "${rule}" (${zone}): ${why}`);
  if (!/(^|[\s;:])FREQ=/i.test(rule))
    throw wrong('a recurrence rule (RFC 5545) is needed, such as FREQ=DAILY;BYHOUR=1;BYMINUTE=30');
  let dates: Date[];
  try {
    dates = queue.dates(rule, zone, from, 100);
  } catch (error) {
    throw wrong((error as Error).message);
  }
  if (dates.length === 0) throw wrong('it has no further date');
  if (dates.some((date, at) => at > 0 && date.getTime() - dates[at - 1]!.getTime() < HOUR))
    throw wrong('once an hour is the most');
  return dates.slice(0, 5);
}

/** What of a schedule has come up by now: the date to see to, and those for which it is too late. */
export interface Dates {
  /** undefined where none is due, or all are too long ago. */
  due: Date | undefined;
  missed: Date[];
}

/** Of several dates that came up, the last one is seen to, if it is not too late for it. */
export function datesUntil(queue: Pick<Queue, 'dates'>, { rule, zone }: Schedule, from: Date, now: Date): Dates {
  const all: Date[] = [];
  for (let last = from; ; last = all.at(-1)!) {
    const page = queue.dates(rule, zone, last, 100);
    all.push(...page.filter((date) => date <= now));
    if (page.length < 100 || page.at(-1)! > now) break;
  }
  const last = all.at(-1);
  const due = last !== undefined && now.getTime() - last.getTime() <= GRACE ? last : undefined;
  return { due, missed: due === undefined ? all : all.slice(0, -1) };
}
