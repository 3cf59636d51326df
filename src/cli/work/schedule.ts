import { hostname } from 'node:os';
import { portalsSha256 } from '../../engine/own-portals.ts';
import { newRunId } from '../../engine/run-id.ts';
import { count } from '../../evidence/picture-count.ts';
import { oneLine } from '../../files/sanitize.ts';
import { UserError } from '../../files/user-error.ts';
import { checkRule, GRACE, type Schedule, ScheduleRefused, whomOf } from '../../fleet/schedule.ts';
import { type Asked, cameInWords, type ListedSchedule, Schedules, type ScheduleTold } from '../../fleet/schedules.ts';
import type { Prepared } from '../../runbook/load.ts';
import { type Notice, unmarked } from '../../watch/notices.ts';
import { type WithDatabase, withQueue } from '../database-address.ts';
import { loadChosen } from '../load-chosen.ts';
import { chosenCustomers, type ManyOptions } from '../many-customers.ts';
import { operator } from '../operator.ts';
import { printJson } from '../progress/json.ts';
import { print, printLine } from '../terminal.ts';
import { refuseUnattended, refuseUnknownSteps, refuseWithoutWindow, watchingOf } from '../watch-options.ts';
import { runsOf, stateOf, workspaceOf } from '../workspace.ts';
import { minute, type QueueOptions } from './queue.ts';
import { jobSigner, referenceTo, runbookPath } from './submit.ts';

export interface AddOptions extends ManyOptions, WithDatabase {
  rule: string;
  zone?: string;
  name?: string;
  input?: string[];
  vendor?: string;
  approve?: string[];
  tag?: string;
}

/** @throws UserError for a job that deletes: nobody is there to look first */
function refuseDeleting({ runbook, steps }: Prepared): void {
  const deleting = steps.find(({ deletes }) => deletes);
  if (deleting !== undefined)
    throw new UserError(
      'KW-SCHEDULE-DELETES',
      `“${runbook.title}” deletes or replaces what may be in use (step ${deleting.index + 1}, “${deleting.title}”), ` +
        'so it has no schedule.\nNext:     keywright due --run runs it where it is due; keywright submit once.',
    );
}

/** The name of a schedule that was given none: that of its runbook, as far as a name may have it. */
const nameFrom = (runbook: string): string => runbook.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');

/** Has the workers submit a runbook for the chosen customers at each date of a rule. */
export async function addSchedule(runbook: string, options: AddOptions): Promise<void> {
  const { rule, input = [], approve = [], vendor, tag, all = false, where = [] } = options;
  const zone = options.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const chosen = chosenCustomers(options);
  const workspace = { customers: chosen.file };
  const prepared = await loadChosen(runbook, chosen, options);
  const watching = watchingOf({ approve });
  for (const one of prepared) {
    refuseDeleting(one);
    refuseUnknownSteps(one, watching);
    refuseWithoutWindow(one, false);
    refuseUnattended(one, watching, false);
  }
  const name = options.name ?? nameFrom(prepared[0]!.runbook.name);
  if (!/^[a-z0-9-]{1,60}$/.test(name))
    throw new UserError(
      'KW-USAGE',
      `error: a schedule's name consists of lower-case letters, digits and hyphens, not "${name}"`,
    );
  const signer = jobSigner(stateOf(workspace), runsOf(workspace), print);
  await withQueue({ ...options, ...workspace }, async (queue, database) => {
    const now = new Date();
    const [next] = checkRule(queue, rule, zone, now);
    await new Schedules(database, queue, stateOf(workspace)).add(
      {
        name,
        rule,
        zone,
        runbook: referenceTo(runbook, workspaceOf(workspace)),
        sha256: prepared[0]!.sha256,
        portals: portalsSha256(workspaceOf(workspace)),
        inputs: input,
        approve,
        operator: operator(),
        host: hostname(),
        customers: { all, names: chosen.names, where },
        ...(tag !== undefined && { tag }),
        ...(vendor !== undefined && { vendor }),
        since: now.toISOString(),
      },
      signer,
    );
    const workers = tag === undefined ? 'a worker' : `a worker with --tag ${tag}`;
    print(
      `Added "${name}": ${prepared[0]!.runbook.title}, now for ${count(prepared.length, 'customer')}, next at ` +
        `${minute(next!.toISOString())}, if ${workers} runs then.\nFollow it: keywright schedule`,
    );
  });
}

/** Ends a schedule. It is kept who and when. */
export async function removeSchedule(name: string, options: QueueOptions): Promise<void> {
  await withQueue(options, async (queue, database) => {
    await new Schedules(database, queue, stateOf(options)).remove(name, operator());
  });
  print(`Removed "${name}". Jobs that it has submitted stay in the queue.`);
}

const missedInWords = (dates: string[]) =>
  `missed, because no worker ran within ${GRACE / 60_000} minutes: ${dates.map(minute).join(', ')}`;

/** What came of the last date, and what was missed. */
function news({ came, missed }: Pick<ListedSchedule, 'came' | 'missed'>): string[] {
  return [
    ...(came === undefined ? [] : [`${minute(came.date)}: ${cameInWords(came)}`]),
    ...(missed.length === 0 ? [] : [missedInWords(missed)]),
  ];
}

/** Shows the schedules. */
export async function showSchedules(options: QueueOptions): Promise<void> {
  await withQueue(options, async (queue, database) => {
    const all = await new Schedules(database, queue, stateOf(options)).list();
    if (options.json) for (const one of all) printJson({ type: 'schedule', ...one });
    else if (all.length === 0) print('There is no schedule.\nNext:     keywright schedule add --help');
    else for (const one of all) showSchedule(one);
  });
}

function showSchedule(one: ListedSchedule): void {
  const { name, schedule, next, came, missed } = one;
  const what =
    schedule === undefined
      ? 'a schedule that cannot be read'
      : `${schedule.runbook} for ${whomOf(schedule)}, ${oneLine(schedule.rule)} (${schedule.zone}), by ${schedule.operator}`;
  const bad = came?.refused !== undefined || missed.length > 0;
  printLine({ mark: bad ? '! ' : '✓ ', tone: bad ? 'warn' : 'good', text: `${name}  ${what}` });
  print(`  next: ${next === undefined ? 'none' : minute(next)}`);
  for (const line of news(one)) print(`  ${line}`);
}

/** What a worker says of a schedule whose date has come. */
export const scheduleLines = (told: ScheduleTold): string[] =>
  news({ came: told.came, missed: told.missed }).map((line) => `Schedule ${told.name}: ${line}`);

/** For somebody who is not there: dates that no worker was there for, and one whose jobs were refused. */
export function scheduleNotices({ name, came, missed }: ScheduleTold): Notice[] {
  const about = { what: 'missed', schedule: unmarked(name) } as const;
  const say = (text: string): Notice => ({ ...about, text: unmarked(`Schedule ${name}: ${text}`) });
  return [
    ...(missed.length === 0 ? [] : [say(missedInWords(missed))]),
    ...(came?.refused === undefined ? [] : [say(`${minute(came.date)}: ${came.refused}`)]),
  ];
}

/** For whom a schedule's date is meant, by the files of this machine. */
export function askedFrom(customers: string): (schedule: Schedule) => Promise<Asked> {
  return async ({ runbook, sha256, vendor, portals, inputs, customers: { all, names, where } }) => {
    const path = runbookPath(runbook, workspaceOf({ customers }));
    const chosen = { file: customers, names, one: undefined };
    const prepared = await loadChosen(path, chosen, { all, where, input: inputs, ...(vendor && { vendor }) });
    if (prepared[0]!.sha256 !== sha256 || portals !== portalsSha256(workspaceOf({ customers })))
      throw new ScheduleRefused(
        'its runbook, or a portal of the workspace, was changed since; remove it, and add it again',
      );
    for (const one of prepared) refuseDeleting(one);
    return { batch: newRunId().id, customers: prepared.map(({ customer: { name } }) => name) };
  };
}
