import type { Term } from '../../src/portal-sdk/index.ts';
import { Box } from './layout.ts';
import type { Listed, SnapshotOfFrame } from './listed.ts';
import { type Lexicon, REFERENCE } from './words/lexicon.ts';
import { plain } from './words/plain.ts';

/** What is before another text of the same line only if a space was there. */
const joined = (texts: string[]): string => texts.join('').replace(/\s+/g, ' ').trim();

/** Something that a screen shows, and what it is in. */
export class Thing {
  readonly screen: Screen;
  /** Which document of the page it is in. */
  readonly frame: number;
  readonly listed: Listed;
  readonly box: Box;
  readonly up: Thing | undefined;
  readonly inside: Thing[] = [];
  /** Its place in the order of the documents: what is in it follows, up to `end`. */
  readonly order: number;
  #end: number;
  #text: string | undefined;

  constructor(screen: Screen, frame: number, listed: Listed, box: Box, up: Thing | undefined, order: number) {
    this.screen = screen;
    this.frame = frame;
    this.listed = listed;
    this.box = box;
    this.up = up;
    this.order = order;
    this.#end = order + 1;
    up?.inside.push(this);
    for (let at = up; at !== undefined; at = at.up) at.#end = order + 1;
  }

  get kind() {
    return this.listed.kind;
  }

  get role(): string | undefined {
    return this.listed.role;
  }

  is(...roles: string[]): boolean {
    return this.listed.role !== undefined && roles.includes(this.listed.role);
  }

  /** Whether one of the profile's hooks selects it. */
  hooked(...names: string[]): boolean {
    return this.listed.hooks?.some((name) => names.includes(name)) ?? false;
  }

  /** What it is in, from the inside out. */
  *outward(): Generator<Thing> {
    for (let at = this.up; at !== undefined; at = at.up) yield at;
  }

  /** It, or what it is in, from the inside out. */
  closest(test: (thing: Thing) => boolean): Thing | undefined {
    if (test(this)) return this;
    for (const at of this.outward()) if (test(at)) return at;
    return undefined;
  }

  /** Whether it, or what it is in, passes. */
  isIn(test: (thing: Thing) => boolean): boolean {
    return this.closest(test) !== undefined;
  }

  /** How high it lies over the page; 0 for the page itself. */
  get layer(): number {
    return this.listed.layer ?? 0;
  }

  #window: Thing | null | undefined;

  /** The outermost window that it is in. */
  get window(): Thing | undefined {
    if (this.#window === undefined) this.#window = this.up?.window ?? (isWindow(this) ? this : null);
    return this.#window ?? undefined;
  }

  holds(other: Thing): boolean {
    return other.screen === this.screen && other.order >= this.order && other.order < this.#end;
  }

  /** Everything in it, from its beginning to its end. */
  all(): Thing[] {
    return this.screen.things.slice(this.order + 1, this.#end);
  }

  /** All in it that passes. */
  find(test: (thing: Thing) => boolean): Thing[] {
    return this.all().filter(test);
  }

  /** What it says, as one line: a box says what it holds. */
  get text(): string {
    return (this.#text ??=
      this.kind === 'box' && this.listed.value !== undefined && !this.#drawn()
        ? this.listed.value.trim()
        : this.said());
  }

  /** A box that is drawn holds its value as text. */
  #drawn(): boolean {
    return this.listed.value === '' && !['input', 'textarea', 'select'].includes(this.listed.tag);
  }

  #said: string | undefined;

  /** The words drawn in it, without those of the parts that are left out. */
  said(without?: (thing: Thing) => boolean): string {
    return without === undefined ? (this.#said ??= this.#words(() => false)) : this.#words(without);
  }

  #words(without: (thing: Thing) => boolean): string {
    const texts: string[] = [];
    let line: Thing | undefined;
    const read = (thing: Thing): void => {
      if (without(thing)) return;
      if (thing.kind === 'text' || (thing.listed.text !== undefined && thing.inside.length === 0)) {
        const own = thing.closest(({ listed }) => listed.block === true);
        if (line !== undefined && own !== line) texts.push(' ');
        line = own;
        texts.push(thing.listed.text ?? '', thing.listed.gap ? ' ' : '');
      }
      for (const part of thing.inside) read(part);
    };
    read(this);
    return joined(texts);
  }
}

/** What a screen is made of: its documents, and where each begins in the page's view. */
export type Frames = readonly { at: [number, number]; snapshot: SnapshotOfFrame }[];

/** What a page shows at one moment, in all its documents. */
export class Screen {
  readonly things: Thing[] = [];
  readonly view: { width: number; height: number };
  readonly titles: string[];
  /** Which document the page shows: another one, or the same loaded anew, has another name. */
  readonly document: string;
  /** Whether something is moving, and for how many milliseconds nothing has changed. */
  readonly moves: boolean;
  quiet: number;

  readonly lexicon: Lexicon;
  readonly frames: Frames;
  #shown: Set<string> | undefined;
  #texts: Thing[] | undefined;
  #boxes: Thing[] | undefined;

  /** @param frames with the place where each begins in the page's view */
  constructor(frames: Frames, lexicon: Lexicon = REFERENCE) {
    this.lexicon = lexicon;
    this.frames = frames;
    for (const [frame, { at, snapshot }] of frames.entries()) {
      const first = this.things.length;
      for (const listed of snapshot.items) {
        const [left, top, width, height] = listed.box;
        const up = listed.up < 0 ? undefined : this.things[first + listed.up];
        const box = new Box(left + at[0], top + at[1], width, height);
        this.things.push(new Thing(this, frame, listed, box, up, this.things.length));
      }
    }
    const [width, height] = frames[0]?.snapshot.view ?? [0, 0];
    this.view = { width, height };
    this.document = `${frames[0]?.snapshot.began}`;
    this.titles = frames.map(({ snapshot }) => snapshot.title);
    this.moves = frames.some(({ snapshot }) => snapshot.moves);
    this.quiet = Math.min(...frames.map(({ snapshot }) => snapshot.quiet), Number.MAX_SAFE_INTEGER);
  }

  /** What was announced here since another look at it, and has gone again. */
  passedSince(before: Screen): string[] {
    const then = Math.max(0, ...before.frames.map(({ snapshot }) => snapshot.at));
    return this.frames.flatMap(({ snapshot }) => snapshot.passed.flatMap(({ at, text }) => (at > then ? [text] : [])));
  }

  /** The texts that say something: no asterisk, colon or other punctuation alone. */
  get texts(): readonly Thing[] {
    return (this.#texts ??= this.things.filter(saysSomething));
  }

  get boxes(): readonly Thing[] {
    return (this.#boxes ??= this.things.filter(({ kind }) => kind === 'box'));
  }

  /** The same screen, understood in other words. */
  in(lexicon: Lexicon): Screen {
    return new Screen(this.frames, lexicon);
  }

  /** Whether anything here is called so. */
  #shows(word: string): boolean {
    this.#shown ??= new Set(
      this.things.flatMap((thing) => {
        const { title, label, placeholder, linked = [] } = thing.listed;
        return [
          thing.kind === 'text' ? thing.up?.said() : thing.listed.text,
          thing.said(),
          title,
          label,
          placeholder,
          ...linked,
        ].map(plain);
      }),
    );
    return this.#shown.has(plain(word));
  }

  /** How a term is said here: as a person has confirmed it, where that is shown. */
  said(term: Term): Term {
    const all = this.lexicon.said(term);
    const own = this.lexicon.confirmed(term);
    return own !== undefined && this.#shows(own.says) ? [own.says] : all;
  }

  /** The same as it is compared. */
  names(term: Term): ReadonlySet<string> {
    return this.lexicon.confirmed(term) === undefined ? this.lexicon.names(term) : new Set(this.said(term).map(plain));
  }

  /** Everything that one of the profile's hooks selects. */
  hooked(...names: string[]): Thing[] {
    return this.things.filter((thing) => thing.hooked(...names));
  }
}

const isWindow = (thing: Thing): boolean => thing.is('dialog', 'alertdialog') || thing.hooked('window');

/** Whether it can be pressed, or is in what can be. */
export const isPressable = (thing: Thing): boolean => thing.isIn(({ kind }) => kind === 'button');

/** Whether it, or what it is in, is laid out by coordinates: it may lie over others. */
export const isPlaced = (thing: Thing): boolean => thing.isIn(({ listed }) => listed.placed === true);

/** Those that hold none of the others. */
export const innermost = (things: readonly Thing[]): Thing[] =>
  things.filter((thing) => !things.some((other) => other !== thing && thing.holds(other)));

/** Those that are in none of the others. */
export const outermost = (things: readonly Thing[]): Thing[] =>
  things.filter((thing) => !things.some((other) => other !== thing && other.holds(thing)));

/** Those in a window, where any are: what it lies over says the same words, and nobody means those. */
export function uppermost(things: readonly Thing[]): Thing[] {
  const inWindows = things.filter((thing) => thing.window !== undefined);
  return inWindows.length > 0 ? inWindows : [...things];
}

export const saysSomething = ({ kind, listed }: Thing): boolean =>
  kind === 'text' && (/[\p{L}\p{N}]/u.test(listed.text ?? '') || listed.imprint !== undefined);

/** All that a screen, or a part of it, shows. */
export const thingsIn = (root: Screen | Thing): Thing[] => (root instanceof Screen ? root.things : root.all());
