import { statfsSync } from 'node:fs';

/** Room for the rest of a run, pictures and report: several times what a whole one needs. */
const NEEDED = 100 * 1024 * 1024;

/** Bytes that this user may still write where the folder is. */
export function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024);

/** @throws where the disk has no room for the rest of the evidence: nothing irreversible may be done then */
export function requireDiskSpace(folder: string, free = freeIn(folder)): void {
  if (free >= NEEDED) return;
  throw new Error(
    `The disk with the evidence has ${megabytes(free)} MB left, and ${megabytes(NEEDED)} MB must be free before ` +
      `anything is changed (${folder}). Nothing was pressed. Make room, then run again: it looks first and ` +
      'continues from what is there.',
  );
}
