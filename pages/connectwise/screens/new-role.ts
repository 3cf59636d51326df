import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { fieldOf } from '../../screen/boxes/field.ts';
import { typeInto } from '../../screen/boxes/type-into.ts';
import type { Answer } from '../../screen/submit.ts';
import type { Screen as Shown, Thing } from '../../screen/thing.ts';
import { Screen } from '../../screen.ts';
import { labels } from '../labels.ts';
import { headOf } from '../widgets/list-rows.ts';
import { answerTo, ownSave, refusal, save } from '../widgets/saving.ts';
import { roleTitle, titledAs } from '../widgets/title.ts';
import { readyTool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';

/** How long a saved role may take to show its levels or the list, in milliseconds. */
const GOES_ON = 3_000;

/** Where a role may be that has the name already (PRODUCT.md C1: the list has a stored filter by type). */
const HAS_THE_NAME =
  `The list ${labels.menu.securityRoles[0]} did not show the role that has this name, although its filters were ` +
  'cleared: look whether its Type or a view hides it, or whether the member who is signed in may not see it. Show ' +
  'it, or name another role as input; then run again.';

const boxOf = (screen: Shown): Thing | undefined => fieldOf(screen, labels.role.id)[0];

/** Whether a saved role is shown, or the list: the box goes, or becomes that of the saved role. */
function isSaved(screen: Shown, name: string): boolean {
  const isNew = titledAs(screen, labels.titles.newRole).length > 0;
  const shown = roleTitle(screen)?.role;
  // A name may have been trimmed or put in capitals.
  if (shown !== undefined && !isNew) return shown.trim().toLowerCase().endsWith(name.trim().toLowerCase());
  return !isNew && boxOf(screen) === undefined && headOf(screen, labels.columns.roleUpdated) !== undefined;
}

/**
 * A new role: its Role ID and Save (PRODUCT.md C2; its layout is nowhere described: a form, a window, a box above
 * the levels, or a line of the list).
 */
export class NewRole extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'New Role'));
  }

  async typeName(name: string): Promise<void> {
    const box = await this.view.find('the box Role ID', boxOf);
    await this.ctx.gesture(`Type ${name} as Role ID`, async () => await typeInto(this.view, box, 'Role ID', name), {
      kind: 'edit',
      at: box,
    });
  }

  /** Saves; afterwards either the role's Security Modules or the list is shown (PRODUCT.md C2). */
  async save(name: string): Promise<void> {
    const view = this.view;
    const proof = async () => isSaved(await view.see(), name);
    const own: Locator | undefined = await view.look((screen) => ownSave(boxOf(screen)));
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
    await view.becomesTrue(proof, { reacts: GOES_ON });
  }
}
