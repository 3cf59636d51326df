import type { Locator } from 'playwright';
import type { Context } from '../../../src/contract.ts';
import { labels } from '../labels.ts';
import { choose } from '../widgets/combo.ts';
import { pressDelete } from '../widgets/deleting.ts';
import { levelSpot, readLevels, type Column, type LevelReading, type LevelRow } from '../widgets/level-cells.ts';
import { refusal, save, type Answer } from '../widgets/saving.ts';
import { usableTool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';

/** System > Security Roles > Security Modules: what a role may do (connectwise.md C3). */
export class SecurityModules {
  readonly #ctx: Context;
  readonly #view: View;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#view = new View(ctx, 'Security Modules');
  }

  /** The role that the title names, if this screen is shown. */
  async role(): Promise<string | undefined> {
    const title = await this.#view.look({ pattern: labels.titles.modulesOf });
    const text = await title?.innerText().catch(() => undefined);
    return text === undefined ? undefined : new RegExp(labels.titles.modulesOf, 'i').exec(text.replace(/\s+/g, ' ').trim())?.[1]?.trim();
  }

  async arrived(): Promise<void> {
    await this.#view.wait('the table of security modules', async () => (await readLevels(this.#view)).modules.length > 0);
    await this.#view.settled();
  }

  /** Opens the modules that are collapsed (connectwise.md C3: a new role's may be); their state is read first. */
  private async openModules(names?: readonly string[]): Promise<void> {
    const view = this.#view;
    const { modules } = await readLevels(view);
    for (const { name } of modules.filter((module) => names === undefined || names.some((wanted) => wanted.toLowerCase() === module.name.toLowerCase()))) {
      const open = async () => (await readLevels(view)).modules.find((module) => module.name === name)?.open ?? false;
      let tries = 0;
      await view.wait(`the section ${name} to open`, async () => {
        if (await open()) return true;
        // Which part of the heading takes the press differs: the chevron before it, or its words.
        const at = await levelSpot(view, tries % 2 === 0 ? { module: name, chevron: true } : { module: name });
        tries += 1;
        if (at !== undefined) await view.press(at, `the section ${name}`);
        return await view.within(Math.max(800, view.pace * 2), open);
      });
    }
  }

  /** Opens every section and reads the whole table. */
  async read(): Promise<LevelRow[]> {
    return await this.#ctx.gesture('Open all sections of the table and read their levels', async () => {
      await this.arrived();
      await this.openModules();
      await this.#view.settled();
      const { rows } = await this.#complete();
      return rows;
    });
  }

  /** Cells fill late, like those of any table (connectwise.md A6): a reading counts when nothing is missing in it and it stays so. */
  async #complete(): Promise<LevelReading> {
    return await this.#view.wait('every row of the table to show its four levels', async () => {
      const reading = await readLevels(this.#view);
      const whole = reading.rows.length > 0 && reading.rows.every(({ module, levels }) => module !== '' && Object.keys(levels).length === 4 && Object.values(levels).every((level) => level !== ''));
      const text = JSON.stringify(reading);
      return whole && (await this.#view.holds(async () => JSON.stringify(await readLevels(this.#view)) === text)) ? reading : undefined;
    });
  }

  /** Shows one section after another, so that the pictures hold the whole table. */
  async showAll(modules: readonly string[]): Promise<void> {
    for (const module of modules) {
      const heading = await levelSpot(this.#view, { module });
      if (heading === undefined) continue;
      await this.#ctx.gesture(`Look through the section ${module}`, async () => await heading.evaluate((element) => element.scrollIntoView({ block: 'start' })), { at: heading });
    }
  }

  /** Sets one level; in some releases the cell becomes a box only when it is pressed. */
  async setLevel(module: string, row: string, column: Column, level: string): Promise<void> {
    const view = this.#view;
    const what = `${module} / ${row} / ${labels.role.columns[column][0]}`;
    await this.openModules([module]);
    const spot = async (): Promise<Locator> => await view.wait(`the row ${row} in the section ${module}`, async () => await levelSpot(view, { module, row, column }));
    const cell = await spot();
    await cell.scrollIntoViewIfNeeded();
    const wake = async () => {
      const at = await levelSpot(view, { module, row, column });
      const isBox = await at?.evaluate((element) => element.matches('input, textarea, select, [contenteditable], [role=combobox]'), undefined, { timeout: 1_000 }).catch(() => true);
      if (at === undefined || isBox) return false;
      await view.press(at, what);
      return true;
    };
    await this.#ctx.gesture(`Set ${what} to ${level}`, async () => await choose(view, cell, what, level, wake), { kind: 'edit', at: cell });
  }

  /** Deletes the role that is shown. @returns undefined where this screen has no Delete */
  async remove(role: string): Promise<Answer | undefined> {
    const button = await usableTool(this.#view, 'remove');
    return button && (await pressDelete(this.#view, button, `the role ${role}`, async () => (await this.role()) === undefined));
  }

  async save(role: string): Promise<void> {
    const answer = await this.#ctx.gesture('Press Save', async () => await save(this.#view, `saving the levels of ${role}`, async () => false), { kind: 'commit' });
    if ('refused' in answer) throw await refusal(this.#view, `the levels of ${role}`, answer.refused);
  }
}
