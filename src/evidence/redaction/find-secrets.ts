import { createHash } from 'node:crypto';
import type { CDPSession } from 'playwright';
import type { Secret } from '../../secrets/secret.ts';
import { textsInDataUrls, isBitmap } from './data-urls.ts';
import { stripPunctuation, byPlace, MIN_MATCH, nodesShowing, shows, normalize, type Piece } from './match-text.ts';
import type { Words } from './ordinary-words.ts';

interface RareStrings {
  index: number[];
  value: number[];
}

interface Snapshot {
  documents: {
    nodes: {
      nodeName: number[];
      nodeValue: number[];
      parentIndex: number[];
      nodeType: number[];
      backendNodeId: number[];
      attributes: number[][];
      inputValue?: RareStrings;
      textValue?: RareStrings;
      contentDocumentIndex?: { index: number[] };
    };
    layout: { nodeIndex: number[]; text: number[]; bounds: number[][]; styles: number[][] };
  }[];
  strings: string[];
}

/**
 * What a picture is judged by: the first tells what is covered, the next three what no cover changes, then two by which
 * bullets tell no length, and the others may hold a picture in themselves.
 */
const JUDGED = [
  '-webkit-text-security',
  'content',
  'text-emphasis-style',
  'hyphenate-character',
  '-webkit-text-fill-color',
  'font-size',
  'background-image',
  'mask-image',
  'border-image-source',
  'list-style-image',
];

/** What two layouts are compared by beside that. */
const COMPARED = [
  'color',
  'background-color',
  'border-top-color',
  'border-bottom-color',
  'outline-style',
  'outline-color',
  'opacity',
  'visibility',
  'box-shadow',
  'transform',
  'clip-path',
  'filter',
  'z-index',
];

/** Attributes that are painted by parts of an element which the layout tree does not list. */
const PAINTED_ATTRIBUTES = new Set(['placeholder', 'alt', 'value']);

/** Elements whose pixels the layout tree knows nothing of. */
const OPAQUE = new Set(['CANVAS', 'VIDEO', 'EMBED', 'OBJECT']);

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
  /** A hash of what is laid out, where it was asked for. */
  layout: string | undefined;
  /** A hash of the texts that are painted. */
  texts: string;
}

/**
 * Texts that an element paints without having a text node in the layout tree: values of fields, painted attributes,
 * options.
 * A placeholder keeps its glyphs whatever its field's style says, and a select its width: those cannot be covered.
 */
function ownTexts(
  nodes: Snapshot['documents'][number]['nodes'],
  strings: string[],
): Record<'own' | 'uncoverable', Map<number, string[]>> & { values: Map<number, string> } {
  const texts = { own: new Map<number, string[]>(), uncoverable: new Map<number, string[]>() };
  const add = (kind: keyof typeof texts, node: number, text: string | undefined) =>
    text !== undefined && texts[kind].set(node, [...(texts[kind].get(node) ?? []), text]);
  const values = new Map<number, string>();
  for (const { index, value } of [nodes.inputValue, nodes.textValue].filter((one) => one !== undefined))
    index.forEach((node, at) => values.set(node, strings[value[at]!] ?? ''));
  for (const [node, value] of values) add('own', node, value);
  const nameOf = (node: number) => strings[nodes.nodeName[node] ?? -1];
  const selectOf = (node: number): number =>
    node < 0 || nameOf(node) === 'SELECT' ? node : selectOf(nodes.parentIndex[node]!);
  nodes.attributes.forEach((pairs, node) => {
    for (let at = 0; at < pairs.length; at += 2) {
      const name = strings[pairs[at]!]!;
      const value = strings[pairs[at + 1]!];
      if (name === 'label') add('uncoverable', selectOf(node), value);
      else if (PAINTED_ATTRIBUTES.has(name)) add(name === 'placeholder' ? 'uncoverable' : 'own', node, value);
    }
  });
  nodes.nodeType.forEach((type, node) => {
    if (type === 3 && nameOf(nodes.parentIndex[node]!) === 'OPTION')
      add('uncoverable', selectOf(node), strings[nodes.nodeValue[node]!]);
  });
  return { ...texts, values };
}

/**
 * Looks through everything that one target (a page, or a frame in a process of its own) will paint.
 * @param words of its portal; those that it paints are added
 * @param compare whether its layout is wanted, for comparing
 */
export async function findSecrets(
  session: CDPSession,
  secrets: Secret[],
  words: Words,
  compare: boolean,
): Promise<Scan> {
  const snapshot = (await session.send('DOMSnapshot.captureSnapshot', {
    computedStyles: compare ? [...JUDGED, ...COMPARED] : JUDGED,
    includePaintOrder: compare,
  })) as unknown as Snapshot;
  const { strings } = snapshot;
  const found = new Map<Secret, Set<number>>();
  const lengths = new Set<number>();
  let opaque = strings.some(isBitmap) ? 'bitmap that a script may have drawn' : undefined;
  const texts = createHash('sha256');
  const foreign: number[] = [];
  for (const { nodes, layout } of snapshot.documents) {
    const elementOf = (node: number): number =>
      nodes.nodeType[node] === 1 && !strings[nodes.nodeName[node]!]!.startsWith('::')
        ? node
        : elementOf(nodes.parentIndex[node]!);
    const fieldOf = (node: number): number | undefined =>
      node < 0
        ? undefined
        : ['INPUT', 'TEXTAREA'].includes(strings[nodes.nodeName[node]!]!)
          ? node
          : fieldOf(nodes.parentIndex[node]!);
    const { own, uncoverable, values } = ownTexts(nodes, strings);
    // All painted text of the document, with the node that each piece came from.
    const pieces: Piece[] = [];
    for (const [at, node] of layout.nodeIndex.entries()) {
      const bounds = layout.bounds[at]!;
      const name = strings[nodes.nodeName[node]!]!;
      const [cover, content, emphasis, hyphen, ink, size] = [0, 1, 2, 3, 4, 5].map(
        (nth) => strings[layout.styles[at]?.[nth] ?? -1] ?? '',
      );
      const area = bounds[2]! > 0 && bounds[3]! > 0;
      if (OPAQUE.has(name) && area) opaque = name.toLowerCase();
      if (/^"/.test(emphasis!) || /^".{3}/.test(hyphen!)) opaque = 'text with marks of its own';
      if (/^I?FRAME$/.test(name) && area && !nodes.contentDocumentIndex?.index.includes(node))
        foreign.push(nodes.backendNodeId[node]!);
      // A counter keeps its glyphs.
      const bullets = cover === 'disc' && !/\bcounters?\(/.test(content!);
      const ownAndLaidOut = [
        ...(uncoverable.get(node) ?? []),
        ...(bullets ? [] : [layout.text[at]! >= 0 ? strings[layout.text[at]!]! : '', ...(own.get(node) ?? [])]),
      ];
      for (const raw of ownAndLaidOut) {
        const text = normalize(raw);
        if (text !== '') pieces.push({ node, field: fieldOf(node), text, raw, x: bounds[0]!, y: bounds[1]! });
      }
      const hidden =
        cover !== 'none' &&
        cover !== '' &&
        area &&
        (layout.text[at]! >= 0 ? strings[layout.text[at]!]! : (values.get(node) ?? ''));
      if (hidden && hidden.trim() !== '' && size !== '0px' && ink !== 'rgba(0, 0, 0, 0)')
        lengths.add(nodes.backendNodeId[elementOf(node)]!);
    }
    words.see(pieces.map(({ raw }) => raw));
    for (const { text } of pieces) texts.update(`${text}\n`);
    for (const secret of secrets) {
      const value = normalize(secret.reveal());
      const elements = new Set<number>();
      const add = (node: number) => elements.add(elementOf(node));
      const isOrdinary = (word: string) => words.isOrdinary(word, secret);
      if (value.length < MIN_MATCH) {
        for (const { node, text } of pieces) if (text === value) add(node);
        // A box for each digit.
        for (const node of nodesShowing(
          byPlace(pieces.filter(({ field, text }) => field !== undefined && text.length === 1)),
          value,
        ))
          add(node);
      } else {
        const readings = [
          normalize,
          ...(stripPunctuation(value).length >= MIN_MATCH + 4
            ? [(text: string) => stripPunctuation(normalize(text))]
            : []),
        ];
        for (const read of readings) {
          const [all, wanted] = [pieces.map((piece) => ({ ...piece, text: read(piece.raw) })), read(secret.reveal())];
          for (const node of [...nodesShowing(all, wanted, read, isOrdinary), ...nodesShowing(byPlace(all), wanted)])
            add(node);
        }
      }
      // In the order of the document: what follows on is covered after what it follows.
      const ids = [...elements].sort((a, b) => a - b).map((node) => nodes.backendNodeId[node]!);
      if (ids.length > 0) found.set(secret, new Set([...(found.get(secret) ?? []), ...ids]));
    }
  }
  const drawn = strings
    .filter((text) => text.includes('data:image/svg'))
    .flatMap(textsInDataUrls)
    .map(normalize);
  const inPicture = secrets.find((secret) => drawn.some((text) => shows(text, normalize(secret.reveal()))));
  const uncoverablePlace = inPicture && `${inPicture.label} stood in a picture on the page`;
  return {
    found,
    lengths,
    opaque,
    uncoverablePlace,
    foreign,
    layout: compare ? createHash('sha256').update(JSON.stringify(snapshot)).digest('hex') : undefined,
    texts: texts.digest('hex'),
  };
}
