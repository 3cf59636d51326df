import { sha256Of } from '../../files/sha256.ts';
/** The form of all hash chains: JSON lines that each begin with their number and the hash of the line before. */
import { redact } from '../../secrets/redact.ts';

/** What the first line of a chain names as the hash of the line before. */
export const GENESIS_HASH = '0'.repeat(64);

/** A JSON text as a line of ASCII: what a reader sees is what is there. */
export function asciiLine(json: string): Buffer {
  return Buffer.from(
    `${json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`,
    'latin1',
  );
}

/** The next line of a chain, without the secrets that are live. */
export const chainedLine = (seq: number, prev: string, event: object): Buffer =>
  asciiLine(redact(JSON.stringify({ seq, prev, ...event })));

/** What the next line names as `prev`. @param line with its line feed */
export const hashOfLine = (line: string | Uint8Array): string => sha256Of(line);

/** A chain that is whole: how many lines it has, and the hash that the next line would name. */
export interface Chain {
  lines: number;
  head: string;
}

/** What is wrong with a chain, as the end of a sentence, and in which line (from 1). */
interface BrokenChain {
  line: number;
  wrong: string;
}

/** Checks a chain of at least one line. */
export function checkChain(text: string): Chain | BrokenChain {
  if (!text.endsWith('\n')) return { line: text.split('\n').length, wrong: 'is torn' };
  let prev = GENESIS_HASH;
  const lines = text.slice(0, -1).split('\n');
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith(`{"seq":${index},"prev":"${prev}",`))
      return { line: index + 1, wrong: 'does not follow from the line before' };
    prev = hashOfLine(`${line}\n`);
  }
  return { lines: lines.length, head: prev };
}

/** Checks a chain that may have no line yet. */
export const chainOf = (text: string): Chain | BrokenChain =>
  text === '' ? { lines: 0, head: GENESIS_HASH } : checkChain(text);

/** What is wrong with a chain; undefined for a good or an empty one. */
export function wrongLine(text: string): BrokenChain | undefined {
  const chain = chainOf(text);
  return 'wrong' in chain ? chain : undefined;
}
