/**
 * The encodings in which a value travels, as patterns. Each character may be written in any of the usual ways, so that
 * mixtures are found, too. It costs some 1,500 characters of pattern per character, built once per secret.
 */

const escaped = (char: string) => char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Hexadecimal digits in either case. */
const anyCase = (hex: string) => hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

const hexOf = (number: number, digits: number) => anyCase(number.toString(16).padStart(digits, '0'));

const ENTITIES: Record<string, string> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '\n': 'NewLine',
  ' ': 'nbsp',
};

/**
 * One character in any of the usual ways. Repeated `25`, `amp;` and backslashes find what was encoded several times, as
 * a URL in a URL is, or JSON in JSON.
 */
function charPattern(char: string): string {
  const code = char.codePointAt(0)!;
  const ways = [
    // As it is; signs may have a backslash before them.
    /[\p{L}\p{N}]/u.test(char) ? escaped(char) : `\\\\*${escaped(char)}`,
    // URL: %3D
    [...Buffer.from(char, 'utf8')].map((byte) => `%(?:25)*${hexOf(byte, 2)}`).join(''),
    // HTML: &#61; and &#x3D;
    `&(?:amp;)*#0*${code};`,
    `&(?:amp;)*#[xX]0*${hexOf(code, 1)};`,
    // JSON: \u003D
    Array.from({ length: char.length }, (_, at) => `\\\\+u${hexOf(char.charCodeAt(at), 4)}`).join(''),
    // JavaScript: \u{3D}, and \x3D below
    `\\\\+u\\{0*${hexOf(code, 1)}\\}`,
  ];
  if (code < 256) ways.push(`\\\\+x${hexOf(code, 2)}`);
  if (ENTITIES[char] !== undefined) ways.push(`&(?:amp;)*${ENTITIES[char]};`);
  if (char === ' ') ways.push('\\+');
  if (char === '\n') ways.push('\\\\+n', '\\r\\n', '\\\\+r\\\\+n', '%(?:25)*0[dD]%(?:25)*0[aA]');
  if (char === '\t') ways.push('\\\\+t');
  return `(?:${ways.join('|')})`;
}

/** What is invisible between two letters, such as UTF-16's zeros or a soft hyphen: as it is, or as JSON writes it. */
const UNSEEN =
  '(?:[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]|' +
  '\\\\u(?:00[0189][\\da-f]|007f|00ad|200[b-f]|202[a-e]|206[\\da-f]|feff))*';

/** A text in any of these ways. */
function textPattern(text: string): string {
  return [...text].map(charPattern).join(UNSEEN);
}

/** Bytes in hexadecimal: `3d 4f`, `3d:4f`, `0x3d, 0x4f`. */
function hexPattern(bytes: Buffer): string {
  return [...bytes].map((byte) => hexOf(byte, 2)).join('[\\s:,-]{0,2}(?:0x)?');
}

/**
 * The value as base64 within a longer text. Where it starts there gives three alignments; the characters that its
 * neighbours decide are left out.
 */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const whole = shifted.toString('base64').replace(/=+$/, '');
    return whole.slice(shift === 0 ? 0 : shift + 1, shifted.length % 3 === 0 ? undefined : -1);
  });
}

/** Base64 of either alphabet (`+/` or `-_`), perhaps broken into lines. */
function base64Pattern(form: string): string {
  const char = (letter: string) =>
    letter === '+' ? `(?:${charPattern('+')}|-)` : letter === '/' ? `(?:${charPattern('/')}|_)` : letter;
  return [...form].map(char).join('(?:\\s|\\\\[rn])*');
}

/** Matches a value in any encoding. */
export function anyEncoding(value: string): RegExp {
  const texts = [...new Set([value, value.normalize('NFC'), value.normalize('NFD')])];
  const bytes = Buffer.from(value, 'utf8');
  const utf16 = Buffer.from(value, 'utf16le');
  const base64 = [...base64Forms(bytes), ...base64Forms(utf16)];
  // Base64 of base64, as in a token that holds a Basic header. Shorter forms would match ordinary text.
  const twice = base64.flatMap((form) => base64Forms(Buffer.from(form))).filter((form) => form.length >= 12);
  return new RegExp(
    [
      ...texts.map((text) => textPattern(text)),
      // Reversed: a page that writes from right to left shows it so.
      textPattern([...value].reverse().join('')),
      hexPattern(bytes),
      // UTF-16, as Windows programs and PowerShell write it, in both byte orders.
      hexPattern(utf16),
      hexPattern(Buffer.from(utf16).swap16()),
      ...[...base64, ...twice].map(base64Pattern),
    ].join('|'),
    'g',
  );
}
