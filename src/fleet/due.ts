import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJournalLine } from '../evidence/journal-line.ts';
import { isVerdict } from '../evidence/outcomes.ts';
import type { ListedRun } from '../evidence/runs/run-list.ts';
import type { Customer } from '../runbook/customers.ts';

const DAY = 24 * 60 * 60_000;

/** What is known of a customer's keys and checks, and what is due. Times are milliseconds since 1970. */
export interface Due {
  customer: string;
  /** Whose keys they are, if not MSPCFO's: `gozynta`. */
  vendor?: string;
  title: string;
  /** When the key was made that the newest run with one has made; undefined if none has, or it was taken away since. */
  keyMade: number | undefined;
  rotateBy: number | undefined;
  checked: number | undefined;
  checkBy: number | undefined;
  /** The newest check found something that is not as it should be. */
  drift: boolean;
  /** The runbooks that are due, in the order in which they are run. */
  due: ('rotate-keys' | 'check-access')[];
}

/** The moment at which a run sealed a new private key; undefined if it made none. */
function keyMadeIn(runs: string, { begun }: ListedRun): number | undefined {
  const file = join(runs, begun.customer.name, begun.run, 'journal.jsonl');
  if (!existsSync(file)) return undefined;
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .findLast((text) => text.includes('"type":"escrow.sealed"'));
  return line === undefined ? undefined : Date.parse(parseJournalLine(line).utc);
}

/** The vendor that a run was for, by its runbook's name; undefined for MSPCFO, and for any other runbook. */
function vendorOf({ begun }: ListedRun, { portals }: Customer): string | undefined {
  const name = /^(?:onboard|check-access|rotate-keys|offboard)-(.+)$/.exec(begun.runbook.name)?.[1];
  return name !== undefined && Object.hasOwn(portals, name) ? name : undefined;
}

const isJob = ({ begun }: ListedRun, job: string, vendor: string | undefined): boolean =>
  begun.runbook.name === (vendor === undefined ? job : `${job}-${vendor}`);

/** @param known the customer's runs for one vendor, oldest first */
function keyOf(runs: string, known: readonly ListedRun[], vendor: string | undefined): number | undefined {
  for (const run of known.toReversed()) {
    if (isJob(run, 'offboard', vendor) && run.closed?.outcome === 'done') return undefined;
    const made = keyMadeIn(runs, run);
    if (made !== undefined) return made;
  }
  return undefined;
}

/** What is due for these customers, in their order, and for each vendor that has keys of theirs. @param listed all runs, oldest first */
export function whatIsDue(
  runs: string,
  customers: readonly Customer[],
  listed: readonly ListedRun[],
  now: number,
): Due[] {
  return customers.flatMap((customer) => {
    const { name, title, policy } = customer;
    const all = listed.filter(({ begun }) => begun.customer.name === name);
    const vendors = new Set([undefined, ...all.map((run) => vendorOf(run, customer))]);
    return [...vendors].map((vendor): Due => {
      const { rotateAfter, checkAfter } = policy;
      const known = all.filter((run) => vendorOf(run, customer) === vendor);
      const keyMade = keyOf(runs, known, vendor);
      const check = known.findLast((run) => isJob(run, 'check-access', vendor) && isVerdict(run.closed?.outcome));
      const checked = check && Date.parse(check.closed!.utc);
      const rotateBy = keyMade === undefined || rotateAfter === undefined ? undefined : keyMade + rotateAfter * DAY;
      // What was never onboarded has no access to check.
      const since = checked ?? keyMade;
      const checkBy =
        keyMade === undefined || since === undefined || checkAfter === undefined ? undefined : since + checkAfter * DAY;
      return {
        customer: name,
        ...(vendor !== undefined && { vendor }),
        title,
        keyMade,
        rotateBy,
        checked,
        checkBy,
        drift: check?.closed?.outcome === 'drift',
        due: [
          ...(rotateBy !== undefined && rotateBy <= now ? (['rotate-keys'] as const) : []),
          ...(checkBy !== undefined && checkBy <= now ? (['check-access'] as const) : []),
        ],
      };
    });
  });
}
