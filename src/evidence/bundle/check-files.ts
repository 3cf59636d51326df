import type { KeyObject } from 'node:crypto';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { DiskRefused, readBytes } from '../../files/durable-write.ts';
import { sha256Of } from '../../files/sha256.ts';
import { checkSignature } from './check-signature.ts';
import { filesOf, UNSUMMED_FILES } from './close.ts';
import { isBeside, isForeignFolder } from './system-files.ts';

/** What the disk says where there is no file of that name. */
const NO_FILE = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'];

/**
 * The bytes of a file; undefined if there is none.
 * @throws DiskRefused if there is one, and the disk does not give it: that is no alteration
 */
export function bytesOf(folder: string, name: string): Buffer | undefined {
  try {
    return readBytes(join(folder, name));
  } catch (error) {
    if (NO_FILE.includes((error as DiskRefused).code ?? '')) return undefined;
    throw error;
  }
}

/** Why a listed file is not as it was; undefined if it is. */
function whatOf(folder: string, path: string, sum: string): string | undefined {
  try {
    const bytes = bytesOf(folder, path);
    if (bytes === undefined) return `${path} is missing.`;
    return sha256Of(bytes) === sum ? undefined : `${path} was changed.`;
  } catch (error) {
    return unread(error);
  }
}

/** What is said of a file that the disk does not give. @throws what is no such error */
export function unread(error: unknown): string {
  if (error instanceof DiskRefused) return `${error.actual}, so it could not be checked.`;
  throw error;
}

/** Links, devices, shared files and empty folders: a bundle that Keywright closed has none. */
export function oddities(folder: string): string[] {
  const odd: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    const found = lstatSync(path);
    if (found.isDirectory()) {
      if (readdirSync(path).length === 0 && !isForeignFolder(name.replaceAll(sep, '/')))
        odd.push(`The folder ${name} is empty.`);
    } else if (!found.isFile()) odd.push(`${name} is a link or a device.`);
    else if (found.nlink > 1) odd.push(`${name} is shared with another place (hard link).`);
  }
  return odd;
}

const LINE = /^([0-9a-f]{64}) {2}([A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*)$/;

/** The SHA-256 of each file by its path, as SHA256SUMS lists them. */
export function listedFiles(text: string, wrong: string[]): Map<string, string> {
  if (!text.endsWith('\n')) wrong.push('SHA256SUMS is incomplete.');
  const listed = new Map<string, string>();
  for (const [n, line] of text.split('\n').slice(0, -1).entries()) {
    const [, sum, path] = LINE.exec(line) ?? [];
    if (sum === undefined || path === undefined) wrong.push(`Line ${n + 1} of SHA256SUMS cannot be read.`);
    else if (listed.has(path)) wrong.push(`${path} appears twice in SHA256SUMS.`);
    else listed.set(path, sum);
  }
  return listed;
}

/** @returns whether the pictures were removed on purpose, as `pruned.json` says */
export function checkPruned(
  folder: string,
  sums: Uint8Array,
  isSigned: boolean,
  key: KeyObject | undefined,
  wrong: string[],
): boolean {
  const pruned = bytesOf(folder, 'pruned.json');
  if (pruned === undefined) return false;
  if (!pruned.includes(`"sums":"${sha256Of(sums)}"`)) wrong.push('pruned.json speaks of other sums.');
  const signature = checkSignature(pruned, bytesOf(folder, 'pruned.json.sig'), key);
  const neverSigned = !isSigned && signature === 'none';
  if (key !== undefined && signature !== 'good' && !neverSigned) wrong.push('pruned.json is not signed by this key.');
  if (existsSync(join(folder, 'shots'))) wrong.push('pruned.json says that there are no pictures, but there are.');
  return true;
}

/** Files that are about the sums, of which a sync client may make copies, too. */
const ABOUT_SUMS = ['SHA256SUMS', 'SHA256SUMS.sig', 'SHA256SUMS.tsr'];

/**
 * Compares the files of a folder with those that are listed.
 * @returns those that an operating system or a sync client has put there: no evidence, and no alteration
 */
export function checkFiles(
  folder: string,
  listed: ReadonlyMap<string, string>,
  isPruned: boolean,
  wrong: string[],
): string[] {
  const isRemoved = (path: string) => isPruned && (path.startsWith('shots/') || path === 'report.html');
  for (const [path, sum] of listed) {
    if (isRemoved(path)) continue;
    const what = whatOf(folder, path, sum);
    if (what !== undefined) wrong.push(what);
  }
  const isUnsummed = (file: string) => UNSUMMED_FILES.test(file) && (isPruned || !file.startsWith('pruned.json'));
  const own = [...listed.keys(), ...ABOUT_SUMS];
  const others = filesOf(folder).filter((file) => (!listed.has(file) || isRemoved(file)) && !isUnsummed(file));
  const beside = others.filter((file) => !listed.has(file) && isBeside(file, own));
  for (const file of others) if (!beside.includes(file)) wrong.push(`${file} is not in the list of files.`);
  return beside;
}
