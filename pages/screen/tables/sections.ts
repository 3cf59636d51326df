import { SAME_COLUMN } from '../layout.ts';
import { type Screen, saysSomething, type Thing } from '../thing.ts';
import { plain } from '../words/words.ts';
import { isElsewhere } from './heads.ts';

/** A heading that says of itself whether it is open. */
interface Opening {
  words: Thing;
  holder: Thing;
}

/** The headings that open: those with these names, and others that are drawn like them. A menu may have the same names. */
export function openingsOf(screen: Screen, names: readonly string[]): Opening[] {
  const named = screen.names(names);
  const all = screen.things
    .filter((thing) => thing.kind === 'button' && thing.listed.expanded !== undefined && !isElsewhere(thing))
    .flatMap((holder): Opening[] =>
      [holder, ...holder.all()]
        .filter(saysSomething)
        .slice(0, 1)
        .map((words) => ({ words, holder })),
    );
  const known = all.filter(({ words }) => named.has(plain(words.said())));
  return all.filter(({ holder }) => known.some((other) => isDrawnLike(holder, other.holder)));
}

const isDrawnLike = (one: Thing, other: Thing): boolean =>
  one.frame === other.frame &&
  Math.abs(one.box.left - other.box.left) < SAME_COLUMN &&
  Math.abs(one.box.right - other.box.right) < SAME_COLUMN;
