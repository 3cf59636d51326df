import { formatClock } from '../../evidence/format-duration.ts';
import { outcomesInWords } from '../../evidence/outcomes.ts';
import { type Batch, outcomesOfBatch } from '../../evidence/runs/batches.ts';
import { type Cause, causesOf, causeWords, nextOf } from '../../evidence/runs/causes.ts';
import { exit } from '../exit-codes.ts';
import type { Line } from '../terminal.ts';

/** The worst first. */
const BY_GRAVITY = [exit.interrupted, exit.runFailed, exit.badInput, exit.busy, exit.drift];

/** The exit code of a batch: that of the customer for whom it ended worst. */
export function batchExit({ customers, stopped }: Pick<Batch, 'customers' | 'stopped'>, interrupted: boolean): number {
  if (interrupted) return exit.interrupted;
  const worst = BY_GRAVITY.find((code) => customers.some((one) => one.exit === code));
  return worst ?? (stopped === undefined ? exit.success : exit.runFailed);
}

/** Of how many customers names are listed at the terminal. */
const LISTED = 8;

export function causeLines(one: Cause): Line[] {
  const { cause, customers } = one;
  const names = customers.filter((_, at) => at < LISTED).map(({ name }) => name);
  const more = customers.length > LISTED ? `, and ${customers.length - LISTED} more` : '';
  const { actual, hint } = causeWords(one);
  const indent = '    ';
  return [
    { mark: '  - ', text: `${cause}: ${customers.length} (${names.join(', ')}${more})` },
    ...(actual === undefined ? [] : [{ mark: `${indent}Saw:      `, tone: 'mute', text: actual } as const]),
    ...(hint === undefined
      ? []
      : [{ mark: `${indent}Next:     `, tone: 'strong', text: hint, textTone: 'strong' } as const]),
  ];
}

/** What is to be said of bundles that did not get to the store for them. */
function storeLines({ customers }: Batch): Line[] {
  const why = customers.flatMap(({ notStored }) => notStored ?? []);
  if (why.length === 0) return [];
  const whose = `${why.length} of ${customers.length} customers have bundles that are not in the bundle store`;
  return [{ mark: '! ', tone: 'warn', text: `${whose}. ${why[0]} keywright bundles push tries again.` }];
}

/** The last lines of a batch: how many customers ended how, and what to do for the others, by cause. */
export function batchEndLines(batch: Batch, page: string): Line[] {
  const ms = Date.parse(batch.ended!) - Date.parse(batch.begun);
  const causes = causesOf(batch);
  const onlyDrift = causes.every(({ cause }) => cause === 'drift');
  const next = nextOf(batch);
  const left = batch.customers.reduce((sum, one) => sum + (one.left ?? 0), 0);
  const head = `${batch.customers.length} customers: ${outcomesInWords(outcomesOfBatch(batch))} (${formatClock(ms)})`;
  return [
    { text: '' },
    causes.length === 0
      ? { mark: '✓ ', tone: 'good', text: head, textTone: 'strong' }
      : onlyDrift
        ? { mark: '≠ ', tone: 'warn', text: head, textTone: 'strong' }
        : { mark: '✗ ', tone: 'bad', text: head, textTone: 'strong' },
    ...(batch.stopped === undefined ? [] : [{ mark: '  ', text: `Not all customers were started: ${batch.stopped}.` }]),
    ...causes.flatMap(causeLines),
    ...(left === 0 ? [] : [{ mark: '! ', tone: 'warn' as const, text: `${left} left for you: see the summary.` }]),
    ...storeLines(batch),
    ...(next === undefined ? [] : [{ mark: 'Next:     ', tone: 'strong' as const, text: next }]),
    { mark: 'Summary:  ', tone: 'mute', text: page, whole: true },
  ];
}
