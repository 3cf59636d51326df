import { appendDurably, readIfThere } from '../../files/durable-write.ts';
import { redact } from '../../secrets/redact.ts';
import { asciiLine, checkChain, GENESIS_HASH } from '../journal.ts';
import { exclusively } from '../../files/exclusive.ts';

/**
 * The whole lines of a chained file; a torn last one (a crash while it was written) says nothing. Empty where there is
 * no file.
 */
export function completeLines(file: string): string {
  const text = readIfThere(file)?.toString('utf8') ?? '';
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/** As `checkChain`, for a file that may hold no line yet. */
export const chainOf = (text: string): ReturnType<typeof checkChain> =>
  text === '' ? { lines: 0, head: GENESIS_HASH } : checkChain(text);

/** What is wrong with a chained file, and in which line (from 1); undefined for a good or an empty one. */
export function wrongLine(text: string): { line: number; wrong: string } | undefined {
  const chain = chainOf(text);
  return 'wrong' in chain ? chain : undefined;
}

export interface ChainedFile {
  file: string;
  /** What it is, at the beginning of a sentence. */
  what: string;
  /** What is not done when it was changed by others, and how to begin a new one. */
  otherwise: string;
  lock: string;
}

export interface ChainHooks {
  /** @param whole all bytes of the file with the new line */
  before?: (text: string, whole: Buffer) => void;
  after?: (whole: Buffer) => void;
}

/**
 * Appends an event to a file of JSON lines that each hold the SHA-256 of the line before. It is on disk when this
 * returns.
 * @param event made while nobody else can append
 * @param around what is done before the line is written and when it is on disk, while nobody else can append
 * @throws when the file was changed by others: nothing is appended to what cannot be trusted
 */
export function appendChained<E extends { type: string }>(
  { file, what, otherwise, lock }: ChainedFile,
  event: () => E,
  around: ChainHooks = {},
): void {
  exclusively(lock, () => {
    const text = completeLines(file);
    const chain = chainOf(text);
    if ('wrong' in chain)
      throw new Error(`${what} (${file}) was changed: line ${chain.line} ${chain.wrong}. ${otherwise}`);
    const { type, ...rest } = event();
    const bytes = asciiLine(
      redact(JSON.stringify({ seq: chain.lines, prev: chain.head, type, utc: new Date().toISOString(), ...rest })),
    );
    const whole = Buffer.concat([Buffer.from(text), bytes]);
    around.before?.(text, whole);
    // What a crash tore goes: it never counted.
    appendDurably(file, Buffer.byteLength(text), bytes);
    around.after?.(whole);
  });
}
