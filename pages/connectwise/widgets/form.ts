import type { Locator } from 'playwright';
import type { Term } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { dateFor, isDate, typeDate } from '../../screen/boxes/date.ts';
import { arrowOf, fieldOf, held } from '../../screen/boxes/field.ts';
import { emptyRequired, type RequiredField } from '../../screen/boxes/required.ts';
import { typeInto } from '../../screen/boxes/type-into.ts';
import { choose } from '../../screen/lists/combobox.ts';
import { PLACEHOLDER } from '../../screen/lists/entries.ts';
import { locate } from '../../screen/look.ts';
import { choicesUnder } from '../../screen/tables/choice.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { plain } from '../../screen/words/words.ts';
import type { View } from './view.ts';

/** An address of nobody: `invalid` is kept free for that (RFC 2606). */
const NOBODYS_ADDRESS = 'nobody@keywright.invalid';

const isList = ({ kind, listed, role }: Thing): boolean =>
  kind !== 'box' || role === 'combobox' || listed.type === 'select';

/** Whether a box has a list: it says so, or something opens one. */
const offers = (box: Thing): boolean => isList(box) || (arrowOf(box) !== undefined && !isDate(box));

/** Something valid for a box that nobody cares about; undefined where it is to be chosen from a list. */
function anything({ box, label }: RequiredField, text: string): string | undefined {
  if (offers(box)) return undefined;
  if (box.listed.type === 'email' || /\be-?mail\b/i.test(label)) return NOBODYS_ADDRESS;
  if (isDate(box, label)) return dateFor(box, new Date());
  return box.listed.type === 'number' || box.role === 'spinbutton' ? '0' : text;
}

/** What a box holds, a placeholder aside. */
const filledIn = (box: Thing): string => (PLACEHOLDER.test(held(box)) ? '' : held(box));

/** What a field of these labels holds now; undefined where the form does not have it. */
export function valueIn(screen: Screen, labels: readonly string[]): string | undefined {
  const [box] = fieldOf(screen, labels);
  if (box !== undefined) return filledIn(box);
  const choices = choicesUnder(screen, labels);
  return choices.length === 0 ? undefined : (choices.find(({ chosen }) => chosen)?.name ?? '');
}

/** Fills one field, whatever it is made of, with evidence. */
export async function fillIn(view: View, names: Term, wanted: string | undefined): Promise<void> {
  const [label] = names;
  const find = (screen: Screen) => {
    const found = fieldOf(screen, names).length > 0 ? [] : choicesUnder(screen, names);
    return found.find(({ name }) => wanted === undefined || sameName(name, wanted));
  };
  const choice = find(await view.see());
  if (choice === undefined)
    return await fillField(
      view,
      label!,
      await view.find(`the field ${label}`, (screen) => fieldOf(screen, names)),
      wanted,
    );
  await view.ctx.gesture(
    `Choose ${choice.name} as ${label}`,
    async () => {
      await view.press(locate(choice.at), choice.name);
      await view.wait(`${label} to be ${choice.name}`, async () => find(await view.see())?.chosen);
    },
    { kind: 'edit', at: locate(choice.at) },
  );
}

/** Fills one field, with evidence. A list without a wish gets its first entry. */
export async function fillField(view: View, label: string, found: Locator, wanted: string | undefined): Promise<void> {
  const thing = await view.thing(found);
  const isText = thing !== undefined && !offers(thing);
  // Lists that are loaded anew are drawn anew (PRODUCT.md A4).
  const box = await view.fresh(found);
  if (isText && wanted !== undefined)
    await view.ctx.gesture(`Type ${wanted} as ${label}`, async () => await typeInto(view, box, label, wanted), {
      kind: 'edit',
      at: box,
    });
  else
    await view.ctx.gesture(
      wanted === undefined ? `Choose the first entry of ${label}` : `Choose ${wanted} as ${label}`,
      async () => await choose(view, box, label, wanted),
      { kind: 'edit', at: box, chooses: wanted === undefined },
    );
}

async function fillDate(view: View, { label, box }: RequiredField): Promise<void> {
  const at = locate(box);
  const today = new Date();
  await view.ctx.gesture(
    `Type ${dateFor(box, today)} as ${label}`,
    async () => await typeDate(view, at, label, today),
    { kind: 'edit', at },
  );
}

interface Wanting {
  /** Fields that a refusal calls required, whatever mark they have. */
  named?: readonly string[];
  /** Only what stands before this field. */
  before?: Term;
  /** Fields that others fill. */
  others?: readonly Term[];
}

/**
 * Gives everything that the form marks as required and that is empty something valid (MSPCFO's help article: any dummy
 * information will do).
 * @returns whether there was anything
 */
export async function fillRequired(view: View, text: string, which: Wanting = {}): Promise<boolean> {
  const { named = [], before, others = [] } = which;
  const wanting = (screen: Screen): RequiredField[] => {
    const called = named.flatMap((label) => fieldOf(screen, [label]).map((box) => ({ label, box })));
    const all = [...called.filter(({ box }) => filledIn(box) === ''), ...emptyRequired(screen)];
    const end = before === undefined ? Infinity : (fieldOf(screen, before)[0]?.order ?? 0);
    const apart = others.flatMap((names) => fieldOf(screen, names));
    return all.filter(
      ({ box }, n) => box.order < end && !apart.includes(box) && all.findIndex((other) => other.box === box) === n,
    );
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
