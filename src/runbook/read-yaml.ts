import { createHash } from 'node:crypto';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';
import type { Diagnostic } from './diagnostic.ts';
import { HIDDEN } from './sanitize.ts';
import { readFile } from './read-file.ts';
import { snippet } from './code-frame.ts';
import { overLimits } from './yaml-limits.ts';

export type Path = readonly PropertyKey[];

/** A YAML file as it was read once: its bytes, its value, and where everything stands. */
export interface YamlFile {
  /** As the person named it. */
  file: string;
  bytes: Buffer;
  /** Of the bytes, in lower-case hex. */
  sha256: string;
  /** Plain maps, lists, text, numbers, booleans and null. */
  value: unknown;
  /**
   * A diagnostic at a place of the document; where the path leads nowhere, at the nearest place on the way.
   * @param where the key, the value (default), or the n-th appearance of a text within the value
   */
  wrong(
    path: Path,
    message: string,
    hint?: string,
    where?: 'key' | 'value' | { text: string; nth: number },
  ): Diagnostic;
}

/** The yaml library's own messages can quote the file, so each code has words of ours. */
const SYNTAX: Record<string, [message: string, hint?: string]> = {
  BAD_DQ_ESCAPE: ['a \\ in double quotes must begin an escape', 'Use single quotes for text with a \\.'],
  BAD_INDENT: ['the indentation does not fit the lines above'],
  BAD_SCALAR_START: ['text cannot begin with this character', 'Put the value in quotes.'],
  BLOCK_AS_IMPLICIT_KEY: ['there is a second "key:" on a line', 'Put the value in quotes if it holds ": ".'],
  BLOCK_IN_FLOW: ['inside { } or [ ] everything must be written with { } and [ ]'],
  DUPLICATE_KEY: ['the same key stands twice in this map', 'Remove one of them.'],
  KEY_OVER_1024_CHARS: ['a key is too long'],
  MISSING_CHAR: ['something is missing: a closing quote, ] or }, a comma, or a space after ":"'],
  MULTILINE_IMPLICIT_KEY: ['a key must stand on one line', 'Is a ":" missing, or the indentation wrong?'],
  TAB_AS_INDENT: ['a tab is used for indentation', 'Indent with spaces.'],
  UNEXPECTED_TOKEN: ['this is not expected here', 'Look for a missing quote, comma or bracket before it.'],
};

const FORBIDDEN_KEYS = new Map([
  ...['__proto__', 'constructor', 'prototype'].map((key) => [key, 'this name is not allowed as a key'] as const),
  ['<<', 'YAML merge keys (<<) are not part of the language'] as const,
]);

function decode(bytes: Buffer): { text: string } | { offset: number; text: string; message: string; hint: string } {
  const hint = 'Save the file as UTF-8.';
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return { offset: 0, text: '', message: 'the file is UTF-16, not UTF-8', hint };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    return { offset: text.indexOf('\uFFFD'), text, message: 'the file is not UTF-8 (Latin-1 perhaps)', hint };
  }
}

function hiddenCharacter(text: string): { offset: number; name: string } | undefined {
  const offset = text.search(HIDDEN);
  const alone = text.search(/\r(?!\n)/);
  const first = offset === -1 || (alone !== -1 && alone < offset) ? alone : offset;
  return first === -1
    ? undefined
    : { offset: first, name: `U+${text.codePointAt(first)!.toString(16).toUpperCase().padStart(4, '0')}` };
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

/** What the yaml library accepts and the language does not. */
function* unfit(node: unknown): Generator<{ offset: number; message: string; hint?: string }> {
  if (isScalar(node)) {
    const offset = node.range?.[0] ?? 0;
    const usable = typeof node.value !== 'number' || Math.abs(node.value) <= Number.MAX_SAFE_INTEGER;
    if (!usable) yield { offset, message: 'this number cannot be used', hint: 'Put it in quotes if it is text.' };
    // An escape in double quotes brings in what may not stand in the file itself.
    const hidden = typeof node.value === 'string' ? hiddenCharacter(node.value) : undefined;
    if (hidden)
      yield {
        offset,
        message: `this text holds the character ${hidden.name}, which cannot be seen`,
        hint: 'Remove it.',
      };
  } else if (isPair(node)) {
    const { key } = node as Pair<Node, Node>;
    const name = isScalar(key) ? key.value : undefined;
    const offset = key?.range?.[0] ?? 0;
    if (typeof name !== 'string') yield { offset, message: 'a key must be text', hint: 'Put the key in quotes.' };
    else if (FORBIDDEN_KEYS.has(name)) yield { offset, message: FORBIDDEN_KEYS.get(name)! };
    yield* unfit(key);
    yield* unfit(node.value);
  } else if (isMap(node) || isSeq(node)) {
    for (const item of node.items) yield* unfit(item);
  }
}

/** Reads YAML 1.2 (core schema) without anchors, aliases, tags, directives, merge keys and second documents. */
export function parseYaml(file: string, bytes: Buffer): YamlFile | { diagnostics: Diagnostic[] } {
  const decoded = decode(bytes);
  const { text } = decoded;
  const lines = new LineCounter();
  for (let at = 0; at !== -1 && at < text.length; at = text.indexOf('\n', at) + 1 || -1) lines.addNewLine(at);
  const diagnostic = (offset: number, message: string, hint?: string): Diagnostic => {
    const { line, col } = text === '' ? { line: 1, col: 1 } : lines.linePos(Math.min(offset, text.length));
    const start = lines.lineStarts[line - 1] ?? 0;
    const end = text.indexOf('\n', start);
    const shown = snippet(text.slice(start, end === -1 ? undefined : end).replace(/\r$/, ''), col);
    return {
      file,
      line,
      column: col,
      message,
      ...(hint !== undefined && { hint }),
      ...(shown?.trim() && { snippet: shown }),
    };
  };
  const refuse = (offset: number, message: string, hint?: string) => ({
    diagnostics: [diagnostic(offset, message, hint)],
  });

  if ('message' in decoded) return refuse(decoded.offset, decoded.message, decoded.hint);
  const hidden = hiddenCharacter(text);
  if (hidden)
    return refuse(
      hidden.offset,
      `the file holds the character ${hidden.name}, which cannot be seen`,
      'Remove it. Editors can show it as a hexadecimal code.',
    );
  const over = overLimits(text);
  if (over) return refuse(over.offset, over.message, over.hint);
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
  // The first mistake makes the parser stumble over what follows; a key that stands twice does not.
  const errors = [...document.errors, ...document.warnings];
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  const syntax = errors
    .filter(
      (error) => error === first || (error.code === 'DUPLICATE_KEY' && error.pos[0] < (first?.pos[0] ?? Infinity)),
    )
    .map(({ code, pos }) => diagnostic(pos[0], ...(SYNTAX[code] ?? (['this is not valid YAML'] as const))));
  const wrong =
    syntax.length > 0
      ? syntax
      : [...unfit(document.contents)].map(({ offset, message, hint }) => diagnostic(offset, message, hint));
  if (wrong.length > 0) return { diagnostics: wrong };
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return refuse(0, 'the file is empty');

  return {
    file,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    value: document.toJS({ maxAliasCount: 0 }),
    wrong(path, message, hint, where = 'value') {
      const { key, value, exact } = find(document, path);
      const preferKey =
        where === 'key' || !exact || value?.range === undefined || value.range?.[0] === value.range?.[1];
      const node = (preferKey ? key : undefined) ?? value ?? key;
      let offset = node?.range?.[0] ?? 0;
      if (typeof where === 'object' && value?.range) {
        let at = value.range[0] - 1;
        for (let n = 0; n <= where.nth && at !== value.range[1]; n += 1) {
          const found = text.indexOf(where.text, at + 1);
          at = found === -1 || found >= value.range[1] ? value.range[1] : found;
        }
        if (at < value.range[1]) offset = at;
      }
      return diagnostic(offset, message, hint);
    },
  };
}

/** Reads a file once and for all. See `parseYaml` and `readFile` for what is refused. */
export function readYaml(file: string): YamlFile | { diagnostics: Diagnostic[] } {
  const bytes = readFile(file);
  return 'diagnostics' in bytes ? bytes : parseYaml(file, bytes);
}
