import { dirname, resolve } from 'node:path';

/** The workspace: the folder of the customers file. It also holds `.env…`, `runs/` and `.keywright/`. */
export function workspaceOf({ customers }: { customers: string }): string {
  return dirname(resolve(customers));
}
