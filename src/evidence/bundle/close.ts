import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { readIfThere, remove, writeDurably } from '../../files/durable-write.ts';
import { sha256Of } from '../../files/sha256.ts';
import { redact } from '../../secrets/redact.ts';
import { completeLines } from '../chain/chained-file.ts';
import { chainOf } from '../chain/hash-chain.ts';
import type { JournalLine } from '../events.ts';
import { parseJournalLine } from '../journal-line.ts';
import type { Signer } from '../signing.ts';
import { inTotoEnvelope } from './in-toto.ts';
import { readme } from './readme.ts';
import { type BundleFacts, type Statement, statement, steps } from './statement.ts';
import { isBeside } from './system-files.ts';

/** The script that each bundle holds: the same checks as `verifyBundle`. */
const VERIFY_SCRIPT = new URL('./verify.sh', import.meta.url);

/** The same for tools that read in-toto statements; in bundles that are signed. */
const IN_TOTO = 'in-toto.dsse.json';

/** Files that are about the sums and so not in them. */
export const UNSUMMED_FILES = /^(SHA256SUMS(\.(sig|tsr))?|pruned\.json(\.sig)?)$/;

/** All files of a folder, by paths with `/`, sorted by bytes. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** A journal's complete lines. A torn last one does not count. */
export function journalLines(folder: string): { text: string; lines: JournalLine[] } {
  const text = completeLines(join(folder, 'journal.jsonl'));
  return {
    text,
    lines: text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => parseJournalLine(line)),
  };
}

const json = (value: unknown) => redact(`${JSON.stringify(value, undefined, 2)}\n`);

/** A picture's name as a run gives it. */
const PICTURE = /^shots\/\d{4}-[a-z0-9-]*\.png$/;

/** Removes what a crash or a failing disk has left: drafts, and pictures without a line in the journal. */
function clearLeftovers(folder: string, lines: JournalLine[]): void {
  const spokenOf = new Set(lines.flatMap((line) => (line.type === 'shot' ? [line.file] : [])));
  const counts = (file: string) => !file.endsWith('.draft') && (spokenOf.has(file) || !PICTURE.test(file));
  for (const file of filesOf(folder)) if (!counts(file)) remove(join(folder, file));
}

/** Reopens a closed folder. */
export function openAgain(folder: string): void {
  for (const name of ['SHA256SUMS', 'SHA256SUMS.tsr', 'SHA256SUMS.sig', IN_TOTO]) remove(join(folder, name));
}

export interface ClosedBundle {
  /** SHA-256 of SHA256SUMS. */
  sums: string;
  /** `run.json`. */
  said: Statement;
}

/**
 * Closes a run's folder: statement, steps, instructions, and the sums of all files with their signature. Nothing is
 * written into it after that. The statement of a killed run says `incomplete`. `SHA256SUMS` comes last: a folder
 * without it is not closed.
 */
export function closeBundle(folder: string, details: BundleFacts, signer: Signer | undefined): ClosedBundle {
  openAgain(folder);
  const { text, lines } = journalLines(folder);
  clearLeftovers(folder, lines);
  // A run that was killed before its first line has an empty chain.
  const chain = chainOf(text);
  const head = 'head' in chain ? chain.head : '';
  const said = statement(lines, head, { ...details, signedBy: signer?.fingerprint });
  writeDurably(join(folder, 'run.json'), json(said));
  writeDurably(join(folder, 'steps.json'), json(steps(lines)));
  writeDurably(join(folder, 'README.txt'), readme(details.run, signer?.fingerprint));
  writeDurably(join(folder, 'verify.sh'), readFileSync(VERIFY_SCRIPT));
  // An empty folder can't be listed.
  if (existsSync(join(folder, 'shots')) && readdirSync(join(folder, 'shots')).length === 0)
    remove(join(folder, 'shots'));
  const all = filesOf(folder);
  const files = new Map(
    all
      .filter((file) => !UNSUMMED_FILES.test(file) && file !== IN_TOTO && !isBeside(file, all))
      .map((file) => [file, sha256Of(readIfThere(join(folder, file))!)]),
  );
  if (signer !== undefined) {
    const envelope = inTotoEnvelope(files, json(said), signer);
    writeDurably(join(folder, IN_TOTO), envelope);
    files.set(IN_TOTO, sha256Of(envelope));
  }
  const sums = [...files]
    .sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .map(([file, sum]) => `${sum}  ${file}\n`)
    .join('');
  // The signature comes first, so that a crash never leaves a closed bundle without one.
  if (signer !== undefined) writeDurably(join(folder, 'SHA256SUMS.sig'), signer.sign(Buffer.from(sums)));
  writeDurably(join(folder, 'SHA256SUMS'), sums);
  return { sums: sha256Of(sums), said };
}
