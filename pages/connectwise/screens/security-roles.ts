import type { Context } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { fieldOf } from '../../screen/boxes/field.ts';
import type { Answer } from '../../screen/submit.ts';
import type { Screen as Shown, Thing } from '../../screen/thing.ts';
import { words } from '../../screen/words/words.ts';
import { Screen } from '../../screen.ts';
import { labels } from '../labels.ts';
import { isInRail } from '../signed-in.ts';
import { pressDelete, rowDelete } from '../widgets/deleting.ts';
import { Grid } from '../widgets/grid.ts';
import type { LevelRow } from '../widgets/level-cells.ts';
import { headOf, listOf, orNamesAlone } from '../widgets/list-rows.ts';
import { openFromSystem } from '../widgets/menu.ts';
import { roleTitle } from '../widgets/title.ts';
import { newItem } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';
import type { SecurityModules } from './security-modules.ts';

const COLUMNS = orNamesAlone({
  name: labels.columns.roleName,
  updated: labels.columns.roleUpdated,
  type: labels.columns.roleType,
});

/** The first of a list of names, below or beside a title that is no entry of the menu: a role may be shown beside it. */
function namesBeside(screen: Shown): Thing | undefined {
  const isTitle = (thing: Thing) => !isInRail(thing) && thing.closest((part) => part.is('menu')) === undefined;
  const table = words(screen, labels.menu.securityRoles).some(isTitle) ? listOf(screen, COLUMNS)?.table : undefined;
  return Object.keys(table?.heads ?? []).length === 0 ? table?.rows[0]?.cells['name']?.parts[0] : undefined;
}

/** System > Security Roles: the list (PRODUCT.md C1). */
export class SecurityRoles extends Screen<View> {
  readonly #grid = new Grid(this.view, COLUMNS);

  constructor(ctx: Context) {
    super(new View(ctx, 'Security Roles'));
  }

  async open(): Promise<void> {
    await this.ctx.gesture('Choose System > Security Roles', async () => await this.#choose(), {
      dialog: 'accept',
    });
  }

  async #choose(): Promise<void> {
    await openFromSystem(this.view, labels.menu.securityRoles);
    await this.arrived();
  }

  async arrived(): Promise<void> {
    // Breadcrumb and title both read like the menu (PRODUCT.md C1); the list's own column tells that it is there. The
    // module table of a role may have a column of that name, too (PRODUCT.md C3).
    await this.view.find('the list of security roles', (screen) => {
      const head = roleTitle(screen) === undefined ? headOf(screen, COLUMNS.updated) : undefined;
      return head ?? namesBeside(screen);
    });
    await this.#grid.drawn();
  }

  /**
   * Goes to the list, from any screen, and searches it.
   * @param proves what the list is evidence of, if of anything
   * @returns the names of the roles that have just this name
   */
  async find(name: string, proves?: string): Promise<string[]> {
    return await this.ctx.gesture(
      `Choose System > Security Roles, and search for the role ${name}`,
      async () => {
        await this.#choose();
        await this.#grid.clear();
        const rows = await this.#grid.search('name', name);
        return rows.map((row) => row['name']!).filter((found) => sameName(found, name));
      },
      {
        dialog: 'accept',
        ...(proves !== undefined && { proves, proof: async () => await this.#grid.shown(name) }),
      },
    );
  }

  /** Any role of the list; undefined where it shows none. */
  async anyRole(): Promise<string | undefined> {
    return await this.ctx.gesture('Read the list', async () => await this.#grid.first('name'));
  }

  /**
   * Opens a role that `find` or `anyRole` has found.
   * @param why it is opened, where that is not to change it
   */
  async openRole(name: string, why?: string): Promise<void> {
    await this.ctx.gesture(`Open the role ${name}${why === undefined ? '' : `, ${why}`}`, async () => {
      await this.#press(name);
    });
  }

  /**
   * Opens a role that `find` has found, and reads its whole table.
   * @param modules reads it, and knows it from then on
   */
  async readRole(name: string, modules: SecurityModules): Promise<LevelRow[]> {
    return await this.ctx.gesture(
      `Open the role ${name} and all sections of its table, and read the levels`,
      async () => {
        await this.#press(name);
        return await modules.readOpen();
      },
    );
  }

  async #press(name: string): Promise<void> {
    // Beside the list another role may be shown.
    const other = roleTitle(await this.view.see())?.role;
    await this.#grid.open(name, `the screen Security Modules of ${name}`, async () => {
      const title = roleTitle(await this.view.see());
      return title !== undefined && (title.role === undefined || title.role !== other || sameName(title.role, name));
    });
    await this.view.settled();
  }

  /** Deletes a role that `find` has found, in the list, where its own screen has no Delete. */
  async removeRow(name: string): Promise<Answer> {
    const button = await rowDelete(this.view, this.#grid, name, labels.role.noun);
    return await pressDelete(this.view, button, `the role ${name}`, async () => await this.#grid.lacks('name', name));
  }

  async pressPlus(): Promise<void> {
    const { at, name } = await newItem(this.view);
    await this.ctx.gesture(`Press ${name}`, async () => {
      await this.view.press(at, name);
      await this.view.find('the box Role ID of a new role', (screen) => fieldOf(screen, labels.role.id));
      await this.view.settled();
    });
  }
}
