import type { Locator } from 'playwright';
import type { Context } from '../../../src/contract.ts';
import { plain } from '../levels.ts';
import { ARROWS, pickSpot, readPicks, type Picks, type Side } from '../widgets/pick-lists.ts';
import { View } from '../widgets/view.ts';

const among = (list: readonly string[], name: string) => list.some((other) => plain(other) === plain(name));

/** The window 'Update Security' behind a row's (customize) link: what the row's levels reach (connectwise.md C3). */
export class UpdateSecurity {
  readonly #ctx: Context;
  readonly #view: View;
  readonly #row: string;

  /** @param row for titles and messages: 'System / Table Setup' */
  constructor(ctx: Context, row: string) {
    this.#ctx = ctx;
    this.#row = row;
    this.#view = new View(ctx, `Update Security of ${row}`);
  }

  async arrived(): Promise<void> {
    await this.#view.wait('the two lists of what is allowed and what is not', async () => await this.filled());
  }

  /** What both lists hold, when neither is still filling. */
  private async filled(): Promise<Picks | undefined> {
    const picks = await readPicks(this.#view);
    const text = JSON.stringify(picks);
    return picks !== undefined && picks.allow.length + picks.disallow.length > 0 && (await this.#view.holds(async () => JSON.stringify(await readPicks(this.#view)) === text)) ? picks : undefined;
  }

  async read(): Promise<Picks> {
    return await this.#ctx.gesture(`Read what ${this.#row} is allowed for`, async () => await this.#view.wait('the two lists to be filled', async () => await this.filled()));
  }

  private async find(what: string, spot: Parameters<typeof pickSpot>[1]): Promise<Locator> {
    return await this.#view.wait(what, async () => await pickSpot(this.#view, spot));
  }

  /** Presses an arrow and waits until the lists are as they must be then. */
  private async pressArrow(arrow: keyof typeof ARROWS, done: (picks: Picks) => boolean): Promise<void> {
    const at = await this.find('the arrows between the lists', { arrow: ARROWS[arrow] });
    await this.#view.press(at, 'the arrow between the lists');
    await this.#view.wait('the arrow to move what was chosen to the other list', async () => {
      const picks = await readPicks(this.#view);
      return picks !== undefined && done(picks);
    }, 20_000);
  }

  private async move(entry: string, to: Side): Promise<void> {
    const at = await this.find(`the entry ${entry}`, { side: to === 'allow' ? 'disallow' : 'allow', entry });
    await this.#ctx.gesture(to === 'allow' ? `Allow ${entry}` : `Disallow ${entry}`, async () => {
      await this.#view.press(at, entry);
      await this.pressArrow(to, (picks) => among(picks[to], entry));
    }, { kind: 'edit', at });
  }

  /** Leaves just these allowed. */
  async allowOnly(wanted: readonly string[]): Promise<void> {
    const now = await this.read();
    const leaving = now.allow.filter((entry) => !among(wanted, entry));
    if (leaving.length > wanted.length + 1) {
      await this.#ctx.gesture('Disallow everything', async () => await this.pressArrow('disallowAll', ({ allow }) => allow.length === 0), { kind: 'edit' });
    } else {
      for (const entry of leaving) await this.move(entry, 'disallow');
    }
    const { allow } = await this.read();
    for (const entry of wanted) if (!among(allow, entry)) await this.move(entry, 'allow');
  }

  private async leave(title: string, button: 'save' | 'cancel', kind: 'commit' | 'look'): Promise<void> {
    const at = await this.find(`the button ${title}`, { button });
    await this.#ctx.gesture(`Press ${title} in the window`, async () => {
      await (kind === 'commit' ? this.#view.pressOnce(at, title) : this.#view.press(at, title));
      await this.#view.wait('the window to close', async () => (await readPicks(this.#view)) === undefined);
    }, { kind, at });
  }

  /** Closes the window with its choice; the role itself must still be saved. */
  async save(): Promise<void> {
    await this.leave('SAVE', 'save', 'commit');
  }

  async cancel(): Promise<void> {
    await this.leave('CANCEL', 'cancel', 'look');
  }
}
