import { appendDurably, readIfThere } from '../../files/durable-write.ts';
import { exclusively } from '../../files/exclusive.ts';
import { chainedLine, chainOf } from './hash-chain.ts';

/** The complete lines of a file. A crash may tear the last one: it does not count. Empty if there is no file. */
export function completeLines(file: string): string {
  const text = readIfThere(file)?.toString('utf8') ?? '';
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

export interface ChainedFile {
  file: string;
  /** Its name at the beginning of a sentence: 'The list of runs'. */
  what: string;
  /** For a file that others have changed: what was not done, and how to begin a new one. */
  otherwise: string;
  /** Held while a line is appended. */
  lock: string;
}

/** Nobody else can append while a hook runs. `whole`: all bytes of the file with the new line. */
interface ChainHooks {
  before?: (text: string, whole: Buffer) => void;
  /** The line is on disk. */
  after?: (whole: Buffer) => void;
}

/**
 * Appends an event to a chained file. The line is on disk when this returns.
 * @param event called while nobody else can append
 * @throws if others have changed the file: nothing is appended to what cannot be trusted
 */
export function appendChained<E extends { type: string }>(
  { file, what, otherwise, lock }: ChainedFile,
  event: () => E,
  hooks: ChainHooks = {},
): void {
  exclusively(lock, () => {
    const text = completeLines(file);
    const chain = chainOf(text);
    if ('wrong' in chain)
      throw new Error(`${what} (${file}) was changed: line ${chain.line} ${chain.wrong}. ${otherwise}`);
    const { type, ...rest } = event();
    const line = chainedLine(chain.lines, chain.head, { type, utc: new Date().toISOString(), ...rest });
    const whole = Buffer.concat([Buffer.from(text), line]);
    hooks.before?.(text, whole);
    // This overwrites a torn line.
    appendDurably(file, Buffer.byteLength(text), line);
    hooks.after?.(whole);
  });
}
