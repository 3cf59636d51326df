/**
 * The picture guard. Playwright's `mask` paints boxes over elements and leaks (security.md 7.1); this changes what the browser paints instead:
 * `-webkit-text-security` turns the glyphs of the covered elements into bullets, wherever they move or are scaled to. What will be painted is read back
 * from the layout tree (CDP DOMSnapshot: shadow roots, pseudo-elements, frames and field values included) while the page stands still and the picture is taken.
 */
import { createHash } from 'node:crypto';
import type { CDPSession, Frame, Page } from 'playwright';
import { clean } from '../secrets/filter.ts';
import type { Secret } from '../secrets/secret.ts';
import { standstill, within } from './standstill.ts';

export interface Covered {
  secret: Secret;
  places: number;
}

/**
 * `layout` stands for everything that the page lays out: equal ones look alike, but for what pixels alone know (an animation, a picture that comes late).
 */
export type GuardedShot = { png: Buffer; covered: Covered[]; layout: string | undefined } | { withheld: string };

interface RareStrings {
  index: number[];
  value: number[];
}

interface Snapshot {
  documents: {
    nodes: {
      nodeName: number[]; nodeValue: number[]; parentIndex: number[]; nodeType: number[]; backendNodeId: number[]; attributes: number[][];
      inputValue?: RareStrings; textValue?: RareStrings; contentDocumentIndex?: { index: number[] };
    };
    layout: { nodeIndex: number[]; text: number[]; bounds: number[][]; styles: number[][] };
  }[];
  strings: string[];
}

/** What a picture is judged by: the first tells what is covered, the next three what no cover changes, and the others may hold a picture in themselves. */
const JUDGED = ['-webkit-text-security', 'content', 'text-emphasis-style', 'hyphenate-character', 'background-image', 'mask-image', 'border-image-source', 'list-style-image'];

/** What two layouts are compared by beside that. */
const COMPARED = ['color', 'background-color', 'border-top-color', 'border-bottom-color', 'outline-style', 'outline-color', 'opacity', 'visibility', 'box-shadow', 'transform', 'clip-path', 'filter', 'z-index'];

/** Attributes that are painted by parts of an element which the layout tree does not list. */
const PAINTED_ATTRIBUTES = new Set(['placeholder', 'alt', 'value']);

/** Elements whose pixels the layout tree knows nothing of. */
const OPAQUE = new Set(['CANVAS', 'VIDEO', 'EMBED', 'OBJECT']);
const ROUNDS = 4;

/** Shorter pieces than this are not recognised as part of a secret. */
const PIECE = 8;

/** Text as it is compared: without case, spaces, accents and what cannot be seen, in usual letters: style sheets change the case and the width. */
function squeeze(text: string): string {
  return text.normalize('NFKD').replace(/[\s\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '').toLowerCase();
}

/** Without what groups of letters are parted by. */
function bare(text: string): string {
  return text.replace(/[\p{P}\p{S}]/gu, '');
}

/** SVG pictures that an address holds in itself, as text: as it stands there, and without its marks. */
function drawnTexts(text: string): string[] {
  return [...text.matchAll(/data:image\/svg\+xml([^,]*),([^"\s)]*)/gi)].map(([, kind, body]) => {
    if (/;base64/i.test(kind!)) return Buffer.from(body!, 'base64').toString('utf8');
    try {
      return decodeURIComponent(body!);
    } catch {
      return body!;
    }
  }).map((svg) => svg.replace(/&#(x?)([\da-f]+);/gi, (_, hex: string, code: string) => String.fromCharCode(Number.parseInt(code, hex === '' ? 10 : 16))))
    .flatMap((svg) => [svg, svg.replace(/<[^>]*>/g, '')]);
}

/** The width of a PNG or GIF whose beginning this is, in base64. */
function widthOf(base64: string): number {
  const head = Buffer.from(base64.slice(0, 64), 'base64');
  if (head.length < 24) return 0;
  if (head.toString('latin1', 1, 4) === 'PNG') return head.readUInt32BE(16);
  return head.toString('latin1', 0, 3) === 'GIF' ? head.readUInt16LE(6) : Infinity;
}

/** Narrower pictures are icons: no key can be read in them. */
const ICON = 64;

/** Whether an address, or a style with one in it, is of a bitmap that a script can have drawn: a blob, or pixels in the address itself. */
function isBitmap(text: string): boolean {
  if (/^blob:|url\("?blob:/i.test(text)) return true;
  return [...text.matchAll(/data:image\/(?!svg)[^,]*,([^"\s)]*)/gi)].some(([whole, body]) => !/;base64,/i.test(whole) || widthOf(body!) >= ICON);
}

/** A text that is painted, and where. */
interface Piece {
  node: number;
  /** The field around it, which has its text twice: as its value, and inside. */
  field: number | undefined;
  text: string;
  x: number;
  y: number;
}

/** Letters that are put one by one, in the order in which they stand on the screen. */
function byPlace(pieces: Piece[]): Piece[] {
  const once = pieces.filter(({ field }, at) => field === undefined || pieces.findIndex((other) => other.field === field) === at);
  return once.filter(({ text }) => text.length <= 3).sort((a, b) => (Math.abs(a.y - b.y) > 6 ? a.y - b.y : a.x - b.x));
}

/** The nodes that show a secret, or a part of it, when the pieces are read one after another. */
function* showing(pieces: Piece[], value: string): Generator<number> {
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

/** Where a text starts to show a secret or an eight-character piece of it: [start, end) in the squeezed text. */
function shown(text: string, value: string): [number, number] | undefined {
  const whole = text.indexOf(value);
  if (whole >= 0) return [whole, whole + value.length];
  if (value.length < PIECE * 2) return undefined;
  for (let start = 0; start + PIECE <= value.length; start += 1) {
    const at = text.indexOf(value.slice(start, start + PIECE));
    if (at >= 0) return [at, at + PIECE];
  }
  return undefined;
}

/** What is drawn over the page for whoever watches, and must not be in a picture. */
export interface Veil {
  /** Takes it away; what it hides is covered by then. */
  lift(): Promise<void>;
  /** Puts it back. @param secret whether a secret stands on the page; undefined where nobody knows */
  drop(secret: boolean | undefined): Promise<void>;
}

interface Scan {
  /** backendNodeIds of the elements to cover, by secret. */
  found: Map<Secret, Set<number>>;
  /** Something whose pixels nobody can look through. */
  opaque: string | undefined;
  /** A secret in a place that cannot be covered. */
  hopeless: string | undefined;
  /** Frames that are shown and whose content another target knows. */
  foreign: number;
  /** A hash of what is laid out, where it was asked for. */
  layout: string | undefined;
  /** A hash of the texts that are painted. */
  texts: string;
}

/**
 * Texts that an element paints without having a text node in the layout tree: values of fields, painted attributes, options.
 * A placeholder keeps its glyphs whatever its field's style says, and a select its width: those cannot be covered.
 */
function ownTexts(nodes: Snapshot['documents'][number]['nodes'], strings: string[]): Record<'own' | 'uncoverable', Map<number, string[]>> {
  const texts = { own: new Map<number, string[]>(), uncoverable: new Map<number, string[]>() };
  const add = (kind: keyof typeof texts, node: number, text: string | undefined) => text !== undefined && texts[kind].set(node, [...(texts[kind].get(node) ?? []), text]);
  for (const { index, value } of [nodes.inputValue, nodes.textValue].filter((one) => one !== undefined)) index.forEach((node, at) => add('own', node, strings[value[at]!]));
  const nameOf = (node: number) => strings[nodes.nodeName[node] ?? -1];
  const selectOf = (node: number): number => (node < 0 || nameOf(node) === 'SELECT' ? node : selectOf(nodes.parentIndex[node]!));
  nodes.attributes.forEach((pairs, node) => {
    for (let at = 0; at < pairs.length; at += 2) {
      const name = strings[pairs[at]!]!;
      const value = strings[pairs[at + 1]!];
      if (name === 'label') add('uncoverable', selectOf(node), value);
      else if (PAINTED_ATTRIBUTES.has(name)) add(name === 'placeholder' ? 'uncoverable' : 'own', node, value);
    }
  });
  nodes.nodeType.forEach((type, node) => {
    if (type === 3 && nameOf(nodes.parentIndex[node]!) === 'OPTION') add('uncoverable', selectOf(node), strings[nodes.nodeValue[node]!]);
  });
  return texts;
}

/**
 * Looks through everything that one target (a page, or a frame in a process of its own) will paint.
 * @param compare whether its layout is wanted, for comparing
 */
async function scanTarget(session: CDPSession, secrets: Secret[], compare: boolean): Promise<Scan> {
  const snapshot = (await session.send('DOMSnapshot.captureSnapshot', { computedStyles: compare ? [...JUDGED, ...COMPARED] : JUDGED, includePaintOrder: compare })) as unknown as Snapshot;
  const { strings } = snapshot;
  const found = new Map<Secret, Set<number>>();
  let opaque = strings.some(isBitmap) ? 'bitmap that a script may have drawn' : undefined;
  const texts = createHash('sha256');
  let foreign = 0;
  for (const { nodes, layout } of snapshot.documents) {
    const elementOf = (node: number): number => (nodes.nodeType[node] === 1 && !strings[nodes.nodeName[node]!]!.startsWith('::') ? node : elementOf(nodes.parentIndex[node]!));
    const fieldOf = (node: number): number | undefined => (node < 0 ? undefined : ['INPUT', 'TEXTAREA'].includes(strings[nodes.nodeName[node]!]!) ? node : fieldOf(nodes.parentIndex[node]!));
    const { own, uncoverable } = ownTexts(nodes, strings);
    // All painted text of the document, with the node that each piece came from.
    const pieces: Piece[] = [];
    for (const [at, node] of layout.nodeIndex.entries()) {
      const bounds = layout.bounds[at]!;
      const name = strings[nodes.nodeName[node]!]!;
      const [cover, content, emphasis, hyphen] = [0, 1, 2, 3].map((nth) => strings[layout.styles[at]?.[nth] ?? -1] ?? '');
      const area = bounds[2]! > 0 && bounds[3]! > 0;
      if (OPAQUE.has(name) && area) opaque = name.toLowerCase();
      if (/^"/.test(emphasis!) || /^".{3}/.test(hyphen!)) opaque = 'text with marks of its own';
      if (/^I?FRAME$/.test(name) && area && !nodes.contentDocumentIndex?.index.includes(node)) foreign += 1;
      // A counter keeps its glyphs.
      const bullets = cover === 'disc' && !/\bcounters?\(/.test(content!);
      const ownAndLaidOut = [...(uncoverable.get(node) ?? []), ...(bullets ? [] : [layout.text[at]! >= 0 ? strings[layout.text[at]!]! : '', ...(own.get(node) ?? [])])];
      for (const text of ownAndLaidOut.map(squeeze)) if (text !== '') pieces.push({ node, field: fieldOf(node), text, x: bounds[0]!, y: bounds[1]! });
    }
    for (const { text } of pieces) texts.update(`${text}\n`);
    for (const secret of secrets) {
      const value = squeeze(secret.reveal());
      const add = (node: number) => (found.get(secret) ?? found.set(secret, new Set()).get(secret)!).add(nodes.backendNodeId[elementOf(node)]!);
      if (value.length < PIECE) {
        for (const { node, text } of pieces) if (text === value) add(node);
        // A box for each digit.
        for (const node of showing(byPlace(pieces.filter(({ field, text }) => field !== undefined && text.length === 1)), value)) add(node);
        continue;
      }
      const readings: [Piece[], string][] = [[pieces, value]];
      if (bare(value).length >= PIECE + 4) readings.push([pieces.map((piece) => ({ ...piece, text: bare(piece.text) })), bare(value)]);
      for (const [read, wanted] of readings) for (const node of [...showing(read, wanted), ...showing(byPlace(read), wanted)]) add(node);
    }
  }
  const drawn = strings.filter((text) => text.includes('data:image/svg')).flatMap(drawnTexts).map(squeeze);
  const inPicture = secrets.find((secret) => drawn.some((text) => shown(text, squeeze(secret.reveal())) !== undefined));
  const hopeless = inPicture && `${inPicture.label} stood in a picture on the page`;
  return { found, opaque, hopeless, foreign, layout: compare ? createHash('sha256').update(JSON.stringify(snapshot)).digest('hex') : undefined, texts: texts.digest('hex') };
}

/** Sets or takes away the cover; returns nothing, and leaves the rest of the element's style as it was. */
async function cover(session: CDPSession, backendNodeId: number, on: boolean): Promise<void> {
  const { object } = await session.send('DOM.resolveNode', { backendNodeId });
  const functionDeclaration = on
    ? "function () { this.style.setProperty('-webkit-text-security', 'disc', 'important'); }"
    : "function () { this.style.removeProperty('-webkit-text-security'); if (this.getAttribute('style') === '') this.removeAttribute('style'); }";
  await session.send('Runtime.callFunctionOn', { objectId: object.objectId!, functionDeclaration, arguments: [] });
}

const ownSessions = new WeakMap<Page, Promise<CDPSession>>();

/** A page's own session, and one for each frame that lives in a process of its own (other frames are part of the page's snapshot). */
async function sessionsOf(page: Page): Promise<CDPSession[]> {
  const own = ownSessions.get(page) ?? page.context().newCDPSession(page);
  ownSessions.set(page, own);
  const sessions = [await own];
  for (const frame of page.frames().filter((candidate: Frame) => candidate !== page.mainFrame())) {
    const session = await page.context().newCDPSession(frame).catch(() => undefined);
    if (session !== undefined) sessions.push(session);
  }
  return sessions;
}

const UNKNOWN_FRAME = 'a frame on the page cannot be looked through';

/** Movements that end are brought to their end, so that pictures show what they lead to. */
const SETTLE = `for (const animation of document.getAnimations()) {
  if (animation.timeline instanceof DocumentTimeline && animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
}`;

/**
 * A picture of the page that shows none of the secrets, or none at all: cover, bring the page to a standstill, read back what it paints, take the picture.
 * The covers are gone when it returns. A secret of fewer than eight characters (a one-time code) counts where a text or field is just that.
 * @param mayDraw whether the page knows a secret that it could draw: then a canvas or video means no picture
 * @param layout of a picture that was taken a moment ago: no other is taken where it is the same still
 */
export async function guardedShot(page: Page, secrets: Secret[], mayDraw: boolean): Promise<GuardedShot>;
export async function guardedShot(page: Page, secrets: Secret[], mayDraw: boolean, layout: string | undefined, veil?: Veil): Promise<GuardedShot | { same: true }>;
export async function guardedShot(page: Page, secrets: Secret[], mayDraw: boolean, layout?: string, veil?: Veil): Promise<GuardedShot | { same: true }> {
  for (let round = 1; ; round += 1) {
    const shot = await inTurn(page, () => tryShot(page, secrets, mayDraw, layout, veil));
    // Frames that come and go may be all there the next time.
    if (!('withheld' in shot) || shot.withheld !== UNKNOWN_FRAME || round === ROUNDS) return shot;
  }
}

/** One look through everything that the page's targets paint at this moment. @param compare whether the layout is wanted, for comparing */
async function look(page: Page, sessions: CDPSession[], frames: Frame[], secrets: Secret[], mayDraw: boolean, compare: boolean) {
  const scans = await Promise.all(sessions.map((session) => scanTarget(session, secrets, compare)));
  return {
    hits: scans.flatMap(({ found }, at) => [...found].map(([secret, nodes]) => ({ session: sessions[at]!, secret, nodes }))),
    opaque: mayDraw ? scans.find((one) => one.opaque)?.opaque : undefined,
    hopeless: scans.find((one) => one.hopeless)?.hopeless,
    unknownFrames: secrets.length > 0 && (page.frames().some((frame) => !frames.includes(frame)) || scans.reduce((sum, { foreign }) => sum + foreign, 0) > sessions.length - 1),
    layout: scans.some((one) => one.opaque) ? undefined : scans.map((one) => one.layout).join(' '),
    texts: scans.map((one) => one.texts).join(' '),
  };
}

const turns = new WeakMap<Page, Promise<unknown>>();

/** Only one at a time: a picture of another kind is none in which something is covered. */
async function inTurn<T>(page: Page, act: () => Promise<T>): Promise<T> {
  const before = turns.get(page);
  const mine = (async () => {
    await before;
    return await act();
  })();
  turns.set(page, mine.catch(() => undefined));
  return await mine;
}

/** Longer than this, a page that does not answer keeps nobody waiting who only looks on. Milliseconds. */
const LIVE_LIMIT = 3_000;

export type LiveShot = {
  jpeg: Buffer;
  /** When, in milliseconds since 1970. */
  drawn: number;
} | {
  withheld: string;
  /** It may be otherwise in a moment. */
  passing: boolean;
};

/**
 * Counts layouts from now on: while there is none, each text stands where a look found it.
 * @param styles whether new styles count too: they can bring a picture
 * @returns whether there has been any
 */
async function countLayouts(sessions: CDPSession[], styles: boolean): Promise<() => Promise<boolean>> {
  const soFar = async () => (await Promise.all(sessions.map(async (session) => {
    const { metrics } = await session.send('Performance.getMetrics');
    return ['NavigationStart', 'LayoutCount', ...(styles ? ['RecalcStyleCount'] : [])].map((wanted) => metrics.find(({ name }) => name === wanted)?.value).join(' ');
  }))).join();
  // What is waiting to be laid out is laid out first, so that it is not taken for a change.
  await Promise.all(sessions.flatMap((session) => [session.send('Performance.enable'), session.send('Page.getLayoutMetrics')]));
  const begun = await soFar();
  return async () => begun !== await soFar();
}

/** A picture from the browser, which now and then refuses one on a busy machine ("Unable to capture screenshot") and gives it when asked again. */
async function capture(session: CDPSession, picture: { format: 'png' } | { format: 'jpeg'; quality: number; optimizeForSpeed: true }): Promise<string> {
  const ask = async () => (await session.send('Page.captureScreenshot', picture)).data;
  return await ask().catch(async (error: Error) => {
    if (!error.message.includes('Unable to capture screenshot')) throw error;
    return await ask();
  });
}

/**
 * A picture of the page as it is, for whoever watches now; none where a secret stands on it. The page goes on meanwhile: it loses presses while it stands still.
 * So the browser's own count of layouts says whether a text can have come or gone since the look. For what no layout tells (a picture that takes another's place),
 * there are two pictures between two looks, and all must be equal.
 */
export async function liveShot(page: Page, secrets: Secret[], mayDraw: boolean): Promise<LiveShot> {
  return await inTurn(page, async () => {
    const frames = page.frames();
    const sessions = await within(sessionsOf(page), LIVE_LIMIT);
    const judge = async (): Promise<string | LiveShot> => {
      const seen = await look(page, sessions, frames, secrets, mayDraw, false);
      if (seen.hits.length > 0) return { withheld: `${seen.hits[0]!.secret.label} stands on this page`, passing: false };
      if (seen.hopeless !== undefined || seen.opaque !== undefined || seen.unknownFrames) return { withheld: 'This page cannot be checked for secrets', passing: seen.hopeless === undefined };
      return seen.texts;
    };
    const shoot = async () => await capture(sessions[0]!, { format: 'jpeg', quality: 60, optimizeForSpeed: true });
    try {
      return await within((async (): Promise<LiveShot> => {
        const moved = await countLayouts(sessions, mayDraw);
        const before = await judge();
        if (typeof before !== 'string') return before;
        const shots = [await shoot(), await shoot()];
        const drawn = Date.now();
        const after = await judge();
        if (typeof after !== 'string') return after;
        if (before !== after || shots[0] !== shots[1] || await moved()) return { withheld: 'The page changes too quickly to be checked', passing: true };
        return { jpeg: Buffer.from(shots[0]!, 'base64'), drawn };
      })(), LIVE_LIMIT);
    } finally {
      for (const session of sessions.slice(1)) await session.detach().catch(() => undefined);
    }
  });
}

async function tryShot(page: Page, secrets: Secret[], mayDraw: boolean, layout: string | undefined, veil: Veil | undefined): Promise<GuardedShot | { same: true }> {
  const frames = page.frames();
  const sessions = await within(sessionsOf(page));
  const covered: { session: CDPSession; node: number }[] = [];
  const places = new Map<Secret, number>();
  const scan = (compare: boolean) => look(page, sessions, frames, secrets, mayDraw, compare);
  /** The picture, if all is well before it and nothing is laid out anew until it is taken. @param twice whether to look after it too: for what no layout tells */
  const shoot = async (twice: boolean) => {
    const moved = await countLayouts(sessions, false);
    const before = await scan(layout !== undefined || !twice);
    if (before.hits.length > 0 || before.opaque || before.hopeless || before.unknownFrames || (layout !== undefined && before.layout === layout)) return { ...before, png: undefined, moved: false };
    const data = await capture(sessions[0]!, { format: 'png' });
    const after = twice ? await scan(true) : before;
    return { ...after, png: Buffer.from(data, 'base64'), moved: await moved() };
  };
  const coverAll = async (hits: Awaited<ReturnType<typeof scan>>['hits']) => {
    for (const { session, secret, nodes } of hits) {
      places.set(secret, (places.get(secret) ?? 0) + nodes.size);
      for (const node of nodes) {
        await within(cover(session, node, true));
        covered.push({ session, node });
      }
    }
  };
  let sure = false;
  try {
    await within(Promise.all(sessions.map((session) => session.send('Runtime.evaluate', { expression: SETTLE }))));
    if (veil !== undefined) {
      await coverAll((await within(scan(false))).hits);
      await veil.lift();
    }
    for (let round = 0; ; round += 1) {
      // Presses are lost while a page stands still, so it need not where it does of itself, and knows nothing that it could draw.
      const free = round === 0 && !mayDraw && covered.length === 0;
      const { hits, opaque, hopeless, unknownFrames, layout: now, png, moved } = free ? await within(shoot(false)) : await standstill(sessions, () => shoot(true));
      if (hopeless !== undefined) return { withheld: hopeless };
      if (opaque !== undefined) return { withheld: `the page has a ${opaque}, whose pixels cannot be checked for secrets` };
      if (unknownFrames) return { withheld: UNKNOWN_FRAME };
      sure = hits.length === 0 && !moved;
      if (sure) return png === undefined ? { same: true } : { png, covered: [...places].map(([secret, count]) => ({ secret, places: count })), layout: covered.length > 0 ? undefined : now };
      if (round === ROUNDS) return { withheld: hits.length > 0 ? `${hits[0]!.secret.label} stood on the page and could not be covered` : 'the page did not stand still, so it could not be checked for secrets' };
      await coverAll(hits);
    }
  } catch (error) {
    return { withheld: `the page could not be checked for secrets (${clean((error as Error).message).split('\n')[0]!.slice(0, 120)})` };
  } finally {
    await veil?.drop(sure ? places.size > 0 : undefined);
    for (const { session, node } of covered) await within(cover(session, node, false)).catch(() => undefined);
    for (const session of sessions.slice(1)) await session.detach().catch(() => undefined);
  }
}
