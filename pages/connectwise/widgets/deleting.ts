import type { Locator } from 'playwright';
import type { Term } from '../../../src/portal-sdk/index.ts';
import { buttonsOf, isDrawnAs } from '../../screen/buttons/buttons.ts';
import { does, inMenu, opensActions } from '../../screen/buttons/own-menu.ts';
import { byTooltip, isNoTool, isOff, muteTools } from '../../screen/buttons/toolbar.ts';
import { sameLine } from '../../screen/layout.ts';
import { floats } from '../../screen/lists/list.ts';
import { locate } from '../../screen/look.ts';
import type { Answer } from '../../screen/submit.ts';
import type { TableRow } from '../../screen/tables/table.ts';
import type { Screen as Shown, Thing } from '../../screen/thing.ts';
import { coverOf } from '../../screen/windows/cover.ts';
import { words } from '../../screen/words/words.ts';
import { labels } from '../labels.ts';
import type { Grid } from './grid.ts';
import { YES } from './interruptions.ts';
import { listOf } from './list-rows.ts';
import { answerTo } from './saving.ts';
import { tabBeside } from './tab-strip.ts';
import { innerButton, toolsOf, usableTool } from './toolbar.ts';
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

/** What deletes the record that is shown: a button or the entry of a menu that says so. */
export async function recordDelete(view: View, noun: Term): Promise<Locator | undefined> {
  const isFree = (thing: Thing) =>
    thing.kind === 'button' && !isNoTool(thing) && coverOf(thing.screen, thing) === undefined;
  const isDelete = (entry: Thing) => does(entry, labels.tools.remove, noun, false);
  const said = await view.look((screen) => screen.things.filter((thing) => isFree(thing) && isDelete(thing)));
  const button = said ?? (await usableTool(view, 'remove'));
  if (button !== undefined) return button;
  const { things } = await view.see();
  const menus = things.filter((thing) => isFree(thing) && opensActions(thing, labels.tools.more));
  return await inMenu(view, menus, isDelete, 'the menu of the record');
}

/** What deletes the chosen row: a button of the list's own toolbar, never one of the record around the list. */
function ofList(screen: Shown): Thing[] {
  const toolbars = screen.hooked('listToolbar');
  const hooked = screen.hooked('removeRow').map(innerButton);
  const said = toolbars.flatMap((toolbar) => buttonsOf(toolbar, labels.tools.remove));
  const menus = screen.things.filter((thing) => floats(thing) && thing.find(({ kind }) => kind === 'box').length === 0);
  return [...hooked, ...said, ...menus.flatMap((menu) => words(menu, labels.tools.remove))];
}

/**
 * Tells which toolbar is a list's own where nothing names it: it stands between the tab that is open and the list's
 * head, or it has come with the choice of a row. The record around the list has a Delete, too.
 * @param before what could be pressed when no row was chosen
 */
function toolsOfList(screen: Shown, grid: Grid, before: ReadonlySet<string>): (thing: Thing) => boolean {
  const [head] = Object.values(listOf(screen, grid.columns)?.table.heads ?? {});
  const tab = head && tabBeside(head, labels.tabs.apiKeys);
  return (thing) =>
    !isOff(thing) &&
    (!before.has(placeOf(thing)) ||
      (tab !== undefined && thing.box.top > tab.box.middle && thing.box.middle < head!.box.top));
}

/** A button as a person knows it again, drawn anew or not. */
const placeOf = (thing: Thing): string => [thing.said(), thing.box.left, thing.box.top].join();

/** The one button of the list's own toolbar that deletes what is chosen. */
async function ownTool(view: View, grid: Grid, before: ReadonlySet<string>): Promise<Locator | undefined> {
  const isOwn = (screen: Shown) => toolsOfList(screen, grid, before);
  const [one, another] = toolsOf(await view.see(), 'remove').filter(isOwn(await view.see()));
  if (one !== undefined) return another === undefined ? locate(one) : undefined;
  const tipped = await byTooltip(view, labels.tools.remove, (screen) => muteTools(screen).filter(isOwn(screen)));
  return tipped && locate(tipped);
}

/** What opens the actions of a list. */
const actionsOf = (screen: Shown): Thing[] => [
  ...screen.hooked('actions').map(innerButton),
  ...buttonsOf(screen, labels.tools.actions),
];

/** What libraries of icons call a bin. */
const BIN = /(^|[-_ ])(trash|bin|delete|remove)\d*([-_ ]|$)/i;

/** In the row of a list: a bin, what opens a menu or more of the row, what chooses the row, or else its last cell. */
function inRow(
  row: TableRow,
  noun: Term,
): { bin?: Thing | undefined; menu?: Thing | undefined; opener?: Thing | undefined; chooser?: Thing | undefined } {
  const parts = [...row.lead, ...Object.values(row.cells).flatMap((cell) => cell.parts)];
  const [first] = parts;
  if (first === undefined) return {};
  const around = [first, ...first.outward()];
  const end = around.findIndex((part) => part.is('row') || part.hooked('listRow'));
  /** The nearest on the line of the row; no further than the row, where the page calls it one. */
  const near = (is: (thing: Thing) => boolean): Thing[] =>
    around
      .slice(0, end === -1 ? undefined : end + 1)
      .map((part) => part.find((thing) => is(thing) && sameLine(thing.box, row.box)))
      .find((found) => found.length > 0) ?? [];
  const named = new Set(buttonsOf(first.screen, labels.tools.remove));
  const isDelete = (thing: Thing) => thing.kind === 'button' && does(thing, labels.tools.remove, noun, true);
  return {
    bin:
      near((thing) => named.has(thing) || isDelete(thing))[0] ??
      near((thing) => thing.kind === 'button' && isDrawnAs(thing, BIN)).at(-1),
    opener: first.closest(({ kind, listed }) => kind === 'button' && listed.expanded !== undefined),
    menu: near((thing) => opensActions(thing, labels.tools.more)).at(-1),
    chooser: near(({ kind }) => kind === 'check')[0] ?? near((thing) => thing.hooked('rowCheck'))[0] ?? parts.at(-1),
  };
}

/**
 * Looks for an action in what a row itself opens below it: it comes with that, and no other does. What is open already
 * is closed first.
 */
async function inUnfolded(
  view: View,
  opener: (screen: Shown) => Thing | undefined,
  is: (thing: Thing) => boolean,
  what: string,
): Promise<Locator | undefined> {
  if (opener(await view.see()) === undefined) return undefined;
  const isOpen = async () => opener(await view.see())?.listed.expanded === true;
  const turn = async (open: boolean) => {
    await view.press(await view.find(what, opener), what);
    await view.becomesTrue(async () => (await isOpen()) === open);
    await view.comesToRest();
  };
  if (await isOpen()) await turn(false);
  const actions = (screen: Shown) => screen.things.filter((thing) => thing.kind === 'button' && is(thing));
  const before = new Set(actions(await view.see()).map(({ listed }) => listed.id));
  await turn(true);
  const news = (screen: Shown) => actions(screen).filter(({ listed }) => !before.has(listed.id));
  await view.becomesTrue(async () => news(await view.see()).length > 0);
  return news(await view.see()).length === 1 ? await view.look(news) : undefined;
}

/**
 * Finds what deletes one row in its list, for releases whose records have no Delete: a bin in the row, or its own menu,
 * or the row is chosen and the list's toolbar or its Actions have it.
 * @param text of the row's cell that opens the record
 * @param noun what it is
 */
export async function rowDelete(view: View, grid: Grid, text: string, noun: Term): Promise<Locator> {
  return await view.ctx.gesture(`Choose the row ${text} and find Delete`, async () => {
    await grid.link(text);
    const parts = (screen: Shown) => {
      const row = grid.rowIn(screen, text);
      return row === undefined ? {} : inRow(row, noun);
    };
    const bin = await view.look((screen) => parts(screen).bin);
    if (bin !== undefined) return bin;
    const { menu } = parts(await view.see());
    const isDelete = (entry: Thing) => does(entry, labels.tools.remove, noun, true);
    const entry = menu && (await inMenu(view, [menu], isDelete, `the menu of the row ${text}`));
    if (entry !== undefined) return entry;
    const unfolded = await inUnfolded(view, (screen) => parts(screen).opener, isDelete, `the row ${text}`);
    if (unfolded !== undefined) return unfolded;
    const screen = await view.see();
    const before = new Set(
      [...toolsOf(screen, 'remove'), ...muteTools(screen)].filter((tool) => !isOff(tool)).map(placeOf),
    );
    await view.press(await view.find(`the row ${text}`, (screen) => parts(screen).chooser), `the row ${text}`);
    let tries = 0;
    return await view.wait(
      `Delete for the row ${text} of the list`,
      async () => {
        const button = (await view.look(ofList)) ?? ((await view.isStill()) && (await ownTool(view, grid, before)));
        if (button) return button;
        const actions = await view.look(actionsOf);
        if (actions !== undefined && tries < 4) await view.press(actions, 'Actions');
        tries += 1;
        await view.becomesTrue(async () => (await view.look(ofList)) !== undefined);
        return undefined;
      },
      30_000,
    );
  });
}
