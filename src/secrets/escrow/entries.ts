import { join } from 'node:path';
import { namesIn, readIfThere, writeDurably } from '../../files/durable-write.ts';
import { sha256Of } from '../../files/sha256.ts';
import type { SealedKey } from './sealed-key.ts';

/** What the `.json` of an entry holds; the `.age` beside it holds the sealed private half. */
interface EntryFacts extends Omit<SealedKey, 'damaged'> {
  /** Keyed fingerprint of the private half, as evidence shows it. */
  fp: string;
  /** Of the `.age`, so that damage shows without opening it. */
  sha256: string;
}

export interface Entry extends SealedKey {
  fp: string;
  /** Path of both files without their ending. */
  file: string;
}

/** An entry that cannot be assigned to a key. */
interface UnreadableEntry {
  file: string;
  /** What is wrong and what to do, in sentences. */
  wrong: string;
}

/** For entries from before they named their portal. */
const UNSAID = { portal: 'connectwise', kind: 'API key', label: 'ConnectWise private key' };

/**
 * @param file path of both files without their ending
 * @returns undefined if they are not as an entry's are
 * @throws DiskRefused if the disk does not give them: a sealed key must not be taken for none
 */
export function factsOf(file: string): EntryFacts | undefined {
  const bytes = readIfThere(`${file}.json`);
  if (bytes === undefined) return undefined;
  try {
    const details = { ...UNSAID, ...(JSON.parse(bytes.toString('utf8')) as EntryFacts) };
    const { portal, kind, label, publicKey, description, member, sealedAt, fp, sha256 } = details;
    const texts = [portal, kind, label, publicKey, description, member, sealedAt, fp, sha256];
    return texts.every((value) => typeof value === 'string') ? details : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the `.json` of an entry, which makes it count. */
export const writeFacts = (file: string, facts: EntryFacts): void =>
  writeDurably(`${file}.json`, JSON.stringify(facts));

function damage(file: string, sha256: string): string | undefined {
  const sealed = readIfThere(`${file}.age`);
  if (sealed === undefined) return `its sealed half ${file}.age is missing`;
  return sha256Of(sealed) === sha256 ? undefined : `its sealed half ${file}.age was cut or changed`;
}

/** A customer's sealed keys, oldest first. Opens and changes nothing: a run may be using the folder. */
export function readEntries(folder: string): { entries: Entry[]; unreadable: UnreadableEntry[] } {
  const files = namesIn(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name.slice(0, -'.json'.length)));
  const entries: Entry[] = [];
  const unreadable: UnreadableEntry[] = [];
  for (const file of files) {
    const details = factsOf(file);
    if (details === undefined) {
      const wrong =
        `The escrow's file ${file}.json cannot be read, so nobody can tell to which key ${file}.age belongs. Move ` +
        'both files out of the folder. A run does without them: it makes a new key where the private half of one ' +
        'is lost.';
      unreadable.push({ file, wrong });
      continue;
    }
    const { sha256, ...known } = details;
    const damaged = damage(file, sha256);
    entries.push({ ...known, file, ...(damaged !== undefined && { damaged }) });
  }
  return { entries: entries.sort((a, b) => a.sealedAt.localeCompare(b.sealedAt)), unreadable };
}

interface Leftover {
  file: string;
  /** A file that was never finished; or a sealed half that no `.json` speaks of. */
  what: 'draft' | 'orphan';
}

/** What a crash between two writes, or a disk that refused one, has left. It is of no use. */
export function leftovers(folder: string): Leftover[] {
  const names = namesIn(folder);
  return names.flatMap((name): Leftover[] => {
    const file = join(folder, name);
    if (name.endsWith('.draft')) return [{ file, what: 'draft' }];
    return name.endsWith('.age') && !names.includes(name.replace(/\.age$/, '.json')) ? [{ file, what: 'orphan' }] : [];
  });
}

/** The customers who have an escrow, by name. */
export const escrowCustomers = (escrow: string): string[] => namesIn(escrow);
