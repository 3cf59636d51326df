import type { Locator } from 'playwright';
import { held } from './field.ts';
import type { Thing } from './thing.ts';
import type { View } from './view.ts';

/** Whether a box takes a date: by its type, by how its placeholder writes one, or by its label. */
export const isDate = (box: Thing, label = ''): boolean =>
  box.listed.type === 'date' ||
  /\b(d{1,2}|m{1,2}|y{2,4})[/.-](d{1,2}|m{1,2})\b/i.test(box.listed.placeholder ?? '') ||
  /\bdate\b/i.test(label);

/** A day in the order of the box's placeholder, else month first, as it is written in English. */
export function dateFor(box: Thing, day: Date): string {
  const parts: Record<string, string> = {
    d: `${day.getDate()}`.padStart(2, '0'),
    m: `${day.getMonth() + 1}`.padStart(2, '0'),
    y: `${day.getFullYear()}`,
  };
  const form = /[dmy]+[/.-][dmy]+[/.-][dmy]+/i.exec(box.listed.placeholder ?? '')?.[0] ?? 'mm/dd/yyyy';
  return form.toLowerCase().replace(/[dmy]+/g, (part) => parts[part[0]!]!);
}

/** Types a date as its box takes it: day and month may change places on the way. */
export async function typeDate(view: View, box: Locator, label: string, day: Date): Promise<void> {
  const thing = await view.thing(box);
  if (thing === undefined) throw await view.problem(`the box "${label}"`);
  const text = dateFor(thing, day);
  await view.press(box, label);
  await box.pressSequentially(thing.listed.type === 'date' ? text.replace(/\D/g, '') : text);
  await box.press('Tab');
  await view.wait(`the box "${label}" to hold a date`, async () => {
    const now = await view.thing(box);
    return now !== undefined && held(now) !== '';
  });
}
