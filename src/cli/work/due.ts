import { takeCustomerLock } from '../../engine/customer-lock.ts';
import { loadPortals } from '../../engine/registry.ts';
import { count } from '../../evidence/picture-count.ts';
import { listedRuns, readRunList } from '../../evidence/runs/run-list.ts';
import { UserError } from '../../files/user-error.ts';
import { type Due, whatIsDue } from '../../fleet/due.ts';
import { loadCustomers } from '../../runbook/load-customers.ts';
import { BadInput } from '../bad-input.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { exit } from '../exit-codes.ts';
import { holderLine } from '../lock-message.ts';
import { operator } from '../operator.ts';
import { printJson, printResult } from '../progress/json.ts';
import { printError, printLine, type Tone } from '../terminal.ts';
import { runsOf, stateOf, workspaceOf } from '../workspace.ts';
import { runForMany } from './run-batch.ts';

export interface DueOptions {
  customers: string;
  run?: boolean;
  yes?: boolean;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

const DAY = 24 * 60 * 60_000;
const day = (time: number) => new Date(time).toISOString().split('T')[0]!;

/** `key of 2026-09-01, 90 days old, due since 2026-11-30` */
function keyWords({ keyMade, rotateBy, due }: Due, now: number): string {
  if (keyMade === undefined) return 'no key made here';
  const age = Math.floor((now - keyMade) / DAY);
  const until = rotateBy === undefined ? '' : `, due ${due.includes('rotate-keys') ? 'since' : 'on'} ${day(rotateBy)}`;
  return `key of ${day(keyMade)}, ${count(age, 'day')} old${until}`;
}

function checkWords({ checked, checkBy, drift, keyMade, due }: Due): string {
  if (keyMade === undefined && checked === undefined) return '';
  const late = checkBy === undefined ? '' : `, due ${due.includes('check-access') ? 'since' : 'on'} ${day(checkBy)}`;
  if (checked === undefined) return `never checked${late}`;
  return `checked ${day(checked)}${drift ? ', drift' : ''}${late}`;
}

function show(found: readonly Due[], now: number): void {
  const nameOf = ({ customer, vendor }: Due) => (vendor === undefined ? customer : `${customer} (${vendor})`);
  const width = Math.max(...found.map((one) => nameOf(one).length));
  for (const one of found) {
    const [mark, tone]: [string, Tone] = one.due.length > 0 || one.drift ? ['! ', 'warn'] : ['✓ ', 'good'];
    const words = [keyWords(one, now), checkWords(one)].filter((part) => part !== '').join('; ');
    printLine({ mark: one.keyMade === undefined ? '– ' : mark, tone, text: `${nameOf(one).padEnd(width)}  ${words}` });
  }
}

/** Lists what is due, and runs it if asked to. Sets the exit code. */
export async function showDue(options: DueOptions): Promise<void> {
  refuseLeakyEnvironment();
  const { customers, json, run } = options;
  const loaded = loadCustomers(customers, await loadPortals(workspaceOf(options)));
  if ('diagnostics' in loaded) throw new BadInput(loaded.diagnostics);
  const now = Date.now();
  const runs = runsOf(options);
  const found = whatIsDue(runs, [...loaded.customers.values()], listedRuns(readRunList(runs)), now);
  if (json) for (const one of found) printJson({ type: 'due', ...one });
  else if (!options.quiet) show(found, now);
  const policies = [...loaded.customers.values()].map(({ policy }) => policy);
  if (policies.every(({ rotateAfter, checkAfter }) => rotateAfter === undefined && checkAfter === undefined))
    printError(`No rotate-after or check-after in ${customers}, so nothing becomes due.`);
  const isDue = found.some(({ due }) => due.length > 0);
  process.exitCode = isDue ? exit.drift : exit.success;
  if (run) await withDueLock(options, async () => await runDue(found, options));
  else if (json) printResult({ outcome: isDue ? 'due' : 'nothing to do', exit: process.exitCode });
}

/**
 * Two that run what is due at once would do it twice: each rotation makes a new pair.
 * @throws UserError if somebody else does
 */
async function withDueLock(options: DueOptions, work: () => Promise<void>): Promise<void> {
  const lock = await takeCustomerLock(stateOf(options), '_due', { doing: 'due --run', operator: operator() });
  if ('heldBy' in lock)
    throw new UserError(
      'KW-BUSY',
      `Not started: due jobs are already running (${holderLine(lock.heldBy ?? {})}).\nNext:     Wait until it ends.`,
      exit.busy,
    );
  try {
    await work();
  } finally {
    lock.release();
  }
}

/** Rotates first: a check then finds what is there now. */
async function runDue(found: readonly Due[], options: DueOptions): Promise<void> {
  let code: number = exit.success;
  const tell: typeof printResult = (end) => printJson({ type: 'batch.ended', ...end });
  const jobs = (['rotate-keys', 'check-access'] as const).flatMap((runbook) => {
    const ofJob = found.filter(({ due }) => due.includes(runbook));
    return [...Map.groupBy(ofJob, ({ vendor }) => vendor)].map(([vendor, them]) => ({ runbook, vendor, them }));
  });
  for (const { runbook, vendor, them } of jobs) {
    const chosen = { file: options.customers, names: them.map(({ customer }) => customer), one: undefined };
    const stopped = await runForMany(
      runbook,
      chosen,
      { ...options, ...(vendor && { vendor }) },
      ['run', runbook],
      tell,
    );
    code ||= Number(process.exitCode);
    // What held the first would hold the second, too, after further sign-ins.
    if (stopped) break;
  }
  process.exitCode = code;
  if (options.json)
    printResult({ outcome: found.some(({ due }) => due.length > 0) ? 'ended' : 'nothing to do', exit: code });
}
