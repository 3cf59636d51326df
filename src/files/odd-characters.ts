import { HIDDEN } from './sanitize.ts';

/** Spaces that look like the usual one, and what stands where a character could not be read. */
const ODD = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\uFFFD]/u;
/** Letters and signs that are drawn as nothing. */
const BLANK = /[\u034F\u115F\u1160\u17B4\u17B5\u180E\u2061-\u2064\u2800\u3164\uFFA0\u{E0000}-\u{E007F}]/u;
/** What joins or shapes letters and pictures. Behind a Latin letter it does nothing; elsewhere it belongs to the word. */
const NO_JOINER = /(?<=^|[\0-"$-)+-/:-\x7F\p{Script=Latin}])[\u200C\u200D]|(?<=\p{Script=Latin})[\uFE00-\uFE0F]/u;
const JOINER = /\u200C|\u200D|[\uFE00-\uFE0F]/u;
const QUOTES = /[\u2018-\u201F\u2039\u203A\u00AB\u00BB\u2032\u2033\uFF02\uFF07]/u;
/** The accent that German keyboards have beside the quotation marks. A password may well hold it. */
const ACCENT = /^\u00B4|\u00B4$/u;

/** As Unicode calls them, in lower case; the usual ones alone. */
const NAMES: Record<string, string> = {
  '\t': 'tab',
  '\u001B': 'escape, with which colours of a terminal begin',
  '\u0085': 'next line',
  '\u00A0': 'no-break space',
  '\u00AD': 'soft hyphen',
  '\u00B4': 'acute accent',
  '\u2002': 'en space',
  '\u2003': 'em space',
  '\u2007': 'figure space',
  '\u2009': 'thin space',
  '\u200A': 'hair space',
  '\u200B': 'zero width space',
  '\u200C': 'zero width non-joiner',
  '\u200D': 'zero width joiner',
  '\u200E': 'left-to-right mark',
  '\u200F': 'right-to-left mark',
  '\u2010': 'hyphen',
  '\u2013': 'en dash',
  '\u2014': 'em dash',
  '\u2018': 'left single quotation mark',
  '\u2019': 'right single quotation mark',
  '\u201A': 'single low-9 quotation mark',
  '\u201C': 'left double quotation mark',
  '\u201D': 'right double quotation mark',
  '\u201E': 'double low-9 quotation mark',
  '\u2022': 'bullet',
  '\u2028': 'line separator',
  '\u2029': 'paragraph separator',
  '\u202F': 'narrow no-break space',
  '\u2032': 'prime',
  '\u2033': 'double prime',
  '\u2060': 'word joiner',
  '\u2212': 'minus sign',
  '\u2800': 'braille pattern blank',
  '\u3000': 'ideographic space',
  '\u3164': 'hangul filler',
  '\uFE0F': 'variation selector-16',
  '\uFEFF': 'byte order mark',
  '\uFF02': 'fullwidth quotation mark',
  '\uFF07': 'fullwidth apostrophe',
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
  named(text, first(text, [HIDDEN, ODD, BLANK, NO_JOINER, /\r(?!\n)/]));

/** The first character that no keyboard gives: as `unseenCharacter`, and the quotation marks of word processors. */
export const untypedCharacter = (text: string): OddCharacter | undefined =>
  named(text, first(text, [HIDDEN, ODD, BLANK, JOINER, QUOTES, /[\r\n\t]/]));

/** A quotation mark of a word processor that a text begins or ends with, as if it were quoted. */
export const falseQuote = (text: string): OddCharacter | undefined => {
  const last = text.length - 1;
  const accent = text.search(ACCENT);
  return named(text, QUOTES.test(text.charAt(0)) ? 0 : QUOTES.test(text.charAt(last)) ? last : accent);
};

/** A dash or dot that looks like the "-" before an entry of a list. */
export const falseDash = (text: string): OddCharacter | undefined =>
  named(text, text.search(/^[\u00B7\u2010-\u2015\u2022\u2212\uFE58\uFE63\uFF0D](?=\s)/u));
