import type { Locator } from 'playwright';
import { Box, covers, holdsPoint, sameBox } from '../layout.ts';
import { idOf } from '../look.ts';
import { isPlaced, type Screen, saysSomething, type Thing } from '../thing.ts';

/** A thing, or the frame that it is in, as another document sees it. */
function asSeenFrom(frame: number, thing: Thing): Thing | undefined {
  return thing.frame === frame
    ? thing
    : thing.screen.things.findLast(
        (other) =>
          other.frame === frame &&
          /^(iframe|frame|object|embed)$/.test(other.listed.tag) &&
          holdsPoint(other.box, thing.box.center, thing.box.middle),
      );
}

/** Whether one thing is drawn over another that it has nothing to do with. */
const isOver = (over: Thing, thing: Thing): boolean =>
  !over.holds(thing) &&
  !thing.holds(over) &&
  (over.layer === thing.layer ? over.order > thing.order && isPlaced(over) : over.layer > thing.layer);

/**
 * What takes the mouse where a thing stands, with all that belongs to it and not to what it lies over; undefined where
 * nothing does.
 */
export function coverOf(screen: Screen, thing: Thing): Thing | undefined {
  const { center, middle } = thing.box;
  const { view } = screen;
  // What was scrolled away is under what lies over the whole view.
  const isAway = !holdsPoint(new Box(0, 0, view.width, view.height), center, middle);
  const over = screen.things
    .filter((other) => {
      if (other.listed.through) return false;
      if (!(isAway ? covers(other.box, view) : holdsPoint(other.box, center, middle))) return false;
      const seen = asSeenFrom(other.frame, thing);
      return seen !== undefined && isOver(other, seen);
    })
    .sort((a, b) => a.layer - b.layer || a.order - b.order)
    .at(-1);
  if (over === undefined) return undefined;
  const under = asSeenFrom(over.frame, thing)!;
  let whole = over;
  // What lies over a layer need not be in a part of its own, beside that layer.
  while (whole.up !== undefined && !whole.up.holds(under) && whole.up.layer >= Math.min(over.layer, 1))
    whole = whole.up;
  if (whole.find(saysSomething).length > 0) return whole;
  // A mask is empty; what it belongs to lies beside it, and no lower.
  const beside = screen.things.filter(
    (other) =>
      other.up === whole.up &&
      other.listed.placed &&
      other.layer >= whole.layer &&
      !other.holds(under) &&
      other.find(saysSomething).length > 0,
  );
  return beside.at(-1) ?? whole;
}

/** The thing that a place on the page is, on this screen. */
export async function thingAt(screen: Screen, at: Locator): Promise<Thing | undefined> {
  const id = idOf(at);
  const known = screen.things.find(({ kind, listed }) => kind !== 'text' && listed.id === id);
  if (known !== undefined) return known;
  const place = await at.boundingBox({ timeout: 500 }).catch(() => null);
  if (place === null) return undefined;
  const box = new Box(place.x, place.y, place.width, place.height);
  return screen.things.findLast((thing) => thing.kind !== 'text' && sameBox(thing.box, box));
}
