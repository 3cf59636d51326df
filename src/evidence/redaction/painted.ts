import { normalize, type Piece } from './match-text.ts';
import { boxesOf, type Document, type LayoutBox } from './snapshot.ts';

/** Attributes that are painted by parts of an element which the layout tree does not list. */
const PAINTED_ATTRIBUTES = new Set(['placeholder', 'alt', 'value']);

/** Elements whose pixels the layout tree knows nothing of. */
const OPAQUE = new Set(['CANVAS', 'VIDEO', 'EMBED', 'OBJECT']);

/**
 * Texts that an element paints although no text node of the layout tree holds them: values of fields, painted
 * attributes, options. A placeholder keeps its glyphs whatever its field's style says, and a select keeps its width:
 * those cannot be covered.
 */
function ownTexts(
  nodes: Document['nodes'],
  strings: string[],
): Record<'own' | 'uncoverable', Map<number, string[]>> & { values: Map<number, string> } {
  const texts = { own: new Map<number, string[]>(), uncoverable: new Map<number, string[]>() };
  const add = (kind: keyof typeof texts, node: number, text: string | undefined) => {
    if (text !== undefined) texts[kind].set(node, [...(texts[kind].get(node) ?? []), text]);
  };
  const values = new Map<number, string>();
  for (const { index, value } of [nodes.inputValue, nodes.textValue].filter((one) => one !== undefined))
    for (const [at, node] of index.entries()) values.set(node, strings[value[at]!] ?? '');
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

/** Something in a box whose pixels nobody can look through. */
function opaqueIn({ name, hasArea, emphasis, hyphen }: LayoutBox): string | undefined {
  if (emphasis.startsWith('"') || /^".{3}/.test(hyphen)) return 'text with marks of its own';
  return OPAQUE.has(name) && hasArea ? name.toLowerCase() : undefined;
}

/** Whether a box shows bullets, one for each character of a text. @param value of a field */
function tellsLength({ cover, hasArea, size, ink, text }: LayoutBox, value: string | undefined): boolean {
  if (cover === 'none' || cover === '' || !hasArea) return false;
  if (size === '0px' || ink === 'rgba(0, 0, 0, 0)') return false;
  return (text ?? value ?? '').trim() !== '';
}

/** What one document paints. */
interface Painted {
  /** All text, in the order of the layout, with the node that each piece came from. */
  pieces: Piece[];
  /** Elements with bullets that tell how long a text is: backendNodeIds. */
  lengths: number[];
  /** The last thing whose pixels nobody can look through. */
  opaque: string | undefined;
  /** Frames that are shown and whose content another target knows: backendNodeIds. */
  foreign: number[];
  /** The element that a node, a text or a pseudo-element belongs to. */
  elementOf(node: number): number;
}

export function paintedBy(document: Document, strings: string[]): Painted {
  const { nodes } = document;
  const nameOf = (node: number) => strings[nodes.nodeName[node]!]!;
  const elementOf = (node: number): number =>
    nodes.nodeType[node] === 1 && !nameOf(node).startsWith('::') ? node : elementOf(nodes.parentIndex[node]!);
  const fieldOf = (node: number): number | undefined => {
    if (node < 0) return undefined;
    return ['INPUT', 'TEXTAREA'].includes(nameOf(node)) ? node : fieldOf(nodes.parentIndex[node]!);
  };
  const { own, uncoverable, values } = ownTexts(nodes, strings);
  const painted: Painted = { pieces: [], lengths: [], opaque: undefined, foreign: [], elementOf };
  for (const box of boxesOf(document, strings)) {
    const { node, name, hasArea, x, y } = box;
    painted.opaque = opaqueIn(box) ?? painted.opaque;
    if (/^I?FRAME$/.test(name) && hasArea && !nodes.contentDocumentIndex?.index.includes(node))
      painted.foreign.push(nodes.backendNodeId[node]!);
    // A counter keeps its glyphs.
    const isCovered = box.cover === 'disc' && !/\bcounters?\(/.test(box.content);
    const readable = isCovered ? [] : [box.text ?? '', ...(own.get(node) ?? [])];
    for (const raw of [...(uncoverable.get(node) ?? []), ...readable]) {
      const text = normalize(raw);
      if (text !== '') painted.pieces.push({ node, field: fieldOf(node), text, raw, x, y });
    }
    if (tellsLength(box, values.get(node))) painted.lengths.push(nodes.backendNodeId[elementOf(node)]!);
  }
  return painted;
}
