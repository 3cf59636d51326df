import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { wideEncoding } from '../files/encoding.ts';
import { unseenCharacter } from '../files/odd-characters.ts';
import { sha256Of } from '../files/sha256.ts';
import { codeFrame } from './code-frame.ts';
import type { Diagnostic, Mistake } from './diagnostic.ts';
import type { Spot } from './expression.ts';
import { readFile } from './read-file.ts';
import { type Found, unfit, unseen } from './unfit.ts';
import { overLimits } from './yaml-limits.ts';

export type Path = readonly PropertyKey[];

/** At a path: the key, the value (default), or a spot within the value. */
export type Where = 'key' | 'value' | Spot;

/** A YAML file, read once: its bytes, its value, and the places of everything in it. */
export interface YamlFile {
  /** As the person named it. */
  file: string;
  bytes: Buffer;
  /** Of the bytes, in lower-case hex. */
  sha256: string;
  /** Plain maps, lists, text, numbers, booleans and null. */
  value: unknown;
  /**
   * A mistake with its place in the document. Where the path leads nowhere, that is the nearest place on the way.
   */
  wrong(path: Path, mistake: Mistake, where?: Where): Diagnostic;
}

/** The yaml library's own messages can quote the file, so each of its codes has other words here. */
const SYNTAX: Record<string, Omit<Mistake, 'code'>> = {
  BAD_DQ_ESCAPE: {
    message: 'a \\ in double quotes must begin an escape',
    hint: 'Use single quotes for text with a \\.',
  },
  BAD_INDENT: { message: 'the indentation does not fit the lines above' },
  BAD_SCALAR_START: { message: 'text cannot begin with this character', hint: 'Put the value in quotes.' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'there is a second "key:" on a line',
    hint: 'Put the value in quotes if it holds ": ".',
  },
  BLOCK_IN_FLOW: { message: 'inside { } or [ ] everything must be written with { } and [ ]' },
  DUPLICATE_KEY: { message: 'the same key appears twice in this map', hint: 'Remove one of them.' },
  KEY_OVER_1024_CHARS: { message: 'a key is too long' },
  MISSING_CHAR: { message: 'something is missing: a closing quote, ] or }, a comma, or a space after ":"' },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key must stand on one line',
    hint: 'Is a ":" or the space after it missing, or the indentation wrong?',
  },
  TAB_AS_INDENT: { message: 'a tab is used for indentation', hint: 'Indent with spaces.' },
  UNEXPECTED_TOKEN: {
    message: 'this is not expected here',
    hint:
      'Look for a missing quote, comma or bracket before it. A value that begins with a quote, bracket, dash or other sign ' +
      'must be in quotes as a whole.',
  },
};

function syntaxMistake(code: string): Mistake {
  return {
    code: code === 'DUPLICATE_KEY' ? 'KW-KEY-DUPLICATE' : 'KW-YAML-SYNTAX',
    ...(SYNTAX[code] ?? { message: 'this is not valid YAML' }),
  };
}

function decode(bytes: Buffer): { text: string } | { text: string; mistake: Found } {
  const refuse = (text: string, offset: number, message: string) => ({
    text,
    mistake: { offset, code: 'KW-FILE-ENCODING', message, hint: 'Save the file as UTF-8.' } satisfies Found,
  });
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return refuse('', 0, `the file is ${wide}, not UTF-8`);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    return refuse(text, text.indexOf('\uFFFD'), 'the file is not UTF-8 (Latin-1 perhaps)');
  }
}

interface Place {
  key: Node | undefined;
  value: Node | undefined;
}

/** The node at a path, or the nearest on the way to it. */
function find(document: Document, path: Path): Place & { exact: boolean } {
  let place: Place = { key: undefined, value: (document.contents as Node | null) ?? undefined };
  for (const part of path) {
    const { value } = place;
    let next: Place | undefined;
    if (isMap(value)) {
      const pair = (value.items as Pair<Node, Node | null>[]).find(({ key }) => isScalar(key) && key.value === part);
      if (pair) next = { key: pair.key, value: pair.value ?? undefined };
    } else if (isSeq(value) && value.items[part as number] !== undefined) {
      next = { key: undefined, value: value.items[part as number] as Node };
    }
    if (next === undefined) return { ...place, exact: false };
    place = next;
  }
  return { ...place, exact: true };
}

/** What version control and Markdown leave in a text, and colons of other alphabets, which end no key. */
const KNOWN_CAUSES: [RegExp, Mistake][] = [
  [
    /^(?:<{7}|={7}|>{7})(?= |\r?$)/m,
    {
      code: 'KW-YAML-SYNTAX',
      message: 'this line marks a merge that was not finished',
      hint: 'Choose one of the two versions, and remove the marks.',
    },
  ],
  [
    /^\s*(?:```|~~~)/m,
    { code: 'KW-YAML-SYNTAX', message: 'this line marks code in Markdown, and is no YAML', hint: 'Remove the line.' },
  ],
  [
    /(?<=^\s*[\w-]+\s?)[\uFF1A\uFE55\u2236\uA789](?=\s|\w)/m,
    {
      code: 'KW-HIDDEN-CHARACTER',
      message: 'a colon of another alphabet stands after this key',
      hint: 'Type ":" and a space in its place.',
    },
  ],
];

/** What is behind a mistake of the parser, where that can be told from the text. */
function causeOf(text: string): Found | undefined {
  const found = KNOWN_CAUSES.map(([pattern, mistake]) => ({ offset: text.search(pattern), ...mistake }));
  return found.find(({ offset }) => offset !== -1);
}

/** The mistakes of the parser that are worth showing: the first, and each key that stands twice before it. */
function syntaxMistakes(document: Document.Parsed, text: string): Found[] {
  // The first mistake makes the parser stumble over what follows. A key that stands twice does not.
  const errors = [...document.errors, ...document.warnings];
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  const cause = first && causeOf(text);
  if (cause !== undefined) return [cause];
  return errors
    .filter(
      (error) => error === first || (error.code === 'DUPLICATE_KEY' && error.pos[0] < (first?.pos[0] ?? Infinity)),
    )
    .map(({ code, pos }) => ({ offset: pos[0], ...syntaxMistake(code) }));
}

/** The first thing in the text that is refused before it is parsed. */
function refusalOf(text: string): Found | undefined {
  const hidden = unseenCharacter(text);
  if (hidden && text.charAt(hidden.offset) === '\r')
    return {
      offset: hidden.offset,
      code: 'KW-HIDDEN-CHARACTER',
      message: 'a line ends with a carriage return alone, as on old Macs',
      hint: 'Save the file with the usual line ends (LF, or CRLF).',
    };
  return hidden === undefined
    ? overLimits(text)
    : {
        offset: hidden.offset,
        code: 'KW-HIDDEN-CHARACTER',
        message: `the file holds ${unseen(hidden)}`,
        hint: 'Remove it, or type a space in its place. It often comes from a web page or a word processor.',
      };
}

function emptinessOf({ contents }: Document.Parsed): Found | undefined {
  return contents === null || (isScalar(contents) && contents.value === null)
    ? { offset: 0, code: 'KW-FILE-EMPTY', message: 'the file is empty' }
    : undefined;
}

/** Turns mistakes at offsets of a text into diagnostics with lines and columns. */
function diagnosticsOf(file: string, text: string): (found: Found) => Diagnostic {
  const lines = new LineCounter();
  for (let at = 0; at !== -1 && at < text.length; at = text.indexOf('\n', at) + 1 || -1) lines.addNewLine(at);
  return ({ offset, ...mistake }) => {
    const { line, col } = text === '' ? { line: 1, col: 1 } : lines.linePos(Math.min(offset, text.length));
    const start = lines.lineStarts[line - 1] ?? 0;
    const end = text.indexOf('\n', start);
    const frame = codeFrame(text.slice(start, end === -1 ? undefined : end).replace(/\r$/, ''), col);
    return { file, line, column: col, ...mistake, ...(frame?.trim() && { snippet: frame }) };
  };
}

/** The offset of a spot within a range of the text; undefined when it is not there. */
function spotOffset(text: string, [start, end]: readonly number[], spot: Spot): number | undefined {
  let at = start! - 1;
  for (let n = 0; n <= spot.nth; n += 1) {
    at = text.indexOf(spot.text, at + 1);
    if (at === -1 || at >= end!) return undefined;
  }
  return at;
}

/** The offset of a place in the document, or of the nearest place on the way to it. */
function offsetOf(document: Document, text: string, path: Path, where: Where): number {
  const { key, value, exact } = find(document, path);
  const empty = value?.range === undefined || value.range?.[0] === value.range?.[1];
  const node = (where === 'key' || !exact || empty ? key : undefined) ?? value ?? key;
  const spot = typeof where === 'object' && value?.range ? spotOffset(text, value.range, where) : undefined;
  return spot ?? node?.range?.[0] ?? 0;
}

/** Reads YAML 1.2 (core schema) without anchors, aliases, tags, directives, merge keys and second documents. */
export function parseYaml(file: string, bytes: Buffer): YamlFile | { diagnostics: Diagnostic[] } {
  const decoded = decode(bytes);
  const { text } = decoded;
  const diagnostic = diagnosticsOf(file, text);
  const refusal = 'mistake' in decoded ? decoded.mistake : refusalOf(text);
  if (refusal) return { diagnostics: [diagnostic(refusal)] };
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
    intAsBigInt: false,
  });
  const syntax = syntaxMistakes(document, text);
  const wrong = syntax.length > 0 ? syntax : [...unfit(document.contents, text)];
  if (wrong.length > 0) return { diagnostics: wrong.map(diagnostic) };
  const empty = emptinessOf(document);
  if (empty) return { diagnostics: [diagnostic(empty)] };
  return {
    file,
    bytes,
    sha256: sha256Of(bytes),
    // macOS writes some letters as two characters; screens and people have one.
    value: document.toJS({
      maxAliasCount: 0,
      reviver: (_, value) => (typeof value === 'string' ? value.normalize('NFC') : value),
    }),
    wrong: (path, mistake, where = 'value') =>
      diagnostic({ offset: offsetOf(document, text, path, where), ...mistake }),
  };
}

/** Reads a file once. `parseYaml` and `readFile` say what is refused. */
export function readYaml(file: string): YamlFile | { diagnostics: Diagnostic[] } {
  const bytes = readFile(file);
  return 'diagnostics' in bytes ? bytes : parseYaml(file, bytes);
}
