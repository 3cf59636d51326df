import { basename, dirname, join, resolve } from 'node:path';

/** The option that names the customers file, and with it the workspace. */
export interface InWorkspace {
  customers: string;
}

/** The workspace: the folder of the customers file. It also holds `.env…`, `runs/` and `.keywright/`. */
export function workspaceOf({ customers }: InWorkspace): string {
  const folder = dirname(resolve(customers));
  // One file of a folder of customers: its workspace is that of all of them.
  return basename(folder) === 'customers' ? dirname(folder) : folder;
}

/** The folder of all runs. */
export function runsOf(options: InWorkspace): string {
  return join(workspaceOf(options), 'runs');
}

/** The folder of what Keywright keeps for itself: vault, escrow, keys, locks. */
export function stateOf(options: InWorkspace): string {
  return join(workspaceOf(options), '.keywright');
}
