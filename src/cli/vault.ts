import { join } from 'node:path';
import { namesIn } from '../files/durable-write.ts';
import { PASSPHRASE, type SecretSource } from '../secrets/sources.ts';
import { Vault } from '../secrets/vault.ts';

/** The workspace's vault; nobody is asked for the passphrase before it is needed. */
export const workspaceVault = async (state: string, sources: SecretSource): Promise<Vault> =>
  await Vault.open(
    join(state, 'vault'),
    async () => await sources.need(PASSPHRASE, 'Escrow passphrase'),
    process.env['KEYWRIGHT_RECOVERY_RECIPIENT'] || undefined,
  );

/**
 * The same for the runs of a customer. Where something sealed waits for this customer, the passphrase is asked for now rather
 * than in the middle of the run.
 */
export async function openVault(state: string, customer: string, sources: SecretSource): Promise<Vault> {
  const vault = await workspaceVault(state, sources);
  if (namesIn(join(state, 'escrow', customer)).some((name) => name.endsWith('.json'))) await vault.unlock();
  return vault;
}
