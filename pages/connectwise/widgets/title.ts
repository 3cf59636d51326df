import type { Screen, Thing } from '../../screen/thing.ts';

/** The titles that are shown, by their hook, else the headings (PRODUCT.md A7): the highest first. */
export function titlesOf(screen: Screen): Thing[] {
  const known = screen.hooked('title');
  const found =
    known.length > 0
      ? known
      : screen.things.filter((thing) => thing.is('heading') && !thing.isIn((at) => at.is('banner', 'navigation')));
  return found.filter((thing) => thing.said() !== '').sort((a, b) => a.box.top - b.box.top);
}
