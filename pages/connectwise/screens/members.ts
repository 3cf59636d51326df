import type { Context } from '../../../src/contract.ts';
import { labels } from '../labels.ts';
import { Grid } from '../widgets/grid.ts';
import { openFromSystem } from '../widgets/menu.ts';
import { openTab, tab } from '../widgets/tab-strip.ts';
import { readyTool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';
import { titleOf } from './member.ts';

const COLUMNS = { id: labels.columns.memberId, name: labels.columns.memberName, role: ['Role ID'], inactive: labels.columns.memberInactive };

export interface ListedMember {
  id: string;
  name: string;
  inactive: boolean;
}

/** System > Members, tab API Members (connectwise.md D1). */
export class Members {
  readonly #ctx: Context;
  readonly #view: View;
  readonly #grid: Grid;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#view = new View(ctx, 'Members - API Members');
    this.#grid = new Grid(this.#view, COLUMNS);
  }

  async open(): Promise<void> {
    await this.#ctx.gesture('Choose System > Members in the menu on the left', async () => {
      await openFromSystem(this.#view, labels.menu.members);
      await this.#view.wait('the tabs of the members lists', async () => await tab(this.#view, labels.tabs.onlyAboveList));
      await this.#view.settled();
    }, { dialog: 'accept' });
    await this.#ctx.gesture('Choose the tab API Members', async () => {
      await openTab(this.#view, labels.tabs.apiMembers, async () => await this.arrived());
    });
  }

  async arrived(): Promise<void> {
    await this.#view.settled();
    // Regular members have a list much like it: only the breadcrumb tells the two apart (connectwise.md D1).
    await this.#view.find('the list Members - API Members', [{ pattern: '^members - api members$' }, { tip: ['Members - API Members'] }]);
    await this.#view.find('the column Member ID', [{ words: [...labels.columns.memberId] }]);
    await this.#view.settled();
  }

  /** @returns the members that have just this id, but for capitals */
  async search(id: string): Promise<ListedMember[]> {
    return await this.#ctx.gesture(`Search the list for the member ${id}`, async () => {
      await this.#grid.clear();
      const rows = await this.#grid.search('id', id);
      return rows.filter((row) => row['id']!.toLowerCase() === id.toLowerCase())
        .map((row) => ({ id: row['id']!, name: row['name']!, inactive: !['', 'false', 'no'].includes(row['inactive']!.toLowerCase()) }));
    });
  }

  /** Opens a member that `search` has found. */
  async openMember(id: string): Promise<void> {
    await this.#ctx.gesture(`Open the member ${id}`, async () => {
      await this.#view.press(await this.#grid.link(id), id);
      await this.#view.find(`the record of ${id}`, [titleOf(id)]);
      await this.#view.settled();
    });
  }

  async pressPlus(): Promise<void> {
    await this.#ctx.gesture('Press the plus (New Item)', async () => {
      await this.#view.press(await readyTool(this.#view, 'newItem'), 'the plus');
      await this.#view.find('the form of a new member', [{ pattern: labels.titles.newMember }]);
      await this.#view.find('the box Member ID', [{ field: [...labels.member.id] }]);
      await this.#view.settled();
    });
  }
}
