import type { Thing } from './thing.ts';

/** All that is drawn of a thing and of none of the others: the thing, what is in it, and what is around it alone. */
function* ownParts(thing: Thing, others: readonly Thing[]): Generator<Thing> {
  yield thing;
  yield* thing.all();
  for (const part of thing.outward()) {
    if (others.some((other) => other !== thing && part.holds(other))) return;
    yield part;
  }
}

/** The only one of several that passes. */
const only = (things: readonly Thing[], passes: (thing: Thing) => boolean): Thing | undefined => {
  const found = things.filter(passes);
  return found.length === 1 ? found[0] : undefined;
};

/** The only one of several that the page marks as chosen: some mark all of them. */
export const marked = (things: readonly Thing[]): Thing | undefined =>
  only(things, (thing) =>
    [...ownParts(thing, things)].some(({ listed }) => listed.selected === true || listed.checked === true),
  );

/** The same, or the only one that looks otherwise than the others; of two each does, and a grey one does for that. */
export function chosen(things: readonly Thing[]): Thing | undefined {
  const lookOf = ({ listed: { ground, line, ink, look } }: Thing) => `${ground} ${line} ${ink} ${look}`;
  const looks = new Map(things.map((thing) => [thing, [...ownParts(thing, things)].map(lookOf).join()]));
  const like = (thing: Thing) => things.filter((other) => looks.get(other) === looks.get(thing)).length;
  const isGrey = ({ listed }: Thing) => listed.disabled === true && things.some((one) => !one.listed.disabled);
  const isOther = (thing: Thing) => like(thing) === 1 && !isGrey(thing);
  return marked(things) ?? (things.length > 2 ? only(things, isOther) : undefined);
}

/** What a thing is one of: of the same kind, in the nearest part around it that has more of them. */
export function stripOf(thing: Thing): Thing[] {
  const own = thing.closest((at) => at.is('tab') || at.kind === 'button') ?? thing;
  for (const part of own.outward()) {
    const all = part.find((other) => other.kind === own.kind && other.role === own.role && !own.holds(other));
    if (all.length > 0) return part.find((other) => other === own || all.includes(other));
  }
  return [own];
}
