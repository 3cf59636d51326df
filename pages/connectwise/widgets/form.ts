import type { Locator } from 'playwright';
import { choose } from '../../screen/combobox.ts';
import { arrowOf, fieldOf, held } from '../../screen/field.ts';
import { locate } from '../../screen/look.ts';
import { emptyRequired, type RequiredField } from '../../screen/required.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { typeInto } from '../../screen/type-into.ts';
import { plain } from '../../screen/words.ts';
import { sameName } from '../../same-name.ts';
import type { View } from './view.ts';

/** An address of nobody: `invalid` is kept free for that (RFC 2606). */
const NOBODYS_ADDRESS = 'nobody@keywright.invalid';

const isList = ({ listed, role }: Thing): boolean => role === 'combobox' || listed.type === 'select';

/** Whether a box has a list: it says so, or something opens one. */
const offers = (box: Thing): boolean => isList(box) || (arrowOf(box) !== undefined && !isDate(box));

const isDate = (box: Thing, label = ''): boolean =>
  box.listed.type === 'date' ||
  /\b(d{1,2}|m{1,2}|y{2,4})[/.-](d{1,2}|m{1,2})\b/i.test(box.listed.placeholder ?? '') ||
  /\bdate\b/i.test(label);

/** Today in the order of the placeholder, else month first, as the product writes it in English. */
function today(box: Thing): string {
  const now = new Date();
  const parts: Record<string, string> = {
    d: `${now.getDate()}`.padStart(2, '0'),
    m: `${now.getMonth() + 1}`.padStart(2, '0'),
    y: `${now.getFullYear()}`,
  };
  const form = /[dmy]+[/.-][dmy]+[/.-][dmy]+/i.exec(box.listed.placeholder ?? '')?.[0] ?? 'mm/dd/yyyy';
  return form.toLowerCase().replace(/[dmy]+/g, (part) => parts[part[0]!]!);
}

/** Something valid for a box that nobody cares about; undefined where it is to be chosen from a list. */
function anything({ box, label }: RequiredField, text: string): string | undefined {
  if (offers(box)) return undefined;
  if (box.listed.type === 'email' || /\be-?mail\b/i.test(label)) return NOBODYS_ADDRESS;
  if (isDate(box, label)) return today(box);
  return box.listed.type === 'number' || box.role === 'spinbutton' ? '0' : text;
}

/** What a field of these labels holds now; undefined where the form does not have it. */
export function valueIn(screen: Screen, labels: readonly string[]): string | undefined {
  const [box] = fieldOf(screen, labels);
  return box && held(box);
}

/** Fills one field, with evidence. A list without a wish gets its first entry. */
export async function fillField(view: View, label: string, box: Locator, wanted: string | undefined): Promise<void> {
  const thing = await view.thing(box);
  const isText = thing !== undefined && !offers(thing);
  await box.scrollIntoViewIfNeeded();
  if (isText && wanted !== undefined)
    await view.ctx.gesture(`Type ${wanted} as ${label}`, async () => await typeInto(view, box, label, wanted), {
      kind: 'edit',
      at: box,
    });
  else
    await view.ctx.gesture(
      wanted === undefined ? `Choose the first entry of ${label}` : `Choose ${wanted} as ${label}`,
      async () => await choose(view, box, label, wanted),
      { kind: 'edit', at: box },
    );
}

/** Types a date as its box takes it: day and month may change places on the way. */
async function fillDate(view: View, { label, box }: RequiredField): Promise<void> {
  const at = locate(box);
  const text = today(box);
  await view.ctx.gesture(
    `Type ${text} as ${label}`,
    async () => {
      await view.press(at, label);
      await at.pressSequentially(box.listed.type === 'date' ? text.replace(/\D/g, '') : text);
      await at.press('Tab');
      await view.wait(`the box "${label}" to hold a date`, async () => {
        const now = await view.thing(at);
        return now !== undefined && held(now) !== '';
      });
    },
    { kind: 'edit', at },
  );
}

/**
 * Gives everything that the form marks as required and that is empty something valid (MSPCFO's help article: any dummy
 * information will do).
 * @param names that a refusal calls required, whatever mark they have
 * @returns whether there was anything
 */
export async function fillRequired(view: View, text: string, names: readonly string[] = []): Promise<boolean> {
  const wanting = (screen: Screen): RequiredField[] => {
    const named = names.flatMap((label) => fieldOf(screen, [label]).map((box) => ({ label, box })));
    const all = [...named.filter(({ box }) => held(box) === ''), ...emptyRequired(screen)];
    return all.filter(({ box }, n) => all.findIndex((other) => other.box === box) === n);
  };
  const done = new Set<string>();
  for (;;) {
    const field = wanting(await view.see()).find(({ label }) => !done.has(plain(label)));
    if (field === undefined) return done.size > 0;
    done.add(plain(field.label));
    if (isDate(field.box, field.label) && !isList(field.box)) await fillDate(view, field);
    else await fillField(view, field.label, locate(field.box), anything(field, text));
  }
}

/** Whether a field holds what is wished for; without a wish, anything. */
export const holdsWish = (value: string, wanted: string | undefined): boolean =>
  wanted === undefined ? value !== '' : sameName(value, wanted);
