import type { Locator } from 'playwright';
import type { Term } from '../../../src/portal-sdk/index.ts';
import { type Form, inEachPart } from '../../screen/boxes/form-parts.ts';
import { nextStep, stepShown } from '../../screen/boxes/steps.ts';
import { marksOn } from '../../screen/messages/marks.ts';
import { BETWEEN } from '../../screen/submit.ts';
import type { Find } from '../../screen/view.ts';
import { labels } from '../labels.ts';
import { fillIn, fillRequired, holdsWish, valueIn } from './form.ts';
import type { View } from './view.ts';

/** How long a list that reloads may take a value away again, in milliseconds (PRODUCT.md A4: half a second). */
const CLEARS_LATE = 500;
/** A form that loses values is filled so often. */
const MOST_ROUNDS = 5;

/** What a field is to hold; without `wanted`, anything. */
export interface Wish {
  names: Term;
  wanted: string | undefined;
}

/** A form of which parts may be closed: what is in those is read and filled with the part open. */
export class FormInParts {
  readonly #view: View;
  readonly #form: Form;

  constructor(view: View, form: Form) {
    this.#view = view;
    this.#form = form;
  }

  /** Visits the parts that are shown, and then those that are closed, with evidence. @param visit whether that was enough */
  async each(visit: () => Promise<boolean>): Promise<void> {
    const { ctx } = this.#view;
    await inEachPart(this.#view, this.#form, visit, async (title, act) => await ctx.gesture(title, act));
  }

  /** Shows what may be in a part that is closed. @returns where it is, if the form has it */
  async bringUp(find: Find): Promise<Locator | undefined> {
    let at: Locator | undefined;
    await inEachPart(this.#view, this.#form, async () => (at = await this.#view.look(find)) !== undefined);
    return at;
  }

  /** What these fields hold, in all parts; undefined where none has it. */
  async held(names: readonly Term[]): Promise<(string | undefined)[]> {
    const held: (string | undefined)[] = names.map(() => undefined);
    await inEachPart(this.#view, this.#form, async () => {
      const screen = await this.#view.see();
      for (const [n, name] of names.entries()) held[n] = valueIn(screen, name) ?? held[n];
      return false;
    });
    return held;
  }

  /**
   * Fills the form until everything is there at once: lists that reload take values away again (PRODUCT.md A4).
   * @param text something valid for boxes that are required and nobody cares about
   */
  async fill(wishes: readonly Wish[], text: string): Promise<void> {
    const view = this.#view;
    const names = wishes.map((wish) => wish.names);
    const lacks = (held: readonly (string | undefined)[]) =>
      wishes.find(({ wanted }, n) => wanted !== undefined && held[n] === undefined);
    await view.becomesTrue(async () => {
      const screen = await view.see();
      return nextStep(screen, labels.steps) !== undefined || !lacks(names.map((name) => valueIn(screen, name)));
    });
    let held: (string | undefined)[] = [];
    do {
      const shown = await this.held(names);
      held = shown.map((value, n) => value ?? held[n]);
      const none = nextStep(await view.see(), labels.steps) === undefined ? lacks(held) : undefined;
      if (none !== undefined)
        throw await view.problem(`the field ${none.names[0]} on the member's form`, {
          actual: 'a form without it',
          hint: 'Give the label as the form of this tenant writes it, or leave the field out as input; then run again.',
        });
      await this.#fillStep(wishes, text, shown);
    } while (await this.#goOn());
  }

  /** Goes to the next step of the form. @returns whether there is one */
  async #goOn(): Promise<boolean> {
    const view = this.#view;
    const at = await view.look((screen) => nextStep(screen, labels.steps));
    if (at === undefined) return false;
    const before = await view.see();
    const isNext = async () => stepShown(await view.see()) !== stepShown(before);
    const press = async () => {
      await view.pressOnce(at, labels.steps.next[0]!);
      await view.becomesTrue(isNext);
      await view.settled();
    };
    await view.ctx.gesture(`Press ${labels.steps.next[0]}`, press, { kind: 'edit', at });
    if (await isNext()) return true;
    const marks = marksOn(await view.see(), before, []);
    throw await view.problem('the next step of the form', {
      ...(marks.length > 0 && { actual: `the same step, which says "${marks.join(BETWEEN)}"` }),
      hint: 'Fill in this step by hand to see what ConnectWise says about it, then run again.',
    });
  }

  /** Fills what is shown at once. @param held what its fields hold before */
  async #fillStep(wishes: readonly Wish[], text: string, held: (string | undefined)[]): Promise<void> {
    const view = this.#view;
    const names = wishes.map((wish) => wish.names);
    // Fields that the form lacks count only if they are wished for.
    const missing = () => wishes.findIndex(({ wanted }, n) => held[n] !== undefined && !holdsWish(held[n], wanted));
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await this.each(async () => {
        await this.#fillShown(wishes, text);
        return false;
      });
      // All parts once more: what is chosen in one may empty another.
      held = await this.held(names);
      if (missing() === -1) return;
    }
    const {
      names: [label],
      wanted,
    } = wishes[missing()]!;
    throw await view.problem(`the field ${label} to keep ${wanted === undefined ? 'a value' : `"${wanted}"`}`, {
      actual: `"${held[missing()]}" in it`,
      hint: 'Fill in the form by hand to see what ConnectWise says about it, then run again.',
    });
  }

  /** Fills the fields that are shown and do not hold what they should, and whatever else is required there. */
  async #fillShown(wishes: readonly Wish[], text: string): Promise<void> {
    const view = this.#view;
    let late = 0;
    for (const { names, wanted } of wishes) {
      const value = valueIn(await view.see(), names);
      if (value === undefined || holdsWish(value, wanted)) continue;
      // What a list offers may depend on what stands before it.
      await fillRequired(view, text, { before: names, others: wishes.map((wish) => wish.names) });
      await fillIn(view, names, wanted);
      late = CLEARS_LATE;
    }
    await fillRequired(view, text);
    await view.comesToRest({ least: late });
  }
}
