import { closeSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Zip, ZipPassThrough, type Zippable, zipSync } from 'fflate';
import { filesOf } from '../../evidence/bundle/close.ts';
import { isBeside } from '../../evidence/bundle/system-files.ts';

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

/** A folder as one zip file, file by file: it may be larger than memory. What is in it is compressed already. */
export function zipFolder(folder: string, to: string): void {
  const out = openSync(to, 'w', 0o600);
  try {
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      writeSync(out, chunk);
    });
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const file = new ZipPassThrough(relative(folder, path).replaceAll(sep, '/'));
      zip.add(file);
      file.push(readFileSync(path), true);
    }
    zip.end();
  } finally {
    closeSync(out);
  }
}
