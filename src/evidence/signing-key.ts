import { existsSync } from 'node:fs';
import { completeLines } from './chain/chained-file.ts';
import { wrongLine } from './chain/hash-chain.ts';
import { isSignedAt, signAsItIs } from './chain/signed-chain.ts';
import { reviewLog } from './runs/reviews.ts';
import { listFile, listOfRuns } from './runs/run-list.ts';
import { makeSigner, openSigner, type Signer, signingFiles } from './signing.ts';

/** Why there is no key, although earlier runs were signed. */
const lost = (state: string, runs: string) =>
  'The list of runs was signed before, but the key that signs is not in this workspace ' +
  `any more (${signingFiles(state).secret}). Put it back from your copy: no other key is made in its place. ` +
  `If it is lost for good, move the folder of runs (${runs}) away: the next run begins a new list, with a new key.`;

/**
 * Makes the workspace's signing key, and signs the list of runs and the review log: from then on the list vouches for
 * earlier runs.
 * @throws if there is a key, if there was one that is gone, or if the list of runs was changed
 */
export function makeSigningKey(state: string, runs: string): Signer {
  const file = listFile(runs);
  // Asked before the key: another process makes its key before it signs the list.
  const signedBefore = isSignedAt(file);
  if (signedBefore && !existsSync(signingFiles(state).secret)) throw new Error(lost(state, runs));
  const wrong = wrongLine(completeLines(file));
  if (wrong !== undefined) {
    throw new Error(
      `The list of runs (${file}) was changed: line ${wrong.line} ${wrong.wrong}. No key was made: it would vouch ` +
        'for that. Keep the file for the investigation, and move the folder of runs away to begin a new ' +
        'list.',
    );
  }
  const signer = makeSigner(state);
  for (const chained of [listOfRuns(runs), reviewLog(runs)]) signAsItIs(chained, signer);
  return signer;
}

/** What a run is signed with: the workspace's key, which the first run makes. `missing`: why it will be unsigned. */
export function signingKeyForRun(state: string, runs: string): { signer: Signer; made: boolean } | { missing: string } {
  try {
    const known = openSigner(state);
    return known === undefined ? { signer: makeSigningKey(state, runs), made: true } : { signer: known, made: false };
  } catch (error) {
    // Another run that began at the same moment may have made it.
    const signer = openSigner(state);
    return signer === undefined ? { missing: (error as Error).message } : { signer, made: false };
  }
}
