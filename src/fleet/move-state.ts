import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, namesIn, readIfThere, rename, writeDurably } from '../files/durable-write.ts';
import { sha256Of } from '../files/sha256.ts';
import { isState, type StateStore } from '../files/state-store.ts';
import { UserError } from '../files/user-error.ts';

/** Where state lies in a workspace. */
const PLACES = ['.keywright/escrow', '.keywright/tags', '.keywright/sessions', '.keywright/jobs', 'words', 'runs'];

/** Locks and drafts are nothing to keep. */
const isKept = (name: string) => isState(name) && !/(\.lock|\.sqlite)(-journal)?$|\.draft$/.test(name);

function filesBelow(workspace: string, folder: string): string[] {
  return namesIn(join(workspace, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (lstatSync(join(workspace, path)).isDirectory()) return isState(path) ? filesBelow(workspace, path) : [];
    return isKept(path) ? [path] : [];
  });
}

/** The names of all state in a workspace's folder. */
const stateInFolder = (workspace: string): string[] => PLACES.flatMap((place) => filesBelow(workspace, place));

/** The names of all state in a store. */
export function stateIn(store: StateStore): string[] {
  const below = (folder: string): string[] =>
    store.names(folder).flatMap((name) => {
      const path = `${folder}/${name}`;
      return store.read(path) === undefined ? below(path) : [path];
    });
  return PLACES.flatMap(below).filter(isKept);
}

/** Compares both by their bytes. @throws where something differs or is missing */
function requireSame(workspace: string, store: StateStore, names: string[]): void {
  for (const name of names) {
    const [here, there] = [readIfThere(join(workspace, name)), store.read(name)];
    if (here === undefined || there === undefined || sha256Of(here) !== sha256Of(there))
      throw new Error(`${name} is not the same in both places, so nothing was moved.`);
  }
}

/**
 * Copies all state of a folder into an empty store, reads it back, and sets the files aside.
 * Nothing is lost wherever it stops: until the last step the folder's files count.
 * @returns the names, and the folder in which the files lie now
 */
export function moveToStore(workspace: string, store: StateStore): { names: string[]; aside: string } {
  const names = stateInFolder(workspace);
  return store.exclusively('move', () => {
    const others = stateIn(store).filter((name) => !names.includes(name));
    if (others.length > 0)
      throw new UserError(
        'KW-FILE-EXISTS',
        `The database holds state already that this folder has not (${others[0]}), so nothing was moved.\nNext:     ` +
          'Check KEYWRIGHT_DATABASE_URL: each workspace needs its own database.',
      );
    for (const name of names) store.write(name, readIfThere(join(workspace, name))!);
    requireSame(workspace, store, names);
    const aside = join(workspace, '.keywright', `moved-${new Date().toISOString().replace(/[:.]/g, '')}`);
    return { names, aside };
  });
}

/** Sets the files of a folder aside that a store holds now. */
export function setAside(workspace: string, names: string[], aside: string): void {
  for (const name of names) {
    makeFolder(join(aside, name, '..'));
    rename(join(workspace, name), join(aside, name));
  }
}

/** Copies all state of a store into a workspace's folder, reads it back, and empties the store. @returns the names */
export function moveToFolder(workspace: string, store: StateStore): string[] {
  return store.exclusively('move', () => {
    const names = stateIn(store);
    for (const name of stateInFolder(workspace))
      if (!names.includes(name))
        throw new UserError(
          'KW-FILE-EXISTS',
          `${name} is in the folder but not in the database, so nothing was moved.`,
        );
    for (const name of names) {
      makeFolder(join(workspace, name, '..'));
      writeDurably(join(workspace, name), store.read(name)!);
    }
    requireSame(workspace, store, names);
    for (const name of names) store.remove(name);
    return names;
  });
}
