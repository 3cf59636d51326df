/**
 * Records a choice of the zoo's screens, for the tests of the screen model that need no browser. Run it from the
 * project's folder: `node tests/zoo/record.ts`, with the zoo built.
 */
import { chromium } from '@playwright/test';
import { arrowOf, fieldOf } from '../../pages/screen/boxes/field.ts';
import { entriesOf } from '../../pages/screen/lists/list.ts';
import { locate, prepareLooks } from '../../pages/screen/look.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { write } from '../pages/screen/recorded.ts';
import { Operations } from './operations.ts';
import { startZoo } from './server.ts';

/** Opens the list of a box. */
async function openList({ view }: Operations): Promise<void> {
  const [box] = fieldOf(await view.see(), ['Role ID']);
  const arrow = arrowOf(box!);
  await locate(arrow === undefined || arrow.listed.through ? box! : arrow).click();
  await view.becomesTrue(async () => entriesOf((await view.thing(locate(box!)))!).length > 0);
}

const nothing = async (): Promise<void> => undefined;
const pressDelete = async (at: Operations): Promise<void> => await at.press('Delete');

/** What is done on a page before it is recorded, and in which makes. */
const SCREENS: [cell: string, act: (at: Operations) => Promise<void>, makes: string[]][] = [
  ['text', nothing, ['gwt', 'mui', 'antd', 'vaadin', 'primereact']],
  ['combo-drawn', openList, ['gwt', 'mui', 'antd', 'vaadin', 'primereact', 'shoelace']],
  ['table-paged', nothing, ['gwt', 'mui', 'antd', 'aggrid']],
  ['dialog', pressDelete, ['gwt', 'mui', 'shoelace', 'jqueryui', 'vaadin']],
  ['tabs', nothing, ['native', 'gwt', 'vaadin']],
];

await prepareLooks();
const zoo = await startZoo();
const browser = await chromium.launch({ executablePath: findBrowser()?.path ?? '', chromiumSandbox: false });
try {
  for (const [cell, act, makes] of SCREENS)
    for (const make of makes) {
      const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
      await page.goto(`${zoo.url}/?make=${make}&cell=${cell}`);
      const at = new Operations(page);
      await at.view.becomesTrue(async () => false, { reacts: 1_000 });
      await act(at);
      await at.view.becomesTrue(async () => false);
      write(`zoo/${make}-${cell}`, await at.view.see(), cell === 'dialog');
      await page.close();
    }
} finally {
  await browser.close();
  await zoo.close();
}
