/** Encodings of two or four bytes a letter, as Windows programs write them. */
type WideEncoding = 'UTF-16' | 'UTF-16 (big-endian)' | 'UTF-32';

const MARKS: [number[], WideEncoding][] = [
  [[0xff, 0xfe, 0, 0], 'UTF-32'],
  [[0, 0, 0xfe, 0xff], 'UTF-32'],
  [[0xff, 0xfe], 'UTF-16'],
  [[0xfe, 0xff], 'UTF-16 (big-endian)'],
];

/** Where the zeros stand in four bytes of ordinary letters, for files without a mark. */
const ZEROS: Record<string, WideEncoding> = {
  '.000': 'UTF-32',
  '000.': 'UTF-32',
  '.0.0': 'UTF-16',
  '0.0.': 'UTF-16 (big-endian)',
};

/** The encoding of a file whose letters have more than one byte each; undefined for all others. */
export function wideEncoding(bytes: Uint8Array): WideEncoding | undefined {
  const marked = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte));
  return marked?.[1] ?? ZEROS[[...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : '.')).join('')];
}

/** The text of UTF-8 or UTF-16, as Windows programs write either; undefined if it is neither, or no text. */
export function textOf(bytes: Uint8Array): string | undefined {
  const wide = wideEncoding(bytes);
  if (wide === 'UTF-32' || (wide === undefined && bytes.includes(0))) return undefined;
  try {
    const encoding = wide === undefined ? 'utf-8' : wide === 'UTF-16' ? 'utf-16le' : 'utf-16be';
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
