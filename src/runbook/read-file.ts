import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { closest } from '../files/closest.ts';
import { oneLine } from '../files/sanitize.ts';
import { storeOf } from '../files/state-store.ts';
import type { Diagnostic, Mistake } from './diagnostic.ts';

/** Enough for a thousand customers, and little enough that nothing in it can take long. */
export const LARGEST = 1024 * 1024;

/** A name without what stands for its kind: `Customers.yaml.txt` is `customers`. */
const stem = (name: string): string => name.toLowerCase().replace(/(\.(ya?ml|txt|json))+$/, '');

/** The file that was probably meant: of the same name but another ending, as editors and downloads add them; or nearly. */
function besides(file: string): string | undefined {
  try {
    const names = readdirSync(dirname(file));
    const isYaml = (name: string) => /\.ya?ml$/i.test(name);
    return (
      names.find((name) => stem(name) === stem(basename(file))) ?? closest(basename(file), names.filter(isYaml), 2)
    );
  } catch {
    return undefined;
  }
}

/** A table that customers can be made of: `customers.csv`. */
const tableBeside = (file: string): string | undefined => {
  const table = `${basename(file).replace(/\.ya?ml$/i, '')}.csv`;
  return existsSync(join(dirname(file), table)) ? table : undefined;
};

function noSuchFile(file: string): Mistake {
  const other = besides(file);
  const table = tableBeside(file);
  if (other === undefined && table !== undefined)
    return {
      code: 'KW-FILE-MISSING',
      message: 'there is no such file',
      hint: `keywright init --from ${oneLine(table)} makes it of that table.`,
    };
  return {
    code: 'KW-FILE-MISSING',
    message: 'there is no such file',
    hint:
      other === undefined
        ? 'Check the path. Run this in the folder with customers.yaml, or pass --customers.'
        : `There is "${oneLine(other)}" beside it: rename that, or name it.`,
  };
}

function whyNotRead(code: string | undefined, file: string): Mistake {
  if (code === 'ENOENT') return noSuchFile(file);
  if (code === 'ENOTDIR') return { code: 'KW-FILE-MISSING', message: 'there is no such file' };
  if (code === 'EACCES' || code === 'EPERM')
    return { code: 'KW-FILE-UNREADABLE', message: 'the file may not be read by this user' };
  if (code === 'ELOOP') return { code: 'KW-FILE-UNREADABLE', message: 'the file is a symbolic link' };
  return { code: 'KW-FILE-UNREADABLE', message: `the file cannot be read (${code ?? 'unknown reason'})` };
}

/** Why the open file is not one to read; undefined for a regular file. */
function whyNotRegular(handle: number): Mistake | undefined {
  const details = fstatSync(handle);
  if (details.isDirectory()) return { code: 'KW-FILE-UNREADABLE', message: 'this is a folder, not a file' };
  if (!details.isFile()) return { code: 'KW-FILE-UNREADABLE', message: 'this is not a regular file' };
  return undefined;
}

/** At most LARGEST bytes, and one more where there are more: it tells a file that has grown since it was opened. */
function readBytes(handle: number): Buffer {
  const bytes = Buffer.alloc(LARGEST + 1);
  let length = 0;
  for (let got = -1; got !== 0 && length < bytes.length; length += got)
    got = readSync(handle, bytes, length, bytes.length - length, null);
  return bytes.subarray(0, length);
}

/**
 * The bytes of a regular file of at most 1 MB. Links, pipes, devices and folders are refused without waiting for them.
 * A run uses nothing of the file but these bytes, so changing the file afterwards changes nothing.
 */
export function readFile(file: string): Buffer | { diagnostics: Diagnostic[] } {
  const refuse = (mistake: Mistake) => ({ diagnostics: [{ file, ...mistake }] });
  const kept = storeOf(file);
  if (kept !== undefined)
    return kept.store.read(kept.name) ?? refuse({ code: 'KW-FILE-MISSING', message: 'it is gone' });
  let handle: number | undefined;
  try {
    if (lstatSync(file).isSymbolicLink())
      return refuse({
        code: 'KW-FILE-UNREADABLE',
        message: 'the file is a symbolic link',
        hint: 'Name the file that it points to.',
      });
    // Windows has neither flag. Without O_NONBLOCK, opening a pipe would wait for its writer.
    handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const irregular = whyNotRegular(handle);
    if (irregular) return refuse(irregular);
    const bytes = readBytes(handle);
    if (bytes.length > LARGEST)
      return refuse({
        code: 'KW-FILE-TOO-LARGE',
        message: 'the file is larger than 1 MB',
        hint: 'Customers can have a file each, in a folder "customers".',
      });
    return bytes;
  } catch (error) {
    return refuse(whyNotRead((error as NodeJS.ErrnoException).code, file));
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
