import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { checkOf, isTicked, tick } from '../../screen/boxes/check-box.ts';
import { fieldOf } from '../../screen/boxes/field.ts';
import type { Form } from '../../screen/boxes/form-parts.ts';
import { nextStep } from '../../screen/boxes/steps.ts';
import { BETWEEN } from '../../screen/submit.ts';
import { isInList } from '../../screen/tables/in-list.ts';
import type { Screen as Shown, Thing } from '../../screen/thing.ts';
import type { Find } from '../../screen/view.ts';
import { anyOf } from '../../screen/words/lexicon.ts';
import { matching } from '../../screen/words/words.ts';
import { Screen } from '../../screen.ts';
import { labels } from '../labels.ts';
import { fillRequired, valueIn } from '../widgets/form.ts';
import { FormInParts, type Wish } from '../widgets/form-in-parts.ts';
import { confirmQuestion } from '../widgets/interruptions.ts';
import { isTaken, refusal, save } from '../widgets/saving.ts';
import { openTab, tabBeside, tabOf } from '../widgets/tab-strip.ts';
import { titledAs } from '../widgets/title.ts';
import { readyTool, toolOf } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';
import { type ListedKey, MemberKeys } from './member-keys.ts';

/**
 * Boxes with a text, and combos, by the runbook's names for them. Combos in the order in which they depend on each
 * other: Level decides Name (PRODUCT.md A4).
 */
const TEXTS = ['id', 'name'] as const;
const COMBOS = ['timeZone', 'role', 'level', 'levelName', 'location', 'businessUnit', 'territory'] as const;

export type MemberField = (typeof TEXTS)[number] | (typeof COMBOS)[number];
export type MemberValues = Partial<Record<MemberField, string | undefined>>;

/** Values of fields by their labels: those that only some tenants have. */
export type OtherValues = Readonly<Record<string, string>>;

const isText = (field: MemberField): boolean => (TEXTS as readonly string[]).includes(field);

const FIELDS: readonly MemberField[] = [...TEXTS, ...COMBOS];

/** The title of a saved member: `<id> (<name>)` (PRODUCT.md D3). Names in lists may read like it. */
function titleOf(screen: Shown, id: string): Thing | undefined {
  return matching(screen, `^${RegExp.escape(id)} \\(`).find(
    (thing) => !isInList(thing) && !thing.isIn((at) => at.is('navigation')),
  );
}

/** The box that says which role the member has. */
export const roleBox: Find = (screen) => fieldOf(screen, labels.member.role);

/** The box that says whether the member is inactive. */
export const inactiveBox: Find = (screen) => checkOf(screen, labels.member.inactive);

/** The form may be in parts, of which some are closed (PRODUCT.md D2 names its groups). */
const form: Form = {
  anchor(screen) {
    for (const field of FIELDS) {
      const [box] = fieldOf(screen, labels.member[field]);
      if (box !== undefined) return box;
    }
    return titledAs(screen, labels.titles.newMember)[0] ?? tabOf(screen, labels.tabs.apiKeys);
  },
  whole: anyOf(labels.tabs.details, labels.tabs.ofLists),
  apart: labels.tabs.apiKeys,
};

/** Whether the record of this member is what is shown: in the list of members a name may read like its title. */
const isRecordOf = (screen: Shown, id: string): boolean =>
  titleOf(screen, id) !== undefined && tabOf(screen, labels.tabs.ofLists) === undefined;

/** An ID belongs to one member of all kinds (PRODUCT.md D1), and the list API Members shows one of them. */
const HAS_THE_ID =
  `The list ${labels.tabs.apiMembers[0]} does not show who has this ID, so a member of another kind may have it, ` +
  `perhaps an inactive one: look at the lists ${Object.values(labels.otherMembers)
    .map(([name]) => name)
    .join(', ')}, ` +
  'inactive members too, and whether a filter hides it. Give that member another ID, or name another ID as input; ' +
  'then run again.';

const GIVE_ANOTHER =
  'An ID belongs to one member of all kinds, inactive ones too: give that member another ID in ConnectWise, or name ' +
  'another `member` as input; then run again.';

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
  readonly #form = new FormInParts(this.view, form);

  constructor(ctx: Context) {
    super(new View(ctx, 'API member'));
  }

  /** Whether the record of this member is what is shown. */
  async shows(id: string): Promise<boolean> {
    return isRecordOf(await this.view.see(), id);
  }

  /** Shows what may be in a part of the form that is closed. @returns where it is, if the form has it */
  async bringUp(find: Find): Promise<Locator | undefined> {
    return await this.#form.bringUp(find);
  }

  /** Visits the parts of the form, opening those that are closed. @param visit whether that was enough */
  async eachPart(visit: () => Promise<boolean>): Promise<void> {
    await this.#form.each(visit);
  }

  /** What the form holds now, once its lists have come. */
  async read(): Promise<Record<MemberField, string>> {
    const { view } = this;
    const holds = async (field: MemberField) => valueIn(await view.see(), labels.member[field]) ?? '';
    await this.details();
    await this.bringUp((screen) => fieldOf(screen, labels.member.id));
    await view.wait('the form to be filled', async () => (await holds('id')) !== '');
    await this.bringUp(roleBox);
    // A role that somebody has deleted leaves its box empty for good.
    await view.becomesTrue(async () => (await holds('role')) !== '');
    // A box may show the number of a record until its list has come.
    await view.comesToRest();
    const held = await this.#form.held(FIELDS.map((field) => labels.member[field]));
    return Object.fromEntries(FIELDS.map((field, n) => [field, held[n] ?? ''])) as Record<MemberField, string>;
  }

  /** What fields of other labels hold now; empty where the form does not have one. */
  async readOthers(names: readonly string[]): Promise<OtherValues> {
    const held = names.length === 0 ? [] : await this.#form.held(names.map((name) => [name]));
    return Object.fromEntries(names.map((name, n) => [name, held[n] ?? '']));
  }

  /** Goes to the tab with the form; a saved member may open on another (PRODUCT.md F). */
  private async details(): Promise<void> {
    const { view } = this;
    if (
      (await view.look((screen) => nextStep(screen, labels.steps) ?? fieldOf(screen, labels.member.role))) !== undefined
    )
      return;
    if ((await view.look((screen) => tabOf(screen, labels.tabs.details))) !== undefined)
      await openTab(view, labels.tabs.details, async () => await view.settled());
    await view.becomesTrue(async () => (await view.look(roleBox)) !== undefined);
    if ((await this.bringUp(roleBox)) === undefined) await view.find('the field Role ID', roleBox);
  }

  /**
   * Fills the form until everything is there at once: lists that reload take values away again (PRODUCT.md A4).
   * Without a wish a preset stays, and whatever is required and empty gets something valid (PRODUCT.md D2).
   * @param others values of other fields, by their labels
   */
  async fillIn(values: MemberValues, others: OtherValues = {}): Promise<void> {
    const { view } = this;
    await this.details();
    await view.settled();
    const wishes: Wish[] = [
      ...FIELDS.filter((field) => !isText(field) || values[field] !== undefined).map((field) => ({
        names: labels.member[field],
        wanted: values[field],
      })),
      ...Object.entries(others).map(([name, wanted]) => ({ names: [name], wanted })),
    ];
    await this.#form.fill(wishes, values.name ?? '-');
  }

  /** Whether the record that is shown is inactive; undefined where the form does not say. */
  async inactive(): Promise<boolean | undefined> {
    await this.bringUp(inactiveBox);
    const box = checkOf(await this.view.see(), labels.member.inactive);
    return box && isTicked(box);
  }

  /** Makes the record that is shown inactive, or active again; nothing is saved yet. */
  async setInactive(id: string, wanted: boolean): Promise<void> {
    const view = this.view;
    await this.details();
    await view.becomesTrue(async () => (await view.look(inactiveBox)) !== undefined);
    const box = await this.bringUp(inactiveBox);
    const word = wanted ? 'inactive' : 'active again';
    if (box === undefined)
      throw await view.problem(`the check box Inactive on the form of ${id}`, {
        actual: 'a form without it',
        hint:
          `Make ${id} ${word} in ConnectWise by hand, in the way that this release has for it, then run again: it ` +
          'looks first and continues from what is there.',
      });
    await this.ctx.gesture(
      `${wanted ? 'Tick' : 'Empty'} the check box Inactive`,
      async () => await tick(view, box, 'Inactive', wanted, !wanted, async () => await confirmQuestion(view, /activ/i)),
      { kind: 'edit', dialog: 'accept', at: box },
    );
  }

  /**
   * Saves; the record then shows its id and name as title, and its tabs (PRODUCT.md D2, D3).
   * @param about what a question that comes up may speak of, to be answered with yes
   * @param holders looks for the members that have the ID, where ConnectWise says that somebody has it
   */
  async save(id: string, about?: RegExp, holders?: () => Promise<string[]>): Promise<void> {
    const view = this.view;
    const fresh = titledAs(await view.see(), labels.titles.newMember).length > 0;
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
    let filled = false;
    const named = 'refused' in answer ? answer.refused.split(BETWEEN).flatMap(requiredIn) : [];
    if ('refused' in answer)
      await this.eachPart(async () => {
        if (await fillRequired(view, id, { named })) filled = true;
        return false;
      });
    if (filled) answer = await press();
    if ('refused' in answer) {
      const found = isTaken(answer.refused) ? ((await holders?.()) ?? []) : [];
      if (found.length === 0) throw await refusal(view, `the member ${id}`, answer.refused, HAS_THE_ID);
      throw await view.problem(`the member ${id} to be saved`, {
        actual: `the message "${answer.refused}"; the ID is in the list ${found.join('; ')}`,
        hint: GIVE_ANOTHER,
        retry: false,
      });
    }
    // What comes up late would lie over the next screen.
    if (fresh)
      await view.becomesTrue(async () => {
        const screen = await view.see();
        return isRecordOf(screen, id) && toolOf(screen, 'save') !== undefined;
      });
  }

  /** The tab API Keys of this member, not the one of the members list, which is called the same (PRODUCT.md D1). */
  async openKeys(id: string): Promise<void> {
    await this.ctx.gesture("Choose the member's tab API Keys", async () => await this.#chooseKeys(id));
  }

  /**
   * All keys of the member, read in its tab API Keys.
   * @param spot which of them the picture is to mark, if the list is to be evidence
   * @param open opens the member first, in the same gesture; left out: it is open
   */
  async readKeys(
    id: string,
    spot?: (keys: ListedKey[]) => ListedKey | undefined,
    open?: () => Promise<unknown>,
  ): Promise<ListedKey[]> {
    const list = new MemberKeys(this.ctx);
    let marked: ListedKey | undefined;
    return await this.ctx.gesture(
      open === undefined
        ? "Choose the member's tab API Keys and read the list"
        : `Open the member ${id} and its tab API Keys, and read the list`,
      async () => {
        await open?.();
        await this.#chooseKeys(id);
        const keys = await list.read();
        marked = spot?.(keys);
        return keys;
      },
      spot && { proves: `API keys of ${id}`, proof: async () => marked && (await list.shown(marked)) },
    );
  }

  async #chooseKeys(id: string): Promise<void> {
    const view = this.view;
    await view.find(`the record of ${id}`, (screen) => titleOf(screen, id));
    const screen = await view.see();
    const [title, ofList] = [titleOf(screen, id), ['API Members', 'API Callbacks']];
    if ((title === undefined ? tabOf(screen, ofList) : tabBeside(title, ofList)) !== undefined)
      throw await view.problem(`the record of ${id} with its own tab API Keys`, {
        actual: 'the tabs of the members list',
      });
    await openTab(view, labels.tabs.apiKeys, async () => await new MemberKeys(this.ctx).arrived());
  }
}
