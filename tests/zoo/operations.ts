import type { Page } from '@playwright/test';
import { SecurityModules } from '../../pages/connectwise/screens/security-modules.ts';
import { Grid } from '../../pages/connectwise/widgets/grid.ts';
import type { Column } from '../../pages/connectwise/widgets/level-cells.ts';
import { listOf, type PlacedRow, type Row, readList, rowOf } from '../../pages/connectwise/widgets/list-rows.ts';
import { View as ConnectwiseView } from '../../pages/connectwise/widgets/view.ts';
import { checkOf, isTicked, tick } from '../../pages/screen/boxes/check-box.ts';
import { typeDate } from '../../pages/screen/boxes/date.ts';
import { fieldOf } from '../../pages/screen/boxes/field.ts';
import { boxText, typeInto } from '../../pages/screen/boxes/type-into.ts';
import { buttonsOf } from '../../pages/screen/buttons/buttons.ts';
import { openTab } from '../../pages/screen/buttons/tabs.ts';
import { readyButton } from '../../pages/screen/buttons/toolbar.ts';
import { choose } from '../../pages/screen/lists/combobox.ts';
import { locate } from '../../pages/screen/look.ts';
import { Phrases } from '../../pages/screen/messages/phrases.ts';
import { saidOn } from '../../pages/screen/messages/said.ts';
import { type Answer, submit } from '../../pages/screen/submit.ts';
import type { Columns } from '../../pages/screen/tables/heads.ts';
import { LongTable, lookSideways, NEAR } from '../../pages/screen/tables/scroll.ts';
import type { Thing } from '../../pages/screen/thing.ts';
import { View } from '../../pages/screen/view.ts';
import { answerOf, type Dialog, dialogsOn } from '../../pages/screen/windows/dialog.ts';
import { bareContext } from '../support/bare-context.ts';
import { Sections } from './sections.ts';
import { sectionNames } from './src/data.ts';

/** How long anything may take on these pages, in milliseconds: their own delays are below one second. */
const PATIENCE = 12_000;

const speech = { phrases: new Phrases(), answers: ['Yes', 'No', 'OK', 'Cancel', 'Close'] };

/** A page of the zoo: nothing is known of it. */
class ZooView extends View {
  protected override readonly patience = PATIENCE;
  protected readonly usualHint = 'Look at the page.';

  protected async clearTheWay(): Promise<void> {}

  protected async describe(): Promise<string> {
    return `a page that says "${(await this.see()).texts
      .filter((_, n) => n < 12)
      .map((text) => text.said())
      .join(', ')}"`;
  }
}

/** What a person does on a page of the zoo, with the product's own page layer. */
export class Operations {
  readonly page: Page;
  readonly view: ZooView;
  answer: Answer | undefined;

  constructor(page: Page) {
    this.page = page;
    this.view = new ZooView(bareContext(page), 'the zoo');
  }

  async #box(label: string) {
    return await this.view.find(`the box "${label}"`, (screen) => fieldOf(screen, [label]));
  }

  async fill(label: string, text: string): Promise<void> {
    await typeInto(this.view, await this.#box(label), label, text);
  }

  async read(label: string): Promise<string> {
    return await boxText(this.view, await this.#box(label));
  }

  async choose(label: string, entry: string): Promise<void> {
    await choose(this.view, await this.#box(label), label, entry);
  }

  async setDate(label: string, day: string): Promise<void> {
    await typeDate(this.view, await this.#box(label), label, new Date(`${day}T00:00:00`));
  }

  async tick(label: string, to: boolean): Promise<void> {
    const check = await this.view.find(`the check box "${label}"`, (screen) => checkOf(screen, [label]));
    const thing = await this.view.thing(check);
    await tick(this.view, check, label, to, (thing && isTicked(thing)) ?? false);
  }

  async selectTab(name: string): Promise<void> {
    await openTab(this.view, [name]);
  }

  async #button(name: string) {
    return await readyButton(this.view, [name], (screen) => buttonsOf(screen, [name])[0]);
  }

  async press(name: string): Promise<void> {
    await this.view.pressOnce(await this.#button(name), name);
  }

  /** Presses a button and waits for what the page says to it. */
  async submit(name: string): Promise<Answer> {
    const button = await this.#button(name);
    const press = async () => await this.view.pressOnce(button, name);
    this.answer = await submit(this.view, { what: `pressing ${name}`, press, speech });
    return this.answer;
  }

  async said(): Promise<string[]> {
    return saidOn(await this.view.see(), speech).map(({ text }) => text);
  }

  async #window(): Promise<Dialog> {
    return await this.view.wait('a window', async () => dialogsOn(await this.view.see(), speech.answers)[0]);
  }

  async window(): Promise<{ title: string; text: string; buttons: string[] }> {
    const { title, lines, buttons } = await this.#window();
    return { title, text: lines.join(' '), buttons: buttons.map((button: Thing) => button.said()) };
  }

  async answerWindow(word: string): Promise<void> {
    const button = await this.view.wait(`the button ${word} of a window`, async () => {
      const window = dialogsOn(await this.view.see(), speech.answers)[0];
      return window && answerOf(window, [word]);
    });
    await this.view.pressOnce(locate(button), word);
    await this.view.wait('the window to close', async () => {
      return dialogsOn(await this.view.see(), speech.answers).length === 0;
    });
  }

  /** All rows of a list, as the product reads them. */
  async rows(columns: readonly string[]): Promise<Record<string, string>[]> {
    return await new Grid(new ConnectwiseView(bareContext(this.page), 'a list'), columnsOf(columns)).all(columns[0]!);
  }

  /** Looks for a row in all that can be scrolled to, page by page. */
  async #findRow(names: readonly string[], text: string): Promise<Row | undefined> {
    const view = new ConnectwiseView(bareContext(this.page), 'a list');
    const columns = columnsOf(names);
    const read = async () => await readList(view, columns);
    const see = async () => {
      const now = await read();
      return now && { items: now.rows, scroller: now.scroller };
    };
    const isSame = (a: PlacedRow, b: PlacedRow) =>
      Math.abs(a.y - b.y) < NEAR / 4 && JSON.stringify(a.row) === JSON.stringify(b.row);
    await view.wait('the list', async () => ((await read())?.rows.length ?? 0) > 0, PATIENCE);
    for (;;) {
      const found = await new LongTable(view, see, isSame).find(({ row }) => row[names[0]!] === text);
      if (found !== undefined) return await this.#widened(view, columns, found);
      const next = await view.look((screen) => listOf(screen, columns)?.pager?.next);
      if (next === undefined) return undefined;
      const before = JSON.stringify((await read())?.rows);
      await view.press(next, 'the next page');
      await view.wait('the next page', async () => JSON.stringify((await read())?.rows) !== before, PATIENCE);
    }
  }

  /** A row with the columns that are drawn only when somebody scrolls sideways to them. */
  async #widened(view: ConnectwiseView, columns: Columns, { y, row }: PlacedRow): Promise<Row> {
    const missing = new Set(Object.keys(columns).filter((key) => (row[key] ?? '') === ''));
    const add = async () => {
      const now = await readList(view, columns);
      const same = now?.rows.find((one) => Math.abs(one.y - y) < NEAR / 4);
      for (const [key, text] of Object.entries(same?.row ?? {}))
        if (text !== '' && missing.delete(key)) row[key] = text;
      return missing.size > 0;
    };
    if (missing.size > 0) await lookSideways(view, async () => (await readList(view, columns))?.sideways, add);
    return row;
  }

  async row(columns: readonly string[], text: string): Promise<Row | undefined> {
    return await this.#findRow(columns, text);
  }

  /** Opens a row: its link, or else by a double click. */
  async openRow(columns: readonly string[], text: string): Promise<void> {
    await this.#findRow([columns[0]!], text);
    const view = new ConnectwiseView(bareContext(this.page), 'a list');
    const at = await view.wait(
      `the row ${text}`,
      async () => await rowOf(view, columnsOf([columns[0]!]), text),
      PATIENCE,
    );
    const thing = await view.thing(at);
    const isLink = thing?.closest((part) => part.is('link', 'button') || part.listed.tag === 'a') !== undefined;
    await view.press(at, text, isLink ? 1 : 2);
  }

  async openSection(name: string): Promise<void> {
    await new Sections(this.view, sectionNames).open(name);
  }

  async sections(names: readonly string[]): Promise<Record<string, string[]>> {
    const list = new Sections(this.view, sectionNames);
    const read: Record<string, string[]> = {};
    for (const name of names) read[name] = await list.read(name);
    return read;
  }

  async setLevel(section: string, row: string, column: string, level: string): Promise<void> {
    const modules = new SecurityModules(bareContext(this.page));
    await modules.read();
    await modules.setLevel(section, row, columnOf(column), level);
  }

  async level(section: string, row: string, column: string): Promise<string | undefined> {
    const rows = await new SecurityModules(bareContext(this.page)).read();
    return rows.find((one) => one.module === section && one.row === row)?.levels[columnOf(column)];
  }
}

const columnOf = (heading: string): Column => heading.split(' ')[0]!.toLowerCase() as Column;

const columnsOf = (names: readonly string[]): Record<string, string[]> =>
  Object.fromEntries(names.map((name) => [name, [name]]));
