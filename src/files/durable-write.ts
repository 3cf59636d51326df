import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { sha256Of } from './sha256.ts';
import { storeOf } from './state-store.ts';
import { requireWritable } from './write-guard.ts';

/**
 * Error codes for a file that another program (a sync client, a virus scanner, an indexer) holds for a moment, or for a
 * folder that it has just put something into.
 */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY']);

/** How long to wait before each further try, in milliseconds: five seconds in all. */
const PAUSES = [10, 20, 40, 80, 160, 320, 640, 1_000, 1_230, 1_500];

const AGAIN = ', tried again for five seconds';

/** A path for a person: relative to the current folder, or its last two names. */
function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') || isAbsolute(short) ? join('…', basename(dirname(path)), basename(path)) : short;
}

/** What the disk said, without the paths that Node adds. */
export function diskWords(error: unknown): string {
  if (error instanceof DiskRefused) return error.words;
  const line = (error as Error).message.split('\n')[0]!;
  const [, code, words] = /^(E[A-Z]+)[:,] ([^,:]+)/.exec(line) ?? [];
  return code === undefined ? line : `${code}: ${words}`;
}

/** The disk refused something for good: what, where, what it said, and what to do next. */
export class DiskRefused extends Error {
  readonly code: string | undefined;
  readonly words: string;
  /** What could not be done, with what the disk said. */
  readonly actual: string;

  /** @param done as the end of 'could not be …' */
  constructor(path: string, done: string, cause: unknown) {
    const { code } = cause as NodeJS.ErrnoException;
    const held = code !== undefined && HELD.has(code);
    const words = diskWords(cause) + (held ? AGAIN : '');
    const actual = `${shortPath(path)} could not be ${done} (${words})`;
    const hint = held
      ? 'Another program may hold it (a sync client, a virus scanner, a backup), or its rights are wrong. ' +
        'Keep this folder out of what they watch, or check its rights, then run again.'
      : 'Check the disk (room, rights, cable), then run again.';
    super(`${actual}. ${hint}`, { cause });
    [this.code, this.words, this.actual] = [code, words, actual];
  }
}

/**
 * Does something with the disk, and retries for five seconds while another program holds the file. Blocks the process,
 * as its callers do.
 * @param done as the end of 'could not be …'
 * @param call does the same whenever it is called, also when an earlier call got half-way
 * @throws DiskRefused
 */
export function persistently<T>(path: string, done: string, call: () => T): T {
  for (let tries = 0; ; tries += 1) {
    try {
      return call();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (error instanceof DiskRefused || code === undefined || code.startsWith('ERR_')) throw error;
      const pause = HELD.has(code) ? PAUSES[tries] : undefined;
      if (pause === undefined) throw new DiskRefused(path, done, error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}

/** Opens a file or folder, writes to it, and makes that durable. */
function synced(path: string, flags: string | number, write?: (handle: number) => void): void {
  const handle = openSync(path, flags, 0o600);
  try {
    write?.(handle);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Makes a new name, a rename or a removal in a folder durable. Windows has no such call; its file system journals names
 * itself.
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32' || storeOf(folder)) return;
  persistently(folder, 'made durable', () => synced(folder, 'r'));
}

/** Makes a folder, and those above it, for its owner alone, unless it is there. */
export function makeFolder(folder: string): void {
  if (storeOf(folder)) return;
  persistently(folder, 'made', () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
}

/** As `makeFolder`, in a folder that exists. @throws when the name is taken, be it by a link to elsewhere */
export function makeNewFolder(folder: string): void {
  persistently(folder, 'made', () => mkdirSync(folder, { mode: 0o700 }));
}

/** Gives a file or folder its new name. */
export function rename(from: string, to: string): void {
  requireWritable();
  const kept = storeOf(to);
  if (kept !== undefined) kept.store.rename(storeOf(from)!.name, kept.name);
  else persistently(to, 'written', () => renameSync(from, to));
}

/** Removes a file, or a folder with all in it, if it is there. */
export function remove(path: string): void {
  requireWritable();
  const kept = storeOf(path);
  if (kept !== undefined) kept.store.remove(kept.name);
  else persistently(path, 'removed', () => rmSync(path, { recursive: true, force: true }));
}

/** As `remove`, but a failure is ignored: it must not hide another error. */
export function removeIfPossible(path: string): void {
  try {
    remove(path);
  } catch {}
}

/** The names in a folder; empty if there is none. */
export function namesIn(folder: string): string[] {
  const kept = storeOf(folder);
  if (kept !== undefined) return kept.store.names(kept.name);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** A word that is another one when the file has changed; empty if there is none. */
export function versionOf(path: string): string {
  const kept = storeOf(path);
  if (kept !== undefined) {
    const bytes = kept.store.read(kept.name);
    return bytes === undefined ? '' : sha256Of(bytes);
  }
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : `${found.mtimeNs} ${found.size} ${found.ino}`;
}

/** The bytes of a file that must be there. */
export const readBytes = (path: string): Buffer => persistently(path, 'read', () => readFileSync(path));

/** The bytes of a file; undefined if there is none. */
export function readIfThere(path: string): Buffer | undefined {
  const kept = storeOf(path);
  if (kept !== undefined) return kept.store.read(kept.name);
  return persistently(path, 'read', () => {
    try {
      return readFileSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  });
}

/** Writes all of the bytes at a place of a file: doing it again leaves the same. */
export function writeAt(handle: number, bytes: Uint8Array, position: number): void {
  requireWritable();
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(handle, bytes, written, bytes.length - written, position + written);
  }
}

/** Overwrites the bytes of a file, and makes that durable. */
export function overwrite(path: string, bytes: Uint8Array): void {
  const kept = storeOf(path);
  if (kept !== undefined) return void kept.store.write(kept.name, bytes);
  persistently(path, 'overwritten', () => synced(path, 'r+', (handle) => writeAt(handle, bytes, 0)));
}

/**
 * Writes bytes behind the first so many of a file and makes that durable; what stood there goes.
 * A further try begins at the same place, so nothing is written twice.
 */
export function appendDurably(path: string, keep: number, bytes: Uint8Array): void {
  requireWritable();
  const kept = storeOf(path);
  if (kept !== undefined) return void kept.store.append(kept.name, keep, bytes);
  // Not in append mode: Windows cuts no file that is open in it.
  persistently(path, 'written', () =>
    synced(path, constants.O_RDWR | constants.O_CREAT, (handle) => {
      ftruncateSync(handle, keep);
      writeAt(handle, bytes, keep);
    }),
  );
  syncFolder(dirname(path));
}

/**
 * Writes a file (mode 0600) so that after a crash there is all of it or nothing: new name, fsync, rename, fsync of the
 * folder.
 * No draft stays where the disk refuses one of them.
 */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const kept = storeOf(path);
  if (kept !== undefined) {
    requireWritable();
    return void kept.store.write(kept.name, bytes);
  }
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  let begun = false;
  try {
    // An fsync that has failed says nothing the next time, so a further try writes a whole new draft.
    persistently(path, 'written', () => {
      if (begun) rmSync(draft, { force: true });
      begun = true;
      synced(draft, 'wx', (handle) => writeAt(handle, bytes, 0));
    });
    rename(draft, path);
  } catch (error) {
    removeIfPossible(draft);
    throw error;
  }
  syncFolder(dirname(path));
}
