import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { NumberedShot } from '../../evidence/read-run.ts';
import type { Picture } from '../pictures.ts';
import { readPicture } from '../pictures.ts';
import type { Address } from './address.ts';
import { pictureAddress, shotAddress } from './address.ts';
import type { OpenRun } from './open-run.ts';

/** What was found of a picture's file, and how the file was then. */
interface Found {
  state: string;
  picture: Picture;
}

const known = new WeakMap<OpenRun, Map<number, Found>>();

/** Nobody can set the time of a file's last change (ctime), so a file of the same state is the same file. */
async function stateOf(path: string): Promise<string> {
  const found = await lstat(path, { bigint: true }).catch(() => undefined);
  return found === undefined ? 'missing' : `${found.ctimeNs} ${found.mtimeNs} ${found.size} ${found.ino} ${found.mode}`;
}

/**
 * What is to be said of many pictures that are shown small: each file is read and hashed once, and again when it has
 * changed.
 * Whatever it says, the bytes that are sent are checked once more.
 */
export async function checkedPictures(
  open: OpenRun,
  of: Address,
  shots: NumberedShot[],
): Promise<Map<number, Picture>> {
  const found = known.get(open) ?? new Map<number, Found>();
  known.set(open, found);
  const pictures = new Map<number, Picture>();
  for (const shot of shots) {
    const state = await stateOf(join(open.folder, shot.file));
    const before = found.get(shot.number);
    const picture = before?.state === state ? before.picture : await look(open.folder, of, shot);
    found.set(shot.number, { state, picture });
    pictures.set(shot.number, picture);
  }
  return pictures;
}

async function look(folder: string, of: Address, shot: NumberedShot): Promise<Picture> {
  const read = await readPicture(folder, shot);
  return 'wrong' in read ? read : { src: pictureAddress(of, shot.number), href: shotAddress(of, shot.number) };
}
