import { join } from 'node:path';
import { excerpt } from '../../portal-sdk/index.ts';
import { runCommand } from '../../secrets/command.ts';
import { type ChainedFile, completeLines } from '../chain/chained-file.ts';
import { chainOf } from '../chain/hash-chain.ts';
import { appendSigned, readSigned } from '../chain/signed-chain.ts';
import { listFile } from '../runs/run-list.ts';
import type { Signer } from '../signing.ts';
import { pushLine } from './git.ts';
import { chosenWitness, withoutSecrets } from './settings.ts';

/** Milliseconds that a command may take. */
const LIMIT = 60_000;
/** The most of its answer that is kept. */
const LONGEST = 500;

/** What a witness gets: nothing of customers, so that it may be public. */
interface Told {
  format: 'keywright-witness/1';
  utc: string;
  run: string;
  /** SHA-256 of the bundle's SHA256SUMS. */
  sums: string;
  /** The list of runs then: the hash of its last line, and how many it had. */
  list: { head: string; lines: number };
  /** SHA-256 of the public key of the workspace. */
  key?: string;
}

/** A line of the log: what was told, to whom, and what came back. */
export interface Witnessed extends Told {
  type: 'witnessed';
  by: 'command' | 'git';
  where: string;
  /** Of git the commit, of a command what it printed. */
  answer: string;
}

const witnessLog = (runs: string): ChainedFile => ({
  file: join(runs, 'witnesses.jsonl'),
  what: 'The log of witnesses',
  lock: join(runs, 'witnesses.lock'),
  otherwise: 'Nothing was written. Keep the file for the investigation, and move it and its signature away.',
});

/** What the log of witnesses says of a run; undefined where it says nothing. */
export function witnessedRun(runs: string, run: string): Witnessed | undefined {
  return readSigned(witnessLog(runs).file, undefined)
    .text.split('\n')
    .filter((line) => line.includes(`"run":"${run}"`))
    .map((line) => JSON.parse(line) as Witnessed)
    .findLast((line) => line.run === run);
}

/**
 * Tells the workspace's witness of a closed run, and keeps its answer in `witnesses.jsonl`. A time stamp is no business
 * of this: it lies in the bundle.
 * @throws when the witness does not take it; the run is closed without one then
 */
export async function tellWitness({
  runs,
  state,
  run,
  sums,
  signer,
  withhold,
}: {
  runs: string;
  state: string;
  run: string;
  sums: string;
  signer: Signer | undefined;
  withhold(name: string): boolean;
}): Promise<void> {
  const chosen = chosenWitness(state);
  if (chosen === undefined || chosen.kind === 'time stamp') return;
  const chain = chainOf(completeLines(listFile(runs)));
  if ('wrong' in chain) throw new Error('The list of runs is broken, so no witness was told of it.');
  const told: Told = {
    format: 'keywright-witness/1',
    utc: new Date().toISOString(),
    run,
    sums,
    list: { head: chain.head, lines: chain.lines },
    ...(signer && { key: signer.fingerprint }),
  };
  const line = `${JSON.stringify(told)}\n`;
  const ask = async (): Promise<Pick<Witnessed, 'by' | 'where' | 'answer'>> => {
    if (chosen.kind === 'command')
      return { by: 'command', where: 'a command', answer: await byCommand(chosen.line, line, withhold) };
    const { remote } = chosen;
    const branch = `keywright-${signer?.fingerprint ?? 'unsigned'}`;
    const folder = join(state, 'witness');
    const answer = await pushLine(line, { folder, remote, branch, withhold });
    return { by: 'git', where: `${withoutSecrets(remote)}, branch ${branch}`, answer };
  };
  const answered = await ask().catch((error: Error) => {
    throw new Error(`The outside witness was not told of the run (${error.message}). The bundle is closed without it.`);
  });
  appendSigned(witnessLog(runs), signer, () => ({ type: 'witnessed' as const, ...told, ...answered }));
}

async function byCommand(line: string, input: string, withhold: (name: string) => boolean): Promise<string> {
  const { code, printed } = await runCommand({
    line,
    environment: {},
    withhold,
    input,
    say: () => undefined,
    limit: LIMIT,
  });
  if (code === 'late') throw new Error(`its command did not end within ${LIMIT / 1_000} s`);
  if (code !== 0) throw new Error(`its command ended with exit code ${code}`);
  return excerpt(printed.trim(), LONGEST);
}
