/** Shorter pieces than this are not recognised as part of a secret. */
export const PIECE = 8;

/** Text as it is compared: without case, spaces, accents and what cannot be seen, in usual letters: style sheets change the case and the width. */
export function squeeze(text: string): string {
  return text.normalize('NFKD').replace(/[\s\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '').toLowerCase();
}

/** Without what groups of letters are parted by. */
export function bare(text: string): string {
  return text.replace(/[\p{P}\p{S}]/gu, '');
}

/** A text that is painted, and where. */
export interface Piece {
  node: number;
  /** The field around it, which has its text twice: as its value, and inside. */
  field: number | undefined;
  text: string;
  x: number;
  y: number;
}

/** Letters that are put one by one, in the order in which they stand on the screen. */
export function byPlace(pieces: Piece[]): Piece[] {
  const once = pieces.filter(({ field }, at) => field === undefined || pieces.findIndex((other) => other.field === field) === at);
  return once.filter(({ text }) => text.length <= 3).sort((a, b) => (Math.abs(a.y - b.y) > 6 ? a.y - b.y : a.x - b.x));
}

/** Where a text starts to show a secret or an eight-character piece of it: [start, end) in the squeezed text. */
export function shown(text: string, value: string): [number, number] | undefined {
  const whole = text.indexOf(value);
  if (whole >= 0) return [whole, whole + value.length];
  if (value.length < PIECE * 2) return undefined;
  for (let start = 0; start + PIECE <= value.length; start += 1) {
    const at = text.indexOf(value.slice(start, start + PIECE));
    if (at >= 0) return [at, at + PIECE];
  }
  return undefined;
}

/** The nodes that show a secret, or a part of it, when the pieces are read one after another. */
export function* showing(pieces: Piece[], value: string): Generator<number> {
  const starts: number[] = [];
  let painted = '';
  for (const { text } of pieces) {
    starts.push(painted.length);
    painted += text;
  }
  function* within(start: number, end: number): Generator<number> {
    for (const [at, { node }] of pieces.entries()) if (starts[at]! < end && (starts[at + 1] ?? painted.length) > start) yield node;
  }
  let from = 0;
  for (let hit = shown(painted, value); hit !== undefined; hit = shown(painted.slice(from), value)) {
    yield* within(hit[0] + from, hit[1] + from);
    from += hit[1];
  }
  const reversed = [...value].reverse().join('');
  for (let at = painted.indexOf(reversed); at >= 0; at = painted.indexOf(reversed, at + 1)) yield* within(at, at + reversed.length);
}
