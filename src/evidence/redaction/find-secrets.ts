import { createHash } from 'node:crypto';
import type { CDPSession } from 'playwright';
import { sha256Of } from '../../files/sha256.ts';
import type { Secret } from '../../secrets/secret.ts';
import { isBitmap, textsInDataUrls } from './data-urls.ts';
import { byPlace, MIN_MATCH, nodesShowing, normalize, type Piece, shows, stripPunctuation } from './match-text.ts';
import type { Words } from './ordinary-words.ts';
import { paintedBy } from './painted.ts';
import { takeSnapshot } from './snapshot.ts';

interface Scan {
  /** backendNodeIds of the elements to cover, by secret. */
  found: Map<Secret, Set<number>>;
  /** backendNodeIds of the elements with bullets that tell how long a text is. */
  lengths: Set<number>;
  /** Something whose pixels nobody can look through. */
  opaque: string | undefined;
  /** A secret in a place that cannot be covered. */
  uncoverablePlace: string | undefined;
  /** Frames that are shown and whose content another target knows: the backendNodeIds of their elements. */
  foreign: number[];
  /** A hash of what is laid out, if it was asked for. */
  layout: string | undefined;
  /** A hash of the texts that are painted. */
  texts: string;
}

/** The nodes that show a one-time code: a text that is just that, or a field for each digit. */
function* nodesWithCode(pieces: Piece[], code: string): Generator<number> {
  for (const { node, text } of pieces) if (text === code) yield node;
  yield* nodesShowing(byPlace(pieces.filter(({ field, text }) => field !== undefined && text.length === 1)), code);
}

/** The nodes that show a secret or a part of it. */
function* nodesWith(secret: Secret, pieces: Piece[], words: Words): Generator<number> {
  const value = normalize(secret.reveal());
  if (value.length < MIN_MATCH) return yield* nodesWithCode(pieces, value);
  const isOrdinary = (word: string) => words.isOrdinary(word, secret);
  const readings = [normalize];
  // Too little of a shorter secret would be left.
  if (stripPunctuation(value).length >= MIN_MATCH + 4) readings.push((text) => stripPunctuation(normalize(text)));
  for (const read of readings) {
    const all = pieces.map((piece) => ({ ...piece, text: read(piece.raw) }));
    const wanted = read(secret.reveal());
    yield* nodesShowing(all, wanted, read, isOrdinary);
    yield* nodesShowing(byPlace(all), wanted);
  }
}

/** A secret that an SVG picture in an address shows, if there is one. */
function secretInPicture(strings: string[], secrets: Secret[]): Secret | undefined {
  const drawn = strings
    .filter((text) => text.includes('data:image/svg'))
    .flatMap(textsInDataUrls)
    .map(normalize);
  return secrets.find((secret) => drawn.some((text) => shows(text, normalize(secret.reveal()))));
}

/**
 * Searches everything that one target (a page, or a frame in a process of its own) will paint.
 * @param words of its portal; the words that it paints are added
 * @param compare whether the layout is wanted, for comparing
 */
export async function findSecrets(
  session: CDPSession,
  secrets: Secret[],
  words: Words,
  compare: boolean,
): Promise<Scan> {
  const snapshot = await takeSnapshot(session, compare);
  const { strings } = snapshot;
  const found = new Map<Secret, Set<number>>();
  const lengths = new Set<number>();
  let opaque = strings.some(isBitmap) ? 'bitmap that a script may have drawn' : undefined;
  const texts = createHash('sha256');
  const foreign: number[] = [];
  for (const document of snapshot.documents) {
    const painted = paintedBy(document, strings);
    opaque = painted.opaque ?? opaque;
    foreign.push(...painted.foreign);
    for (const id of painted.lengths) lengths.add(id);
    words.see(painted.pieces.map(({ raw }) => raw));
    for (const { text } of painted.pieces) texts.update(`${text}\n`);
    for (const secret of secrets) {
      const elements = new Set([...nodesWith(secret, painted.pieces, words)].map(painted.elementOf));
      // In the order of the document: what follows on is covered after what it follows.
      const ids = [...elements].sort((a, b) => a - b).map((node) => document.nodes.backendNodeId[node]!);
      if (ids.length > 0) found.set(secret, new Set([...(found.get(secret) ?? []), ...ids]));
    }
  }
  const inPicture = secretInPicture(strings, secrets);
  return {
    found,
    lengths,
    opaque,
    uncoverablePlace: inPicture && `${inPicture.label} stood in a picture on the page`,
    foreign,
    layout: compare ? sha256Of(JSON.stringify(snapshot)) : undefined,
    texts: texts.digest('hex'),
  };
}
