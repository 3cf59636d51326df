import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { labels } from '../labels.ts';
import { Screen } from '../../screen.ts';
import { reading } from '../../sight/read.ts';
import { typeInto } from '../../sight/text-box.ts';
import { checkBox, ticked } from '../widgets/check-box.ts';
import { pressDelete } from '../widgets/deleting.ts';
import { readList } from '../widgets/list-rows.ts';
import { refusal, save } from '../widgets/saving.ts';
import { readyTool, tool, usableTool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';

/**
 * What a key looks like: no spaces, no dots that stand for hidden letters, of plausible length. Pictures show 16
 * letters and digits; nobody promises that (PRODUCT.md D4).
 */
const KEY = '^[A-Za-z0-9+/=_.~-]{8,128}$';

/**
 * What may stand in a key's place until it comes: words, or what ends in dots. A key of letters in one case alone does
 * not happen by chance.
 */
const NO_KEY = '\\.\\.$|^[A-Za-z]?[a-z]+([-_./~][A-Za-z]?[a-z]+)*[.-]*$|^[A-Z]+([-_./~][A-Z]+)*[.-]*$';

/**
 * How long a key has to stand there unchanged before it is taken, in milliseconds: some take most of a second to come.
 */
const STANDS = 1_500;

/** Of the list of keys. */
export const KEY_COLUMNS = { description: labels.columns.keyDescription, publicKey: labels.columns.publicKey };

/** A number for a text, so that it can be compared without leaving the page. */
const number = reading<null, number>('imprint', (_see, _, at) => {
  const text = at instanceof HTMLInputElement ? at.value : (at.textContent ?? '');
  return [...text.trim()].reduce(
    (sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) | 0,
    text.trim().length,
  );
});

async function imprint(...places: Locator[]): Promise<number[]> {
  return await Promise.all(places.map(async (at) => await number.of(at, null)));
}

/** Whether a text looks like a key of this shape. */
const isKey = reading<[shape: string, no: string], boolean>('key', (_see, [shape, no], at) => {
  const text = (at instanceof HTMLInputElement ? at.value : (at.textContent ?? '')).trim();
  return new RegExp(shape).test(text) && !new RegExp(no).test(text) && new Set(text).size > 2;
});

/** One key of a member: new, just made, or opened later (PRODUCT.md D4). */
export class ApiKey extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, "a member's API key"));
  }

  async typeDescription(description: string): Promise<void> {
    const box = await this.view.find('the box Description', [{ field: [...labels.key.description] }]);
    await this.ctx.gesture(
      `Type ${description} as Description`,
      async () => await typeInto(this.view, box, 'Description', description),
      { kind: 'edit', at: box },
    );
  }

  /** The text beside one of these labels, if it looks like a key. The private one's text never comes here. */
  private async keyBeside(names: readonly string[]): Promise<Locator | undefined> {
    for (const name of names) {
      for (const at of await this.view.all({ value: [name] }))
        if (await isKey.of(at, [KEY, NO_KEY], { timeout: 1_000 }).catch(() => false)) return at;
    }
    return undefined;
  }

  /**
   * Presses Save, reads the pair and seals the private half, all before any picture and before the screen is left: it
   * is never shown again (PRODUCT.md D4).
   * @param member whose key it is
   * @returns the public key
   */
  async saveAndSeal(description: string, member: string): Promise<string> {
    const view = this.view;
    const pair = async () => {
      const [open, hidden] = [await this.keyBeside(labels.key.publicKey), await this.keyBeside(labels.key.privateKey)];
      return open === undefined || hidden === undefined ? undefined : { open, hidden };
    };
    const button = await readyTool(view, 'save');
    const answer = await this.ctx
      .gesture(
        'Press Save (not Save and Close), and keep the private key that is shown now',
        async (): Promise<{ publicKey: string } | { refused: string }> => {
          // A window that came up now could be the one with the key in it: it is never shown again.
          view.closesWindows = false;
          view.hides = `(?!.*(?:${NO_KEY}))${KEY}`;
          const saved = await save(view, button, 'making the key', async () => (await pair()) !== undefined);
          if ('refused' in saved) return saved;
          // Keys are drawn bit by bit at times: what counts has stood there unchanged, beside two different labels.
          const { open, hidden } = await view.wait('both keys on the screen', async () => {
            const found = await pair();
            if (found === undefined) return undefined;
            const before = await imprint(found.open, found.hidden);
            const changed = async () => String(await imprint(found.open, found.hidden)) !== String(before);
            return before[0] !== before[1] && !(await view.within(Math.max(STANDS, view.pace * 2), changed))
              ? found
              : undefined;
          });
          const publicKey = (await open.innerText()).trim();
          const privateKey = await this.ctx.takeSecret(hidden, 'ConnectWise private key');
          await this.ctx.escrow.seal({ kind: 'API key', publicKey, description, member, privateKey });
          return { publicKey };
        },
        { kind: 'commit', reveals: true, at: button },
      )
      .finally(() => {
        view.closesWindows = true;
        view.hides = undefined;
      });
    if ('refused' in answer) throw await refusal(view, 'the key', answer.refused);
    return answer.publicKey;
  }

  /** Whether the list of keys is shown: it has columns, and nothing to save. */
  private async listShown(): Promise<boolean> {
    return (
      (await tool(this.view, 'save')) === undefined &&
      ((await readList(this.view, KEY_COLUMNS))?.columns ?? 0) === Object.keys(KEY_COLUMNS).length
    );
  }

  /** Waits until this key is open: the record itself, not the list that it was opened from. */
  async arrived(publicKey: string): Promise<void> {
    const view = this.view;
    await view.wait(`the key ${publicKey} to be open`, async () => {
      const beside = await this.keyBeside(labels.key.publicKey);
      return beside !== undefined && !(await this.listShown()) && (await beside.innerText()).trim() === publicKey;
    });
    await view.settled();
  }

  /** Whether the key that is open is inactive; undefined where the screen does not say. */
  async inactive(): Promise<boolean | undefined> {
    const box = await checkBox(this.view, labels.key.inactive);
    return box && (await ticked(box));
  }

  /**
   * Deletes the key that is open: the way to get rid of one whose private half is lost (PRODUCT.md D4).
   * @returns false where this screen has no Delete
   */
  async remove(publicKey: string): Promise<boolean> {
    const view = this.view;
    const button = await usableTool(view, 'remove');
    if (button === undefined) return false;
    const answer = await pressDelete(view, button, `the key ${publicKey}`, async () => await this.listShown());
    if ('refused' in answer) throw await refusal(view, `the removal of the key ${publicKey}`, answer.refused);
    return true;
  }
}
