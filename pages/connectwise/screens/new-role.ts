import type { Context } from '../../../src/contract.ts';
import { labels } from '../labels.ts';
import { answerTo, refusal, save, type Answer } from '../widgets/saving.ts';
import { typeInto } from '../../sight/text-box.ts';
import { readyTool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';

/** How long a saved role may take to show its levels or the list, in milliseconds. */
const GOES_ON = 3_000;

/** A new role: its Role ID and Save (connectwise.md C2; its layout is nowhere described: a form, a window, or a box above the levels). */
export class NewRole {
  readonly #ctx: Context;
  readonly #view: View;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#view = new View(ctx, 'New Role');
  }

  async typeName(name: string): Promise<void> {
    const box = await this.#view.find('the box Role ID', [{ field: ['Role ID'] }, { field: ['Role Name'] }]);
    await this.#ctx.gesture(`Type ${name} as Role ID`, async () => await typeInto(this.#view, box, 'Role ID', name), { kind: 'edit', at: box });
  }

  /** Saves; afterwards either the role's Security Modules or the list is shown (connectwise.md C2). */
  async save(name: string): Promise<void> {
    const view = this.#view;
    // The box goes, or becomes that of the saved role.
    const proof = async () => (await view.look({ pattern: labels.titles.modulesOf })) !== undefined && (await view.look({ pattern: labels.titles.newRole })) === undefined
      ? (await titled(view, name))
      : (await view.look({ field: ['Role ID'] }, { field: ['Role Name'] }, { pattern: labels.titles.newRole })) === undefined && (await view.look({ words: ['Last Update'] })) !== undefined;
    const inWindow = await view.look({ css: '.cw-gxt-wnd .mm_button, .CwDialog-buttons button, [role=dialog] button', words: [...labels.tools.saveInWindow] });
    const button = inWindow ?? (await readyTool(view, 'save'));
    const answer = await this.#ctx.gesture('Press Save', async (): Promise<Answer> => inWindow === undefined
      ? await save(view, button, `saving the role ${name}`, proof)
      : await answerTo(view, `saving the role ${name}`, async () => await view.pressOnce(button, 'Save'), proof), { kind: 'commit', at: button });
    if ('refused' in answer) throw await refusal(view, `the role ${name}`, answer.refused);
    // The next screen may come a moment after the banner, and would lie over whatever was gone to before it.
    await view.within(GOES_ON, proof);
  }
}

/** Whether the title names this role; a name may have been trimmed or put in capitals. */
async function titled(view: View, name: string): Promise<boolean> {
  const title = await view.look({ pattern: labels.titles.modulesOf });
  const text = await title?.innerText().catch(() => '');
  return text?.trim().toLowerCase().endsWith(name.trim().toLowerCase()) ?? false;
}
