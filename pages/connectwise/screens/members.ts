import type { Context, Term } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { fieldOf } from '../../screen/boxes/field.ts';
import { marked, stripOf } from '../../screen/chosen.ts';
import type { Screen as Shown, Thing } from '../../screen/thing.ts';
import type { Find } from '../../screen/view.ts';
import { matching, tippedAs } from '../../screen/words/words.ts';
import { Screen } from '../../screen.ts';
import { labels } from '../labels.ts';
import { Grid } from '../widgets/grid.ts';
import { headOf, isYes, listOf, nothingIn, orPlainCards, type Row } from '../widgets/list-rows.ts';
import { openFromSystem } from '../widgets/menu.ts';
import { openTab, tab, tabOf } from '../widgets/tab-strip.ts';
import { titledAs } from '../widgets/title.ts';
import { newItem } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';
import { Member } from './member.ts';

/** What an ID is like (PRODUCT.md D2). */
const ID = /^[A-Za-z0-9._-]{1,15}$/;

const COLUMNS = orPlainCards(
  {
    id: labels.columns.memberId,
    name: labels.columns.memberName,
    role: labels.columns.memberRole,
    inactive: labels.columns.memberInactive,
  },
  ID,
);

/** The gesture that leads to the list. */
const CHOOSE = 'Choose System > Members and the tab API Members';

const isInactive = (row: Row) => isYes(row['inactive']!);

export interface ListedMember {
  id: string;
  inactive: boolean;
}

/** The tab API Members, if it alone is marked as chosen. */
function chosenTab(screen: Shown): Thing[] {
  const at = tabOf(screen, labels.tabs.apiMembers);
  return at !== undefined && marked(stripOf(at))?.holds(at) ? [at] : [];
}

/** What tells the list of API members from the others: its breadcrumb, or that its tab is chosen. */
const isApiMembers = (screen: Shown): Thing[] => [
  ...matching(screen, labels.path.apiMembers),
  ...screen.things.filter((thing) => tippedAs(thing, labels.path.apiMembers)),
  ...chosenTab(screen),
];

/** System > Members, tab API Members (PRODUCT.md D1). */
export class Members extends Screen<View> {
  readonly #grid = new Grid(this.view, COLUMNS);

  constructor(ctx: Context) {
    super(new View(ctx, 'Members - API Members'));
  }

  async open(): Promise<void> {
    await this.ctx.gesture(CHOOSE, async () => await this.#choose(), { dialog: 'accept' });
  }

  async #choose(): Promise<void> {
    await openFromSystem(this.view, labels.menu.members);
    await this.view.wait('the tabs of the members lists', async () => await tab(this.view, labels.tabs.onlyAboveList));
    await this.view.settled();
    await openTab(this.view, labels.tabs.apiMembers, async () => await this.arrived());
  }

  async arrived(): Promise<void> {
    await this.view.settled();
    // Regular members have a list much like it: only the breadcrumb tells the two apart (PRODUCT.md D1).
    await this.view.find('the list Members - API Members', isApiMembers);
    await this.view.find(
      'the column Member ID',
      (screen) =>
        headOf(screen, labels.columns.memberId) ??
        listOf(screen, COLUMNS)?.table.whole ??
        nothingIn(screen, COLUMNS, labels.tabs.apiMembers),
    );
    await this.#grid.drawn();
  }

  /** The members of the list that is shown whose column says this; the list may not be drawn where there are none. */
  async #search(key: keyof typeof COLUMNS, text: string, list: Term): Promise<Row[]> {
    await this.#grid.clear();
    if (await this.#grid.saysNothing((screen) => nothingIn(screen, COLUMNS, list))) return [];
    return (await this.#grid.search(key, text)).filter((row) => sameName(row[key]!, text));
  }

  /**
   * Goes to the list, from any screen, and searches it.
   * @param proves what the list is evidence of, if of anything
   * @returns the members that have just this id
   */
  async find(id: string, proves?: string): Promise<ListedMember[]> {
    return await this.ctx.gesture(
      `${CHOOSE}, and search for the member ${id}`,
      async () => {
        await this.#choose();
        const rows = await this.#search('id', id, labels.tabs.apiMembers);
        return rows.map((row) => ({ id: row['id']!, inactive: isInactive(row) }));
      },
      {
        dialog: 'accept',
        ...(proves !== undefined && { proves, proof: async () => await this.#grid.shown(id) }),
      },
    );
  }

  /**
   * @returns the members of the list that is shown who have this role, as `id` or `id (inactive)`; undefined where the
   *   list does not show roles
   */
  private async withRole(role: string): Promise<string[] | undefined> {
    await this.#grid.clear();
    if ((await this.view.look((screen) => headOf(screen, labels.columns.memberRole))) === undefined) return undefined;
    const rows = await this.#grid.search('role', role);
    return rows
      .filter((row) => sameName(row['role']!, role))
      .map((row) => `${row['id']}${isInactive(row) ? ' (inactive)' : ''}`);
  }

  /**
   * Who has this role: API members first, then the other lists of members, until somebody is found.
   * @param but a member who does not count
   * @returns their ids, and the lists that could not be searched
   */
  async usersOf(role: string, but?: string): Promise<{ users: string[]; unseen: string[] }> {
    const unseen: string[] = [];
    const search = async (list: string) =>
      await this.ctx.gesture(`Search the list ${list} for members with the role ${role}`, async () => {
        const users = await this.withRole(role);
        if (users === undefined) unseen.push(list);
        return (users ?? []).filter((user) => !sameName(user.replace(/ \(inactive\)$/, ''), but ?? ''));
      });
    let users = await search(labels.tabs.apiMembers[0]);
    const closed = await this.#inOtherLists(
      () => users.length > 0,
      async (list) => void (users = await search(list)),
    );
    return { users, unseen: [...unseen, ...closed] };
  }

  /**
   * The members of the other lists that have this ID, as `Regular: MSPCFO (Some Name), inactive`; an ID belongs to one
   * member of all kinds.
   */
  async holdersOf(id: string): Promise<string[]> {
    const holders: string[] = [];
    await this.#inOtherLists(
      () => holders.length > 0,
      async (list) => {
        const found = await this.ctx.gesture(
          `Search the list ${list} for the member ${id}`,
          async () => await this.#search('id', id, [list]),
        );
        const isTold = headOf(await this.view.see(), labels.columns.memberInactive) !== undefined;
        const state = (row: Row) => (isTold ? (isInactive(row) ? ', inactive' : ', active') : '');
        holders.push(...found.map((row) => `${list}: ${row['id']} (${row['name']})${state(row)}`));
      },
    );
    return holders;
  }

  /**
   * Chooses the other lists of members one after the other.
   * @param isDone asked before each
   * @returns the lists that could not be opened
   */
  async #inOtherLists(isDone: () => boolean, look: (list: string) => Promise<void>): Promise<string[]> {
    const view = this.view;
    const closed: string[] = [];
    for (const words of Object.values(labels.otherMembers)) {
      if (isDone()) break;
      if ((await tab(view, words)) === undefined) continue;
      // Nothing but the breadcrumb tells these lists apart (PRODUCT.md D1).
      const breadcrumb = async () => matching(await view.see(), labels.path.anyMembers)[0]?.said();
      const before = await breadcrumb();
      const changed = await this.ctx.gesture(`Choose the tab ${words[0]}`, async () => {
        let other = false;
        await openTab(view, words, async () => {
          other = await view.becomesTrue(async () => ![undefined, before].includes(await breadcrumb()));
          await view.settled();
        });
        return other;
      });
      if (changed) await look(words[0]);
      else closed.push(words[0]);
    }
    return closed;
  }

  /** Any member of the list that is shown. */
  async anyMember(): Promise<string | undefined> {
    return await this.ctx.gesture('Read the list', async () => await this.#grid.first('id'));
  }

  /**
   * Opens a member that `find` or `anyMember` has found.
   * @param evidence what its fields are to be evidence of, if of anything, and which of them carries it
   */
  async openMember(id: string, evidence?: { proves: string; spot: Find }): Promise<void> {
    await this.ctx.gesture(
      `Open the member ${id}${evidence === undefined ? '' : ' and read its fields'}`,
      async () => {
        const member = await this.pressMember(id);
        if (evidence === undefined) return;
        await member.read();
        await member.bringUp(evidence.spot);
      },
      evidence && { proves: evidence.proves, proof: async () => await this.view.look(evidence.spot) },
    );
  }

  /** The same within a gesture. */
  async pressMember(id: string): Promise<Member> {
    const member = new Member(this.ctx);
    await this.#grid.open(id, `the record of ${id}`, async () => await member.shows(id));
    await this.view.settled();
    // What comes up late would lie over the next screen.
    await this.view.becomesTrue(async () => fieldOf(await this.view.see(), labels.member.id).length > 0);
    return member;
  }

  async pressPlus(): Promise<void> {
    const { at, name } = await newItem(this.view);
    await this.ctx.gesture(`Press ${name}`, async () => {
      await this.view.press(at, name);
      await this.view.find('the form of a new member', (screen) => titledAs(screen, labels.titles.newMember));
      await this.view.find('the box Member ID', (screen) => fieldOf(screen, labels.member.id));
      await this.view.settled();
    });
  }
}
