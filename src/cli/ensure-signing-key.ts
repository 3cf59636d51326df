import { signingFiles } from '../evidence/signing.ts';
import { signingKeyForRun } from '../evidence/signing-key.ts';

/** Makes the key that signs a run's evidence unless the workspace has one. Says where it is, or why it is missing. */
export function ensureSigningKey(state: string, runs: string, say: (text: string) => void): void {
  const found = signingKeyForRun(state, runs);
  if ('missing' in found) say(`This run's evidence cannot be signed. ${found.missing}\n`);
  else if (found.made) {
    say(`Made the key that signs the evidence of this workspace's runs: ${signingFiles(state).folder}
  SHA-256 fingerprint: ${found.signer.fingerprint}
  Give auditors public.pem or this fingerprint, separately from the evidence.
  private.pem stays on this machine.
`);
  }
}
