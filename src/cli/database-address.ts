import { UserError } from '../files/user-error.ts';
import type { Secret } from '../secrets/secret.ts';
import type { SecretSource } from '../secrets/sources.ts';

/** The variable that holds the address of the database that machines share. */
export const DATABASE = 'KEYWRIGHT_DATABASE_URL';

/** The address of the database that machines share; undefined where this machine works alone. */
export async function databaseAddress(sources: Pick<SecretSource, 'get'>): Promise<Secret | undefined> {
  return await sources.get(DATABASE, 'database address');
}

/**
 * Takes `--database` for what the environment would say. An address with a password in it is refused: other users of a
 * machine can read the arguments of its processes.
 * @throws UserError
 */
export function useDatabaseOption(address: string | undefined): void {
  if (address === undefined) return;
  if (URL.canParse(address) && new URL(address).password !== '')
    throw new UserError(
      'KW-SECRET-MISPLACED',
      `error: --database holds a password, and others on this machine can read it there.\nNext:     Put the address ` +
        `into ${DATABASE}, in the environment or in .env.`,
    );
  process.env[DATABASE] = address;
}
