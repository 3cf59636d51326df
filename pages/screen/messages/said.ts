import type { Screen, Thing } from '../thing.ts';
import { saysSomething } from '../thing.ts';
import { type Dialog, dialogsOn, noticesOn, spoken } from '../windows/dialog.ts';
import type { Phrases } from './phrases.ts';

/** How a portal speaks: what its messages mean, and the words of its buttons. */
export interface Speech {
  phrases: Phrases;
  /** All words of buttons of its windows. */
  answers: readonly string[];
}

/** One thing that a screen says. */
export interface Said {
  text: string;
  /** The texts that it is made of. */
  parts: string[];
  at: Thing;
}

/** Longer texts are no messages, in letters. */
const LONGEST = 400;

/** Whether a text tells what has become of something. */
const tells =
  ({ phrases }: Speech) =>
  (text: string) =>
    phrases.mean(
      text,
      'saved',
      'refused',
      'unclear',
      'not loaded',
      'busy',
      'session over',
      'works',
      'fails',
      'removed',
    );

/** What a window says, as one message. */
export const spokenBy = (window: Dialog, speech: Speech): string => spoken(window, tells(speech)) || window.text;

function saidBy(window: Dialog, speech: Speech): Said[] {
  const { at, title, lines } = window;
  return window.message || lines.length === 0
    ? [{ text: spokenBy(window, speech), parts: [title, ...lines].filter((text) => text !== ''), at }]
    : lines.map((text) => ({ text, parts: [text], at }));
}

/** All that is said on a screen: by windows, by notices, and by each text of the page itself. */
export function saidOn(screen: Screen, speech: Speech): Said[] {
  const windows = dialogsOn(screen, speech.answers);
  const notices = noticesOn(screen, windows);
  const apart = [...windows, ...notices].map(({ at }) => at);
  const owners = new Set(
    screen.things
      .filter((thing) => saysSomething(thing) && !thing.isIn(({ kind }) => kind === 'box'))
      .map((leaf) => leaf.up ?? leaf),
  );
  return [
    ...[...owners]
      .filter((owner) => !apart.some((part) => part.holds(owner)))
      .map((at) => ({ text: at.said(), parts: [at.said()], at }))
      .filter(({ text }) => text.length < LONGEST),
    ...[...windows, ...notices].flatMap((window) => saidBy(window, speech)),
  ];
}

const idsOf = (screen: Screen): Set<number> => new Set(screen.things.map(({ listed }) => listed.id));

/** What has come up since a first look, as a person would notice it. */
export class News {
  readonly #speech: Speech;
  readonly #drawn: Set<number>;
  #old: Set<string>;
  #now: Said[] = [];

  constructor(speech: Speech, before: Screen) {
    this.#speech = speech;
    this.#drawn = idsOf(before);
    this.#old = new Set(saidOn(before, speech).flatMap(({ text, parts }) => [text, ...parts]));
  }

  /** The texts that are new on a screen. One that went away and came back is new, too. */
  on(screen: Screen): Said[] {
    this.#now = saidOn(screen, this.#speech);
    const shown = new Set(this.#now.flatMap(({ text, parts }) => [text, ...parts]));
    this.#old = new Set([...this.#old].filter((text) => shown.has(text)));
    return this.#now.flatMap((said) => {
      const parts = said.parts.filter((part) => !this.#old.has(part));
      if (parts.length === 0 || this.#old.has(said.text)) return [];
      return [parts.length === said.parts.length ? said : { ...said, parts, text: parts.join(' ') }];
    });
  }

  /** What a screen says now is no news from now on. */
  passOver(screen: Screen): void {
    for (const { text, parts } of saidOn(screen, this.#speech)) for (const one of [text, ...parts]) this.#old.add(one);
  }

  /** What the last screen said in the words of something older, but was drawn since. */
  drawnAnew(): Said[] {
    return this.#now.filter(({ text, at }) => this.#old.has(text) && !this.#drawn.has(at.listed.id));
  }
}
