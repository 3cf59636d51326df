import { isMap, isPair, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { falseDash, falseQuote, type OddCharacter, unseenCharacter } from '../files/odd-characters.ts';
import type { Mistake } from './diagnostic.ts';

/** A mistake at an offset of the text, in UTF-16 units. */
export interface Found extends Mistake {
  offset: number;
}

const NOT_A_KEY = 'this name is not allowed as a key';
const FORBIDDEN_KEYS = new Map<string, Mistake>([
  ['__proto__', { code: 'KW-YAML-KEY', message: NOT_A_KEY }],
  ['constructor', { code: 'KW-YAML-KEY', message: NOT_A_KEY }],
  ['prototype', { code: 'KW-YAML-KEY', message: NOT_A_KEY }],
  ['<<', { code: 'KW-YAML-UNSUPPORTED', message: 'YAML merge keys (<<) are not part of the language' }],
]);

export const unseen = ({ name }: OddCharacter): string =>
  `the character ${name}, which cannot be seen or told from a space`;

function* unfitScalar(scalar: Scalar): Generator<Found> {
  const offset = scalar.range?.[0] ?? 0;
  const usable = typeof scalar.value !== 'number' || Math.abs(scalar.value) <= Number.MAX_SAFE_INTEGER;
  if (!usable)
    yield {
      offset,
      code: 'KW-YAML-NUMBER',
      message: 'this number cannot be used',
      hint: 'Put it in quotes if it is text.',
    };
  // An escape in double quotes brings in characters that the file itself may not hold.
  const text = typeof scalar.value === 'string' ? scalar.value : '';
  const hidden = unseenCharacter(text);
  if (hidden)
    yield { offset, code: 'KW-HIDDEN-CHARACTER', message: `this text holds ${unseen(hidden)}`, hint: 'Remove it.' };
  const quote = falseQuote(text);
  if (quote)
    yield {
      offset,
      code: 'KW-HIDDEN-CHARACTER',
      message: `this text begins or ends with ${quote.name}, which does not quote it`,
      hint: `Remove it, or use ' or ".`,
    };
  const dash = falseDash(text);
  if (dash)
    yield {
      offset,
      code: 'KW-HIDDEN-CHARACTER',
      message: `this text begins with ${dash.name}, which begins no entry of a list`,
      hint: 'Type "-" in its place.',
    };
}

/** A remark right behind a value or key, without a space after its #: of "Acme #1", YAML reads "Acme". */
function* cutOff(end: number, source: string): Generator<Found> {
  const gap = /^\s*:?[ \t]+#(?=[\p{L}\p{N}])/u.exec(source.slice(end, end + 200))?.[0];
  if (gap !== undefined)
    yield {
      offset: end + gap.length - 1,
      code: 'KW-YAML-SYNTAX',
      message: 'what follows this # is a remark, and no part of the value',
      hint: 'Put the whole value in quotes, or a space behind the # if a remark is meant.',
    };
}

/** A name without a value inside { }: what stands behind a comma of a value is read so. */
function* loneKey({ key, value }: Pair<Node, Node | null>): Generator<Found> {
  if (value === null && key.range)
    yield {
      offset: key.range[0],
      code: 'KW-YAML-SYNTAX',
      message: 'inside { }, this is a key without a value',
      hint: 'Put the value before it in quotes if the comma belongs to it; else write "key: value".',
    };
}

function* unfitKey(key: Node | null): Generator<Found> {
  const name = isScalar(key) ? key.value : undefined;
  const offset = key?.range?.[0] ?? 0;
  const forbidden = FORBIDDEN_KEYS.get(String(name));
  if (typeof name !== 'string')
    yield { offset, code: 'KW-YAML-KEY', message: 'a key must be text', hint: 'Put the key in quotes.' };
  else if (forbidden) yield { offset, ...forbidden };
}

/** What the yaml library accepts and the language does not. @param source the text of the file */
export function* unfit(node: unknown, source: string): Generator<Found> {
  if (isScalar(node)) {
    yield* unfitScalar(node);
    if (node.type === 'PLAIN' && node.source !== '' && node.range) yield* cutOff(node.range[1], source);
  } else if (isPair<Node, Node>(node)) {
    yield* unfitKey(node.key);
    yield* unfit(node.key, source);
    yield* unfit(node.value, source);
    if (isScalar(node.value) && node.value.value === null && node.key.range) yield* cutOff(node.key.range[1], source);
  } else if (isMap<Node, Node | null>(node)) {
    if (node.flow) for (const pair of node.items) yield* loneKey(pair);
    for (const pair of node.items) yield* unfit(pair, source);
  } else if (isSeq(node)) for (const item of node.items) yield* unfit(item, source);
}
