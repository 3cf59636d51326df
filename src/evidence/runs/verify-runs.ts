import type { KeyObject } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '../../files/durable-write.ts';
import { sharedFolder } from '../../files/state-store.ts';
import { besides, formatVerdict } from '../bundle/format-verdict.ts';
import { isForeignFolder } from '../bundle/system-files.ts';
import { type Verdict, type Verified, verifyBundle } from '../bundle/verify.ts';
import { wrongLine } from '../chain/hash-chain.ts';
import { readSigned } from '../chain/signed-chain.ts';
import type { Statement } from '../operators/approval.ts';
import { operatorsIn } from '../operators/register.ts';
import { BATCHES, checkBatches } from './batches.ts';
import { reviewLogInWords } from './reviews.ts';
import { type ListedRun, linesOfList, listedRuns, listFile, type RunListLine } from './run-list.ts';

export interface VerifiedRuns {
  /** Of all together: one that is altered makes all of it so. What a signed list vouches for counts as intact. */
  verdict: Exclude<Verdict, 'not closed'>;
  /** Each with its verdict, for which the list was asked too. */
  runs: { run: string; customer: string; verified: Verified; verdict: Verdict }[];
  /** What the list's own signature is worth. `none`: there never was one. */
  list: 'good' | 'not checked' | 'none';
  /** How many batches the list names. */
  batches: number;
  /** What is wrong with the list, or between the list and the bundles. */
  wrong: string[];
  /** What is worth knowing and no fault: runs that were killed, a line that a crash tore, reviews that nobody signed. */
  notes: string[];
  /** What the review log proves; missing if there is none, or something is wrong with it. */
  reviews?: string;
}

/** The SHA-256 of SHA256SUMS by run, as these lines know it. */
function sumsIn(lines: RunListLine[]): Map<string, string> {
  return new Map(lines.flatMap((line) => (line.type === 'run.closed' ? [[line.run, line.sums] as const] : [])));
}

/** Whether this key's signature on the list vouches for these files of a run, signed or not. */
export function isVouchedFor(runs: string, run: string, sums: string | undefined, key: KeyObject | undefined): boolean {
  return sums !== undefined && sumsIn(linesOfList(readSigned(listFile(runs), key).vouched)).get(run) === sums;
}

interface FoundList {
  listed: ListedRun[];
  lines: RunListLine[];
  /** What the part of it that is signed knows of the runs' files. */
  vouched: Map<string, string>;
}

function verifyList(runs: string, key: KeyObject | undefined, report: VerifiedRuns): FoundList | undefined {
  const file = listFile(runs);
  const bytes = readIfThere(file);
  if (bytes === undefined) {
    report.wrong.push(`There is no list of runs (${file}).`);
    return undefined;
  }
  const { text, vouched, wrong } = readSigned(file, key);
  const broken = wrongLine(text);
  if (broken !== undefined) {
    report.wrong.push(`The list of runs is broken: line ${broken.line} ${broken.wrong}.`);
    return undefined;
  }
  if (wrong !== undefined) report.wrong.push(`The list of runs ${wrong}.`);
  if (bytes.at(-1) !== 0x0a)
    report.notes.push(
      'The last line of the list of runs is incomplete and ignored: a run was killed while writing it.',
    );
  if (vouched !== '' && wrong === undefined) report.list = 'good';
  else if (readIfThere(`${file}.sig`) === undefined) report.list = 'none';
  // Where a signature covers some lines, no others count.
  const lines = linesOfList(vouched === '' ? text : vouched);
  return { listed: listedRuns(lines), lines, vouched: sumsIn(linesOfList(vouched)) };
}

/** A run that the list knows, and whose folder is not there. */
function reportMissingFolder({ begun, closed }: ListedRun, listed: ListedRun[], report: VerifiedRuns): void {
  const run = `Run ${begun.run} (number ${begun.number}, ${begun.customer.name})`;
  // The customer's next run enters the end of one that never had a folder.
  const newest = listed.findLast((other) => other.begun.customer.name === begun.customer.name)!.begun.run === begun.run;
  if (begun.folder !== undefined && begun.folder !== sharedFolder())
    report.notes.push(`${run} has its folder on another machine (${begun.host}).`);
  else if (closed?.sums === '' || (closed === undefined && newest))
    report.notes.push(`${run} was killed before it had a folder.`);
  else report.wrong.push(`${run} is in the list, but its folder is missing.`);
}

/** What is wrong with a closed run's bundle, or between it and the list. */
function faultOf({ begun, closed, pruned }: ListedRun, verified: Verified, list: VerifiedRuns['list']) {
  const run = `Run ${begun.run}`;
  if (closed === undefined) return undefined;
  if (verified.state === 'bad') return `${run}: ${formatVerdict(verified)}`;
  if (verified.state === 'open') return `${run} was closed by the list, but its folder is not.`;
  if (verified.sums !== closed.sums) return `${run}: its files are not those that the list knows (the sums differ).`;
  if (verified.state === 'pruned' && pruned === undefined)
    return `${run} says that it was pruned, but the list knows nothing of it.`;
  if (list === 'none' && verified.signature !== 'none')
    return `${run} is signed, but the list of runs is not: it has lost its signature (list.jsonl.sig).`;
  return undefined;
}

/** Signatures in a run of keys that nobody had registered for the name then. */
function strangers(run: string, statements: Statement[], lines: RunListLine[]): string[] {
  const at = (type: RunListLine['type']) =>
    lines.findIndex((line) => line.type === type && 'run' in line && line.run === run);
  const [begun, closed] = [at('run.begun'), at('run.closed')];
  const then = lines.filter(
    (line, n) => (closed < 0 || n < closed) && !(line.type === 'operator.removed' && n > begun),
  );
  const known = operatorsIn(then);
  return statements
    .filter(({ who, key }) => !known.some(({ name, fingerprint }) => name === who && fingerprint === key))
    .map(({ who, did, key }) => `Run ${run}: ${who} ${did} with a key that was not registered for that name (${key}).`);
}

/**
 * Checks one run that has a folder.
 * @returns whether nothing vouches for its files
 */
function checkRun(folder: string, one: ListedRun, found: FoundList, key: KeyObject | undefined, report: VerifiedRuns) {
  const { begun, closed } = one;
  const { run } = begun;
  const customer = begun.customer.name;
  const verified = verifyBundle(folder, key, closed);
  if (closed === undefined)
    report.notes.push(
      `Run ${run} has no end in the list: it is under way, or was killed and will be closed by the next run ` +
        `of ${customer}.`,
    );
  const fault = faultOf(one, verified, report.list);
  if (fault !== undefined) report.wrong.push(fault);
  else if (verified.beside.length > 0) report.notes.push(`Run ${run}:${besides(verified.beside)}`);
  const unknown = strangers(run, verified.statements, found.lines);
  report.wrong.push(...unknown);
  const vouchedFor = verified.verdict === 'unsigned' && found.vouched.get(run) === verified.sums;
  if (vouchedFor) report.notes.push(`Run ${run} is unsigned itself; the signed list of runs vouches for its files.`);
  const ending = closed === undefined ? 'not closed' : verified.verdict;
  report.runs.push({
    run,
    customer,
    verified,
    verdict: fault === undefined && unknown.length === 0 ? ending : 'altered',
  });
  return closed !== undefined && verified.verdict === 'unsigned' && !vouchedFor;
}

/** The folders of runs, as `customer/run`. */
function runFolders(runs: string): string[] {
  const foldersIn = (folder: string) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !isForeignFolder(entry.name))
      .map(({ name }) => name);
  const customers = foldersIn(runs).filter((name) => name !== BATCHES);
  return customers.flatMap((customer) => foldersIn(join(runs, customer)).map((run) => `${customer}/${run}`));
}

/** Checks a whole folder of runs: the list, each bundle, and that both name the same runs. */
export function verifyRuns(runs: string, key: KeyObject | undefined): VerifiedRuns {
  const report: VerifiedRuns = { verdict: 'altered', runs: [], list: 'not checked', batches: 0, wrong: [], notes: [] };
  const { wrong, note, good } = reviewLogInWords(runs, key);
  if (wrong !== undefined) report.wrong.push(wrong);
  if (note !== undefined) report.notes.push(note);
  if (good !== undefined) report.reviews = good;
  const found = verifyList(runs, key, report);
  if (found === undefined) return report;
  const { listed } = found;
  let unknown = report.list === 'none';
  for (const [n, { begun }] of listed.entries())
    if (begun.number !== n + 1)
      report.wrong.push(
        `The runs are not numbered consecutively: ${begun.run} has the number ${begun.number} in place ${n + 1}.`,
      );
  for (const one of listed) {
    const folder = join(runs, one.begun.customer.name, one.begun.run);
    if (!existsSync(folder)) reportMissingFolder(one, listed, report);
    else if (checkRun(folder, one, found, key, report)) unknown = true;
  }
  const known = new Set(listed.map(({ begun }) => `${begun.customer.name}/${begun.run}`));
  for (const folder of runFolders(runs))
    if (!known.has(folder)) report.wrong.push(`The folder ${folder} is not in the list of runs.`);
  const batches = checkBatches(runs, found.lines);
  report.batches = batches.number;
  report.wrong.push(...batches.wrong);
  report.notes.push(...batches.notes);
  report.verdict = report.wrong.length > 0 ? 'altered' : unknown ? 'unsigned' : 'intact';
  return report;
}
