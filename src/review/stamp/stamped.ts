import { createHash, type KeyObject } from 'node:crypto';
import { type Verified, verifyBundle } from '../../evidence/bundle/verify.ts';
import { type NumberedShot, type Run, readRun } from '../../evidence/read-run.ts';
import { redact } from '../../secrets/redact.ts';
import { readPicture } from '../pictures.ts';
import { decode, type Pixels } from '../png.ts';
import { factsOf } from './facts.ts';
import { withStrip } from './strip.ts';

/** A moment's picture with its strip. */
interface Stamped {
  shot: NumberedShot;
  pixels: Pixels;
  /** How many rows of it are the picture. */
  pictured: number;
}

/** A bundle, and what checking it comes to. */
export interface StampSource {
  folder: string;
  run: Run;
  verified: Verified;
}

export async function openStampSource(folder: string, key: KeyObject | undefined): Promise<StampSource> {
  return { folder, run: await readRun(folder), verified: verifyBundle(folder, key) };
}

/** The moments that have a picture of their own: not those for which the one before was taken again. */
export const stampedShots = ({ run }: StampSource): NumberedShot[] =>
  run.shots.filter(({ reused }) => reused === undefined);

/** @returns the picture with its strip, or why there is none, in a sentence */
export async function stamp(
  { folder, run, verified }: StampSource,
  shot: NumberedShot,
): Promise<Stamped | { wrong: string }> {
  const found = await readPicture(folder, shot);
  if ('wrong' in found) return found;
  const picture = decode(found);
  const lines = factsOf(run, shot, verified).map(redact);
  return { shot, pixels: withStrip(picture, lines), pictured: picture.height };
}

/** What two pictures share that look alike: of all their pixels, or of the first rows. */
export function digestOf({ width, height, step, data }: Pixels, rows = height): string {
  return createHash('sha256')
    .update(`${width} ${rows} ${step} `)
    .update(data.subarray(0, width * rows * step))
    .digest('hex');
}
