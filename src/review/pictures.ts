import { existsSync } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NumberedShot } from '../evidence/read-run.ts';
import { sha256Of } from '../files/sha256.ts';

/** A picture file as it was found: shown only if it matches the journal. */
export type Picture = { src: string; href: string } | NotShown;

/** Why a picture is not shown: in a sentence, and in a word for where there is no room for one. */
export interface NotShown {
  wrong: string;
  word: 'altered' | 'missing' | 'removed' | 'not shown';
}

/** The only paths that a journal may name; anything else could lead out of the run folder. */
const INSIDE = /^shots\/[\w-][\w.-]*\.png$/;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** A picture's bytes, if they are what the journal says; else what is wrong, in a sentence. */
export async function readPicture(
  folder: string,
  { file, sha256 }: Pick<NumberedShot, 'file' | 'sha256'>,
): Promise<Buffer<ArrayBuffer> | NotShown> {
  if (!INSIDE.test(file))
    return { wrong: 'The journal names a file outside the folder of pictures. It was not opened.', word: 'not shown' };
  const path = join(folder, file);
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined && existsSync(join(folder, 'pruned.json')))
    return { wrong: 'The picture was removed later by keywright prune, as pruned.json says.', word: 'removed' };
  if (!found?.isFile()) return { wrong: 'The picture file is missing.', word: 'missing' };
  const bytes = await readFile(path);
  if (sha256Of(bytes) !== sha256)
    return {
      wrong: 'The picture file was changed: its SHA-256 differs from the one in the journal.',
      word: 'altered',
    };
  if (!bytes.subarray(0, 8).equals(PNG)) return { wrong: 'The picture file is not a PNG.', word: 'not shown' };
  return bytes;
}

/** Checks the pictures of a run folder. @param place where the page finds one that is right */
export async function checkPictures(
  folder: string,
  shots: NumberedShot[],
  place: (shot: NumberedShot, bytes: Buffer) => { src: string; href: string },
): Promise<Map<number, Picture>> {
  const pictures = new Map<number, Picture>();
  for (const shot of shots) {
    const found = await readPicture(folder, shot);
    pictures.set(shot.number, 'wrong' in found ? found : place(shot, found));
  }
  return pictures;
}
