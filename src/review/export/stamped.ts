import type { KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '../png.ts';
import { openStampSource, stamp, stampedShots } from '../stamp/stamped.ts';

/**
 * Writes each picture of a run with a strip under it that says what it shows, for whom a picture alone must do.
 * @returns how many, and why others could not be written, a sentence each
 */
export async function writeStamped(
  folder: string,
  to: string,
  key: KeyObject | undefined,
): Promise<{ written: number; left: string[] }> {
  const source = await openStampSource(folder, key);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const left: string[] = [];
  let written = 0;
  for (const shot of stampedShots(source)) {
    const made = await stamp(source, shot);
    if ('wrong' in made) {
      left.push(`Picture ${shot.number}: ${made.wrong}`);
      continue;
    }
    const name = `${String(shot.number).padStart(4, '0')}-${shot.step}-${shot.when}.png`;
    writeFileSync(join(to, name), encode(made.pixels), { mode: 0o600 });
    written += 1;
  }
  return { written, left };
}
