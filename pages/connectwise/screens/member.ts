import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { Screen } from '../../screen.ts';
import { sight, type Sight } from '../../sight/engine.ts';
import { sameName } from '../../same-name.ts';
import { labels } from '../labels.ts';
import { checkBox, tick, ticked } from '../widgets/check-box.ts';
import { choose, chosen } from '../widgets/combo.ts';
import { confirmQuestion } from '../widgets/interruptions.ts';
import { BETWEEN, refusal, save } from '../widgets/saving.ts';
import { openTab, tab } from '../widgets/tab-strip.ts';
import { boxText, typeInto } from '../../sight/text-box.ts';
import { readyTool, tool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';
import { MemberKeys } from './member-keys.ts';

/**
 * Boxes with a text, and combos, by the runbook's names for them. Combos in the order in which they depend on each
 * other: Level decides Name (PRODUCT.md A4).
 */
const TEXTS = ['id', 'name'] as const;
const COMBOS = ['timeZone', 'role', 'level', 'levelName', 'location', 'businessUnit', 'territory'] as const;

export type MemberField = (typeof TEXTS)[number] | (typeof COMBOS)[number];
export type MemberValues = Partial<Record<MemberField, string | undefined>>;

const isText = (field: MemberField): field is (typeof TEXTS)[number] => (TEXTS as readonly string[]).includes(field);

/** The title of a saved member: `<id> (<name>)` (PRODUCT.md D3). Names in lists may read like it. */
const titleOf = (id: string): Sight => ({
  pattern: `^${id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\(`,
  not: 'tr, [role=row], .mm_grid, [role=listbox]',
});

/** An ID belongs to one member of all kinds (PRODUCT.md D1), and the list API Members shows one of them. */
const HAS_THE_ID =
  `The list ${labels.tabs.apiMembers[0]} does not show who has this ID, so a member of another kind may have it, ` +
  `perhaps an inactive one: look at the lists ${labels.tabs.otherMembers.map(([name]) => name).join(', ')}, ` +
  'inactive members too, and whether a filter hides it. Give that member another ID, or name another ID as input; ' +
  'then run again.';

/**
 * The fields that a refusal calls required: `Calendar is a required field.`, `The following fields are required:
 * Calendar, Region`.
 */
export function requiredIn(refusal: string): string[] {
  const list =
    /required(?: fields?)?[^:]{0,20}:\s*(.+)$/is.exec(refusal)?.[1] ??
    /^(.{1,100}?) (?:is|are)(?: an?)? required/is.exec(refusal)?.[1] ??
    '';
  return list
    .split(/,|;|\n|\band\b/i)
    .map((name) => name.replace(/[\s*."']+$|^[\s*"']+/g, ''))
    .filter((name) => name !== '' && name.length < 60);
}

/** The record of one API member, new or saved (PRODUCT.md D2, D3). */
export class Member extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'API member'));
  }

  /** Whether the record of this member is what is shown: in the list of members a name may read like its title. */
  async shows(id: string): Promise<boolean> {
    return (
      (await this.view.look(titleOf(id))) !== undefined && (await tab(this.view, labels.tabs.ofLists)) === undefined
    );
  }

  private async box(field: MemberField): Promise<Locator> {
    return await this.view.find(`the field ${labels.member[field][0]}`, [{ field: [...labels.member[field]] }]);
  }

  private async value(field: MemberField): Promise<string> {
    const box = await this.box(field);
    return isText(field) ? await boxText(box) : await chosen(box);
  }

  /** What the form holds now, once its lists have come. */
  async read(): Promise<Record<MemberField, string>> {
    return await this.ctx.gesture("Read the member's fields", async () => {
      await this.details();
      await this.view.wait('the form to be filled', async () => (await this.value('id')) !== '');
      // A role that somebody has deleted leaves its box empty for good.
      await this.view.within(15_000, async () => (await this.value('role')) !== '');
      const entries: [MemberField, string][] = [];
      for (const field of [...TEXTS, ...COMBOS]) entries.push([field, await this.value(field)]);
      return Object.fromEntries(entries) as Record<MemberField, string>;
    });
  }

  /** Goes to the tab with the form; a saved member may open on another (PRODUCT.md F). */
  private async details(): Promise<void> {
    if ((await this.view.look({ field: [...labels.member.role] })) !== undefined) return;
    if ((await tab(this.view, labels.tabs.details)) !== undefined)
      await openTab(this.view, labels.tabs.details, async () => await this.view.settled());
    await this.box('role');
  }

  /**
   * Fills one field, with evidence. Without a value a preset stays, and an empty combo gets its first entry: the
   * integration needs none of them (PRODUCT.md D2).
   */
  private async fill(field: MemberField, wanted: string | undefined): Promise<void> {
    const now = await this.value(field);
    if (wanted === undefined ? now !== '' : sameName(now, wanted)) return;
    const label = (labels.member[field] as readonly string[])[0]!;
    const box = await this.box(field);
    await box.scrollIntoViewIfNeeded();
    if (isText(field))
      await this.ctx.gesture(`Type ${wanted} as ${label}`, async () => await typeInto(this.view, box, label, wanted!), {
        kind: 'edit',
        at: box,
      });
    else
      await this.ctx.gesture(
        wanted === undefined ? `Choose the first entry of ${label}` : `Choose ${wanted} as ${label}`,
        async () => await choose(this.view, box, label, wanted),
        { kind: 'edit', at: box },
      );
  }

  /**
   * Fills the form until everything is there at once and stays: lists that reload take values away again
   * (PRODUCT.md A4).
   */
  async fillIn(values: MemberValues): Promise<void> {
    await this.details();
    const fields = [...TEXTS, ...COMBOS].filter((field) => !isText(field) || values[field] !== undefined);
    const missing = async () => {
      for (const field of fields) {
        const now = await this.value(field);
        const wanted = values[field];
        if (wanted === undefined ? now === '' : !sameName(now, wanted)) return field;
      }
      return undefined;
    };
    for (let round = 0; round < 5; round += 1) {
      for (const field of fields) await this.fill(field, values[field]);
      await this.view.settled();
      if (await this.view.holds(async () => (await missing()) === undefined)) return;
    }
    const field = (await missing()) ?? 'levelName';
    throw await this.view.problem(
      `the field ${labels.member[field][0]} to keep ${values[field] === undefined ? 'a value' : `"${values[field]}"`}`,
      {
        actual: `"${await this.value(field)}" in it`,
        hint: 'Fill in the form by hand to see what ConnectWise says to it, then run again.',
      },
    );
  }

  /** Whether the record that is shown is inactive; undefined where the form does not say. */
  async inactive(): Promise<boolean | undefined> {
    const box = await checkBox(this.view, labels.member.inactive);
    return box && (await ticked(box));
  }

  /** Makes the record that is shown inactive, or active again; nothing is saved yet. */
  async setInactive(id: string, wanted: boolean): Promise<void> {
    const view = this.view;
    await this.details();
    await view.within(
      Math.max(3_000, view.pace * 4),
      async () => (await checkBox(view, labels.member.inactive)) !== undefined,
    );
    const box = await checkBox(view, labels.member.inactive);
    const word = wanted ? 'inactive' : 'active again';
    if (box === undefined)
      throw await view.problem(`the check box Inactive on the form of ${id}`, {
        actual: 'a form without it',
        hint:
          `Make ${id} ${word} in ConnectWise by hand, in the way that this release has for it, then run again: it ` +
          'goes on from there.',
      });
    await box.scrollIntoViewIfNeeded();
    await this.ctx.gesture(
      `${wanted ? 'Tick' : 'Empty'} the check box Inactive`,
      async () => await tick(view, box, 'Inactive', wanted, !wanted, /activ/i),
      { kind: 'edit', dialog: 'accept', at: box },
    );
  }

  /**
   * Gives empty combos of other names, which this tenant requires, their first entry: anything valid will do.
   * @returns whether there were any
   */
  private async fillRequired(names: string[]): Promise<boolean> {
    const isEmptyCombo = async (box: Locator) =>
      (await box.locator(sight({ arrow: true })).count()) > 0 && (await chosen(box)) === '';
    let filled = false;
    for (const name of names) {
      // The bar above the screens has words too.
      for (const box of await this.view.all({ field: [name] })) {
        if (!(await isEmptyCombo(box))) continue;
        await box.scrollIntoViewIfNeeded();
        await this.ctx.gesture(`Choose the first entry of ${name}`, async () => await choose(this.view, box, name), {
          kind: 'edit',
          at: box,
        });
        filled = true;
      }
    }
    return filled;
  }

  /**
   * Saves; the record then shows its id and name as title, and its tabs (PRODUCT.md D2, D3).
   * @param about what a question that comes up may speak of, to be answered with yes
   */
  async save(id: string, about?: RegExp): Promise<void> {
    const view = this.view;
    const fresh = (await view.look({ pattern: labels.titles.newMember })) !== undefined;
    const proof = async () => {
      if (about !== undefined) await confirmQuestion(view, about);
      return fresh && (await this.shows(id));
    };
    const press = async () => {
      const button = await readyTool(view, 'save');
      return await this.ctx.gesture(
        'Press Save',
        async () => await save(view, button, `saving the member ${id}`, proof),
        { kind: 'commit', at: button, ...(about !== undefined && { dialog: 'accept' as const }) },
      );
    };
    let answer = await press();
    if ('refused' in answer && (await this.fillRequired(answer.refused.split(BETWEEN).flatMap(requiredIn))))
      answer = await press();
    if ('refused' in answer) throw await refusal(view, `the member ${id}`, answer.refused, HAS_THE_ID);
    // What comes up late would lie over the next screen.
    if (fresh)
      await view.within(
        Math.max(5_000, view.pace * 4),
        async () => (await this.shows(id)) && (await tool(view, 'save')) !== undefined,
      );
  }

  /** The tab API Keys of this member, not the one of the members list, which is called the same (PRODUCT.md D1). */
  async openKeys(id: string): Promise<void> {
    const view = this.view;
    await this.ctx.gesture("Choose the member's tab API Keys", async () => {
      await view.find(`the record of ${id}`, [titleOf(id)]);
      if ((await tab(view, ['API Members', 'API Callbacks'])) !== undefined)
        throw await view.problem(`the record of ${id} with its own tab API Keys`, {
          actual: 'the tabs of the members list',
        });
      await openTab(view, labels.tabs.apiKeys, async () => await new MemberKeys(this.ctx).arrived());
    });
  }
}
