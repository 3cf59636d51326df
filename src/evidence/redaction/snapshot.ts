import type { CDPSession } from 'playwright';

interface RareStrings {
  index: number[];
  value: number[];
}

/** One document of a target: its nodes, and the boxes that they are laid out in. */
export interface Document {
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
}

/** What CDP's DOMSnapshot says of a target. Numbers that stand for texts are places in `strings`. */
interface Snapshot {
  documents: Document[];
  strings: string[];
}

/**
 * What decides about a picture. The first tells what is covered. No cover changes the next three. By the two after
 * them bullets tell no length. The others may hold a picture in themselves.
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

/** What else two layouts are compared by. */
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

/** @param compare whether the snapshot is to be compared with another one */
export async function takeSnapshot(session: CDPSession, compare: boolean): Promise<Snapshot> {
  return (await session.send('DOMSnapshot.captureSnapshot', {
    computedStyles: compare ? [...JUDGED, ...COMPARED] : JUDGED,
    includePaintOrder: compare,
  })) as unknown as Snapshot;
}

/** One box of the layout, with the judged styles. */
export interface LayoutBox {
  node: number;
  /** Of the element or pseudo-element: `INPUT`, `::before`. */
  name: string;
  x: number;
  y: number;
  hasArea: boolean;
  /** Missing if no text is laid out in it. */
  text: string | undefined;
  cover: string;
  content: string;
  emphasis: string;
  hyphen: string;
  ink: string;
  size: string;
}

export function* boxesOf({ nodes, layout }: Document, strings: string[]): Generator<LayoutBox> {
  for (const [at, node] of layout.nodeIndex.entries()) {
    const [x, y, width, height] = layout.bounds[at]! as [number, number, number, number];
    const [cover, content, emphasis, hyphen, ink, size] = [0, 1, 2, 3, 4, 5].map(
      (nth) => strings[layout.styles[at]?.[nth] ?? -1] ?? '',
    ) as [string, string, string, string, string, string];
    const text = layout.text[at]! >= 0 ? strings[layout.text[at]!]! : undefined;
    const name = strings[nodes.nodeName[node]!]!;
    const hasArea = width > 0 && height > 0;
    yield { node, name, x, y, hasArea, text, cover, content, emphasis, hyphen, ink, size };
  }
}
