/** Shorter pieces than this are not recognised as part of a secret. */
export const MIN_MATCH = 8;

/** Text without case, accents and invisible characters, in usual letters: style sheets change case and width. */
export function visible(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();
}

/** Text as it is compared: `visible`, without spaces. */
export function normalize(text: string): string {
  return visible(text).replace(/\s/gu, '');
}

/** Text without the signs that separate groups of letters. */
export function stripPunctuation(text: string): string {
  return text.replace(/[\p{P}\p{S}]/gu, '');
}

/** A text that is painted, and where. */
export interface Piece {
  node: number;
  /** The field around it, which has its text twice: as its value, and inside. */
  field: number | undefined;
  text: string;
  /** As the page has it. */
  raw: string;
  x: number;
  y: number;
}

/** Short pieces, such as single letters, in the order in which the screen shows them. */
export function byPlace(pieces: Piece[]): Piece[] {
  const once = pieces.filter(
    ({ field }, at) => field === undefined || pieces.findIndex((other) => other.field === field) === at,
  );
  return once.filter(({ text }) => text.length <= 3).sort((a, b) => (Math.abs(a.y - b.y) > 6 ? a.y - b.y : a.x - b.x));
}

/** Where a text (`at`) shows a secret, or an eight-character piece of a longer one (`from` its place in the secret). */
function* matches(text: string, value: string): Generator<{ at: number; from: number; length: number }> {
  const length = value.length < MIN_MATCH * 2 ? value.length : MIN_MATCH;
  for (let from = 0; from + length <= value.length; from += 1) {
    const piece = value.slice(from, from + length);
    for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) yield { at, from, length };
  }
}

/** Whether a text shows a secret, or an eight-character piece of it. */
export function shows(text: string, value: string): boolean {
  return matches(text, value).next().done !== true;
}

/**
 * The word of a text around a stretch of it; undefined if the stretch goes beyond a word.
 * @param read how the text was normalized
 * @param start of the stretch, in the normalized text
 */
function wordAround(raw: string, read: (text: string) => string, start: number, end: number): string | undefined {
  let at = 0;
  for (const part of visible(raw).match(/\p{L}+|\P{L}+/gu) ?? []) {
    const after = at + read(part).length;
    if (start >= at && end <= after) return /^\p{L}/u.test(part) ? part : undefined;
    at = after;
  }
  return undefined;
}

/**
 * The nodes that show a secret or a part of it, if the pieces are read one after another.
 * @param read how the pieces' texts were normalized
 * @param isOrdinary whether a word tells nothing of the secret: matches within it don't count
 */
export function* nodesShowing(
  pieces: Piece[],
  value: string,
  read = normalize,
  isOrdinary: (word: string) => boolean = () => false,
): Generator<number> {
  const starts: number[] = [];
  let painted = '';
  for (const { text } of pieces) {
    starts.push(painted.length);
    painted += text;
  }
  function* within(start: number, end: number): Generator<number> {
    for (const [at, { node }] of pieces.entries())
      if (starts[at]! < end && (starts[at + 1] ?? painted.length) > start) yield node;
  }
  for (const { at, from, length } of matches(painted, value)) {
    let [start, end] = [at, at + length];
    while (start > 0 && from - (at - start) > 0 && painted[start - 1] === value[from - (at - start) - 1]) start -= 1;
    while (end < painted.length && from + end - at < value.length && painted[end] === value[from + end - at]) end += 1;
    const index = starts.findLastIndex((one) => one <= start);
    const piece = pieces[index]!;
    const word = wordAround(piece.raw, read, start - starts[index]!, end - starts[index]!);
    // All of it in a field is the secret itself, whatever the page has said.
    const isTyped = piece.field !== undefined && end - start === value.length;
    if (word === undefined || isTyped || !isOrdinary(word)) yield* within(at, at + length);
  }
  const reversed = [...value].reverse().join('');
  for (let at = painted.indexOf(reversed); at >= 0; at = painted.indexOf(reversed, at + 1))
    yield* within(at, at + reversed.length);
}
