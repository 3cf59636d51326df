import { buttonsOf, isDrawnAs } from '../../screen/buttons/buttons.ts';
import { sameLine } from '../../screen/layout.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { answerOf, type Dialog } from '../../screen/windows/dialog.ts';
import { words } from '../../screen/words/words.ts';
import { labels } from '../labels.ts';
import { fillIn } from './form.ts';
import { seenWindows } from './interruptions.ts';
import type { Column, LevelCell } from './level-cells.ts';
import type { View } from './view.ts';

/** What libraries of icons call a pencil. */
const PENCIL = /(^|[-_ ])(pencil|edit|pen)([-_ ]|\d*$|$)/i;

/** In the row of a level that is only told there: what opens a window with the row's levels. */
export function editorOf({ at, whole, choices }: LevelCell): Thing | undefined {
  if (at.kind === 'box' || choices.length > 0) return undefined;
  const row = whole.closest((part) => part.is('row') || part.hooked('listRow'));
  const named = new Set(buttonsOf(at.screen, labels.tools.edit));
  const found = (row?.find(({ kind, box }) => kind === 'button' && sameLine(box, at.box)) ?? []).filter(
    (button) => named.has(button) || isDrawnAs(button, PENCIL),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The window with the levels of a row. */
const windowOf = (screen: Screen, row: string): Dialog | undefined =>
  seenWindows(screen).find(
    (window) =>
      window.text.includes(row) &&
      Object.values(labels.levelColumns).every((name) => words(window.at, name).length > 0),
  );

/**
 * Sets one level of a row in the window that the row has for all of them.
 * @param cell what the table says of it now
 */
export async function setInWindow(
  view: View,
  { row, column, level }: { row: string; column: Column; level: string },
  cell: () => Promise<LevelCell | undefined>,
): Promise<void> {
  const isOpen = async () => windowOf(await view.see(), row) !== undefined;
  const editor = await view.wait(`what opens the levels of ${row}`, async () => {
    const now = await cell();
    return now && (await view.look(() => editorOf(now)));
  });
  const open = async () => {
    await view.press(editor, `the pencil of ${row}`);
    await view.wait(`the window with the levels of ${row}`, isOpen);
  };
  await view.ctx.gesture(`Press the pencil in the row ${row}`, open, { at: editor });
  await fillIn(view, labels.levelColumns[column], level);
  const done = await view.find('what closes the window with its choice', (screen) => {
    const window = windowOf(screen, row);
    return window && answerOf(window, labels.tools.saveInWindow);
  });
  const word = (await view.thing(done))?.said() ?? 'what closes the window';
  const close = async () => {
    await view.pressOnce(done, word);
    await view.wait('the window to close', async () => !(await isOpen()));
  };
  // Whether that is stored at once or with the table, nobody knows before.
  await view.ctx.gesture(`Press ${word} in the window`, close, { kind: 'commit', at: done });
}
