import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { rename, syncFolder, writeDurably } from '../../files/durable-write.ts';
import { appendChained, completeLines, type ChainedFile } from './chained-file.ts';
import { wrongLine } from './hash-chain.ts';
import { exclusively } from '../../files/exclusive.ts';
import { isSignature, readPublicKey, type Signer } from '../signing.ts';

/**
 * The signature of all lines, and of all lines with the next one. The second is on disk before its line, so a crash
 * leaves no line unsigned.
 */
const signatures = (file: string) => ({ now: `${file}.sig`, next: `${file}.sig.next` });

/** Each signed line says so itself. Within a text the quotes would be escaped. */
const SIGNED = '"signedBy":"';

/** Whether a file is or was signed: its lines say so even if the signature is gone. */
export const isSignedAt = (file: string): boolean =>
  existsSync(signatures(file).now) || completeLines(file).includes(SIGNED);

/** Signs the lines that a file holds already with a new key. A file whose chain is broken is not signed. */
export function signAsItIs({ file, lock }: ChainedFile, signer: Signer): void {
  if (!existsSync(file)) return;
  exclusively(lock, () => {
    const text = completeLines(file);
    if (text !== '' && wrongLine(text) === undefined)
      writeDurably(signatures(file).now, signer.sign(Buffer.from(text)));
  });
}

function covers(signature: string, text: string, key: KeyObject): boolean {
  try {
    return isSignature(Buffer.from(text), readFileSync(signature), key);
  } catch {
    return false;
  }
}

function wrongSignature(file: string, text: string, key: KeyObject | undefined): string | undefined {
  const { now, next } = signatures(file);
  if (key !== undefined && (covers(next, text, key) || covers(now, text, key))) return undefined;
  if (existsSync(now))
    return (
      key &&
      'is not as this key signed it: a line (it may be the newest) was altered, added or removed, or another ' +
        'key signed it'
    );
  if (text.includes(SIGNED)) return `has lost its signature (${now})`;
  return undefined;
}

/** How many lines at the beginning are from before there was a key, and how many there are in all. */
export function unsignedLines(text: string): { unsigned: number; lines: number } {
  const lines = text.split('\n').slice(0, -1);
  const first = lines.findIndex((line) => line.includes(SIGNED));
  return { unsigned: first < 0 ? lines.length : first, lines: lines.length };
}

/** The complete lines of a signed file, and what is wrong with them, as the second half of a sentence. */
export function readSigned(file: string, key: KeyObject | undefined): { text: string; wrong?: string } {
  for (;;) {
    const text = completeLines(file);
    const line = wrongLine(text);
    const wrong = line ? `was changed: line ${line.line} ${line.wrong}` : wrongSignature(file, text, key);
    // If somebody appended a line in between, text and signature are of two moments.
    if (wrong === undefined || completeLines(file) === text) return { text, ...(wrong !== undefined && { wrong }) };
  }
}

/**
 * As `appendChained`, and signs the whole file if there is a key. Each line names the key.
 * @throws if a line is not as it was signed, or the key is gone
 */
export function appendSigned<E extends { type: string }>(
  chained: ChainedFile,
  signer: Signer | undefined,
  event: () => E,
): void {
  const { file, what, otherwise } = chained;
  const { now, next } = signatures(file);
  const key = signer && readPublicKey(signer.publicKey);
  appendChained(chained, () => ({ ...event(), ...(signer && { signedBy: signer.fingerprint }) }), {
    before: (text, whole) => {
      const wrong = wrongSignature(file, text, key);
      if (wrong !== undefined) throw new Error(`${what} (${file}) ${wrong}. ${otherwise}`);
      if (signer === undefined || key === undefined) {
        if (existsSync(now))
          throw new Error(
            `${what} (${file}) is signed, but the key that signs is not in this workspace any more ` +
              `(.keywright/signing). ${otherwise}`,
          );
        return;
      }
      // A crash came after the last line, before its signature got its name.
      if (covers(next, text, key)) rename(next, now);
      writeDurably(next, signer.sign(whole));
    },
    after: () => {
      if (signer === undefined) return;
      rename(next, now);
      syncFolder(dirname(file));
    },
  });
}
