import type { KeyObject } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { readIfThere, rename, syncFolder, writeDurably } from '../../files/durable-write.ts';
import { exclusively } from '../../files/exclusive.ts';
import { isSignature, readPublicKey, type Signer } from '../signing.ts';
import { appendChained, type ChainedFile, completeLines } from './chained-file.ts';
import { wrongLine } from './hash-chain.ts';

/**
 * The signature of all lines, and of all lines with the next one. The second is on disk before its line, so a crash
 * leaves no line unsigned.
 */
const signatures = (file: string) => ({ now: `${file}.sig`, next: `${file}.sig.next` });

/** Each signed line says so itself. Within a text the quotes would be escaped. */
const SIGNED = '"signedBy":"';

/** Whether a file is or was signed: its lines say so even if the signature is gone. */
export const isSignedAt = (file: string): boolean =>
  readIfThere(signatures(file).now) !== undefined || completeLines(file).includes(SIGNED);

/** Signs the lines that a file holds already with a new key. A file whose chain is broken is not signed. */
export function signAsItIs({ file, lock }: ChainedFile, signer: Signer): void {
  if (readIfThere(file) === undefined) return;
  exclusively(lock, () => {
    const text = completeLines(file);
    if (text !== '' && wrongLine(text) === undefined)
      writeDurably(signatures(file).now, signer.sign(Buffer.from(text)));
  });
}

function covers(signature: string, text: string, key: KeyObject): boolean {
  const bytes = readIfThere(signature);
  try {
    return bytes !== undefined && isSignature(Buffer.from(text), bytes, key);
  } catch {
    return false;
  }
}

/** Versions that signed a line after it was written left up to two lines unsigned when they were killed. */
const OLDER_LEFT = 2;

/** The text without the newest lines, if it is those that this signature does not cover. */
function withoutTail(signature: string, text: string, key: KeyObject): string | undefined {
  const lines = text.split('\n').slice(0, -1);
  for (let lack = 1; lack <= OLDER_LEFT && lack < lines.length; lack += 1) {
    const rest = lines.slice(0, -lack).map((line) => `${line}\n`);
    if (covers(signature, rest.join(''), key)) return rest.join('');
  }
  return undefined;
}

/** What is wrong where lines follow that nobody has signed, and what to do. */
function tailInWords(text: string, signed: string): string {
  const [all, first] = [text.split('\n').length - 1, signed.split('\n').length];
  const [what, them] =
    all === first ? [`its last line (${first}) has`, 'it'] : [`lines ${first} to ${all} have`, 'them'];
  return (
    `is not as this key signed it: ${what} no signature. Somebody else added ${them}, or an older version of ` +
    `Keywright was killed before it signed ${them}. If you know that it was that, keep a copy of the file and delete ` +
    `${them} from its end, up to the line break before: nothing counts then that only ${them === 'it' ? 'it' : 'they'} ` +
    'recorded, so move a folder that is named nowhere else away, too'
  );
}

/** `vouched`: the lines that the key's signature covers. `wrong`: as the second half of a sentence. */
function standing(file: string, text: string, key: KeyObject | undefined): { vouched: string; wrong?: string } {
  const { now, next } = signatures(file);
  if (key !== undefined && (covers(next, text, key) || covers(now, text, key))) return { vouched: text };
  if (readIfThere(now) !== undefined) {
    if (key === undefined) return { vouched: '' };
    const signed = withoutTail(now, text, key);
    if (signed !== undefined) return { vouched: signed, wrong: tailInWords(text, signed) };
    return {
      vouched: '',
      wrong:
        'is not as this key signed it: a line (it may be the newest) was altered, added or removed, or another ' +
        'key signed it',
    };
  }
  if (text.includes(SIGNED)) return { vouched: '', wrong: `has lost its signature (${basename(now)})` };
  return { vouched: '' };
}

/** The signature that belongs to these lines; undefined if there is none. After a crash it has not got its name yet. */
export function signatureFor(file: string, text: string, key: KeyObject | undefined): Buffer | undefined {
  const { now, next } = signatures(file);
  return readIfThere(key !== undefined && covers(next, text, key) ? next : now);
}

/** How many lines at the beginning are from before there was a key, and how many there are in all. */
export function unsignedLines(text: string): { unsigned: number; lines: number } {
  const lines = text.split('\n').slice(0, -1);
  const first = lines.findIndex((line) => line.includes(SIGNED));
  return { unsigned: first < 0 ? lines.length : first, lines: lines.length };
}

/** The complete lines of a signed file, those that the key vouches for, and what is wrong, as the second half of a sentence. */
export function readSigned(
  file: string,
  key: KeyObject | undefined,
): { text: string; vouched: string; wrong?: string } {
  for (;;) {
    const text = completeLines(file);
    const line = wrongLine(text);
    const found = line
      ? { vouched: '', wrong: `was changed: line ${line.line} ${line.wrong}` }
      : standing(file, text, key);
    // If somebody appended a line in between, text and signature are of two moments.
    if (found.wrong === undefined || completeLines(file) === text) return { text, ...found };
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
      const { wrong } = standing(file, text, key);
      if (wrong !== undefined) throw new Error(`${what} (${file}) ${wrong}. ${otherwise}`);
      if (signer === undefined || key === undefined) {
        if (readIfThere(now) !== undefined)
          throw new Error(
            `${what} (${file}) is signed, but the key that signs is not in this workspace any more ` +
              `(.keywright/signing). Put it back from your copy. ${otherwise}`,
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
