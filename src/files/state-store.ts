import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * Where state that must outlive a machine is kept, by names such as `.keywright/escrow/acme/1f.json`. What is written
 * is durable when a call returns, and whole or not there at all. The other store is the workspace's own folder.
 */
export interface StateStore {
  read(name: string): Buffer | undefined;
  /** What lies in a folder, by its names there, sorted. Empty if there is no such folder. */
  names(folder: string): string[];
  write(name: string, bytes: Uint8Array): void;
  /** Writes bytes behind the first `keep`. */
  append(name: string, keep: number, bytes: Uint8Array): void;
  rename(from: string, to: string): void;
  /** Removes one, or a folder with all in it, if it is there. */
  remove(name: string): void;
  /** Does something short while nobody else does the same; all that it writes counts, or nothing of it. */
  exclusively<T>(name: string, work: () => T): T;
}

/**
 * Of a workspace: escrow, tags of runs, saved sessions, marks of jobs, confirmed words, list of runs, reviews, each with
 * its signature.
 */
const STATE =
  /^(\.keywright\/(escrow|tags|sessions|jobs)(\/|$)|words(\/[a-z0-9-]+\.yaml)?$|runs\/(list|reviews)\.(jsonl|lock))/;

let mounted: { workspace: string; store: StateStore; id: string } | undefined;

/**
 * From now on this process keeps a workspace's state in a store; undefined: in its folder again.
 * @param id tells this folder from those of the other machines that share the store
 */
export function mountState(workspace: string, store: StateStore | undefined, id = ''): void {
  mounted = store && { workspace: resolve(workspace), store, id };
}

/** Which of several folders this is, where they share their state: each has runs that the others have not. */
export const sharedFolder = (): string | undefined => mounted?.id;

/** Whether a name in a workspace is one of its state. */
export const isState = (name: string): boolean => STATE.test(name);

/** The store that holds what a path names, and its name there; undefined where that is the path itself. */
export function storeOf(path: string): { store: StateStore; name: string } | undefined {
  if (mounted === undefined) return undefined;
  const short = relative(mounted.workspace, resolve(path));
  if (short.startsWith('..') || isAbsolute(short)) return undefined;
  const name = short.split(sep).join('/');
  return isState(name) ? { store: mounted.store, name } : undefined;
}
