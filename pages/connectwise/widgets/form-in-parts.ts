import type { Locator } from 'playwright';
import type { Term } from '../../../src/portal-sdk/index.ts';
import { type Form, inEachPart } from '../../screen/boxes/form-parts.ts';
import type { Find } from '../../screen/view.ts';
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
    const isLacked = ({ wanted }: Wish, value: string | undefined) => wanted !== undefined && value === undefined;
    await view.becomesTrue(async () => {
      const screen = await view.see();
      return !wishes.some((wish) => isLacked(wish, valueIn(screen, wish.names)));
    });
    let held = await this.held(names);
    const none = wishes.find((wish, n) => isLacked(wish, held[n]));
    if (none !== undefined)
      throw await view.problem(`the field ${none.names[0]} on the member's form`, {
        actual: 'a form without it',
        hint: 'Give the label as the form of this tenant writes it, or leave the field out as input; then run again.',
      });
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
    let chosenAt = 0;
    for (const { names, wanted } of wishes) {
      const value = valueIn(await view.see(), names);
      if (value === undefined || holdsWish(value, wanted)) continue;
      await fillIn(view, names, wanted);
      chosenAt = performance.now();
    }
    await fillRequired(view, text);
    await view.wait(
      'the form to come to rest',
      async () => performance.now() - chosenAt > CLEARS_LATE && (await view.isStill()),
    );
  }
}
