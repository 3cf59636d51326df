import type { KeptScreen, PortalScreens, Words } from '../src/portal-sdk/index.ts';
import { labelOf } from './screen/boxes/field.ts';
import { compare, type Expected, framed, nameOf, newAndRequired } from './screen/survey/expect.ts';
import { type Chrome, redacted, valuesIn } from './screen/survey/kept.ts';
import { type Frames, Screen, type Thing } from './screen/thing.ts';
import { Lexicon } from './screen/words/lexicon.ts';
import { plain } from './screen/words/plain.ts';

/** What jobs need on each screen of a portal. */
export type Needed = Readonly<Record<string, { expected: readonly Expected[]; form?: true; rowsAreOwn?: true }>>;

const placeOf = ({ box }: Thing) =>
  [box.left, box.top, box.width, box.height].map(Math.round) as [number, number, number, number];

const saysOf = (thing: Thing): string =>
  (thing.kind === 'box' ? labelOf(thing) : thing.listed.text) ?? thing.listed.title ?? thing.listed.label ?? '';

/**
 * Screens of a portal as they are kept for its maintainers.
 * @param hooks names of the profile's hooks of what belongs to the application
 * @param more what it is known to say beside its words
 */
export function keeping(
  words: Words,
  hooks: readonly string[],
  needed: Needed,
  more: readonly string[] = [],
): PortalScreens {
  let all: Set<string> | undefined;
  // Not before a screen is kept: the words of every language are read for it.
  const known = () => (all ??= new Set([...words.all, ...more].map(plain)));
  const chromeOf = (name: string): Chrome => ({
    known: known(),
    hooks,
    rows: needed[name]?.rowsAreOwn ?? false,
    heads: (screen) =>
      (needed[name]?.expected ?? []).flatMap((one) => (one.kind === 'column' ? one.find(screen).slice(0, 1) : [])),
  });
  return {
    values: (name, shown) => valuesIn(shown as Screen, chromeOf(name)),
    redact: (name, shown, values): KeptScreen => ({
      screen: name,
      frames: redacted(shown as Screen, chromeOf(name), values),
    }),
    replay({ screen: name, frames }, language = 'en') {
      const { expected, form } = needed[name] ?? { expected: [] };
      const screen = new Screen(
        frames as Frames,
        new Lexicon({ said: words.in(language), nameOf: (term) => words.nameOf(term) }),
      );
      const found = new Map(expected.flatMap((one) => one.find(screen).map((thing) => [thing, nameOf(one)] as const)));
      return {
        compared: [
          ...framed(screen, expected),
          ...compare(screen, expected),
          ...(form ? newAndRequired(screen, expected) : []),
        ],
        view: [screen.view.width, screen.view.height],
        shown: screen.things.flatMap((thing) => {
          const as = found.get(thing);
          if (thing.kind === undefined && as === undefined) return [];
          const kind = thing.role ?? thing.kind ?? thing.listed.tag;
          return [{ kind, says: saysOf(thing), at: placeOf(thing), ...(as !== undefined && { found: as }) }];
        }),
      };
    },
  };
}
