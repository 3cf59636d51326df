import { crc32, deflateSync, type Inflate, inflateSync } from 'node:zlib';

/** A picture of 8 bits per colour. */
export interface Pixels {
  width: number;
  height: number;
  /** Bytes per pixel: 3, or 4 with transparency. */
  step: 3 | 4;
  /** Row by row, from the top left. */
  data: Buffer;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Picture files of a browser's window are smaller. Pixels. */
const LARGEST = 100_000_000;

/** The PNG's predictor of this name: whichever neighbour is nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** The chunks of a file. @throws where one is torn, or its checksum is wrong */
function* chunksOf(png: Buffer): Generator<{ type: string; body: Buffer }> {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('It is not a PNG.');
  for (let at = 8; at < png.length; ) {
    const end = at + 12 + (at + 12 <= png.length ? png.readUInt32BE(at) : 0);
    if (at + 12 > png.length || end > png.length) throw new Error('Its end is missing.');
    const typed = png.subarray(at + 4, end - 4);
    if (crc32(typed) !== png.readUInt32BE(end - 4)) throw new Error('A checksum in it is wrong.');
    yield { type: typed.toString('latin1', 0, 4), body: typed.subarray(4) };
    at = end;
  }
}

/** Size and colours, and the compressed rows. @throws where the file is not as browsers write it */
function partsOf(png: Buffer): Omit<Pixels, 'data'> & { rows: Buffer } {
  const [header, ...rest] = chunksOf(png);
  const end = rest.pop();
  if (header?.type !== 'IHDR' || header.body.length !== 13 || end?.type !== 'IEND' || end.body.length > 0)
    throw new Error('Its parts are not those of a PNG.');
  const [width, height] = [header.body.readUInt32BE(0), header.body.readUInt32BE(4)];
  const step = ({ '0802000000': 3, '0806000000': 4 } as const)[header.body.toString('hex', 8)];
  if (step === undefined) throw new Error('It does not have 8 bits per colour.');
  if (width * height > LARGEST) throw new Error('It is larger than any window.');
  const other = rest.find(({ type }) => type !== 'IDAT');
  if (other !== undefined) throw new Error(`It contains something besides its pixels (${other.type}).`);
  return { width, height, step, rows: Buffer.concat(rest.map(({ body }) => body)) };
}

/** How each kind of row foretells a byte from those before it. */
const PREDICTORS: ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

/**
 * The pixels of a PNG that is written as browsers and `encode` write them.
 * @throws where it is not: other colours, interlaced, torn, or with anything in it that is no pixel
 */
export function decode(png: Buffer): Pixels {
  const { width, height, step, rows } = partsOf(png);
  const row = width * step;
  const size = (row + 1) * height;
  const { buffer: raw, engine } = inflateSync(rows, { maxOutputLength: size + 1, info: true }) as unknown as {
    buffer: Buffer;
    engine: Inflate;
  };
  if (raw.length !== size || engine.bytesWritten !== rows.length) throw new Error('It has too few or too many pixels.');
  const data = Buffer.alloc(row * height);
  let above: Buffer = Buffer.alloc(row);
  for (let y = 0; y < height; y += 1) {
    const [from, line] = [y * (row + 1) + 1, data.subarray(y * row, (y + 1) * row)];
    const predict = PREDICTORS[raw[from - 1]!];
    if (predict === undefined) throw new Error('Its rows cannot be read.');
    for (let x = 0; x < step; x += 1) line[x] = raw[from + x]! + predict(0, above[x]!, 0);
    for (let x = step; x < row; x += 1)
      line[x] = raw[from + x]! + predict(line[x - step]!, above[x]!, above[x - step]!);
    above = line;
  }
  return { width, height, step, data };
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

/** A PNG of these pixels, each row as its difference from the one above. */
export function encode({ width, height, step, data }: Pixels): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, step === 4 ? 6 : 2, 0, 0, 0], 8);
  const row = width * step;
  const raw = Buffer.alloc((row + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const to = y * (row + 1);
    raw[to] = 2;
    for (let x = 0; x < row; x += 1) raw[to + 1 + x] = data[y * row + x]! - (y > 0 ? data[(y - 1) * row + x]! : 0);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
