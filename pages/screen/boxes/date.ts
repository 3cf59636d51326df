import type { Locator } from 'playwright';
import { floats } from '../lists/list.ts';
import { locate } from '../look.ts';
import type { Screen, Thing } from '../thing.ts';
import type { View } from '../view.ts';
import { boxesIn, held } from './field.ts';
import { unusable, waitForUse } from './type-into.ts';

/** A box that is smaller than a letter, in pixels, is there for its keys only: its parts are drawn beside it. */
const LETTER = 8;
/** How long a box may take to write a date in its own way, in milliseconds. */
const WRITES = 1_500;

const PLACEHOLDER = /[dmy]+[/.-][dmy]+[/.-][dmy]+/i;
const WRITTEN = /\b(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})\b/;

/** Whether a box takes a date: by its type, by how its placeholder writes one, or by its label. */
export const isDate = (box: Thing, label = ''): boolean =>
  box.listed.type === 'date' ||
  /\b(d{1,2}|m{1,2}|y{2,4})[/.-](d{1,2}|m{1,2})\b/i.test(box.listed.placeholder ?? '') ||
  /\bdate\b/i.test(label);

/** Month first, as it is written in English, where nothing tells. */
const USUAL = 'mm/dd/yyyy';
/** Taken by many boxes that write dates in words. */
const COMMON = 'yyyy-mm-dd';

/** How a date is written: `yyyy-mm-dd`. */
function formOf(written: string): string | undefined {
  const [, first, sign, second] = WRITTEN.exec(written) ?? [];
  if (first === undefined) return undefined;
  if (first.length === 4) return ['yyyy', 'mm', 'dd'].join(sign);
  const isDayFirst = Number(first) > 12 && Number(second) <= 12;
  return [...(isDayFirst ? ['dd', 'mm'] : ['mm', 'dd']), 'yyyy'].join(sign);
}

/** How a box writes dates: as its placeholder says, as it or another box on the screen does. */
function formFor(box: Thing): string | undefined {
  // The browser draws its own in the language of the person.
  if (box.listed.type === 'date') return USUAL;
  const hint = PLACEHOLDER.exec(box.listed.placeholder ?? '')?.[0];
  const others = box.screen.boxes.filter(({ listed }) => listed.type !== 'date');
  return hint?.toLowerCase() ?? formOf(held(box)) ?? others.map((other) => formOf(held(other))).find(Boolean);
}

function written(form: string, day: Date): string {
  const parts: Record<string, string> = {
    d: `${day.getDate()}`.padStart(2, '0'),
    m: `${day.getMonth() + 1}`.padStart(2, '0'),
    y: `${day.getFullYear()}`,
  };
  return form.replace(/[dmy]+/g, (part) => parts[part[0]!]!);
}

/** A day as a box takes it. */
export const dateFor = (box: Thing, day: Date): string => written(formFor(box) ?? USUAL, day);

/** Whether a text is this day, in numbers or in words. */
function isDay(text: string, day: Date): boolean {
  const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  const isSame = (found: Date) =>
    found.getFullYear() === year && found.getMonth() + 1 === month && found.getDate() === date;
  if (numbers.length !== 3) return isSame(new Date(text));
  const rest = numbers.filter((_, n) => n !== numbers.findIndex((number) => number === year || number === year % 100));
  return rest.length === 2 && [`${month} ${date}`, `${date} ${month}`].includes(rest.join(' '));
}

/** What is pressed to type into a box: it, or what its parts are drawn in. */
const pressedFor = (box: Thing): Thing =>
  box.box.width >= LETTER
    ? box
    : (box.closest(({ box: at }) => at.width >= LETTER * 5 && at.height >= LETTER * 2) ?? box);

/** All that is drawn of a box that takes a date. */
function textOf(box: Thing): string {
  const parts = boxesIn(pressedFor(box)).filter((part) => part.is('spinbutton'));
  return parts.length > 1 ? parts.map((part) => part.said()).join('/') : held(box);
}

const layersOn = (screen: Screen): number => screen.things.filter(floats).length;

/** Types a date in one form, over what the box holds. */
async function type(view: View, at: Locator, label: string, text: string): Promise<void> {
  const { keyboard } = view.ctx.page;
  const box = await view.wait(`the box "${label}"`, async () => await view.thing(at));
  const isParted = box.listed.type === 'date' || box.box.width < LETTER || box.is('spinbutton');
  await view.press(locate(pressedFor(box)), label);
  // A calendar may take the keys as it opens.
  const isTaken = async () => (await view.thing(at))?.listed.focused !== true;
  if (!isParted && (await view.becomesTrue(isTaken))) {
    await keyboard.press('Escape');
    if (await view.becomesTrue(isTaken)) await view.press(at, label);
  }
  if (box.listed.type === 'date') for (let part = 0; part < 2; part += 1) await keyboard.press('ArrowLeft');
  else await keyboard.press('ControlOrMeta+A');
  await keyboard.type(isParted ? text.replace(/\D/g, '') : text);
}

/**
 * Leaves a box, and closes the calendar that lies open for it.
 * @param confirms whether that takes what was typed with a key of its own
 */
async function leave(view: View, layers: number, confirms: boolean): Promise<void> {
  const { keyboard } = view.ctx.page;
  const isClosed = async () => layersOn(await view.see()) <= layers;
  if (confirms && !(await isClosed())) {
    await keyboard.press('Enter');
    if (await view.becomesTrue(isClosed)) return;
  }
  await keyboard.press('Tab');
  if (!(await view.becomesTrue(isClosed))) await keyboard.press('Escape');
}

/** Types a date as its box takes it, in its parts where it has some, and reads it back. */
export async function typeDate(view: View, box: Locator, label: string, day: Date): Promise<void> {
  if (!(await waitForUse(view, box))) throw await unusable(view, `the box "${label}" to take a date`);
  const seen = await view.wait(`the box "${label}"`, async () => await view.thing(box));
  const own = formFor(seen);
  const isWritten = async () => {
    const now = await view.thing(box);
    return now !== undefined && isDay(textOf(now), day);
  };
  const layers = layersOn(seen.screen);
  for (const form of own === undefined ? [USUAL, COMMON] : [own])
    for (const confirms of [true, false]) {
      await type(view, box, label, written(form, day));
      await leave(view, layers, confirms);
      if (await view.becomesTrue(isWritten, { reacts: WRITES })) return;
    }
  const now = await view.thing(box);
  throw await view.problem(`the box "${label}" to hold the date ${written(COMMON, day)}`, {
    actual: `"${now === undefined ? '' : textOf(now)}" in it`,
  });
}
