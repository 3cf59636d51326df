import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../files/encoding.ts';
import type { Checked } from './diagnostic.ts';

const YAML = /\.ya?ml$/i;

/** What systems and office programs put beside a file: `._acme.yaml`, `~$acme.yaml`. */
const HELPER = /^(?:\.|~)/;

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** The folder that stands for a customers file which is not there: `customers` for `customers.yaml`. */
const folderFor = (named: string): string => named.replace(YAML, '');

/** The folder that customers are read from: the one that is named, or that stands for a file which is not there. */
export function customersFolder(named: string): string | undefined {
  if (isFolder(named)) return named;
  const exists = statSync(named, { throwIfNoEntry: false }) !== undefined;
  return !exists && isFolder(folderFor(named)) ? folderFor(named) : undefined;
}

/** What a customers file is known by; JSON is YAML, too. */
const HOLDS_CUSTOMERS = /(?:^|[{,])\s*["']?customers["']?\s*:/m;
/** Copies that editors and people keep on purpose. */
const KEPT = /\.(?:bak|old|orig|save|swp|tmp|md)$|~$/i;
/** Of a file that has no customers, this much is read, in bytes. */
const LARGEST = 1024 * 1024;

/** Whether a file that is not read was meant to be: it holds customers, but its name says that it is no YAML. */
function isMeant(path: string): boolean {
  if (YAML.test(path) || KEPT.test(path)) return false;
  if (/\.ya?ml\.txt$/i.test(path)) return true;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > LARGEST) return false;
  try {
    return HOLDS_CUSTOMERS.test(textOf(readFileSync(path)) ?? '');
  } catch {
    // What this user may not read is no file of theirs.
    return false;
  }
}

/**
 * The files that hold the customers: the file that is named, or the YAML files of a folder, in the order of their
 * names. Where there is no customers.yaml, the folder `customers` beside stands for it.
 * @param named a file or a folder
 */
export function customersFiles(named: string): Checked<string[]> {
  const folder = customersFolder(named);
  if (folder === undefined) return [named];
  const names = readdirSync(folder).filter((name) => !HELPER.test(name));
  const unread = names.filter((name) => isMeant(join(folder, name)));
  if (unread.length > 0)
    return {
      diagnostics: unread.map((name) => ({
        file: join(folder, name),
        code: 'KW-FILE-MISSING',
        message: 'a customers file must end in .yaml, and this one is not read',
        hint: `Rename it to ${name.replace(/(\.(ya?ml|txt|json|jsonc))*$/i, '.yaml')}, or move it elsewhere.`,
      })),
    };
  const files = names
    .filter((name) => YAML.test(name))
    .sort()
    .map((name) => join(folder, name));
  if (files.length > 0) return files;
  const message = 'the folder holds no .yaml file';
  return { diagnostics: [{ file: folder, code: 'KW-FILE-MISSING', message, hint: 'Put a customers file into it.' }] };
}

/** The folder that is not read because the customers file beside it is there; undefined where there is none. */
export const folderIgnored = (named: string): string | undefined =>
  YAML.test(named) && isFolder(folderFor(named)) && !isFolder(named) ? folderFor(named) : undefined;

/** Whether there is anything that customers could be read from. */
export const hasCustomers = (named: string): boolean =>
  statSync(named, { throwIfNoEntry: false }) !== undefined || customersFolder(named) !== undefined;
