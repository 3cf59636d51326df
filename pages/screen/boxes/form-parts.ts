import type { Term } from '../../../src/portal-sdk/index.ts';
import { isOff } from '../buttons/toolbar.ts';
import { marked, stripOf } from '../chosen.ts';
import { across, HEADING_FILLS, WRAPS } from '../layout.ts';
import { locate } from '../look.ts';
import { isElsewhere } from '../tables/heads.ts';
import { isInList } from '../tables/in-list.ts';
import { type Screen, saysSomething, type Thing } from '../thing.ts';
import type { View } from '../view.ts';
import { coverOf } from '../windows/cover.ts';
import { plain } from '../words/words.ts';
import { boxesIn } from './field.ts';

/** A part of a form that is shown or not: a section that opens, or a tab. */
export interface Part {
  name: string;
  open: boolean;
  at: Thing;
  /** What goes from one side of the part to the other. */
  wide: Thing;
}

/** What is known of a form. */
export interface Form {
  /** Something of it that is shown, whatever part of it is: a title, or a box. */
  anchor: (screen: Screen) => Thing | undefined;
  /** Words of a tab beside which none is a part of this form. */
  whole: Term;
  /** Tabs that are none, whatever stands beside them. */
  apart: Term;
}

const nameOf = (at: Thing): string => [at, ...at.all()].find(saysSomething)?.said() ?? '';

/** What holds more than a thing alone: not what is only laid around it. */
const holderOf = ({ box, up }: Thing): Thing | undefined =>
  up?.closest((part) => part.box.width > box.width * WRAPS || part.box.height > box.height * WRAPS);

/** The heading of a section is one, or is as wide as what it is in; other buttons that open something are menus. */
function headingOf(at: Thing): Thing | undefined {
  const { listed, box } = at;
  const holder = listed.linked === undefined ? holderOf(at) : undefined;
  const isWide = holder !== undefined && box.width >= holder.box.width * HEADING_FILLS;
  return at.closest((part) => part.is('heading')) ?? (isWide || listed.tag === 'summary' ? at : undefined);
}

/** Headings that say of themselves whether they are open. */
const headings = (screen: Screen): Part[] =>
  screen.things
    .filter(
      (at) =>
        at.kind === 'button' &&
        at.listed.expanded !== undefined &&
        at.listed.popup !== true &&
        !isOff(at) &&
        !at.is('treeitem', 'row'),
    )
    .flatMap((at) => {
      const wide = headingOf(at);
      return wide === undefined ? [] : [{ name: nameOf(at), open: at.listed.expanded!, at, wide }];
    });

/** Groups of boxes under a title that can be pressed: they are closed where nothing stands below it. */
const groups = (screen: Screen): Part[] =>
  screen.things
    .filter(({ listed }) => listed.tag === 'legend')
    .flatMap((legend) => {
      const at = [legend, ...legend.all()].find(({ kind }) => kind === 'button');
      if (at === undefined || at.listed.expanded !== undefined || legend.up === undefined) return [];
      return [{ name: legend.said(), open: boxesIn(legend.up).length > 0, at, wide: legend.up }];
    });

/** Tabs of strips with one that is chosen, but for those that hold something else than the form. */
function tabs(screen: Screen, { whole, apart }: Form): Part[] {
  const says = (at: Thing, term: Term) => screen.names(term).has(plain(at.said()));
  return screen.things
    .filter((at) => at.is('tab') && at.listed.expanded === undefined && !isOff(at) && !says(at, apart))
    .flatMap((at) => {
      const strip = stripOf(at);
      const open = marked(strip);
      if (open === undefined || strip.some((one) => says(one, whole))) return [];
      return [{ name: nameOf(at), open: at === open, at, wide: at }];
    });
}

/** The parts of a form that open: those that stand over or under something of it, in the same window. */
export function partsOf(screen: Screen, form: Form): Part[] {
  const all = [...headings(screen), ...groups(screen), ...tabs(screen, form)];
  // Most forms have none, and finding that out must cost nothing.
  const anchor = all.length > 0 ? form.anchor(screen) : undefined;
  if (anchor === undefined) return [];
  const isOwn = ({ at, wide }: Part) =>
    at.frame === anchor.frame &&
    at.window === anchor.window &&
    (at.is('tab') || across(wide.box, anchor.box) > 0) &&
    !isElsewhere(at) &&
    !isInList(at) &&
    !at.isIn((part) => part.is('banner'));
  return all.filter((part) => part.name !== '' && isOwn(part) && coverOf(screen, part.at) === undefined);
}

/**
 * Does something with the part of a form that is shown, and then with each that is closed, opening one after the
 * other: of some forms only one part can be open.
 * @param visit whether that was enough
 * @param gesture around each opening, if it is to be one
 */
export async function inEachPart(
  view: View,
  form: Form,
  visit: () => Promise<boolean>,
  gesture: (title: string, act: () => Promise<void>) => Promise<void> = async (_, act) => await act(),
): Promise<void> {
  const seen = new Set<string>();
  const parts = async () => partsOf(await view.see(), form);
  for (;;) {
    if (await visit()) return;
    const now = await parts();
    for (const { name, open } of now) if (open) seen.add(name);
    const next = now.find(({ name }) => !seen.has(name));
    if (next === undefined) return;
    const { name, at } = next;
    const what = `the ${at.is('tab') ? 'tab' : 'section'} ${name}`;
    seen.add(name);
    await gesture(`Open ${what}`, async () => {
      await view.press(locate(at), what);
      await view.becomesTrue(async () => (await parts()).some((part) => part.name === name && part.open));
      await view.comesToRest();
    });
  }
}
