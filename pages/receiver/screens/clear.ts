import { excerpt } from '../../../src/portal-sdk/index.ts';
import { findRemove, pressRemove } from '../remove-credentials.ts';
import { EnterCredentials } from './enter.ts';

/** The same form: how what it holds is removed. */
export class ClearCredentials extends EnterCredentials {
  /**
   * Removes what is stored: by the button that MSPCFO has for it, on the first screen or in the form; else by emptying
   * the boxes and saving (PRODUCT.md D5: nothing is known of it).
   * @returns why there is no way to do so, if there is none
   */
  async clear(): Promise<string | undefined> {
    const look = async (key?: string) => await this.view.look((screen) => findRemove(this.its, screen, key));
    const first = await look();
    if (first === undefined) await this.openForm();
    let button = first ?? (await look());
    if (button === undefined) {
      // In a list, their row may be known by the key only.
      const key = await this.publicKey();
      await this.open();
      button = await look(key);
    }
    if (button !== undefined) {
      const at = button;
      const gone = async () => (await this.publicKey()) === undefined && !(await at.isVisible());
      const answer = await this.ctx.gesture(
        'Press the button that removes the stored credentials',
        async () => await pressRemove(this.view, at, gone),
        { kind: 'commit', dialog: 'accept', at },
      );
      await this.requireDone(answer, 'the credentials to be removed');
      await this.open();
      if ((await this.read()).publicKey === undefined) return undefined;
      // Some buttons only empty the form; what is stored goes with Save.
    }
    return await this.empty();
  }

  private async empty(): Promise<string | undefined> {
    await this.openForm();
    const screen = await this.view.see();
    const [box] = this.its.publicField.boxes(screen);
    if (box === undefined || box.listed.required === true)
      return 'its page has neither a button for it nor a form that can be emptied';
    for (const field of this.its.fields.filter(({ isPlain }) => isPlain))
      if (field.boxes(screen).length > 0) await this.type(`Empty the box of ${field.named}`, field, '');
    const answer = await this.tryToSave(['saved', 'works', 'removed']);
    if ('refused' in answer && !this.its.phrases.mean(answer.refused, 'busy'))
      return `its page has no button for it, and says to an emptied form: "${excerpt(answer.refused, 200)}"`;
    await this.requireDone(answer, 'the emptied credentials to be saved');
    return undefined;
  }
}
