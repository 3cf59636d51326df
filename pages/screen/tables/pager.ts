import { chosen } from '../chosen.ts';
import { across, linesOf, SMALL, sameLine } from '../layout.ts';
import { outermost, type Screen, type Thing } from '../thing.ts';
import { matching, plain } from '../words/words.ts';

/** What tells which rows of a long list are shown. */
export interface Pager {
  /** Its words. */
  at: Thing;
  text: string;
  /** First, last and all; undefined while it loads, or where it counts pages. */
  rows: [number, number, number] | undefined;
  /** Whether the first page is shown, as far as that is told. */
  first: boolean;
  /** Whether there is a page after this one. */
  more: boolean;
  /** Whether the next page comes below this one, and both stay: as one scrolls, where nothing brings it. */
  adds?: true;
  /** How many rows there are, where it says that, and not which are shown. */
  total?: number;
  /** What turns the page, if it can be pressed, and what turns it back. */
  next: Thing | undefined;
  previous: Thing | undefined;
}

const NUMBER = '\\d[\\d,.\\u00a0]*';
const ROWS = `(${NUMBER})\\s*(?:[-\u2013\u2014]|to)\\s*(${NUMBER})\\s*(?:of|out of|/)\\s*(?:about |more than )?(${NUMBER})`;
const PAGES = `page\\s*(${NUMBER})\\s*(?:of|/)\\s*(${NUMBER})`;
const ARROWS = '[\\s<>\u2039\u203a\u00ab\u00bb]*';
const PAGER =
  `^${ARROWS}(?:(?:showing|displaying|items?|rows?|records?|results?|entries):?\\s*)?(?:${ROWS})` +
  `(?:\\s*(?:items?|rows?|records?|results?|entries))?${ARROWS}$`;

const numberOf = (text: string): number => Number(text.replace(/[^\d]/g, ''));

/** Names of what turns to the next page; where no words stand beside it, it must say that it turns pages. */
const TURNS = /^(go to )?(the )?next page$/;
const NEXT = /^(go to )?(the )?next( page)?$|^[>\u203a\u2192\u25b6\u25ba\u276f\u2771]$|^(chevron_right|navigate_next)$/;

const BACK =
  /^(go to )?(the )?prev(ious)?( page)?$|^[<\u2039\u2190\u25c0\u25c4\u276e\u2770]$|^(chevron_left|navigate_before)$/;

const namesOf = (thing: Thing): string[] => [thing.listed.label, thing.listed.title, thing.said()].map(plainName);
const plainName = (text: string | undefined): string => (text ?? '').trim().toLowerCase();

/** What can be pressed, the outermost of what lies in one another, from left to right. */
function pressedBeside(at: Thing): Thing[] {
  const things = at.screen.things.filter(
    ({ kind, box, frame, listed }) =>
      (kind === 'button' || kind === 'icon') &&
      frame === at.frame &&
      (box.width <= SMALL * 2 || listed.label !== undefined) &&
      sameLine(box, at.box),
  );
  return outermost(things)
    .filter((thing) => !thing.holds(at))
    .sort((a, b) => a.box.left - b.box.left);
}

/**
 * The parts that turn to the next page and back: by their names, else by their places to the right of the words. Where
 * 'previous' stands there too, or 'first' and 'last' as well, 'next' comes after it.
 */
function turnsOf(at: Thing): { next: Thing | undefined; previous: Thing | undefined } {
  const beside = pressedBeside(at);
  const named = (pattern: RegExp) => beside.findLast((thing) => namesOf(thing).some((name) => pattern.test(name)));
  if (named(NEXT) !== undefined) return { next: named(NEXT), previous: named(BACK) };
  const right: Thing[] = [];
  let edge = at.box.right;
  for (const thing of beside.filter(({ box }) => box.left >= at.box.right - 2)) {
    if (thing.box.left > edge + SMALL || thing.box.width > SMALL) break;
    right.push(thing);
    edge = thing.box.right;
  }
  const left = beside.filter(({ box }) => box.right <= at.box.left + 2 && box.right > at.box.left - SMALL);
  if (left.length > 0 || right.length < 2) return { next: right[0], previous: named(BACK) ?? left.at(-1) };
  const place = right.length >= 4 ? 2 : 1;
  return { next: right[place], previous: right[place - 1] };
}

const usable = (thing: Thing | undefined): Thing | undefined => (thing?.listed.disabled === true ? undefined : thing);

const GOES_ON = { more: true, adds: true } as const;
/** Where rows come as one scrolls: how many have come, `15 of 44 - scroll for more`, and in the end `44 of 44`. */
const SO_FAR = `^(?:(?<came>${NUMBER}) of (?<of>${NUMBER})[-\u2013\u2014,:\u00b7 (]+(?:scroll|load|shown|so far)[a-z ]*\\)?|(?<all>${NUMBER}) of \\k<all>)$`;

const known = new WeakMap<Screen, Pager[]>();

/** All pagers that are shown. */
export function pagersOf(screen: Screen): Pager[] {
  const pagers = known.get(screen) ?? findPagers(screen);
  known.set(screen, pagers);
  return pagers;
}

function findPagers(screen: Screen): Pager[] {
  return matching(
    screen,
    `${PAGER}|^${PAGES}$|${SO_FAR}|^loading( (rows|items|data|records|list|more|entries))?[.\u2026]*$`,
  ).map((at) => {
    const text = at.said();
    const rows = new RegExp(PAGER, 'i').exec(text)?.slice(1, 4).map(numberOf);
    const pages = new RegExp(PAGES, 'i').exec(text)?.slice(1, 3).map(numberOf);
    const more = rows !== undefined ? rows[1]! < rows[2]! : pages !== undefined && pages[0]! < pages[1]!;
    const { came, of, all } = new RegExp(SO_FAR, 'i').exec(text)?.groups ?? {};
    const total = of ?? all;
    if (total !== undefined)
      return pagerBy(at, undefined, {
        text,
        rows: [1, numberOf(came ?? total), numberOf(total)],
        total: numberOf(total),
        ...(came !== undefined && GOES_ON),
      });
    const turns = turnsOf(at);
    const next = more ? turns.next : undefined;
    return {
      at,
      text,
      rows: rows as Pager['rows'],
      first: ((rows ?? pages)?.[0] ?? 1) <= 1,
      more: more && next?.listed.disabled !== true,
      next: usable(next),
      previous: usable(turns.previous),
    };
  });
}

/** How deep the part lies that holds both a pager and another part of the screen. */
const depthOf = ({ at }: Pager, part: Thing): number =>
  [...(at.closest((one) => one.holds(part))?.outward() ?? [])].length;

/** A pager that does not tell which rows are shown: there is a page after this one where something turns to it. */
function pagerBy(at: Thing, next: Thing | undefined, more: Partial<Pager> = {}): Pager {
  const turns = usable(next);
  return {
    at,
    text: '',
    rows: undefined,
    first: true,
    more: turns !== undefined,
    next: turns,
    previous: undefined,
    ...more,
  };
}

/** What turns to the next page where no words tell which one is shown. */
function wordless(part: Thing): Pager | undefined {
  const named = (pattern: RegExp) =>
    part.screen.things.findLast(
      (thing) =>
        thing.kind === 'button' && thing.frame === part.frame && namesOf(thing).some((name) => pattern.test(name)),
    );
  const at = named(TURNS);
  return at && pagerBy(at, at, { previous: usable(named(BACK)) });
}

const isNumber = (thing: Thing): boolean => /^\d{1,4}$/.test(thing.said());

/** What turns pages that are numbered, one beside the other; the one that is shown is marked. */
function numbered(part: Thing): Pager | undefined {
  const numbers = part.screen.things.filter(
    (thing) => thing.kind === 'button' && thing.frame === part.frame && isNumber(thing) && !part.holds(thing),
  );
  const line = linesOf(numbers).find(
    (one) => one[0]!.said() === '1' && one.length > 1 && one[0]!.box.top > part.box.top,
  );
  const last = line?.at(-1);
  if (line === undefined || last === undefined) return undefined;
  const current = line.indexOf(chosen(line)!);
  const beside = pressedBeside(last).filter((thing) => !isNumber(thing) && thing.said().length < 10);
  const arrow = beside.find(({ box }) => box.left >= last.box.right - 2);
  const back = beside.findLast(({ box }) => box.right <= line[0]!.box.left + 2);
  // Where no arrow stands beside the numbers, the next number is pressed.
  const next = arrow ?? line[current + 1];
  const at = line[Math.max(current, 0)]!;
  const previous = usable(back ?? line[current - 1]);
  return pagerBy(at, next, { text: `page ${at.said()} of ${last.said()}`, first: current < 1, previous });
}

const NOUNS = '(?:roles?|members?|keys?|items?|rows?|records?|results?|entries)';

/** Whether a thing stands below the rows of a table, in the same window. */
const isBelow = (thing: Thing, part: Thing): boolean =>
  thing.frame === part.frame &&
  thing.box.top > part.box.top + part.box.height / 2 &&
  across(thing.box, part.box) > 0 &&
  thing.window === part.window;

const ADDS = new RegExp(`^(?:load|show|view|fetch) (?:\\d+ )?more(?: ${NOUNS})?(?: \\(\\d+\\))?$`);

/** What adds the next page below the rows of a table. */
function adding(part: Thing): Pager | undefined {
  const at = part.screen.things.find(
    (thing) => thing.kind === 'button' && isBelow(thing, part) && namesOf(thing).some((name) => ADDS.test(name)),
  );
  return at && pagerBy(at, at, { adds: true });
}

const TOTAL =
  `^(?:total:?\\s*)?(?:${NUMBER} of )?(${NUMBER}) ${NOUNS}(?: found| in total)?$` +
  `|^(?:showing|displaying|viewing) ${NUMBER} of (${NUMBER})$`;

/** How many rows a list says that it has, below its rows; undefined where it says nothing of the kind. */
export function totalOf(part: Thing): number | undefined {
  // How many rows a page shall have is chosen in a box or by a button.
  const isChoice = (thing: Thing) => thing.isIn(({ kind }) => kind === 'box' || kind === 'button');
  const [said] = matching(part.screen, TOTAL).filter((at) => !isChoice(at) && isBelow(at, part));
  const [, ...numbers] = said === undefined ? [] : (new RegExp(TOTAL, 'i').exec(plain(said.said())) ?? []);
  const number = numbers.find((one) => one !== undefined);
  return number === undefined ? undefined : numberOf(number);
}

/** The pager of a table: the nearest one by what holds both, and of alike ones the last. */
export function pagerOf(screen: Screen, part: Thing | undefined): Pager | undefined {
  // What a window lies over has pagers of its own.
  const all = pagersOf(screen).filter(({ at }) => part === undefined || at.window === part.window);
  if (part === undefined) return all.at(-1);
  const more = adding(part);
  if (more !== undefined) return more;
  const most = Math.max(...all.map((pager) => depthOf(pager, part)));
  const own = all.filter((pager) => depthOf(pager, part) === most);
  const last = own.at(-1);
  // Rows and pages may be told one beside the other, with what turns them behind both.
  const counts = own.findLast(({ rows, at }) => rows !== undefined && sameLine(at.box, last!.at.box));
  if (last !== undefined && last.rows === undefined && counts !== undefined)
    return { ...last, text: counts.text, rows: counts.rows };
  return last ?? wordless(part) ?? numbered(part);
}
