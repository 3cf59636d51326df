import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes, remove, syncFolder, writeDurably } from '../../files/durable-write.ts';
import { sha256Of } from '../../files/sha256.ts';
import { formatVerdict } from '../bundle/format-verdict.ts';
import { verifyBundle } from '../bundle/verify.ts';
import { readPublicKey, type Signer } from '../signing.ts';
import { appendToList, type ListedRun } from './run-list.ts';

interface Retention {
  /** Runs that ended before this moment (milliseconds since 1970). */
  before?: number | undefined;
  /** How many of each customer's newest runs stay. */
  keep?: number | undefined;
  customer?: string | undefined;
}

/** The closed runs beyond the age or the number that is kept. A run that is half pruned is one of them. */
export function toPrune(runs: string, listed: ListedRun[], { before, keep, customer }: Retention): ListedRun[] {
  const newer = new Map<string, number>();
  return listed
    .toReversed()
    .filter(({ begun, closed, pruned }) => {
      const { name } = begun.customer;
      const rank = (newer.get(name) ?? 0) + 1;
      newer.set(name, rank);
      if (closed === undefined || (customer !== undefined && name !== customer)) return false;
      const old = (before !== undefined && Date.parse(closed.utc) < before) || (keep !== undefined && rank > keep);
      return existsSync(join(runs, name, begun.run, 'shots')) && (old || pruned !== undefined);
    })
    .reverse();
}

/**
 * Removes a closed run's pictures, and its report, which holds them, too. Statement, journal, sums and list entry stay.
 * The list of runs says first that the run was pruned, then the folder's `pruned.json` does.
 * @returns the number of pictures
 * @throws if the bundle is not as it was closed: it is evidence of something else then, and stays
 */
export function pruneRun(
  runs: string,
  { begun, pruned }: ListedRun,
  signer: Signer | undefined,
  operator: string,
): number {
  const { run, customer } = begun;
  const folder = join(runs, customer.name, run);
  const sums = readBytes(join(folder, 'SHA256SUMS'));
  const pictures = sums
    .toString('utf8')
    .split('\n')
    .filter((line) => line.includes('  shots/')).length;
  if (!existsSync(join(folder, 'pruned.json'))) {
    const verified = verifyBundle(
      folder,
      signer && existsSync(join(folder, 'SHA256SUMS.sig')) ? readPublicKey(signer.publicKey) : undefined,
    );
    if (verified.state === 'bad' || verified.state === 'open')
      throw new Error(`Run ${run} of ${customer.name} was left as it is. ${formatVerdict(verified)}`);
    if (pruned === undefined) appendToList(runs, signer, () => ({ type: 'run.pruned', run, pictures, operator }));
    const utc = new Date().toISOString();
    const statement = `${JSON.stringify({ run, sums: sha256Of(sums), pictures, operator, utc })}\n`;
    if (signer !== undefined) writeDurably(join(folder, 'pruned.json.sig'), signer.sign(Buffer.from(statement)));
    writeDurably(join(folder, 'pruned.json'), statement);
  }
  for (const name of readdirSync(join(folder, 'shots'))) remove(join(folder, 'shots', name));
  remove(join(folder, 'shots'));
  remove(join(folder, 'report.html'));
  syncFolder(folder);
  return pictures;
}
