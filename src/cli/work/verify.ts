import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formatVerdict } from '../../evidence/bundle/format-verdict.ts';
import { type Verdict, verifyBundle } from '../../evidence/bundle/verify.ts';
import { count } from '../../evidence/picture-count.ts';
import { listFile } from '../../evidence/runs/run-list.ts';
import { type VerifiedRuns, verifyRuns } from '../../evidence/runs/verify-runs.ts';
import { fingerprintOf, ownPublicKey, readPublicKey } from '../../evidence/signing.ts';
import { readIfThere } from '../../files/durable-write.ts';
import { UserError } from '../../files/user-error.ts';
import { exit } from '../exit-codes.ts';
import { print } from '../terminal.ts';
import { type InWorkspace, runsOf, stateOf } from '../workspace.ts';
import { verifyStamped } from './verify-stamped.ts';

export interface VerifyOptions extends InWorkspace {
  key?: string;
  stamped?: string;
}

/** The key that was given, or that of the workspace, or of the one beside the runs. Prints which one it is. */
function keyFor({ key: given, customers }: VerifyOptions, folder: string): KeyObject | undefined {
  const beside = [dirname(folder), dirname(dirname(dirname(folder)))].map((parent) => join(parent, '.keywright'));
  const own = () => [stateOf({ customers }), ...beside].map(ownPublicKey).find((key) => key !== undefined);
  const key = given === undefined ? own() : readPublicKey(readFileSync(given, 'utf8'));
  if (key === undefined) {
    print('No public key was given (--key), and this workspace has none: signatures are NOT checked, only the sums.');
    return undefined;
  }
  const whose =
    given === undefined ? " (this workspace's own; an auditor uses the one received separately from the evidence)" : '';
  print(`Checking with the key ${fingerprintOf(key)}${whose}.`);
  return key;
}

const CODE: Record<Verdict, number> = {
  intact: exit.success,
  unsigned: exit.unsigned,
  altered: exit.runFailed,
  'not closed': exit.runFailed,
};

/** Of a list in which nothing is wrong. */
const LIST: Record<VerifiedRuns['list'], string> = {
  good: '✓ The run list is intact and no run is missing.',
  'not checked': '! The run list is intact and no run is missing, but its signature was NOT checked (no key given).',
  none:
    '! The run list is unsigned: made before this workspace had a signing key. It is unbroken and no run is missing, ' +
    'but anyone who can write it can rewrite it. "keywright keys init", or the next run, signs it.',
};

/** `9 runs: 8 intact, 1 altered.` */
function tally({ runs, batches }: VerifiedRuns): string {
  /** How many there are of each word, in this order; what there is none of is left out. */
  const amounts = (of: (run: (typeof runs)[number]) => string, words: string[]) =>
    words
      .map((word) => [runs.filter((run) => of(run) === word).length, word] as const)
      .filter(([number]) => number > 0)
      .map(([number, word]) => `${number} ${word}`)
      .join(', ');
  const verdicts = amounts(({ verdict }) => verdict, ['intact', 'unsigned', 'altered', 'not closed']);
  const states = amounts(({ verified: { state } }) => state, ['incomplete', 'pruned']);
  const many = `${count(runs.length, 'run')}${batches === 0 ? '' : ` (and ${count(batches, 'batch', 'batches')})`}`;
  const all = [many, ...(verdicts === '' ? [] : [verdicts])].join(': ');
  return `${all}.${states === '' ? '' : ` Of these: ${states}.`}`;
}

/** Checks one bundle, or a whole folder of runs with its list. */
export async function verifyEvidence(path: string | undefined, options: VerifyOptions): Promise<void> {
  const folder = path === undefined ? runsOf(options) : resolve(path);
  if (!existsSync(folder))
    throw new UserError(
      'KW-FOLDER-MISSING',
      `There is no folder ${folder}. Give a run's folder, or the folder of all runs.`,
    );
  const key = keyFor(options, folder);
  if (options.stamped !== undefined) return await verifyStamped(folder, options.stamped, key);
  if (readIfThere(listFile(folder)) === undefined) {
    const verified = verifyBundle(folder, key);
    const { verdict, state, signature } = verified;
    const plainly = verdict === 'intact' && state === 'ok' && signature === 'good';
    print(
      `${verdict === 'altered' || verdict === 'not closed' ? '✗' : plainly ? '✓' : '!'} ${formatVerdict(verified)}`,
    );
    const runs = dirname(dirname(folder));
    if (verdict === 'unsigned' && readIfThere(listFile(runs)) !== undefined) {
      print(`  To check it against the list of runs: keywright verify ${runs}`);
    }
    process.exitCode = CODE[verdict];
    return;
  }
  const report = verifyRuns(folder, key);
  print(tally(report));
  for (const note of report.notes) print(`! ${note}`);
  if (report.reviews !== undefined) print(`✓ ${report.reviews}`);
  for (const sentence of report.wrong) print(`✗ ${sentence}`);
  if (report.verdict !== 'altered') print(LIST[report.list]);
  process.exitCode = CODE[report.verdict];
}
