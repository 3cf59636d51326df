import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { remove, syncFolder, writeDurably } from '../../files/durable-write.ts';
import { mountState } from '../../files/state-store.ts';
import { UserError } from '../../files/user-error.ts';
import { moveToFolder, moveToStore, setAside } from '../../fleet/move-state.ts';
import type { WithDatabase } from '../database-address.ts';
import { markerOf, openStore } from '../mount-state.ts';
import { print } from '../terminal.ts';
import { type InWorkspace, stateOf, workspaceOf } from '../workspace.ts';

export interface StateOptions extends InWorkspace, WithDatabase {}

export function sayWhere(options: StateOptions): void {
  print(existsSync(markerOf(stateOf(options))) ? 'The state is in the database.' : 'The state is in the folder.');
}

/** Moves the workspace's state into the database that its machines share. */
export async function toDatabase(options: StateOptions): Promise<void> {
  const [workspace, marker] = [workspaceOf(options), markerOf(stateOf(options))];
  if (existsSync(marker)) throw new UserError('KW-FILE-EXISTS', 'The state is already in the database.');
  const { id, store } = await openStore(workspace, true);
  try {
    store.fence('nobody works');
    const { names, aside } = moveToStore(workspace, store);
    writeDurably(marker, `${id}\n`);
    setAside(workspace, names, aside);
    print(
      `Moved ${names.length} files into the database, and read them back. What was here is now in ` +
        `${relative(workspace, aside)}.\nNext:     On each other machine, put .keywright/vault, .keywright/signing and ` +
        '.keywright/state-in-database beside a copy of the customers file and the runbooks.',
    );
  } finally {
    await store.close();
  }
}

/** Moves the workspace's state back into this folder. */
export async function toFolder(options: StateOptions): Promise<void> {
  const [workspace, state] = [workspaceOf(options), stateOf(options)];
  if (!existsSync(markerOf(state))) throw new UserError('KW-FILE-MISSING', 'The state is already in the folder.');
  // It was mounted before this command began; here the paths are those of the folder.
  mountState(workspace, undefined);
  const { store } = await openStore(workspace);
  try {
    store.fence('nobody works');
    const names = moveToFolder(workspace, store);
    remove(markerOf(state));
    syncFolder(state);
    print(`Moved ${names.length} files from the database into this folder, and read them back.`);
  } finally {
    await store.close();
  }
}
