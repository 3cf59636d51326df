/**
 * Where things stand to one another, as a person judges it. Every tolerance of the page objects is in this file, once,
 * with its reason. All numbers are pixels.
 */

/** What can be seen of a thing. */
export class Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;

  constructor(left: number, top: number, width: number, height: number) {
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  get right(): number {
    return this.left + this.width;
  }

  get bottom(): number {
    return this.top + this.height;
  }

  get middle(): number {
    return this.top + this.height / 2;
  }

  get center(): number {
    return this.left + this.width / 2;
  }
}

/** How much two things overlap from left to right; negative where there is a gap. */
export const across = (a: Box, b: Box): number => Math.min(a.right, b.right) - Math.max(a.left, b.left);

/** How much two things overlap from top to bottom; negative where there is a gap. */
export const along = (a: Box, b: Box): number => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);

/** Whether two things stand on one line: more than half of the lower one is beside the other, whatever their fonts. */
export const sameLine = (a: Box, b: Box): boolean => along(a, b) > Math.min(a.height, b.height) / 2;

/** Whether one thing lies in another, borders and shadows aside. */
export const within = (outer: Box, inner: Box): boolean =>
  inner.left >= outer.left - BORDER &&
  inner.right <= outer.right + BORDER &&
  inner.top >= outer.top - BORDER &&
  inner.bottom <= outer.bottom + BORDER;

/** Borders, and rounding at zoom factors such as 125 %. */
export const BORDER = 4;
/** A label of a large line height laps over what stands below it. */
const LAPS = 6;
/** A box stands at most this far below its label: two lines of a hint may be between them. */
const BELOW = 60;
/** Its label stands nearer where it is under the box. */
const UNDER = 30;
/** A label above its box begins where the box begins, but for an icon or an indent. */
const INDENT = 60;
/** A line of a form, or a control of one line with its borders, is lower than this. */
export const FORM_LINE = 60;
/** What looks like a box is at least so large. */
export const LEAST_BOX = { width: 60, height: 14 };
/** Columns that begin at the same place do so within a letter, whatever their padding. */
export const SAME_COLUMN = 12;
/** Further to the right of a label nothing belongs to it. */
export const FURTHEST = 900;
/** Beside counts for less than below: the next column's box may stand on the same line as this label. */
const BELOW_COUNTS = 20;
/** A box of one line is lower than this, a text area is not. */
const ONE_LINE = 90;
/** Check boxes, arrows, icons and their like are no larger. */
export const SMALL = 48;

/** How far a thing stands from its label: beside it on its line, or right below it. Infinity where it is another's. */
export function distance(label: Box, thing: Box): number {
  if (sameLine(label, thing) && thing.left >= label.left + 1 && thing.left >= label.right - 2 * BORDER)
    return Math.max(0, thing.left - label.right);
  const gap = thing.top - label.bottom;
  const isBelow = gap >= -LAPS && gap < BELOW && across(label, thing) > 0 && Math.abs(thing.left - label.left) < INDENT;
  return isBelow ? BELOW_COUNTS + gap : Infinity;
}

/** How far below a box its label stands; Infinity where the box is not right above it. */
export function above(label: Box, box: Box): number {
  const gap = label.top - box.bottom;
  return gap >= -LAPS && gap < UNDER && across(label, box) > 0 && Math.abs(box.left - label.left) < INDENT
    ? Math.max(0, gap)
    : Infinity;
}

/** Whether a label stands inside a box or on its edge, where some forms have it. */
export const insideBox = (label: Box, box: Box): boolean =>
  box.height < ONE_LINE &&
  box.left <= label.left + 2 &&
  box.right >= label.right - 2 &&
  label.middle >= box.top - BORDER &&
  label.middle <= box.bottom + BORDER;

/** How far a small thing, such as a check box, stands from its words: on either side, or right below them. */
export function besideWords(words: Box, thing: Box): number {
  if (sameLine(words, thing))
    return thing.right <= words.left + BORDER
      ? Math.max(0, words.left - thing.right)
      : thing.left >= words.left + BORDER
        ? Math.max(0, thing.left - words.right)
        : 0;
  const gap = thing.top - words.bottom;
  return gap >= -BORDER && gap < UNDER && across(words, thing) > 0 ? BELOW_COUNTS + gap : Infinity;
}

/** Rows of one list, its head included, stand no further apart: an empty list has something else below it. */
export const NEXT_ROW = 150;
/** Cells begin where their heading begins, but for a cell's padding. */
const PADDING = 6;

/**
 * Which heading a cell stands under: the one that it overlaps most; where it overlaps none, the last one that begins
 * before it. -1 where it stands before all of them.
 */
export function columnUnder(heads: readonly Box[], cell: Box): number {
  const overlaps = heads.map((head) => across(head, cell));
  const most = Math.max(...overlaps);
  if (most > 0) return overlaps.indexOf(most);
  const before = heads.filter(({ left }) => cell.left >= left - PADDING).sort((a, b) => b.left - a.left)[0];
  return before === undefined ? -1 : heads.indexOf(before);
}

/** What stands on one line each, from top to bottom, and from left to right in it. */
export function linesOf<T extends { box: Box }>(things: readonly T[]): T[][] {
  const lines: { lowest: Box; things: T[] }[] = [];
  for (const thing of [...things].sort((a, b) => a.box.middle - b.box.middle)) {
    // A text of several lines lies beside lower ones that come before and after its middle.
    const line = lines.slice(-3).findLast(({ lowest }) => sameLine(lowest, thing.box));
    if (line === undefined) lines.push({ lowest: thing.box, things: [thing] });
    else {
      line.things.push(thing);
      if (thing.box.height < line.lowest.height) line.lowest = thing.box;
    }
  }
  return lines.map((line) => line.things.sort((a, b) => a.box.left - b.box.left));
}

/** The smallest box around others. */
export function around(boxes: readonly Box[]): Box {
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
  return new Box(left, top, right - left, bottom - top);
}

/** Whether something lies over as good as the whole view: a mask may leave a border or a scroll bar free. */
export const covers = (box: Box, view: { width: number; height: number }): boolean =>
  box.width >= view.width * 0.95 && box.height >= view.height * 0.95;
/** Whether a small thing stands in the upper right corner of a window, where a sign closes it. */
export const inCorner = (window: Box, thing: Box): boolean =>
  Math.max(thing.width, thing.height) <= SMALL &&
  thing.top - window.top < SMALL &&
  window.right - thing.right < SMALL &&
  thing.left > window.center;
/** The words of a window stand in the middle; those of a page go from one side to the other. */
export const MOST_OF_WIDTH = 0.8;
/** The heading of a section that opens takes most of the width of what it is in. */
export const HEADING_FILLS = 0.8;
/** What is laid around one thing alone is no larger than so many times the thing. */
export const WRAPS = 1.3;
/** A text higher than this many times its letters has two lines, and is no caption. */
export const TWO_LINES = 2.4;
/** The lines of a caption and of the text below it lap over one another by no more than this. */
export const CAPTION = BORDER;

/** The bar on top of a page is no higher, be it in two lines. */
const TOP_BAR = 120;
/** What stands in it is no larger, even with a picture beside the name. */
const IN_TOP_BAR = { width: 360, height: 90 };
/** Its right part begins behind the menu. */
const RIGHT_PART = 0.55;

/** Whether a thing stands in the bar on top of a page. */
export const atTop = (box: Box): boolean => box.top < TOP_BAR;

/** Whether a thing stands at the right of the bar on top, where a person looks for their own name. */
export const atTopRight = (box: Box, view: { width: number }): boolean =>
  atTop(box) && box.left > view.width * RIGHT_PART && box.width < IN_TOP_BAR.width && box.height < IN_TOP_BAR.height;

/** Whether two boxes are as good as the same, whoever measured them. */
export const sameBox = (a: Box, b: Box): boolean => within(a, b) && within(b, a);

export const holdsPoint = (box: Box, x: number, y: number): boolean =>
  x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;

/** A menu at the left side takes no more of the width, and at least so much of the height. */
const [SLIM, HIGH] = [0.3, 0.5];
export const isAtSide = (box: Box, view: { width: number; height: number }): boolean =>
  box.right <= view.width * SLIM && box.height >= view.height * HIGH;
