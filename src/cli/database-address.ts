import { UserError } from '../files/user-error.ts';
import type { Database } from '../fleet/database.ts';
import type { Queue } from '../fleet/queue.ts';
import type { Secret } from '../secrets/secret.ts';
import { openSources } from '../secrets/sources.ts';
import { type InWorkspace, workspaceOf } from './workspace.ts';

/** The variable that holds the address of the database that machines share. */
const DATABASE = 'KEYWRIGHT_DATABASE_URL';

/** The option that names it on the command line. */
export interface WithDatabase {
  database?: string;
}

/**
 * The address of the database that the machines of a workspace share, from the environment or its `.env`; undefined
 * where this machine works alone.
 */
export async function databaseAddress(workspace: string): Promise<Secret | undefined> {
  return await openSources(workspace, { name: '' }, async () => undefined).get(DATABASE, 'database address');
}

/**
 * Takes `--database` for what the environment would say, also for the runs that this process starts. An address with a
 * password in it is refused: others on the machine can read the arguments of its processes.
 * @throws UserError
 */
function useOption(address: string | undefined): void {
  if (address === undefined) return;
  if (URL.canParse(address) && new URL(address).password !== '')
    throw new UserError(
      'KW-SECRET-MISPLACED',
      'error: --database holds a password, and others on this machine can read it there.\n' +
        `Next:     Put the address into ${DATABASE}, in the environment or in .env.`,
    );
  process.env[DATABASE] = address;
}

/** As many connections as a command needs that asks one thing after the other. */
const FEW = 2;

/**
 * Opens the database that the machines of a workspace share.
 * @throws UserError where nothing names it
 */
export async function openDatabase(workspace: string, option?: string, most = FEW): Promise<Database> {
  useOption(option);
  const address = await databaseAddress(workspace);
  if (address === undefined)
    throw new UserError(
      'KW-DATABASE-NONE',
      `Nothing names the database that the machines share.\nNext:     Put its address into ${DATABASE}, in the ` +
        'environment or in .env, or pass --database.',
    );
  return new (await import('../fleet/database.ts')).Database(address, most);
}

/** Works with that database, and closes it. @throws UserError with what a person can do where the database fails */
export async function withDatabase<T>(
  workspace: string,
  option: string | undefined,
  work: (database: Database) => Promise<T>,
  most?: number,
): Promise<T> {
  const database = await openDatabase(workspace, option, most);
  try {
    return await work(database);
  } catch (error) {
    throw (await import('../fleet/database.ts')).databaseError(error);
  } finally {
    await database.close();
  }
}

/** Works with the queue in that database. @throws as `withDatabase` */
export async function withQueue<T>(
  options: InWorkspace & WithDatabase,
  work: (queue: Queue, database: Database) => Promise<T>,
): Promise<T> {
  const { Queue: opened } = await import('../fleet/queue.ts');
  return await withDatabase(
    workspaceOf(options),
    options.database,
    async (database) => await opened.with(database, (queue) => work(queue, database)),
  );
}
