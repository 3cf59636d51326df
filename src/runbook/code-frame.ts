import { oneLine } from '../files/sanitize.ts';
import { tokenLike } from './quoted.ts';

/** Keys whose values are words of the language: showing them helps, and cannot hurt. */
const LANGUAGE = /^(keywright|use|type|optional|timeout|retries|approve|sign-in)$/;
const WORD = /^(["']?)[A-Za-z0-9][A-Za-z0-9._-]{0,63}\1$/;
const LEAD = /^\s*(?:-(?:\s+|$))*/;
const BETWEEN = /^[\s,[\]{}]+/;
const KEY = /^("[^"\\]{1,80}"|'[^']{1,80}'|[^\s"'#,[\]{}:][^#,[\]{}:]{0,80}?)\s*:(?=\s|$)/u;
const EXPRESSIONS = /(\$\{\{[A-Za-z0-9_.\s-]{0,100}\}\})/;
const VALUE = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|(?:\$\{\{[A-Za-z0-9_.\s-]{0,100}\}\}|(?!\s#)[^,[\]{}])+|.)/su;

/** The most of a line that is shown. A line longer than LONGEST is not shown at all. */
const WIDTH = 120;
const LONGEST = 2_000;

/** A piece of a line, and how a message may show it. */
interface Piece {
  source: string;
  shown: string;
}

function asWritten(source: string): Piece {
  return { source, shown: source };
}

/** A value's pieces: expressions and words of the language as they are written, all else as '…'. */
function valuePieces(value: string, key: string): Piece[] {
  const shown = LANGUAGE.test(key) && WORD.test(value) && !tokenLike(value);
  return value
    .split(EXPRESSIONS)
    .filter((part) => part !== '')
    .map((source) => ({ source, shown: shown || EXPRESSIONS.test(source) || /^["']$/.test(source) ? source : '…' }));
}

/** The next pieces of a line, and the key that the values after them belong to. */
function nextPieces(rest: string, key: string): { pieces: Piece[]; key: string } {
  const between = BETWEEN.exec(rest)?.[0];
  if (between !== undefined) return { pieces: [asWritten(between)], key };
  const keyed = KEY.exec(rest);
  if (keyed) {
    const [source, written] = keyed as unknown as [string, string];
    const name = written.replace(/^["']|["']$/g, '');
    const hidden = tokenLike(name) || name.length > 40;
    return { pieces: [{ source, shown: hidden ? '…:' : source }], key: name };
  }
  if (rest.startsWith('#')) return { pieces: [{ source: rest, shown: '# …' }], key };
  return { pieces: valuePieces(VALUE.exec(rest)![0].trimEnd(), key), key };
}

function pieces(line: string): Piece[] {
  const found = [asWritten(LEAD.exec(line)![0])];
  let rest = line.slice(found[0]!.source.length);
  let key = '';
  while (rest !== '') {
    const next = nextPieces(rest, key);
    found.push(...next.pieces);
    rest = rest.slice(next.pieces.reduce((length, { source }) => length + source.length, 0));
    key = next.key;
  }
  return found;
}

/**
 * One line of a file as a message may show it, with a caret below. Keys, expressions and words of the language are
 * shown as they are written, and every other value as '…', because a secret may be anywhere.
 * @param column 1-based, in UTF-16 units
 * @returns undefined when the line is too long to show
 */
export function codeFrame(line: string, column: number): string | undefined {
  if (line.length > LONGEST) return undefined;
  let shown = '';
  let at = 0;
  let caret: number | undefined;
  for (const piece of pieces(line)) {
    const inside = column - 1 - at;
    if (caret === undefined && inside < piece.source.length)
      caret = shown.length + (piece.shown === piece.source ? inside : 0);
    at += piece.source.length;
    shown += piece.shown;
  }
  caret ??= shown.length;
  const cut = caret > WIDTH - 20 ? caret - 40 : 0;
  const indent = ' '.repeat(caret - cut + (cut > 0 ? 1 : 0));
  return `${cut > 0 ? '…' : ''}${oneLine(shown.slice(cut, cut + WIDTH))}\n${indent}^`;
}
