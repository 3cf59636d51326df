import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { fieldOf } from '../../screen/boxes/field.ts';
import { isInList } from '../../screen/tables/in-list.ts';
import type { Screen as Shown, Thing } from '../../screen/thing.ts';
import { words } from '../../screen/words/words.ts';
import { Screen } from '../../screen.ts';
import { labels } from '../labels.ts';
import { pressDelete, rowDelete } from '../widgets/deleting.ts';
import { Grid } from '../widgets/grid.ts';
import { headOf, isYes, listOf, rowSaying } from '../widgets/list-rows.ts';
import { refusal } from '../widgets/saving.ts';
import { newItem } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';
import { ApiKey, KEY_COLUMNS, noKeys } from './api-key.ts';

export interface ListedKey {
  description: string;
  publicKey: string;
}

/** Boxes of a record or a window, none of a list. */
const descriptions = (screen: Shown): Thing[] =>
  fieldOf(screen, labels.key.description).filter((box) => !isInList(box));

/** A member's tab API Keys: the list (PRODUCT.md D4). */
export class MemberKeys extends Screen<View> {
  readonly #grid = new Grid(this.view, KEY_COLUMNS);

  constructor(ctx: Context) {
    super(new View(ctx, "a member's API Keys"));
  }

  async arrived(): Promise<void> {
    await this.view.find(
      "the list of the member's keys",
      (screen) =>
        headOf(screen, labels.columns.publicKey) ?? noKeys(screen) ?? listOf(screen, KEY_COLUMNS)?.table.whole,
    );
    await this.#grid.drawn();
  }

  /** All keys of the member. */
  async read(): Promise<ListedKey[]> {
    await this.#grid.clear();
    const none = (screen: Shown) =>
      headOf(screen, labels.columns.publicKey) === undefined ? noKeys(screen) : undefined;
    if (await this.#grid.saysNothing(none)) return [];
    return (await this.#grid.all('publicKey', (row) => row['description'] !== '')).map((row) => ({
      description: row['description']!,
      publicKey: row['publicKey']!,
    }));
  }

  /** Where a key that `read` has found stands. */
  async shown({ publicKey }: ListedKey): Promise<Locator | undefined> {
    return await this.#grid.shown(publicKey);
  }

  /**
   * Opens a key that `read` has found.
   * @returns false where keys have no screen of their own: then the list is still shown
   */
  async openKey(publicKey: string): Promise<boolean> {
    return await this.ctx.gesture(`Open the key ${publicKey}`, async () => {
      const rows = await this.#grid.search('publicKey', publicKey);
      const row = rows.find((found) => found['publicKey'] === publicKey);
      if (row === undefined) throw await this.view.problem(`the key ${publicKey} in the list`);
      // Which of the columns is the link differs; the description's is tried first.
      const link = await this.#grid.link(row['description'] || publicKey);
      await this.view.press(link, `the key ${publicKey}`);
      return await new ApiKey(this.ctx).opens(publicKey);
    });
  }

  /** Whether a key that `read` has found is inactive, by the list; undefined where it does not say. */
  async inactive(publicKey: string): Promise<boolean | undefined> {
    const screen = await this.view.see();
    const row = rowSaying(screen, { ...KEY_COLUMNS, inactive: labels.key.inactive }, publicKey);
    const text = row?.cells['inactive']?.text;
    return text === undefined || headOf(screen, labels.key.inactive) === undefined ? undefined : isYes(text);
  }

  /** Deletes a key that `read` has found, in the list, where its own screen has no Delete. */
  async removeRow(publicKey: string): Promise<void> {
    const row = (await this.#grid.search('publicKey', publicKey)).find((found) => found['publicKey'] === publicKey);
    if (row === undefined) throw await this.view.problem(`the key ${publicKey} in the list`);
    const button = await rowDelete(this.view, this.#grid, row['description'] || publicKey, labels.key.noun);
    const answer = await pressDelete(
      this.view,
      button,
      `the key ${publicKey}`,
      async () => (await this.view.look((screen) => words(screen, [publicKey]))) === undefined,
    );
    if ('refused' in answer) throw await refusal(this.view, `the removal of the key ${publicKey}`, answer.refused);
  }

  /** @returns the box Description of the new key */
  async pressPlus(): Promise<Locator> {
    const { at: button, name } = await newItem(this.view);
    return await this.ctx.gesture(`Press ${name}`, async () => {
      const known = new Set(descriptions(await this.view.see()).map(({ listed }) => listed.id));
      // The list may have a Description too, to search by.
      const isNew = ({ listed }: Thing) => !known.has(listed.id);
      const find = (screen: Shown) => descriptions(screen).filter(isNew);
      await this.view.press(button, name);
      await this.view.wait('the box Description of a new key', async () => {
        const isThere = async () => find(await this.view.see()).length > 0;
        return (await isThere()) && (await this.view.staysTrue(isThere));
      });
      await this.view.settled();
      return await this.view.find('the box Description of a new key', find);
    });
  }
}
