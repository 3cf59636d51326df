import { join } from 'node:path';
import { makeSigningKey } from '../../evidence/signing-key.ts';
import type { CustomerOptions } from '../load-job.ts';
import { print } from '../terminal.ts';
import { workspaceOf } from '../workspace.ts';

/** Makes the key that signs this workspace's evidence, before the first run would, and says what to give an auditor. */
export function keysInitCommand(options: Pick<CustomerOptions, 'customers'>): void {
  const workspace = workspaceOf(options);
  const state = join(workspace, '.keywright');
  const { fingerprint, publicKey } = makeSigningKey(state, join(workspace, 'runs'));
  print(`Made the key that signs evidence: ${join(state, 'signing')}

Give auditors this public key, or its fingerprint, through another channel than the evidence itself:

${publicKey.trim()}

SHA-256 of it (DER): ${fingerprint}

Keep private.pem on this machine: whoever has it can sign as you, and without it no later run is signed. Keep a copy of public.pem elsewhere.`);
}
