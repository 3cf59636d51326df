import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a new name, a rename or a removal in a folder durable. Windows has no such call; its file system journals names itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes over the bytes of a file and makes that durable. */
export function overwrite(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, 'r+');
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes a file (mode 0600) so that after a crash there is all of it or nothing: new name, fsync, rename, fsync of the folder. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } catch (error) {
    // What cannot be tidied either must not hide why.
    for (const tidy of [() => closeSync(handle), () => unlinkSync(draft)]) {
      try {
        tidy();
      } catch {}
    }
    throw error;
  }
  closeSync(handle);
  renameSync(draft, path);
  syncFolder(dirname(path));
}
