import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { labels } from '../labels.ts';
import { answerTo, refusal, save, type Answer } from '../widgets/saving.ts';
import { Screen } from '../../screen.ts';
import type { Sight } from '../../sight/engine.ts';
import { typeInto } from '../../sight/text-box.ts';
import { readyTool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';

/** How far to the right of the box, in pixels, a button is still one of its line. */
const BESIDE = 400;

/** How long a saved role may take to show its levels or the list, in milliseconds. */
const GOES_ON = 3_000;

/** Where a role may be that has the name already (PRODUCT.md C1: the list has a stored filter by type). */
const HAS_THE_NAME =
  `The list ${labels.menu.securityRoles[0]} did not show the role that has this name, although its filters were ` +
  'cleared: look whether its Type or a view hides it, or whether the member who is signed in may not see it. Show ' +
  'it, or name another role as input; then run again.';

const BOX: Sight[] = [{ field: ['Role ID'] }, { field: ['Role Name'] }];

/**
 * A new role: its Role ID and Save (PRODUCT.md C2; its layout is nowhere described: a form, a window, a box above
 * the levels, or a line of the list).
 */
export class NewRole extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'New Role'));
  }

  async typeName(name: string): Promise<void> {
    const box = await this.view.find('the box Role ID', BOX);
    await this.ctx.gesture(`Type ${name} as Role ID`, async () => await typeInto(this.view, box, 'Role ID', name), {
      kind: 'edit',
      at: box,
    });
  }

  /** The button of a window, or of the line that the box stands in, which needs no toolbar. */
  private async ownButton(): Promise<Locator | undefined> {
    const view = this.view;
    const words = [...labels.tools.saveInWindow];
    const inWindow = await view.look({
      css: '.cw-gxt-wnd .mm_button, .CwDialog-buttons button, [role=dialog] button',
      words,
    });
    if (inWindow !== undefined) return inWindow;
    const box = await (await view.look(...BOX))?.boundingBox({ timeout: 1_000 }).catch(() => null);
    for (const at of await view.all({ words })) {
      const place = await at.boundingBox({ timeout: 1_000 }).catch(() => null);
      if (
        box &&
        place &&
        Math.abs(place.y + place.height / 2 - box.y - box.height / 2) < 14 &&
        place.x > box.x + box.width / 2 &&
        place.x < box.x + box.width + BESIDE
      )
        return at;
    }
    return undefined;
  }

  /** Saves; afterwards either the role's Security Modules or the list is shown (PRODUCT.md C2). */
  async save(name: string): Promise<void> {
    const view = this.view;
    // The box goes, or becomes that of the saved role.
    const proof = async () =>
      (await view.look({ pattern: labels.titles.modulesOf })) !== undefined &&
      (await view.look({ pattern: labels.titles.newRole })) === undefined
        ? await titled(view, name)
        : (await view.look(...BOX, { pattern: labels.titles.newRole })) === undefined &&
          (await view.look({ words: ['Last Update'] })) !== undefined;
    const own = await this.ownButton();
    const button = own ?? (await readyTool(view, 'save'));
    const answer = await this.ctx.gesture(
      'Press Save',
      async (): Promise<Answer> =>
        own === undefined
          ? await save(view, button, `saving the role ${name}`, proof)
          : await answerTo(view, `saving the role ${name}`, async () => await view.pressOnce(button, 'Save'), proof),
      { kind: 'commit', at: button },
    );
    if ('refused' in answer) throw await refusal(view, `the role ${name}`, answer.refused, HAS_THE_NAME);
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
