import { signingKeyForRun } from '../../../src/evidence/signing-key.ts';

/**
 * Sees to the signing key as the first run of a workspace does, as soon as it is told to: its state, its runs. Says
 * what it has got.
 */
const [state, runs] = process.argv.slice(2) as [string, string];
process.once('message', () => {
  const found = signingKeyForRun(state, runs);
  process.send!('missing' in found ? found : { made: found.made, fingerprint: found.signer.fingerprint });
  process.disconnect();
});
process.send!('ready');
