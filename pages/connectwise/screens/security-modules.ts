import type { Locator } from 'playwright';
import { type Context, excerpt, ScreenProblem } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { listButtonIn } from '../../screen/boxes/field.ts';
import { isOff } from '../../screen/buttons/toolbar.ts';
import { choose } from '../../screen/lists/combobox.ts';
import { locate, locateBoxIn } from '../../screen/look.ts';
import type { Answer } from '../../screen/submit.ts';
import { PROMISED } from '../../screen/tables/scroll.ts';
import type { Screen as Shown } from '../../screen/thing.ts';
import { Screen } from '../../screen.ts';
import { labels } from '../labels.ts';
import { pressDelete, recordDelete } from '../widgets/deleting.ts';
import {
  COLUMNS,
  type Column,
  type LevelCell,
  type LevelRow,
  type LevelSpot,
  NONE,
  type Spot,
} from '../widgets/level-cells.ts';
import { choosersOf, sectionBox, sectionsIn } from '../widgets/level-choosers.ts';
import { type LevelReading, LevelTable } from '../widgets/level-table.ts';
import { editorOf, setInWindow } from '../widgets/level-window.ts';
import { refusal, save } from '../widgets/saving.ts';
import { openTab } from '../widgets/tab-strip.ts';
import { roleTitle } from '../widgets/title.ts';
import { readyTool, usableTool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';
import { UpdateSecurity } from './update-security.ts';

/** A cell becomes a list when it is pressed, or pressed twice. */
const PRESSES_TO_EDIT = 2;
/** A heading is shown below the table's own head, in pixels. */
const BELOW_HEAD = 20;
/** A table whose headings move is read so often; then a heading that is not found where it was read is an error. */
const MOST_READINGS = 20;

/**
 * Whether all that is missing are cells with nothing in them, in rows that show some level. A column without any may be
 * one that is not drawn where nobody has scrolled to it.
 */
const isBlankAtMost = ({ rows }: LevelReading): boolean =>
  COLUMNS.every((column) => rows.some(({ levels }) => levels[column])) &&
  rows.every(
    ({ module, levels }) => module !== '' && Object.values(levels).length > 0 && !Object.values(levels).includes(''),
  );

/** A cell that stays empty offers no level, and gives no right (PRODUCT.md C3: not every level is offered in every cell). */
const withNone = ({ modules, rows }: LevelReading): LevelReading => ({
  modules,
  rows: rows.map((row) => {
    const blank = COLUMNS.filter((column) => row.levels[column] === undefined);
    return { ...row, blank, levels: { ...row.levels, ...Object.fromEntries(blank.map((column) => [column, NONE])) } };
  }),
});

/** System > Security Roles > Security Modules: what a role may do (PRODUCT.md C3). */
export class SecurityModules extends Screen<View> {
  readonly #table = new LevelTable(this.view);
  #reading: LevelReading = { modules: [], rows: [] };
  /** All sections, where one is shown at a time: they are chosen beside the table, or opening one closes the others. */
  #alone: readonly string[] = [];

  constructor(ctx: Context) {
    super(new View(ctx, 'Security Modules'));
  }

  /** The role that the title names, if this screen is shown. */
  async role(): Promise<string | undefined> {
    return roleTitle(await this.view.see())?.role;
  }

  async arrived(): Promise<void> {
    await this.view.wait('the table of security modules', async () => await this.#table.isShown());
    await this.view.settled();
  }

  /** Opens the modules that are collapsed (PRODUCT.md C3: a new role's may be). @returns the table with all of them open */
  private async openModules(): Promise<LevelReading> {
    // A table that is just being drawn may be read wrongly at first: the menu on the left has the same names.
    for (let readings = 0; ; readings += 1) {
      const reading = await this.#openAsRead(readings);
      if (reading !== undefined) return reading;
    }
  }

  /**
   * Presses what opens each of these modules, one after the other, as a person does; what that has opened is seen once.
   * All places are found in one look, as long as the table keeps them: the upper ones stay where they are.
   */
  async #pressEach(closed: LevelReading['modules']): Promise<void> {
    const spotOf = ({ name, y }: LevelReading['modules'][number]): Spot => ({ module: name, y, chevron: true });
    const seen: (Locator | undefined)[] = [];
    for (const heading of closed) {
      const at = await this.#table.drawn(spotOf(heading));
      // What is drawn anew is known by what was there.
      seen.push((await at?.isVisible()) ? at : undefined);
    }
    let keeps = true;
    for (const [n, heading] of closed.entries()) {
      const at: Locator | undefined = (keeps ? seen[n] : undefined) ?? (await this.#table.spot(spotOf(heading)));
      if (at !== undefined) keeps = (await this.view.tryToPress(at, `the section ${heading.name}`)) && keeps;
    }
    const names = closed.map(({ name }) => name);
    await this.view.becomesTrue(async () => await this.#table.areOpen(names));
  }

  /**
   * Opens the sections that are closed, where each of them was read.
   * @param readings how often the table was read before; after many, a heading is waited for that does not stand there
   * @returns what was read, if all were open already
   */
  async #openAsRead(readings: number): Promise<LevelReading | undefined> {
    const view = this.view;
    const giveUp = readings < MOST_READINGS;
    const reading = await this.#table.read();
    // From the last one up, so that the others stay where they are.
    const closed = reading.modules.filter(({ open }) => !open).reverse();
    if (closed.length === 0) return reading;
    if (readings > 2 * MOST_READINGS)
      throw await view.problem('all sections of the table to stay open', {
        actual: `that ${closed.map(({ name }) => name).join(', ')} closed again`,
      });
    if (closed.length > 1 && readings === 0) {
      await this.#pressEach(closed);
      return undefined;
    }
    for (const heading of closed) {
      const before = await this.#table.open();
      if (!(await this.#open(heading, giveUp))) return undefined;
      if (before.length === 1 && !(await this.#table.areOpen(before))) {
        this.#alone = reading.modules.map(({ name }) => name);
        return reading;
      }
    }
    return undefined;
  }

  /** Opens one section. @param giveUp whether it need not stand where it was read @returns whether it is there */
  async #open({ name, y }: { name: string; y: number }, giveUp: boolean): Promise<boolean> {
    const view = this.view;
    let tries = 0;
    const opened = await view.wait(`the section ${name} to open`, async () => {
      if (await this.#table.areOpen([name])) return 'yes';
      // Which part of the heading takes the press differs: the chevron before it, or its words.
      const at = await this.#table.spot({ module: name, y, ...(tries % 2 === 0 && { chevron: true }) });
      tries += 1;
      // Sections may open by themselves, and push the others away.
      if (at !== undefined) await view.tryToPress(at, `the section ${name}`);
      else if (giveUp && tries % 2 === 0) return 'not there';
      return (await view.becomesTrue(async () => await this.#table.areOpen([name]))) ? 'yes' : undefined;
    });
    return opened === 'yes';
  }

  /** Opens every section and reads the whole table. */
  async read(): Promise<LevelRow[]> {
    return await this.ctx.gesture(
      'Open all sections of the table and read their levels',
      async () => await this.readOpen(),
    );
  }

  /** What `read` does, within a gesture. */
  async readOpen(): Promise<LevelRow[]> {
    await this.arrived();
    this.#alone = await this.#choices();
    this.#reading = await this.#readAll();
    return this.#reading.rows;
  }

  /** The sections that are chosen beside the table. */
  async #choices(): Promise<string[]> {
    const box = await this.view.look(sectionBox);
    return box === undefined
      ? choosersOf(await this.view.see()).map(({ name }) => name)
      : await sectionsIn(this.view, box);
  }

  async #readAll(): Promise<LevelReading> {
    const whole = this.#alone.length === 0 ? await this.openModules() : undefined;
    if (whole !== undefined && this.#alone.length === 0) return await this.#complete(whole);
    const parts: LevelReading[] = [];
    for (const name of this.#alone) {
      await this.#show(name);
      const isChosen = choosersOf(await this.view.see()).length > 0;
      const first = isChosen ? await this.openModules() : await this.#table.read();
      const { modules, rows } = await this.#complete(first);
      parts.push({
        modules: modules.filter((module) => module.name === name || !this.#alone.includes(module.name)),
        rows,
      });
    }
    return { modules: parts.flatMap(({ modules }) => modules), rows: parts.flatMap(({ rows }) => rows) };
  }

  /** Shows a section, where one is shown at a time. */
  async #show(name: string): Promise<void> {
    if (!this.#alone.includes(name) || (await this.#table.areOpen([name]))) return;
    const isShown = async () => await this.#table.areOpen([name]);
    const box = await this.view.look(sectionBox);
    if (box !== undefined) {
      await choose(this.view, box, labels.role.module[0], name);
      return void (await this.view.wait(`the section ${name}`, isShown));
    }
    const entry = choosersOf(await this.view.see()).find((one) => sameName(one.name, name))?.at;
    if (entry === undefined) await this.#open({ name, y: 0 }, false);
    else if (entry.is('tab'))
      await openTab(this.view, [name], async () => await this.view.wait(`the section ${name}`, isShown));
    else {
      await this.view.press(locate(entry), `the section ${name}`);
      await this.view.wait(`the section ${name}`, isShown);
    }
  }

  /**
   * Cells fill late, like those of any table (PRODUCT.md A6): a reading counts when nothing is missing in it and it
   * stays so.
   * @param first the last reading
   */
  async #complete(first: LevelReading): Promise<LevelReading> {
    await this.view.settled();
    let last: LevelReading | undefined = first;
    let missing: string[] = [];
    let count = 0;
    const actual = () =>
      count === 0
        ? 'no rows in it'
        : missing.length === 0
          ? undefined
          : `${count} rows, and no ` +
            `${missing.slice(0, 5).join(', no ')}${missing.length > 5 ? ` (and ${missing.length - 5} more)` : ''}`;
    return await this.view.wait(
      'every row of the table to show its four levels',
      async () => {
        const reading = last ?? (await this.#table.read());
        last = undefined;
        count = reading.rows.length;
        missing = reading.rows.flatMap(({ module, row, levels }) => [
          ...(module === '' ? [`section above ${row}`] : []),
          ...COLUMNS.filter((column) => (levels[column] ?? '') === '').map(
            (column) => `${labels.levelColumns[column][0]} of ${module} / ${row}`,
          ),
        ]);
        const text = JSON.stringify(reading);
        const isSame = async () => JSON.stringify(await this.#table.read()) === text;
        if (count === 0 || (missing.length > 0 && !isBlankAtMost(reading))) return undefined;
        if (missing.length > 0) return (await this.view.staysTrue(isSame, PROMISED)) ? withNone(reading) : undefined;
        return this.#table.inParts || (await this.view.staysTrue(isSame)) ? reading : undefined;
      },
      undefined,
      actual,
    );
  }

  /** The cell that gives the only right in these sections, if one alone does: it is what a picture of them proves. */
  #onlyRight(sections: readonly string[]): LevelSpot | undefined {
    const given = this.#reading.rows
      .filter(({ module }) => sections.includes(module))
      .flatMap(({ module, row, y, levels }) =>
        COLUMNS.filter((column) => !sameName(levels[column] ?? '', 'None')).map((column) => ({
          module,
          row,
          y,
          column,
        })),
      );
    return given.length === 1 ? given[0] : undefined;
  }

  /**
   * The parts of the table that one picture holds each, from top to bottom: as many whole sections as there is room
   * for, and of a longer one as many parts as it takes.
   */
  #parts(room: number): { names: string[]; y: number }[] {
    const { modules, rows } = this.#reading;
    const seen = room - 2 * BELOW_HEAD;
    const parts: { names: string[]; y: number }[] = [];
    const isAlone = this.#alone.length > 0;
    const { breaks } = this.#table;
    const next = (from: number) => Math.min(from + seen, breaks.find((y) => y > from) ?? Infinity);
    for (const [n, { name, y }] of modules.entries()) {
      const own = isAlone ? rows.filter(({ module }) => module === name) : rows;
      const end = (isAlone ? undefined : modules[n + 1]?.y) ?? Math.max(y, ...own.map((row) => row.y));
      const last = isAlone ? undefined : parts.at(-1);
      if (last !== undefined && end <= next(last.y)) last.names.push(name);
      else for (let from = y; from === y || end > from; from = next(from)) parts.push({ names: [name], y: from });
    }
    return parts;
  }

  /**
   * Shows one part after another, so that the pictures hold the whole table. Those of parts that give any right prove
   * what the role may do.
   */
  async showAll(role: string): Promise<void> {
    const room = await this.#table.room();
    for (const { names, y } of this.#parts(room)) {
      const right = this.#onlyRight(names);
      const isInPart = right !== undefined && right.y >= y - BELOW_HEAD && right.y <= y + room;
      const isShown = this.#alone.length === 0;
      const cell = isInPart && isShown ? await this.#table.spot(right) : undefined;
      const given = this.#rightsBetween(names, y - BELOW_HEAD, y + room);
      const at = cell ?? (await this.#table.spot({ module: names[0]!, y }));
      await this.ctx.gesture(
        `Look through the ${names.length === 1 ? 'section' : 'sections'} ${names.join(', ')}`,
        async () => {
          await this.#show(names[0]!);
          await this.#table.scrollTo(y, BELOW_HEAD);
          // It may not be drawn here, where the table is a long one; then the picture has no mark.
          if (cell !== undefined && (await cell.count()) === 1)
            await cell.scrollIntoViewIfNeeded({ timeout: 2_000 }).catch(() => undefined);
        },
        {
          ...(at && { at }),
          ...(given.length > 0 && { proves: `Rights of the role ${role}: ${excerpt(given.join(', '), 300)}` }),
        },
      );
    }
  }

  /** The rows in a part of the table that give any right. */
  #rightsBetween(names: readonly string[], top: number, bottom: number): string[] {
    return this.#reading.rows
      .filter(({ module }) => this.#alone.length === 0 || names.includes(module))
      .filter(({ y, levels }) => y >= top && y <= bottom && COLUMNS.some((one) => !sameName(levels[one] ?? '', 'None')))
      .map(({ module, row }) => `${module} / ${row}`);
  }

  /** Where something of a row stands; the table is read again where it has moved or closed. */
  private async inRow(module: string, row: string, part: { column: Column } | { customize: true }) {
    return await this.view.wait(`the row ${row} in the section ${module}`, async () => {
      const known = this.#reading.rows.find((one) => one.module === module && one.row === row);
      await this.#show(module);
      const at = known && (await this.#table.spot({ module, row, y: known.y, ...part }));
      if (at !== undefined) return { at, y: known!.y };
      this.#reading = await this.#readAll();
      return undefined;
    });
  }

  /**
   * Sets one level: by the button that each level has of its own, or in the cell's list; in some releases the cell
   * becomes a box only when it is pressed, or pressed twice.
   */
  async setLevel(module: string, row: string, column: Column, level: string): Promise<void> {
    const view = this.view;
    const what = `${module} / ${row} / ${labels.levelColumns[column][0]}`;
    const isBlank = this.#reading.rows.some(
      (one) => one.module === module && one.row === row && one.blank?.includes(column),
    );
    if (isBlank) throw await this.#notOffered(what, level, 'an empty cell');
    const { at, y } = await this.inRow(module, row, { column });
    const cellIn = (screen: Shown) => this.#table.cellAt(screen, { module, row, y, column });
    const cell = async () => cellIn(await view.see());
    const drawn = await view.wait(what, cell);
    let presses = 0;
    const wake = async () => {
      const now = await cell();
      if (now === undefined || now.at.kind === 'box') return false;
      if (now.offersNone && presses === PRESSES_TO_EDIT)
        throw await this.#notOffered(what, level, `"${now.whole.said()}" there, also after it was pressed`);
      await view.press(locate(now.at), what, presses % 2 === 0 ? 1 : 2);
      presses += 1;
      return true;
    };
    const set = async () => {
      if (drawn.choices.length > 0) return await this.#pressLevel(cell, what, level);
      // Found again where the page draws the row anew.
      const list = await view.look((screen) => {
        const now = cellIn(screen);
        return now === undefined || now.at.kind === 'box' ? undefined : listButtonIn(now.whole);
      });
      const box = () => view.foundBy(locateBoxIn(drawn.whole), (screen) => cellIn(screen)?.at);
      await this.#chooseLevel(list ?? box(), what, level, list === undefined ? wake : undefined);
    };
    if (editorOf(drawn) === undefined)
      return await this.ctx.gesture(`Set ${what} to ${level}`, set, { kind: 'edit', at });
    await setInWindow(view, { row, column, level }, cell);
    // What tells of unsaved changes may have moved the table.
    await view.wait(`${what} to be ${level}`, async () => {
      const { y: now } = await this.inRow(module, row, { column });
      const set = this.#table.cellAt(await view.see(), { module, row, y: now, column });
      return sameName(set?.text ?? '', level);
    });
  }

  async #notOffered(what: string, level: string, actual: string): Promise<ScreenProblem> {
    return await this.view.problem(`${what} to offer "${level}"`, {
      actual,
      hint: 'Look in ConnectWise whether this level exists there; take it out of the levels if it does not.',
    });
  }

  /** Chooses a level in a list, whatever it is called there. */
  async #chooseLevel(at: Locator, what: string, level: string, wake?: () => Promise<boolean>): Promise<void> {
    const term = Object.values(labels.levels).find(([name]) => name === level) ?? [level];
    const said = (await this.view.see()).said(term);
    for (const [n, word] of said.entries()) {
      try {
        return void (await choose(this.view, at, what, word, wake));
      } catch (error) {
        if (!(error instanceof ScreenProblem) || n === said.length - 1) throw error;
      }
    }
  }

  /** Chooses one of the levels that a cell shows beside each other. */
  async #pressLevel(cell: () => Promise<LevelCell | undefined>, what: string, level: string): Promise<void> {
    const choices = (await cell())?.choices ?? [];
    const wanted = choices.find(({ name }) => sameName(name, level));
    if (wanted === undefined || (!wanted.chosen && isOff(wanted.at)))
      throw await this.view.problem(`"${level}" to choose from for ${what}`, {
        actual: wanted ? 'that it is grey' : `only ${choices.map(({ name }) => name).join(', ')}`,
      });
    if (!wanted.chosen) await this.view.press(locate(wanted.at), `${level} for ${what}`);
    await this.view.wait(`${what} to be ${level}`, async () => sameName((await cell())?.text ?? '', level));
  }

  /** Opens the window behind a row's (customize) link (PRODUCT.md C3). */
  async customize(module: string, row: string): Promise<UpdateSecurity> {
    const { at: link } = await this.inRow(module, row, { customize: true });
    const window = new UpdateSecurity(this.ctx, `${module} / ${row}`);
    await this.ctx.gesture(
      `Press (customize) beside ${module} / ${row}`,
      async () => {
        await this.view.press(link, `(customize) beside ${row}`);
        await window.arrived();
      },
      { at: link },
    );
    return window;
  }

  /** Deletes the role that is shown. @returns undefined where this screen has no Delete */
  async remove(role: string): Promise<Answer | undefined> {
    const button = await recordDelete(this.view, labels.role.noun);
    return (
      button &&
      (await pressDelete(this.view, button, `the role ${role}`, async () => (await this.role()) === undefined))
    );
  }

  /** Whether there is something to save: the window behind (customize) may have stored its choice by itself. */
  async canSave(): Promise<boolean> {
    return (await usableTool(this.view, 'save')) !== undefined;
  }

  async save(role: string): Promise<void> {
    const button = await readyTool(this.view, 'save');
    const answer = await this.ctx.gesture(
      'Press Save',
      async () => await save(this.view, button, `saving the levels of ${role}`, async () => false),
      { kind: 'commit', at: button },
    );
    if ('refused' in answer) throw await refusal(this.view, `the levels of ${role}`, answer.refused);
  }
}
