import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkChain } from '../../evidence/journal.ts';
import type { Picture } from '../pictures.ts';
import type { Run } from '../read-run.ts';
import { pictureCheck } from '../templates/checks.ts';
import type { Check } from '../templates/checks.ts';
import { count } from '../words.ts';
import type { IndexedRun } from './index-of-runs.ts';

/** What can be said of a run's evidence without trusting it, in plain words. The only place that knows how. */
export function verify(folder: string, entry: IndexedRun, run: Run, pictures: Map<number, Picture>): Check[] {
  const chain = checkChain(readFileSync(join(folder, 'journal.jsonl'), 'utf8'));
  const checks: Check[] = ['wrong' in chain
    ? { good: false, says: `The journal is not whole: line ${chain.line} ${chain.wrong}.` }
    : { good: true, says: `The journal’s ${count(chain.lines, 'line')} follow from one another: none was changed, removed or put in between.` }];
  checks.push(pictureCheck(run, pictures));
  if (entry.number === undefined) checks.push({ good: false, says: 'The list of all runs does not know this run, so nothing outside its folder speaks for it.' });
  else if (entry.journalHead === undefined) checks.push({ good: false, says: `It is run ${entry.number} of the list of all runs, which does not say yet how it ended.` });
  else if (!('wrong' in chain) && chain.head === entry.journalHead) checks.push({ good: true, says: `It is run ${entry.number} of the list of all runs, and the journal is the one that the list recorded when the run was closed.` });
  else checks.push({ good: false, says: `It is run ${entry.number} of the list of all runs, but its journal is not the one that the list recorded when the run was closed.` });
  const { start } = run;
  if (start.run !== entry.run || start.customer.name !== entry.customer) checks.push({ good: false, says: `The journal speaks of run ${start.run} for ${start.customer.name}, and not of ${entry.run} for ${entry.customer}, as its folder does.` });
  return checks;
}
