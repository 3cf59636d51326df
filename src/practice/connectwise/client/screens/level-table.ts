import type { Level, LevelColumn } from '../../modules.ts';
import type { RowLevels } from '../../state.ts';
import { boot } from '../boot.ts';
import { Combo } from '../combo.ts';
import { shortDate } from '../dates.ts';
import { element, look } from '../element.ts';
import { icon } from '../icons.ts';
import { pause } from '../pause.ts';
import { onPress } from '../press.ts';
import { openUpdateSecurity } from './update-security.ts';

const TITLES: Record<LevelColumn, string> = {
  add: 'Add Level',
  edit: 'Edit Level',
  delete: 'Delete Level',
  inquire: 'Inquire Level',
};
const COLUMNS = Object.keys(TITLES) as LevelColumn[];
const LEVELS: readonly Level[] = ['None', 'My', 'All'];
const ROW_HEIGHT = 25;
const NAME_WIDTH = 254;
const LEVEL_WIDTH = 100;
/** Modules whose rows can be about one's own records. */
const WITH_MY = ['Companies', 'Project', 'Sales', 'Service Desk', 'Time & Expense'];

/**
 * The table of Security Modules (PRODUCT.md C3): modules that open and close, their rows, and four levels in each.
 * Longer than other files, because it draws all three makes of the table.
 */
export class LevelTable {
  readonly element: HTMLElement;
  readonly #changed: () => void;
  readonly #scroller = element('div', 'grid-scroller level-scroller');
  readonly #open = new Set<string>();
  /** Where only the rows near the visible part are in the document. */
  readonly #virtual = boot.variants.moduleRows === 'virtual' ? virtualRows(this.#scroller) : undefined;
  readonly #all = element('div', 'level-all', 'mm_icon', icon('down', 18));
  #levels: Record<string, RowLevels> = {};
  #touched: { updated: string; updatedBy: string } | undefined;
  #disabled = false;
  #editor: Combo | undefined;
  #editing: (level: string) => void = () => {};

  constructor(changed: () => void) {
    this.#changed = changed;
    const titles = COLUMNS.map((column, n) => {
      const title = element('div', 'level-title', '', element('div', '', 'gwt-Label', TITLES[column]));
      title.style.cssText = `position:absolute;left:${NAME_WIDTH + n * LEVEL_WIDTH}px;width:${LEVEL_WIDTH}px`;
      return title;
    });
    this.#scroller.id = 'securitymodules-listview-scroller';
    onPress(this.#all, () => void this.#toggleAll());
    // The strip's cells in another order than on the screen.
    this.element = element(
      'div',
      'grid level-grid',
      'mm_grid',
      element('div', 'level-header', 'cw-ml-header', titles[3]!, titles[2]!, titles[1]!, titles[0]!, this.#all),
      this.#scroller,
    );
  }

  load(levels: Record<string, RowLevels>, touched: { updated: string; updatedBy: string } | undefined): void {
    this.#levels = structuredClone(levels);
    this.#touched = touched;
    this.#open.clear();
    if (boot.variants.moduleState === 'expanded')
      for (const module of Object.keys(boot.modules)) this.#open.add(module);
    this.#draw();
  }

  /** All rows' levels; rows with None everywhere are left out. */
  get levels(): Record<string, RowLevels> {
    return Object.fromEntries(
      Object.entries(this.#levels).filter(
        ([, row]) => row.only !== undefined || COLUMNS.some((column) => row[column] !== 'None'),
      ),
    );
  }

  disable(on: boolean): void {
    this.#disabled = on;
    this.#draw();
  }

  /** Who saved the role, and when, on the modules' rows. */
  touch(by: { updated: string; updatedBy: string }): void {
    this.#touched = by;
    this.#draw();
  }

  #row(key: string): RowLevels {
    return (this.#levels[key] ??= { add: 'None', edit: 'None', delete: 'None', inquire: 'None' });
  }

  async #toggle(module: string): Promise<void> {
    await pause(0.6);
    if (!this.#open.delete(module)) this.#open.add(module);
    this.#draw();
  }

  async #toggleAll(): Promise<void> {
    await pause(1);
    const all = Object.keys(boot.modules);
    const open = all.every((module) => this.#open.has(module));
    for (const module of all) open ? this.#open.delete(module) : this.#open.add(module);
    this.#draw();
  }

  #draw(): void {
    if (this.#virtual) {
      this.#virtual.show(this.#visibleRows());
      return;
    }
    const top = this.#scroller.scrollTop;
    const groups = Object.entries(boot.modules).map(([module, rows]) => ({
      head: this.#moduleRow(module),
      rows: this.#open.has(module) ? rows.map((row, n) => this.#functionRow(module, row, n)) : [],
    }));
    if (boot.variants.moduleRows === 'one-table')
      this.#scroller.replaceChildren(
        element('div', '', '', table(groups.flatMap(({ head, rows }) => [head, ...rows]))),
      );
    else
      this.#scroller.replaceChildren(
        ...groups.map(({ head, rows }) =>
          element(
            'div',
            '',
            'x-panel',
            element('div', '', 'x-panel-header', table([head])),
            element('div', '', 'x-panel-body', table(rows)),
          ),
        ),
      );
    this.#scroller.scrollTop = top;
  }

  /** What makes each row that is open now, in order. */
  #visibleRows(): (() => HTMLTableRowElement)[] {
    return Object.entries(boot.modules).flatMap(([module, rows]) => [
      () => this.#moduleRow(module),
      ...(this.#open.has(module) ? rows.map((row, n) => () => this.#functionRow(module, row, n)) : []),
    ]);
  }

  #moduleRow(module: string): HTMLTableRowElement {
    const words = element(
      'div',
      'module-name',
      '',
      icon(this.#open.has(module) ? 'up' : 'down', 14),
      element('div', '', 'gwt-Label mm_label', module),
    );
    onPress(words, () => void this.#toggle(module));
    const { updated, updatedBy } = this.#touched ?? { updated: '', updatedBy: '' };
    const cells = [
      words,
      ...COLUMNS.map(() => element('div', '')),
      element('div', 'cell', '', updated && shortDate(updated)),
      element('div', 'cell', '', updatedBy),
    ];
    return element('tr', 'module-row', 'cw-ml-row', ...cells.map((cell, n) => this.#td(n, cell)));
  }

  #functionRow(module: string, row: string, n: number): HTMLTableRowElement {
    const key = `${module}/${row}`;
    const name = element('div', 'cell', '', row);
    const entries = boot.customize[key];
    if (entries) {
      const link = element('a', 'customize', '', 'customize');
      onPress(link, () => {
        if (this.#disabled) return;
        openUpdateSecurity(entries, this.#levels[key]?.only ?? entries, (allowed) => {
          const { only: _old, ...levels } = this.#row(key);
          this.#levels[key] = allowed.length === entries.length ? levels : { ...levels, only: allowed };
          this.#changed();
        });
      });
      name.append(' (', link, ')');
    }
    name.title = row;
    const cells = [
      name,
      ...COLUMNS.map((column) => this.#levelCell(key, module, column)),
      element('div', 'cell'),
      element('div', 'cell'),
    ];
    return element(
      'tr',
      n % 2 === 0 ? 'grid-row odd' : 'grid-row',
      'cw-ml-row',
      ...cells.map((cell, index) => this.#td(index, cell)),
    );
  }

  #levelCell(key: string, module: string, column: LevelColumn): HTMLElement {
    const options =
      boot.variants.levelLists === 'fewer' && !WITH_MY.includes(module)
        ? LEVELS.filter((level) => level !== 'My')
        : LEVELS;
    const value = this.#levels[key]?.[column] ?? 'None';
    const set = (level: string) => {
      this.#row(key)[column] = level as Level;
      this.#changed();
    };
    if (boot.variants.levelCells === 'editor-on-click') return this.#textCell(value, options, set);
    const combo = new Combo({ field: `${column}Level`, options, value, trusted: true, changed: set });
    combo.disable(this.#disabled);
    look(combo.element, 'level-combo', true);
    return combo.element;
  }

  /** Words that become the table's one editor on a press, and words again when it is left. */
  #textCell(value: string, options: readonly string[], set: (level: string) => void): HTMLElement {
    const words = element('div', 'level-words', 'mm_label', value);
    const cell = element('div', this.#disabled ? 'level-text disabled' : 'level-text', '', words, icon('down', 15));
    cell.addEventListener('click', async (event) => {
      if (!event.isTrusted || this.#disabled) return;
      await pause(0.4);
      if (!cell.isConnected || (this.#editor && cell.contains(this.#editor.element))) return;
      const editor = (this.#editor ??= this.#newEditor());
      editor.setOptions(options);
      editor.set(words.textContent ?? '');
      this.#editing = (level) => {
        words.textContent = level;
        set(level);
      };
      cell.append(editor.element);
      editor.focus();
    });
    return cell;
  }

  #newEditor(): Combo {
    const editor = new Combo({
      field: 'levelEditor',
      options: LEVELS,
      trusted: true,
      changed: (level) => this.#editing(level),
    });
    look(editor.element, 'level-editor', true);
    editor.input.addEventListener(
      'blur',
      () =>
        void pause(0.2).then(() => {
          if (document.activeElement !== editor.input) editor.element.remove();
        }),
    );
    return editor;
  }

  #td(index: number, content: HTMLElement): HTMLTableCellElement {
    const cell = element('td', '', '', content);
    cell.setAttribute('cellindex', String(index));
    cell.setAttribute('__gwtcellbasedwidgetimpldispatchingfocus', 'true');
    return cell;
  }
}

/** The first tbody's row gives the columns their widths; the second holds the rows (PRODUCT.md A6). */
function table(rows: HTMLElement[]): HTMLElement {
  return element('table', 'grid-table', '', widths(), element('tbody', '', '', ...rows));
}

function widths(): HTMLElement {
  const cells = [NAME_WIDTH, ...COLUMNS.map(() => LEVEL_WIDTH), 74, undefined].map((width) => {
    const cell = element('td', '');
    if (width !== undefined) cell.style.width = `${width}px`;
    return cell;
  });
  return element('tbody', '', '', element('tr', '', '', ...cells));
}

/**
 * Rows of which only those near the visible part are in the document, as in long lists: their elements are re-used
 * while scrolling, and fill a moment after they appear (PRODUCT.md A6).
 */
function virtualRows(scroller: HTMLElement): { show(rows: (() => HTMLTableRowElement)[]): void } {
  const [above, below, body] = [element('div', ''), element('div', ''), element('tbody', '')];
  scroller.append(element('div', '', '', above, element('table', 'grid-table', '', widths(), body), below));
  const pool: { element: HTMLTableRowElement; index: number }[] = [];
  let makers: (() => HTMLTableRowElement)[] = [];
  const fill = (row: (typeof pool)[number], index: number) => {
    const make = makers[index]!;
    row.index = index;
    row.element.replaceChildren(element('td', ''));
    void pause(0.7).then(() => {
      if (row.index !== index || makers[index] !== make) return;
      const made = make();
      row.element.className = made.className;
      row.element.replaceChildren(...made.children);
    });
  };
  const draw = (fresh: boolean) => {
    const room = Math.ceil(scroller.clientHeight / ROW_HEIGHT) + 4;
    const first = Math.max(0, Math.min(Math.floor(scroller.scrollTop / ROW_HEIGHT) - 2, makers.length - room));
    const shown = Math.min(room, makers.length - first);
    while (pool.length < shown) pool.push({ element: element('tr', 'grid-row', 'cw-ml-row'), index: -1 });
    above.style.height = `${first * ROW_HEIGHT}px`;
    below.style.height = `${(makers.length - first - shown) * ROW_HEIGHT}px`;
    const wanted = Array.from({ length: shown }, (_, n) => {
      const row = pool[(first + n) % pool.length]!;
      if (fresh || row.index !== first + n) fill(row, first + n);
      return row.element;
    });
    if (wanted.length !== body.children.length || wanted.some((row, n) => body.children[n] !== row))
      body.replaceChildren(...wanted);
  };
  scroller.addEventListener('scroll', () => draw(false));
  new ResizeObserver(() => draw(false)).observe(scroller);
  return {
    show(rows) {
      makers = rows;
      draw(true);
    },
  };
}
