import { sanitize, tokenLike } from './sanitize.ts';

/** Keys whose values are words of the language, so that showing them helps and cannot hurt. */
const LANGUAGE = /^(keywright|use|type|optional|timeout|retries|approve|sign-in)$/;
const WORD = /^(["']?)[A-Za-z0-9][A-Za-z0-9._-]{0,63}\1$/;
const LEAD = /^\s*(?:-(?:\s+|$))*/;
const BETWEEN = /^[\s,[\]{}]+/;
const KEY = /^("[^"\\]{1,80}"|'[^']{1,80}'|[^\s"'#,[\]{}:][^#,[\]{}:]{0,80}?)\s*:(?=\s|$)/u;
const EXPRESSIONS = /(\$\{\{[A-Za-z0-9_.\s-]{0,100}\}\})/;
const VALUE = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|(?:\$\{\{[A-Za-z0-9_.\s-]{0,100}\}\}|(?!\s#)[^,[\]{}])+|.)/su;

/** The most of a line that is shown; a longer line than LONGEST is not shown at all. */
const WIDTH = 120;
const LONGEST = 2_000;

/** Pieces of a line: what it is, and how it may be shown. */
function pieces(line: string): { source: string; shown: string }[] {
  const found: { source: string; shown: string }[] = [];
  let rest = line;
  let key = '';
  const take = (source: string, shown = source) => {
    found.push({ source, shown });
    rest = rest.slice(source.length);
  };
  take(LEAD.exec(rest)![0]);
  while (rest !== '') {
    const between = BETWEEN.exec(rest)?.[0];
    const keyed = KEY.exec(rest);
    if (between !== undefined) {
      take(between);
    } else if (keyed) {
      key = keyed[1]!.replace(/^["']|["']$/g, '');
      take(keyed[0], tokenLike(key) || key.length > 40 ? '…:' : keyed[0]);
    } else if (rest.startsWith('#')) {
      take(rest, '# …');
    } else {
      const value = VALUE.exec(rest)![0].trimEnd();
      const language = LANGUAGE.test(key) && WORD.test(value) && !tokenLike(value);
      for (const part of value.split(EXPRESSIONS).filter((text) => text !== ''))
        take(part, language || EXPRESSIONS.test(part) || /^["']$/.test(part) ? part : '…');
    }
  }
  return found;
}

/**
 * One line of a file as a message may show it: keys, expressions and words of the language as they stand, every other
 * value as '…',
 * because a secret may have been put anywhere. Below it a caret.
 * @param column 1-based, in UTF-16 units
 * @returns undefined where the line is too long to show
 */
export function snippet(line: string, column: number): string | undefined {
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
  return `${cut > 0 ? '…' : ''}${sanitize(shown.slice(cut, cut + WIDTH))}\n${' '.repeat(caret - cut + (cut > 0 ? 1 : 0))}^`;
}
