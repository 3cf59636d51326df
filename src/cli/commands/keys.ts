import { join } from 'node:path';
import { makeSigner } from '../../evidence/signing.ts';
import type { CustomerOptions } from '../prepare.ts';
import { print } from '../terminal.ts';
import { workspaceOf } from '../workspace.ts';

/** Makes the key that signs this workspace's evidence, and says what to give an auditor. */
export function keysInitCommand(options: Pick<CustomerOptions, 'customers'>): void {
  const state = join(workspaceOf(options), '.keywright');
  const { fingerprint, publicKey } = makeSigner(state);
  print(`Made the key that signs evidence: ${join(state, 'signing')}

Give auditors this public key, or its fingerprint, through another channel than the evidence itself:

${publicKey.trim()}

SHA-256 of it (DER): ${fingerprint}

Keep private.pem on this machine: whoever has it can sign as you. Keep a copy of public.pem elsewhere.`);
}
