import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes, writeDurably } from '../files/durable-write.ts';
import { mountState } from '../files/state-store.ts';
import { UserError } from '../files/user-error.ts';
import type { PostgresStore } from '../fleet/postgres-store.ts';
import { openSources } from '../secrets/sources.ts';
import { databaseAddress, withDatabase } from './database-address.ts';
import { promptIn } from './prompt.ts';
import { workspaceVault } from './vault.ts';

/** Says that the workspace's state lies in the database, and in which: the id of its key. */
export const markerOf = (state: string): string => join(state, 'state-in-database');

let store: PostgresStore | undefined;

/** The store of this workspace's state; undefined where that is its folder. */
export const mountedStore = (): PostgresStore | undefined => store;

/** Opens the state that a workspace has in its database. @param make whether to begin one */
export async function openStore(workspace: string, make = false): Promise<{ id: string; store: PostgresStore }> {
  const state = join(workspace, '.keywright');
  const { PostgresStore } = await import('../fleet/postgres-store.ts');
  const { openStateKey } = await import('../fleet/state-key.ts');
  const sources = openSources(workspace, { name: '' }, promptIn(state));
  return await withDatabase(workspace, undefined, async (database) => {
    const { id, key } = await openStateKey(database, state, () => workspaceVault(state, sources), make);
    return { id, store: new PostgresStore((await databaseAddress(workspace))!, key) };
  });
}

/** From now on this process reads and writes the workspace's state where it lies. Call it before anything is read. */
export async function mountWorkspaceState(workspace: string): Promise<void> {
  const marker = markerOf(join(workspace, '.keywright'));
  if (!existsSync(marker)) return;
  const opened = await openStore(workspace);
  if (opened.id !== readBytes(marker).toString('utf8').trim())
    throw new UserError(
      'KW-DATABASE',
      'This database holds the state of another workspace.\nNext:     Check KEYWRIGHT_DATABASE_URL: each workspace ' +
        'has a database of its own.',
    );
  store = opened.store;
  const own = join(workspace, '.keywright', 'folder-id');
  if (!existsSync(own)) writeDurably(own, randomBytes(8).toString('hex'));
  mountState(workspace, store, readBytes(own).toString('utf8'));
}
