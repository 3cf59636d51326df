import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { textOf, wideEncoding } from '../files/encoding.ts';
import { untypedCharacter } from '../files/odd-characters.ts';
import { UserError } from '../files/user-error.ts';
import { noSecret } from './no-secret.ts';

/** A file of secrets: `NAME=value` lines, as dotenv reads them. */
interface EnvFile {
  /**
   * The value of a variable, if the file gives one.
   * @throws UserError with its line, where the value is not what stands there
   */
  get(variable: string): string | undefined;
}

const refuse = (place: string, message: string): UserError => new UserError('KW-SECRET-FILE', `${place}: ${message}`);

/** Windows PowerShell writes UTF-16. What it appends to a file of another encoding is UTF-16, too. */
function decode(bytes: Buffer, name: string): string {
  const text = textOf(bytes);
  if (text?.startsWith('{\\rtf'))
    throw refuse(name, 'the file is rich text, as TextEdit saves it. Save it as plain text.');
  if (text !== undefined) return text;
  if (wideEncoding(bytes) !== undefined) throw refuse(name, 'the file is UTF-32, or broken UTF-16. Save it as UTF-8.');
  const lineAt = (end: number) => linesOf(bytes.subarray(0, end).toString('latin1')).length;
  if (bytes.includes(0))
    throw refuse(
      `${name}:${lineAt(bytes.indexOf(0))}`,
      'from here on it is UTF-16, as ">>" of Windows PowerShell appends it, or no text. Save the file as UTF-8.',
    );
  const readable = new TextDecoder('utf-8').decode(bytes);
  const line = readable.slice(0, readable.indexOf('\uFFFD')).split('\n').length;
  throw refuse(
    `${name}:${line}`,
    'a letter here is not UTF-8 (the file is in a Windows code page perhaps). Save it as UTF-8.',
  );
}

/** The text of a file of secrets. @throws UserError if it cannot be read as one */
function readText(folder: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, name));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code})`;
    throw new UserError('KW-FILE-UNREADABLE', `${name}: ${why}. Make it a file that this user may read, or remove it.`);
  }
  return decode(bytes, name);
}

const linesOf = (text: string): string[] => text.split(/\r\n?|\n/);

/** The lines of a file of secrets. */
export const envLines = (folder: string, name: string): string[] => linesOf(readText(folder, name));

/** What stands behind the equals sign, and on which line, each time that the variable is given. */
const written = (text: string, variable: string): { line: number; raw: string }[] =>
  linesOf(text)
    .map((content, n) => ({ content, line: n + 1 }))
    .filter(({ content }) => /^\s*(?:export\s+)?([\w.-]+)\s*[=:]/.exec(content)?.[1] === variable)
    .map(({ content, line }) => ({ line, raw: content.replace(/^[^=:]*[=:]/, '').trim() }));

/** Whether a value is what stands there, in quotes or without. A command may begin and end with words in quotes. */
function isWhole(raw: string, value: string, command: boolean): boolean {
  const [quote = ''] = raw;
  if (!/^["'`]$/.test(quote)) return raw === value;
  const isQuoted = raw === `${quote}${value}${quote}`;
  return command ? raw === value || (isQuoted && !value.includes(quote)) : isQuoted;
}

/** Why there is no value although the file names the variable; undefined where it was left empty. */
function whyNone({ line, raw }: { line: number; raw: string }, variable: string, name: string): UserError | undefined {
  // What begins with # is taken for a remark as a whole.
  if (raw.startsWith('#'))
    return refuse(`${name}:${line}`, `${variable} begins with #, which starts a remark. ${quoteIt(variable)}`);
  if (/^(["'`]?)\1$/.test(raw)) return undefined;
  return refuse(
    `${name}:${line}`,
    `${variable} is not read: a quotation mark on a line above is never closed. Close it.`,
  );
}

export function readEnvFile(folder: string, name: string): EnvFile {
  const text = readText(folder, name);
  const values = parse(text);
  return {
    get(variable) {
      const value = values[variable];
      const all = written(text, variable);
      const { line, raw } = all.at(-1) ?? { line: 1, raw: value ?? '' };
      const place = `${name}:${line}`;
      if (all.some((other) => other.raw !== raw))
        throw refuse(place, `${variable} is given before, on line ${all[0]!.line}, and not alike. Remove one of them.`);
      if (value === undefined || value === '') {
        const why = whyNone({ line, raw }, variable, name);
        if (why !== undefined) throw why;
        return undefined;
      }
      if (!isWhole(raw, value, variable.endsWith('_COMMAND')))
        throw refuse(
          place,
          `${variable} is not taken as it stands there: a # begins a remark, a quotation mark begins and ends the ` +
            `value, and \\n in double quotes is a line break. ${quoteIt(variable)}`,
        );
      refuseUntyped(value, variable, place);
      return value;
    },
  };
}

const quoteIt = (variable: string): string =>
  `Put the whole value in single quotes: ${variable}='…' (or in backquotes, if it holds a single one).`;

/** @throws UserError if the value holds what no keyboard gives (it came with copying), or only stands for a secret */
export function refuseUntyped(value: string, variable: string, place: string): void {
  const stands = variable.endsWith('_COMMAND') ? undefined : noSecret(value, variable);
  if (stands !== undefined) throw refuse(place, `${variable} is ${stands}.`);
  const odd = untypedCharacter(value);
  if (odd === undefined) return;
  const name = /^[\r\n]/.test(value.slice(odd.offset)) ? 'a line break' : `the character ${odd.name}`;
  throw refuse(
    place,
    `${variable} holds ${name} as its ${ordinal(odd.offset + 1)} character, which cannot be typed. Type the value again, ` +
      'or copy it from where it was made.',
  );
}

/**
 * @throws UserError if a value that no file gives has quotation marks or spaces around it, which nothing takes away:
 * `set NAME="…"` of Windows keeps them, and so does a command that prints JSON
 */
export function refuseWrapped(value: string, variable: string, place: string): void {
  const how = /^(["'`]).*\1$/s.test(value)
    ? 'stands in quotation marks, and they would be typed, too'
    : /^\s|\s$/.test(value) && 'begins or ends with a space';
  if (how)
    throw refuse(
      place,
      `${variable} ${how}. Give it without them; if they belong to it, put it into .env in quotes of another kind.`,
    );
}

const ordinal = (n: number): string =>
  `${n}${n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
