import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { isBeside } from '../../evidence/bundle/beside.ts';
import { filesOf } from '../../evidence/bundle/close.ts';

/** A bundle as one zip file, in a folder of the run's name. Pictures are compressed already. */
export function zipBundle(folder: string, name: string): Uint8Array {
  const files: Zippable = {};
  const all = filesOf(folder);
  for (const file of all.filter((one) => !isBeside(one, all)))
    files[`${name}/${file}`] = [
      readFileSync(join(folder, file)),
      { level: file.endsWith('.png') ? 0 : 6, mtime: statSync(join(folder, file)).mtime },
    ];
  return zipSync(files);
}
