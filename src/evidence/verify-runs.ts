import type { KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inWords, verifyBundle, type Verified } from './bundle/verify.ts';
import { checkChain } from './journal.ts';
import { reviewLogInWords } from './reviews.ts';
import { listedRuns, listFile, readRunList, type ListedRun } from './run-list.ts';
import { isSignature } from './signing.ts';

/** A crash between the last line and its signature leaves so many lines unsigned. */
const MAY_LACK = 2;

export interface VerifiedRuns {
  runs: { run: string; customer: string; verified: Verified }[];
  /** What is wrong with the list, or between the list and the bundles. */
  wrong: string[];
  /** What is worth knowing and no fault: runs that were killed, lines that a crash left unsigned, reviews that nobody signed. */
  notes: string[];
  /** That the review log is right, where there is one and it is. */
  reviews?: string;
}

/** How many of the list's lines the signature covers; undefined where it is none of this key's. */
function signedLines(text: string, signature: Uint8Array, key: KeyObject): number | undefined {
  const lines = text.split('\n').slice(0, -1);
  for (let lack = 0; lack <= MAY_LACK && lack < lines.length; lack += 1) {
    const upTo = lines.slice(0, lines.length - lack);
    if (isSignature(Buffer.from(upTo.map((line) => `${line}\n`).join('')), signature, key)) return upTo.length;
  }
  return undefined;
}

function verifyList(runs: string, key: KeyObject | undefined, report: VerifiedRuns): ListedRun[] | undefined {
  const file = listFile(runs);
  if (!existsSync(file)) {
    report.wrong.push(`There is no list of runs (${file}).`);
    return undefined;
  }
  const text = readFileSync(file, 'utf8');
  const chain = checkChain(text);
  if ('wrong' in chain) {
    report.wrong.push(`The list of runs does not hang together: line ${chain.line} ${chain.wrong}.`);
    return undefined;
  }
  const signature = existsSync(`${file}.sig`) ? readFileSync(`${file}.sig`) : undefined;
  if (key !== undefined) {
    const signed = signature && signedLines(text, signature, key);
    if (signed === undefined) report.wrong.push('The list of runs is not signed by this key.');
    else if (signed < chain.lines) report.notes.push(`The last ${chain.lines - signed === 1 ? 'line' : `${chain.lines - signed} lines`} of the list of runs ${chain.lines - signed === 1 ? 'is' : 'are'} not signed yet: a run was killed just then.`);
  }
  return listedRuns(readRunList(runs));
}

/** Checks a whole folder of runs: the list, each bundle, and whether one is missing that the list knows, or there that it doesn't. */
export function verifyRuns(runs: string, key: KeyObject | undefined): VerifiedRuns {
  const report: VerifiedRuns = { runs: [], wrong: [], notes: [] };
  const { wrong, note, good } = reviewLogInWords(runs, key);
  if (wrong !== undefined) report.wrong.push(wrong);
  if (note !== undefined) report.notes.push(note);
  if (good !== undefined) report.reviews = good;
  const listed = verifyList(runs, key, report);
  if (listed === undefined) return report;
  const known = new Set(listed.map(({ begun }) => `${begun.customer.name}/${begun.run}`));
  for (const [n, { begun }] of listed.entries()) if (begun.number !== n + 1) report.wrong.push(`The runs are not numbered through: ${begun.run} has the number ${begun.number} in place ${n + 1}.`);
  for (const { begun, closed, pruned } of listed) {
    const { run } = begun;
    const folder = join(runs, begun.customer.name, run);
    if (!existsSync(folder)) {
      // The next run of the customer enters the end of one that never had a folder.
      const newest = listed.findLast((other) => other.begun.customer.name === begun.customer.name)!.begun.run === run;
      if (closed?.sums === '' || (closed === undefined && newest)) report.notes.push(`Run ${run} (number ${begun.number}, ${begun.customer.name}) was killed before it had a folder.`);
      else report.wrong.push(`Run ${run} (number ${begun.number}, ${begun.customer.name}) is in the list, but its folder is missing.`);
      continue;
    }
    const verified = verifyBundle(folder, key);
    report.runs.push({ run, customer: begun.customer.name, verified });
    if (closed === undefined) report.notes.push(`Run ${run} has no end in the list: it is under way, or was killed and will be closed by the next run of ${begun.customer.name}.`);
    else if (verified.state === 'bad') report.wrong.push(`Run ${run}: ${inWords(verified)}`);
    else if (verified.state === 'open') report.wrong.push(`Run ${run} was closed by the list, but its folder is not.`);
    else if (verified.sums !== closed.sums) report.wrong.push(`Run ${run}: its files are not those that the list knows (the sums differ).`);
    else if (verified.state === 'pruned' && pruned === undefined) report.wrong.push(`Run ${run} says that it was pruned, but the list knows nothing of it.`);
  }
  const folders = readdirSync(runs, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(runs, name), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => `${name}/${entry.name}`));
  for (const folder of folders) if (!known.has(folder)) report.wrong.push(`The folder ${folder} is not in the list of runs.`);
  return report;
}
