import { HIDDEN } from './sanitize.ts';

/** Spaces that look like the usual one, and what stands where a character could not be read. */
const ODD = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\uFFFD]/u;
const QUOTES = /[\u2018-\u201F\u2039\u203A\u00AB\u00BB]/u;

/** As Unicode calls them, in lower case; the usual ones alone. */
const NAMES: Record<string, string> = {
  '\u00A0': 'no-break space',
  '\u00AD': 'soft hyphen',
  '\u2002': 'en space',
  '\u2003': 'em space',
  '\u2007': 'figure space',
  '\u2009': 'thin space',
  '\u200A': 'hair space',
  '\u200B': 'zero width space',
  '\u200E': 'left-to-right mark',
  '\u200F': 'right-to-left mark',
  '\u2018': 'left single quotation mark',
  '\u2019': 'right single quotation mark',
  '\u201A': 'single low-9 quotation mark',
  '\u201C': 'left double quotation mark',
  '\u201D': 'right double quotation mark',
  '\u201E': 'double low-9 quotation mark',
  '\u2028': 'line separator',
  '\u2029': 'paragraph separator',
  '\u202F': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u3000': 'ideographic space',
  '\uFEFF': 'byte order mark',
  '\uFFFD': 'replacement character: some other could not be read',
};

/** A character that nobody types on purpose. */
export interface OddCharacter {
  /** In UTF-16 units. */
  offset: number;
  /** `U+00A0 (no-break space)` */
  name: string;
}

const first = (text: string, patterns: readonly RegExp[]): number => {
  const found = patterns.map((pattern) => text.search(pattern)).filter((offset) => offset !== -1);
  return found.length === 0 ? -1 : Math.min(...found);
};

function named(text: string, offset: number): OddCharacter | undefined {
  if (offset === -1) return undefined;
  const character = String.fromCodePoint(text.codePointAt(offset)!);
  const code = `U+${text.codePointAt(offset)!.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = NAMES[character];
  return { offset, name: name === undefined ? code : `${code} (${name})` };
}

/** The first character that cannot be seen, or not be told from a space; a carriage return alone is one, too. */
export const unseenCharacter = (text: string): OddCharacter | undefined =>
  named(text, first(text, [HIDDEN, ODD, /\r(?!\n)/]));

/** The first character that no keyboard gives: as `unseenCharacter`, and the quotation marks of word processors. */
export const untypedCharacter = (text: string): OddCharacter | undefined =>
  named(text, first(text, [HIDDEN, ODD, QUOTES, /[\r\n]/]));

/** A quotation mark of a word processor that a text begins or ends with, as if it were quoted. */
export const falseQuote = (text: string): OddCharacter | undefined => {
  const last = text.length - 1;
  return named(text, QUOTES.test(text.charAt(0)) ? 0 : QUOTES.test(text.charAt(last)) ? last : -1);
};
