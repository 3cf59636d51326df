import { join } from 'node:path';
import { namesIn } from '../files/durable-write.ts';
import { PASSPHRASE, type SecretSource } from '../secrets/sources.ts';
import { Vault } from '../secrets/vault.ts';

/**
 * Opens the workspace's vault. Where something sealed waits for this customer, the passphrase is asked for now rather
 * than in the middle of the run.
 */
export async function openVault(state: string, customer: string, sources: SecretSource): Promise<Vault> {
  const vault = await Vault.open(
    join(state, 'vault'),
    () => sources.need(PASSPHRASE, 'Escrow passphrase'),
    process.env['KEYWRIGHT_RECOVERY_RECIPIENT'] || undefined,
  );
  if (namesIn(join(state, 'escrow', customer)).some((name) => name.endsWith('.json'))) await vault.unlock();
  return vault;
}
