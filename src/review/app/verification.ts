import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Verified, verifyBundle } from '../../evidence/bundle/verify.ts';
import { checkChain } from '../../evidence/chain/hash-chain.ts';
import { count } from '../../evidence/picture-count.ts';
import type { Run } from '../../evidence/read-run.ts';
import { isVouchedFor } from '../../evidence/runs/verify-runs.ts';
import type { Picture } from '../pictures.ts';
import type { Check } from '../templates/checks.ts';
import { bundleCheck, pictureCheck } from '../templates/checks.ts';
import type { IndexedRun } from './run-index.ts';

/**
 * What can be said of a run's evidence without trusting it, in plain words. The only place that knows how.
 * @param key the public key of whoever signed
 */
export function verify(
  folder: string,
  entry: IndexedRun,
  run: Run,
  pictures: Map<number, Picture>,
  key: KeyObject | undefined,
): Check[] {
  const closed = existsSync(join(folder, 'SHA256SUMS'));
  const checks = closed ? [] : [journalCheck(folder), pictureCheck(run, pictures)];
  const verified = closed ? verifyBundle(folder, key, entry) : undefined;
  if (verified !== undefined) checks.push(bundleCheck(verified));
  checks.push(listCheck(folder, entry, verified, key));
  const { start } = run;
  if (start.run !== entry.run || start.customer.name !== entry.customer)
    checks.push({
      good: false,
      says:
        `The journal is of run ${start.run} for ${start.customer.name}, but its folder is of ${entry.run} for ` +
        `${entry.customer}.`,
    });
  return checks;
}

/** Of a run whose evidence is not closed. */
function journalCheck(folder: string): Check {
  const chain = checkChain(readFileSync(join(folder, 'journal.jsonl'), 'utf8'));
  if ('wrong' in chain) return { good: false, says: `The journal is broken: line ${chain.line} ${chain.wrong}.` };
  return {
    good: true,
    says:
      `The journal (${count(chain.lines, 'line')}) is unbroken: no line was changed, removed or inserted. The evidence ` +
      'is not closed, so nothing more can be checked.',
  };
}

/** Whether the list of all runs speaks for it. */
function listCheck(
  folder: string,
  { run, number, sums }: IndexedRun,
  verified: Verified | undefined,
  key: KeyObject | undefined,
): Check {
  if (number === undefined)
    return {
      good: false,
      says: 'This run is not in the list of runs, so nothing outside its folder vouches for it.',
    };
  if (sums === undefined)
    return { good: false, says: `Run ${number} in the list, which does not yet say how it ended.` };
  if (sums !== verified?.sums)
    return {
      good: false,
      says: `Run ${number} in the list, but its files are not those that the list recorded when the run was closed.`,
      tone: 'bad',
    };
  const vouched = verified.verdict === 'unsigned' && isVouchedFor(dirname(dirname(folder)), run, sums, key);
  return {
    good: true,
    says:
      `Run ${number} in the list; files match the ` +
      `list${vouched ? ', which is signed by this key and so vouches for them' : ''}.`,
  };
}
