import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { untypedCharacter } from '../files/odd-characters.ts';
import { UserError } from '../files/user-error.ts';

/** A file of secrets: `NAME=value` lines, as dotenv reads them. */
export interface EnvFile {
  /**
   * The value of a variable, if the file gives one.
   * @throws UserError with its line, where the value is not what stands there
   */
  get(variable: string): string | undefined;
}

const refuse = (place: string, message: string): UserError => new UserError('KW-SECRET-FILE', `${place}: ${message}`);

/** Windows PowerShell writes UTF-16; both ways say so with their first two bytes. */
function decode(bytes: Buffer, name: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) throw refuse(name, 'the file is UTF-16 or no text. Save it as UTF-8.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder('utf-8').decode(bytes);
    const line = readable.slice(0, readable.indexOf('\uFFFD')).split('\n').length;
    throw refuse(
      `${name}:${line}`,
      'a letter here is not UTF-8 (the file is in a Windows code page perhaps). Save it as UTF-8.',
    );
  }
}

const linesOf = (text: string): string[] => text.split(/\r\n?|\n/);

/** The lines of a file of secrets. */
export const envLines = (folder: string, name: string): string[] =>
  linesOf(decode(readFileSync(join(folder, name)), name));

/** What stands behind the equals sign, and on which line; the last one counts, as for dotenv. */
function written(text: string, variable: string): { line: number; raw: string } | undefined {
  const lines = linesOf(text).map((content, n) => ({ content, line: n + 1 }));
  const own = lines.findLast(({ content }) => /^\s*(?:export\s+)?([\w.-]+)\s*[=:]/.exec(content)?.[1] === variable);
  return own && { line: own.line, raw: own.content.replace(/^[^=:]*[=:]/, '').trim() };
}

/** Whether a value is what stands there, in quotes or without. */
function isWhole(raw: string, value: string): boolean {
  const [quote] = raw;
  return raw === value || (quote !== undefined && `'"\``.includes(quote) && raw === `${quote}${value}${quote}`);
}

export function readEnvFile(folder: string, name: string): EnvFile {
  const text = decode(readFileSync(join(folder, name)), name);
  const values = parse(text);
  return {
    get(variable) {
      const value = values[variable];
      if (value === undefined || value === '') {
        // What begins with # is taken for a remark as a whole.
        const { line, raw } = written(text, variable) ?? { line: 0, raw: '' };
        if (!raw.startsWith('#')) return undefined;
        throw refuse(`${name}:${line}`, `${variable} begins with #, which starts a remark. ${quoteIt(variable)}`);
      }
      const { line, raw } = written(text, variable) ?? { line: 1, raw: value };
      const place = `${name}:${line}`;
      if (!isWhole(raw, value))
        throw refuse(
          place,
          `${variable} is not taken as it stands there: a # begins a remark, a quotation mark ends the value, and \\n ` +
            `in double quotes is a line break. ${quoteIt(variable)}`,
        );
      refuseUntyped(value, variable, place);
      return value;
    },
  };
}

const quoteIt = (variable: string): string =>
  `Put the whole value in single quotes: ${variable}='…' (or in backquotes, if it holds a single one).`;

/** @throws UserError if the value holds what no keyboard gives: it came with copying */
export function refuseUntyped(value: string, variable: string, place: string): void {
  const odd = untypedCharacter(value);
  if (odd === undefined) return;
  const name = /^[\r\n]/.test(value.slice(odd.offset)) ? 'a line break' : `the character ${odd.name}`;
  throw refuse(
    place,
    `${variable} holds ${name} as its ${ordinal(odd.offset + 1)} character, which nobody types. Type the value anew, ` +
      'or copy it from where it was made.',
  );
}

const ordinal = (n: number): string =>
  `${n}${n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
