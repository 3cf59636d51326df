import type { KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVerdict } from '../bundle/format-verdict.ts';
import { verifyBundle, type Verdict, type Verified } from '../bundle/verify.ts';
import { checkChain } from '../chain/hash-chain.ts';
import { reviewLogInWords } from './reviews.ts';
import { listedRuns, listFile, readRunList, type ListedRun, type RunListLine } from './run-list.ts';
import { isSignedAt } from '../chain/signed-chain.ts';
import { signedLines } from '../chain/signed-prefix.ts';

export interface VerifiedRuns {
  /** Of all together: one that is altered makes all of it so. What a signed list vouches for counts as intact. */
  verdict: Exclude<Verdict, 'not closed'>;
  /** Each with its verdict, for which the list was asked too. */
  runs: { run: string; customer: string; verified: Verified; verdict: Verdict }[];
  /** What the list's own signature is worth. `none`: there never was one. */
  list: 'good' | 'not checked' | 'none';
  /** What is wrong with the list, or between the list and the bundles. */
  wrong: string[];
  /**
   * What is worth knowing and no fault: runs that were killed, lines that a crash left unsigned, reviews that nobody
   * signed.
   */
  notes: string[];
  /** That the review log is right, where there is one and it is. */
  reviews?: string;
}

/** The lines of the list that this key has signed: what they say, whoever holds it vouches for. */
function linesSignedBy(key: KeyObject, file: string): number | undefined {
  const signature = existsSync(`${file}.sig`) ? readFileSync(`${file}.sig`) : undefined;
  return signature && signedLines(readFileSync(file, 'utf8'), signature, key);
}

/** What the first so many lines say of the files of closed runs: SHA-256 of SHA256SUMS by run. */
function sumsIn(lines: RunListLine[]): Map<string, string> {
  return new Map(lines.flatMap((line) => (line.type === 'run.closed' ? [[line.run, line.sums] as const] : [])));
}

/**
 * Whether the list is signed by this key and knows these files as the run's: then it vouches for them, signed or not.
 */
export function isVouchedFor(runs: string, run: string, sums: string | undefined, key: KeyObject | undefined): boolean {
  const signed = key && linesSignedBy(key, listFile(runs));
  return signed !== undefined && sums !== undefined && sumsIn(readRunList(runs).slice(0, signed)).get(run) === sums;
}

interface FoundList {
  listed: ListedRun[];
  /** What the part of it that is signed knows of the runs' files. */
  vouched: Map<string, string>;
}

function verifyList(runs: string, key: KeyObject | undefined, report: VerifiedRuns): FoundList | undefined {
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
  const lines = readRunList(runs);
  const listed = listedRuns(lines);
  if (!existsSync(`${file}.sig`)) {
    if (isSignedAt(file)) report.wrong.push('The list of runs has lost its signature (list.jsonl.sig).');
    report.list = 'none';
    return { listed, vouched: new Map() };
  }
  if (key === undefined) return { listed, vouched: new Map() };
  const signed = linesSignedBy(key, file);
  if (signed === undefined) report.wrong.push('The list of runs is not signed by this key.');
  else {
    report.list = 'good';
    if (signed < chain.lines)
      report.notes.push(
        `The last ${chain.lines - signed === 1 ? 'line' : `${chain.lines - signed} lines`} of the list of runs ` +
          `${chain.lines - signed === 1 ? 'is' : 'are'} not signed yet: a run was killed just then.`,
      );
  }
  return { listed, vouched: sumsIn(lines.slice(0, signed ?? 0)) };
}

/**
 * Checks a whole folder of runs: the list, each bundle, and whether one is missing that the list knows, or there that
 * it doesn't.
 */
export function verifyRuns(runs: string, key: KeyObject | undefined): VerifiedRuns {
  const report: VerifiedRuns = { verdict: 'altered', runs: [], list: 'not checked', wrong: [], notes: [] };
  const { wrong, note, good } = reviewLogInWords(runs, key);
  if (wrong !== undefined) report.wrong.push(wrong);
  if (note !== undefined) report.notes.push(note);
  if (good !== undefined) report.reviews = good;
  const found = verifyList(runs, key, report);
  if (found === undefined) return report;
  const { listed, vouched } = found;
  let unknown = report.list === 'none';
  const known = new Set(listed.map(({ begun }) => `${begun.customer.name}/${begun.run}`));
  for (const [n, { begun }] of listed.entries())
    if (begun.number !== n + 1)
      report.wrong.push(
        `The runs are not numbered through: ${begun.run} has the number ${begun.number} in place ${n + 1}.`,
      );
  for (const { begun, closed, pruned } of listed) {
    const { run } = begun;
    const folder = join(runs, begun.customer.name, run);
    if (!existsSync(folder)) {
      // The next run of the customer enters the end of one that never had a folder.
      const newest = listed.findLast((other) => other.begun.customer.name === begun.customer.name)!.begun.run === run;
      if (closed?.sums === '' || (closed === undefined && newest))
        report.notes.push(
          `Run ${run} (number ${begun.number}, ${begun.customer.name}) was killed before it had a folder.`,
        );
      else
        report.wrong.push(
          `Run ${run} (number ${begun.number}, ${begun.customer.name}) is in the list, but its folder is missing.`,
        );
      continue;
    }
    const verified = verifyBundle(folder, key, closed);
    const faults = report.wrong.length;
    if (closed === undefined)
      report.notes.push(
        `Run ${run} has no end in the list: it is under way, or was killed and will be closed by the next run ` +
          `of ${begun.customer.name}.`,
      );
    else if (verified.state === 'bad') report.wrong.push(`Run ${run}: ${formatVerdict(verified)}`);
    else if (verified.state === 'open') report.wrong.push(`Run ${run} was closed by the list, but its folder is not.`);
    else if (verified.sums !== closed.sums)
      report.wrong.push(`Run ${run}: its files are not those that the list knows (the sums differ).`);
    else if (verified.state === 'pruned' && pruned === undefined)
      report.wrong.push(`Run ${run} says that it was pruned, but the list knows nothing of it.`);
    else if (report.list === 'none' && verified.signature !== 'none') {
      report.wrong.push(
        `Run ${run} is signed, but the list of runs is not: it has lost its signature (list.jsonl.sig).`,
      );
    }
    const vouchedFor = verified.verdict === 'unsigned' && vouched.get(run) === verified.sums;
    if (vouchedFor) report.notes.push(`Run ${run} is unsigned itself; the signed list of runs vouches for its files.`);
    unknown ||= closed !== undefined && verified.verdict === 'unsigned' && !vouchedFor;
    const verdict = report.wrong.length > faults ? 'altered' : closed === undefined ? 'not closed' : verified.verdict;
    report.runs.push({ run, customer: begun.customer.name, verified, verdict });
  }
  const folders = readdirSync(runs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(join(runs, name), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${name}/${entry.name}`),
    );
  for (const folder of folders)
    if (!known.has(folder)) report.wrong.push(`The folder ${folder} is not in the list of runs.`);
  report.verdict = report.wrong.length > 0 ? 'altered' : unknown ? 'unsigned' : 'intact';
  return report;
}
