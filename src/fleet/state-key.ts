import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere, writeDurably } from '../files/durable-write.ts';
import { UserError } from '../files/user-error.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Sql } from './database.ts';

const idOf = (key: Buffer): string => createHash('sha256').update('keywright state').update(key).digest('hex');

/**
 * The key that seals a workspace's state in a database. The database holds it sealed for the vault's recipients; each
 * machine keeps it beside its vault, so that the passphrase is asked for once.
 * @param make whether to make one where the database has none
 */
export async function openStateKey(
  sql: Sql,
  state: string,
  vault: () => Promise<Vault>,
  make = false,
): Promise<{ id: string; key: Buffer }> {
  const file = join(state, 'state.key');
  if (make) {
    const key = readIfThere(file) ?? randomBytes(32);
    const sealed = await (await vault()).seal(key.toString('hex'));
    await sql.executeSql('insert into keywright.state_key (id, sealed) values ($1, $2) on conflict do nothing', [
      idOf(key),
      sealed,
    ]);
  }
  const { rows } = await sql.executeSql('select id, sealed from keywright.state_key');
  const known = readIfThere(file);
  if (rows[0] === undefined)
    throw new UserError(
      'KW-DATABASE',
      'The database does not hold the state of this workspace.\nNext:     Check KEYWRIGHT_DATABASE_URL: each ' +
        'workspace has a database of its own.',
    );
  const { id, sealed } = rows[0] as { id: string; sealed: Buffer };
  if (known !== undefined && idOf(known) === id) return { id, key: known };
  const key = Buffer.from(await (await vault()).unseal(sealed), 'hex');
  if (idOf(key) !== id) throw new UserError('KW-DATABASE', 'The key of the shared state in the database was altered.');
  writeDurably(file, key);
  return { id, key };
}
