import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { includesName } from '../../same-name.ts';
import { Screen } from '../../screen.ts';
import { type Picks, pickSpot, readPicks, type Side } from '../widgets/pick-lists.ts';
import { View } from '../widgets/view.ts';

/** To which side an arrow moves what, the chosen entry or all. */
interface Move {
  to: Side;
  all: boolean;
}

/** The window 'Update Security' behind a row's (customize) link: what the row's levels reach (PRODUCT.md C3). */
export class UpdateSecurity extends Screen<View> {
  readonly #row: string;
  /** What each arrow was seen to do, and how often it did nothing of what was wanted: it may be for something else. */
  readonly #does = new Map<number, Move>();
  readonly #vain = new Map<string, number>();

  /** @param row for titles and messages: 'System / Table Setup' */
  constructor(ctx: Context, row: string) {
    super(new View(ctx, `Update Security of ${row}`));
    this.#row = row;
  }

  async arrived(): Promise<void> {
    await this.view.wait('the two lists of what is allowed and what is not', async () => await this.filled());
  }

  /** What both lists hold, when neither is still filling. */
  private async filled(): Promise<Picks | undefined> {
    const picks = await readPicks(this.view);
    const text = JSON.stringify(picks);
    return picks !== undefined &&
      picks.allow.length + picks.disallow.length > 0 &&
      (await this.view.staysTrue(async () => JSON.stringify(await readPicks(this.view)) === text))
      ? picks
      : undefined;
  }

  async read(): Promise<Picks> {
    return await this.ctx.gesture(
      `Read what ${this.#row} is allowed for`,
      async () => await this.view.wait('the two lists to be filled', async () => await this.filled()),
    );
  }

  private async find(what: string, spot: Parameters<typeof pickSpot>[1]): Promise<Locator> {
    return await this.view.wait(what, async () => await pickSpot(this.view, spot));
  }

  /** Chooses an entry, if one is given, presses an arrow, and sees what it does. */
  private async pressArrow(arrow: number, from: Side, entry: string | undefined): Promise<void> {
    const before = await this.filledNow();
    if (entry !== undefined) await this.view.press(await this.find(`the entry ${entry}`, { side: from, entry }), entry);
    await this.view.press(await this.find('the arrows between the lists', { arrow }), 'the arrow between the lists');
    let after: Picks | undefined;
    await this.view.becomesTrue(
      async () =>
        (after = await readPicks(this.view)) !== undefined && JSON.stringify(after) !== JSON.stringify(before),
    );
    const moved = (after?.disallow.length ?? before.disallow.length) - before.disallow.length;
    const wanted = this.#key(arrow, { to: from === 'allow' ? 'disallow' : 'allow', all: entry === undefined });
    if (moved === 0) this.#vain.set(wanted, (this.#vain.get(wanted) ?? 0) + 1);
    else this.#does.set(arrow, { to: moved > 0 ? 'disallow' : 'allow', all: Math.abs(moved) > 1 });
  }

  private async filledNow(): Promise<Picks> {
    return await this.view.wait('the two lists', async () => await readPicks(this.view));
  }

  /**
   * The arrow that does this, as far as is known: as its picture has them (PRODUCT.md C3) from top to bottom, until
   * one turns out to do something else.
   */
  private arrowFor({ to, all }: Move): number | undefined {
    const order = [...(all ? [2, 3] : [0, 1]), ...(all ? [0, 1] : [2, 3])];
    const preferred = to === 'disallow' ? order : [order[1]!, order[0]!, order[3]!, order[2]!];
    return preferred.find((arrow) => {
      const does = this.#does.get(arrow);
      const isOther = does !== undefined && (does.to !== to || does.all !== all);
      return !isOther && (this.#vain.get(this.#key(arrow, { to, all })) ?? 0) < 2;
    });
  }

  #key(arrow: number, { to, all }: Move): string {
    return `${arrow} ${to} ${all}`;
  }

  /** Leaves just these allowed. @throws where the arrows do not bring that about */
  async allowOnly(wanted: readonly string[]): Promise<void> {
    for (let tries = 0; tries < 400; tries += 1) {
      const { allow, disallow } = await this.filledNow();
      const leaving = allow.filter((entry) => !includesName(wanted, entry));
      const entry = leaving[0] ?? wanted.find((one) => !includesName(allow, one));
      if (entry === undefined) return;
      const [from, to]: [Side, Side] = leaving.length > 0 ? ['allow', 'disallow'] : ['disallow', 'allow'];
      const isAll = leaving.length === 0 && disallow.length > 1 && disallow.every((one) => includesName(wanted, one));
      const all = isAll || leaving.length > wanted.length + 1;
      const arrow = this.arrowFor({ to, all });
      if (arrow === undefined) break;
      const at = await this.find('the arrows between the lists', { arrow });
      await this.ctx.gesture(
        all ? `${isAll ? 'Allow' : 'Disallow'} everything` : `${to === 'allow' ? 'Allow' : 'Disallow'} ${entry}`,
        async () => await this.pressArrow(arrow, from, all ? undefined : entry),
        { kind: 'edit', at },
      );
    }
    await this.abandon();
    throw await this.view.problem('the arrows between the lists to move entries', {
      hint: 'Choose by hand in the window behind (customize), save the role, then run again.',
    });
  }

  /** Closes the window as it is: nothing else can be reached while it is there. */
  private async abandon(): Promise<void> {
    const at = await pickSpot(this.view, { button: 'cancel' });
    await at?.click({ timeout: 3_000 }).catch(() => undefined);
  }

  private async leave(title: string, button: 'save' | 'cancel', kind: 'commit' | 'look'): Promise<void> {
    const at = await this.find(`the button ${title}`, { button });
    await this.ctx.gesture(
      `Press ${title} in the window`,
      async () => {
        await (kind === 'commit' ? this.view.pressOnce(at, title) : this.view.press(at, title));
        await this.view.wait('the window to close', async () => (await readPicks(this.view)) === undefined);
      },
      { kind, at },
    );
  }

  /** Closes the window with its choice; the role itself must still be saved. */
  async save(): Promise<void> {
    await this.leave('SAVE', 'save', 'commit');
  }

  async cancel(): Promise<void> {
    await this.leave('CANCEL', 'cancel', 'look');
  }
}
