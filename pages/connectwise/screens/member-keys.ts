import type { Context } from '../../../src/portal-sdk/index.ts';
import { matching, words } from '../../screen/words.ts';
import { Screen } from '../../screen.ts';
import { labels } from '../labels.ts';
import { pressDelete, rowDelete } from '../widgets/deleting.ts';
import { Grid } from '../widgets/grid.ts';
import { headOf } from '../widgets/list-rows.ts';
import { refusal } from '../widgets/saving.ts';
import { readyTool, tool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';
import { ApiKey, KEY_COLUMNS } from './api-key.ts';

export interface ListedKey {
  description: string;
  publicKey: string;
}

/** A member's tab API Keys: the list (PRODUCT.md D4). */
export class MemberKeys extends Screen<View> {
  readonly #grid = new Grid(this.view, KEY_COLUMNS);

  constructor(ctx: Context) {
    super(new View(ctx, "a member's API Keys"));
  }

  async arrived(): Promise<void> {
    await this.view.find("the list of the member's keys", (screen) => headOf(screen, labels.columns.publicKey));
    await this.#grid.drawn();
  }

  /**
   * All keys of the member.
   * @param evidence whose they are, and which of them the picture is to mark, if the list is to be evidence
   */
  async read(evidence?: { member: string; spot(keys: ListedKey[]): ListedKey | undefined }): Promise<ListedKey[]> {
    let spot: ListedKey | undefined;
    return await this.ctx.gesture(
      "Read the list of the member's keys",
      async () => {
        await this.#grid.clear();
        const keys = (await this.#grid.all('publicKey', (row) => row['description'] !== '')).map((row) => ({
          description: row['description']!,
          publicKey: row['publicKey']!,
        }));
        spot = evidence?.spot(keys);
        return keys;
      },
      {
        reads: true,
        ...(evidence !== undefined && {
          proves: `API keys of ${evidence.member}`,
          proof: async () => spot && (await this.#grid.shown(spot.publicKey)),
        }),
      },
    );
  }

  /** Opens a key that `read` has found. */
  async openKey(publicKey: string): Promise<void> {
    await this.ctx.gesture(`Open the key ${publicKey}`, async () => {
      const rows = await this.#grid.search('publicKey', publicKey);
      const row = rows.find((found) => found['publicKey'] === publicKey);
      if (row === undefined) throw await this.view.problem(`the key ${publicKey} in the list`);
      // Which of the columns is the link differs; the description's is tried first.
      const link = await this.#grid.link(row['description'] || publicKey);
      await this.view.press(link, `the key ${publicKey}`);
      await new ApiKey(this.ctx).arrived(publicKey);
    });
  }

  /** Deletes a key that `read` has found, in the list, where its own screen has no Delete. */
  async removeRow(publicKey: string): Promise<void> {
    const row = (await this.#grid.search('publicKey', publicKey)).find((found) => found['publicKey'] === publicKey);
    if (row === undefined) throw await this.view.problem(`the key ${publicKey} in the list`);
    const button = await rowDelete(this.view, this.#grid, row['description'] || publicKey);
    const answer = await pressDelete(
      this.view,
      button,
      `the key ${publicKey}`,
      async () => (await this.view.look((screen) => words(screen, [publicKey]))) === undefined,
    );
    if ('refused' in answer) throw await refusal(this.view, `the removal of the key ${publicKey}`, answer.refused);
  }

  async pressPlus(): Promise<void> {
    await this.ctx.gesture('Press the plus (New Item)', async () => {
      await this.view.press(await readyTool(this.view, 'newItem'), 'the plus');
      // Its rows, or else the note that the private key is only shown at its creation (PRODUCT.md D4).
      await this.view.find('the row Private Key of a new key', (screen) => [
        ...words(screen, labels.key.privateKey),
        ...matching(screen, labels.key.shownOnce),
      ]);
      // The list has a Description too; only a record can be saved, if not before something is typed.
      await this.view.wait('the toolbar button Save', async () => await tool(this.view, 'save'));
      await this.view.settled();
    });
  }
}
