import type { Locator } from 'playwright';
import { sight, type Sight } from '../../sight/engine.ts';
import { labels } from '../labels.ts';
import type { Grid } from './grid.ts';
import { YES } from './interruptions.ts';
import { answerTo, type Answer } from './saving.ts';
import type { View } from './view.ts';

/**
 * Presses Delete once, answers the question that may come (PRODUCT.md A5: a gap) with yes, and waits for what comes
 * of it.
 * @param what for the gesture and messages: 'the key …'
 * @param gone whether the screen shows that it is deleted
 */
export async function pressDelete(
  view: View,
  button: Locator,
  what: string,
  gone: () => Promise<boolean>,
): Promise<Answer> {
  return await view.ctx.gesture(
    `Delete ${what}`,
    async (): Promise<Answer> =>
      await answerTo(view, `deleting ${what}`, async () => await view.pressOnce(button, 'Delete'), gone, YES),
    { kind: 'commit', dialog: 'accept', at: button },
  );
}

/**
 * What deletes the chosen row of a list: a button of the list's own toolbar, never one of the record around the list.
 */
const OF_LIST: Sight[] = [
  {
    css:
      '.mm_toolbarHolder .cw-toolbar-delete .mm_button, .mm_toolbarHolder .cw-toolbar-delete, .mm_toolbarHolder ' +
      '.cw_ToolbarButton_Delete .mm_button, .mm_toolbarHolder .cw_ToolbarButton_Delete',
  },
  { css: '.mm_toolbarHolder *', words: [...labels.tools.remove] },
];

/**
 * Finds what deletes one row in its list, for releases whose records have no Delete: a bin in the row, or the row is
 * chosen and the list's toolbar or its Actions have it.
 * @param text of the row's cell that opens the record
 */
export async function rowDelete(view: View, grid: Grid, text: string): Promise<Locator> {
  return await view.ctx.gesture(`Choose the row ${text} and find Delete`, async () => {
    const row = (await grid.link(text)).locator('xpath=ancestor-or-self::*[self::tr or @role="row"][1]');
    const bin = row
      .locator(sight({ tip: [...labels.tools.remove] }))
      .or(row.locator(sight({ words: [...labels.tools.remove] })))
      .first();
    if ((await bin.count()) > 0) return bin;
    const checker = row.locator('.x-grid-row-checker, input[type=checkbox], [role=checkbox]').first();
    await view.press(
      (await checker.count()) > 0 ? checker : row.locator('td, [role=gridcell]').last(),
      `the row ${text}`,
    );
    let tries = 0;
    return await view.wait(
      `Delete for the row ${text} of the list`,
      async () => {
        const button =
          (await view.look(...OF_LIST)) ??
          (await view.look({ menu: [...labels.tools.remove], beside: '.cw-toolbar-actions' }));
        if (button !== undefined) return button;
        const actions = await view.look(
          { css: '.cw-toolbar-actions .mm_button' },
          { css: '.cw-toolbar-actions' },
          { words: [...labels.tools.actions] },
        );
        if (actions !== undefined && tries < 4) await view.press(actions, 'Actions');
        tries += 1;
        await view.within(
          Math.max(700, view.pace * 2),
          async () =>
            (await view.look({ menu: [...labels.tools.remove], beside: '.cw-toolbar-actions' })) !== undefined,
        );
        return undefined;
      },
      30_000,
    );
  });
}
