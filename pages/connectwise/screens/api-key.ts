import type { Locator } from 'playwright';
import type { Context } from '../../../src/contract.ts';
import { labels } from '../labels.ts';
import { confirmQuestion } from '../widgets/interruptions.ts';
import { answerTo, refusal, save, type Answer } from '../widgets/saving.ts';
import { typeInto } from '../widgets/text-box.ts';
import { readyTool, tool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';

/** What a key looks like: no spaces, no dots that stand for hidden letters, of plausible length. Pictures show 16 letters and digits; nobody promises that (connectwise.md D4). */
const KEY = '^[A-Za-z0-9+/=_.~-]{8,128}$';

/** One key of a member: new, just made, or opened later (connectwise.md D4). */
export class ApiKey {
  readonly #ctx: Context;
  readonly #view: View;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#view = new View(ctx, "a member's API key");
  }

  async typeDescription(description: string): Promise<void> {
    const box = await this.#view.find('the box Description', [{ field: [...labels.key.description] }]);
    await this.#ctx.gesture(`Type ${description} as Description`, async () => await typeInto(this.#view, box, 'Description', description), { kind: 'edit', at: box });
  }

  /** The text beside one of these labels, if it looks like a key. The private one's text never comes here. */
  private async keyBeside(names: readonly string[]): Promise<Locator | undefined> {
    for (const name of names) {
      for (const at of await this.#view.all({ value: [name] })) {
        const looksLikeKey = async (element: Element, shape: string) => {
          const text = (element instanceof HTMLInputElement ? element.value : (element.textContent ?? '')).trim();
          return new RegExp(shape).test(text) && new Set(text).size > 2;
        };
        if (await at.evaluate(looksLikeKey, KEY, { timeout: 1_000 }).catch(() => false)) return at;
      }
    }
    return undefined;
  }

  /**
   * Presses Save, reads the pair and seals the private half, all before any picture and before the screen is left: it is never shown again (connectwise.md D4).
   * @returns the public key
   */
  async saveAndSeal(description: string): Promise<string> {
    const view = this.#view;
    const pair = async () => {
      const [open, hidden] = [await this.keyBeside(labels.key.publicKey), await this.keyBeside(labels.key.privateKey)];
      return open === undefined || hidden === undefined ? undefined : { open, hidden };
    };
    const answer = await this.#ctx.gesture('Press Save (not Save and Close), and keep the private key that is shown now', async (): Promise<{ publicKey: string } | { refused: string }> => {
      const saved = await save(view, 'making the key', async () => (await pair()) !== undefined);
      if ('refused' in saved) return saved;
      const { open, hidden } = await view.wait('both keys on the screen', pair);
      const publicKey = (await open.innerText()).trim();
      const privateKey = await this.#ctx.takeSecret(hidden, 'ConnectWise private key');
      await this.#ctx.escrow.seal({ publicKey, description, privateKey });
      // Texts are drawn bit by bit at times: what was read must still stand there, and beside the right label.
      const again = await pair();
      if (again === undefined || !(await this.#ctx.holdsSecret(again.hidden, privateKey)) || (await again.open.innerText()).trim() !== publicKey || (await this.#ctx.holdsSecret(again.open, privateKey))) {
        throw await view.problem('both keys to stay as they were read', { saw: 'other texts at a second look', next: 'Run again: this key is removed then, and a new one is made.' });
      }
      return { publicKey };
    }, { kind: 'commit', reveals: true });
    if ('refused' in answer) throw await refusal(view, 'the key', answer.refused);
    return answer.publicKey;
  }

  /** Deletes the key that is open: the way to get rid of one whose private half is lost (connectwise.md D4). */
  async remove(publicKey: string): Promise<void> {
    const view = this.#view;
    const button = await readyTool(view, 'remove');
    await view.wait(`the key ${publicKey} to be open`, async () => await view.look({ words: [publicKey] }));
    let asked = false;
    const gone = async () => {
      asked ||= await confirmQuestion(this.#ctx);
      // Back in the list: it has columns, and nothing to save.
      return (await tool(view, 'save')) === undefined && (await view.look({ css: '.cw-ml-header' })) !== undefined;
    };
    const answer = await this.#ctx.gesture(`Delete the key ${publicKey}`, async (): Promise<Answer> => await answerTo(view, 'deleting the key', async () => await view.pressOnce(button, 'Delete'), gone), { kind: 'commit', dialog: 'accept', at: button });
    if ('refused' in answer) throw await refusal(view, 'the removal of the key', answer.refused);
  }
}
