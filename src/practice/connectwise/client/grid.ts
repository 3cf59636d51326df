import type { Cell, ListPage, ListQuery } from '../rpc/rpc-types.ts';
import { boot } from './boot.ts';
import { Refusal } from './call.ts';
import { Combo } from './combo.ts';
import { shortDate } from './dates.ts';
import { element, look } from './element.ts';
import { icon } from './icons.ts';
import { showMessage } from './message-box.ts';
import { nextId } from './names.ts';
import { pause } from './pause.ts';
import { onPress } from './press.ts';

export interface Column {
  key: string;
  label: string;
  /** CSS pixels. */
  width: number;
  /** A text box, or a combo of these entries. */
  filter?: 'text' | readonly string[];
  /** What the filter holds at first. */
  preset?: string;
  cell?: 'link' | 'tick' | 'date';
}

export interface GridOptions {
  /** The body's id is `<screen>-listview-scroller`. */
  screen: string;
  columns: Column[];
  /** A column of check boxes before the others. */
  checks?: boolean;
  sort: string;
  load: (query: ListQuery) => Promise<ListPage>;
  /** A row's link was pressed. */
  open?: (recid: number, cells: Record<string, Cell>) => void;
}

interface Row {
  element: HTMLTableRowElement;
  sprite: HTMLElement;
  cells: HTMLElement[];
  index: number;
}

const ROW_HEIGHT = 25;
const CHECK_WIDTH = 24;
const GAP = 8;

/**
 * A list (PRODUCT.md A6): the header strip with its filters is a sibling of the body; rows are in the second tbody, are
 * re-used while scrolling and fill a moment after they appear; filters run on Enter or SEARCH only.
 * Longer than other files, because header, rows and paging share their state.
 */
export class Grid {
  readonly element: HTMLElement;
  /** `1 - 4 of 4` between two arrows, for the toolbar. */
  readonly pager: HTMLElement;
  readonly #options: GridOptions;
  readonly #filters = new Map<string, { get(): string; set(text: string): void; focus(): void }>();
  readonly #scroller: HTMLElement;
  readonly #spacers: [HTMLTableCellElement, HTMLTableCellElement];
  readonly #data: HTMLTableSectionElement;
  readonly #count: HTMLElement;
  #sort: { column: string; descending: boolean };
  #sorted: HTMLElement | undefined;
  #page: ListPage = { rows: [], from: 0, total: 0 };
  #pageNumber = 0;
  #turn = 0;
  #rows: Row[] = [];
  #selected = -1;
  readonly #checked = new Set<number>();
  readonly #checkAll = element('div', 'sprite', 'x-grid-hd-checker');

  constructor(options: GridOptions) {
    this.#options = options;
    this.#sort = { column: options.sort, descending: false };
    const first = options.checks ? CHECK_WIDTH : 4;
    const header = element('div', 'grid-header', 'cw-ml-header');
    let left = first;
    if (options.checks) header.append(place(this.#checkAll, 5, 15));
    onPress(this.#checkAll, () =>
      this.#check(
        this.#page.rows.every(({ recid }) => this.#checked.has(recid)) ? [] : this.#page.rows.map(({ recid }) => recid),
      ),
    );
    for (const column of options.columns) {
      header.append(...this.#head(column).map((part) => place(part, left, column.width)));
      left += column.width + GAP;
    }

    const [above, below] = [element('td', ''), element('td', '')];
    this.#spacers = [above, below];
    this.#data = element('tbody', '');
    // Fixed columns take their widths from the first row.
    const widths = [
      options.checks ? CHECK_WIDTH : 2,
      ...options.columns.map(({ width }) => width + GAP),
      undefined,
      0,
    ].map((width) => sized(element('td', ''), width));
    for (const spacer of this.#spacers) spacer.colSpan = widths.length;
    const table = element(
      'table',
      'grid-table',
      '',
      element('tbody', '', '', element('tr', '', '', ...widths), element('tr', '', '', above)),
      this.#data,
      element('tbody', '', '', element('tr', '', '', below)),
    );
    this.#scroller = element('div', 'grid-scroller', '', element('div', '', '', table));
    this.#scroller.id = `${options.screen}-listview-scroller`;
    this.#scroller.addEventListener('scroll', () => this.#draw(false));
    new ResizeObserver(() => this.#draw(false)).observe(this.#scroller);
    this.element = element('div', 'grid', 'mm_grid', header, this.#scroller);

    const [back, forth] = [
      element('div', 'pager-arrow', 'mm_button', icon('left', 18)),
      element('div', 'pager-arrow', 'mm_button', icon('right', 18)),
    ];
    this.#count = element('div', 'pager-count', 'gwt-Label', '0 - 0 of 0');
    onPress(back, () => void this.#turnTo(this.#pageNumber - 1));
    onPress(forth, () => void this.#turnTo(this.#pageNumber + 1));
    this.pager = element('div', 'pager', '', back, this.#count, forth);
  }

  /** Puts the cursor into the first filter, as lists do when they open. */
  focus(): void {
    this.#filters.values().next().value?.focus();
  }

  /** Record numbers of the rows whose boxes are ticked. */
  get checked(): number[] {
    return [...this.#checked];
  }

  setFilters(texts: Record<string, string>): void {
    for (const [key, filter] of this.#filters)
      filter.set(
        texts[key] ??
          this.#options.columns.find((column) => column.key === key)?.preset ??
          this.#filterOf(key)[0] ??
          '',
      );
  }

  search(): Promise<void> {
    this.#pageNumber = 0;
    return this.reload();
  }

  clear(): Promise<void> {
    for (const [key, filter] of this.#filters) filter.set(this.#filterOf(key)[0] ?? '');
    return this.search();
  }

  /** A filter combo's entries; none for a text box. */
  #filterOf(key: string): readonly string[] {
    const filter = this.#options.columns.find((column) => column.key === key)?.filter;
    return filter === undefined || filter === 'text' ? [] : filter;
  }

  async reload(): Promise<void> {
    const turn = ++this.#turn;
    this.#count.textContent = 'Loading';
    const filters = Object.fromEntries([...this.#filters].map(([key, filter]) => [key, filter.get()]));
    const page = await this.#options.load({ filters, sort: this.#sort, page: this.#pageNumber }).catch(notLoaded);
    await pause(0.5);
    if (turn !== this.#turn || page === undefined) return;
    this.#page = page;
    this.#selected = -1;
    this.#check([]);
    this.#scroller.scrollTop = 0;
    this.#count.textContent =
      page.total === 0 ? '0 - 0 of 0' : `${page.from + 1} - ${page.from + page.rows.length} of ${page.total}`;
    this.#draw(true);
  }

  /** A column's title and its filter, one below the other. */
  #head(column: Column): HTMLElement[] {
    const title = element('div', 'grid-title', '', element('div', '', 'gwt-Label', column.label));
    const mark = (on: boolean) => {
      title.querySelector('svg')?.remove();
      if (on) title.append(icon(this.#sort.descending ? 'down' : 'up', 12));
      if (on) this.#sorted = title;
    };
    mark(column.key === this.#options.sort && !!this.#options.checks);
    onPress(title, () => {
      this.#sorted?.querySelector('svg')?.remove();
      this.#sort = { column: column.key, descending: this.#sort.column === column.key && !this.#sort.descending };
      mark(true);
      void this.search();
    });
    if (column.filter === undefined) return [title];
    const id = `${column.label.replaceAll(' ', '_')}-input`;
    if (column.filter === 'text') {
      const input = element('input', 'filter-input');
      input.type = 'text';
      input.id = id;
      input.autocomplete = 'off';
      input.addEventListener('keydown', (event) => {
        if (event.key === 'Enter') void this.search();
      });
      input.value = column.preset ?? '';
      this.#filters.set(column.key, {
        get: () => input.value,
        set: (text) => void (input.value = text),
        focus: () => input.focus(),
      });
      return [title, input];
    }
    const combo = new Combo({
      field: 'filter',
      id,
      options: column.filter,
      value: column.preset ?? column.filter[0] ?? '',
      enter: () => void this.search(),
    });
    look(combo.element, 'filter-combo', true);
    this.#filters.set(column.key, {
      get: () => combo.value,
      set: (text) => combo.set(text),
      focus: () => combo.focus(),
    });
    return [title, combo.element];
  }

  async #turnTo(page: number): Promise<void> {
    if (page < 0 || (page > this.#pageNumber && this.#page.from + this.#page.rows.length >= this.#page.total)) return;
    this.#pageNumber = page;
    await this.reload();
  }

  /** Shows the rows that fit, in as few row elements as needed. */
  #draw(fresh: boolean): void {
    const { rows } = this.#page;
    const room = Math.ceil(this.#scroller.clientHeight / ROW_HEIGHT) + 4;
    const first = Math.max(0, Math.min(Math.floor(this.#scroller.scrollTop / ROW_HEIGHT) - 2, rows.length - room));
    const shown = Math.min(room, rows.length - first);
    while (this.#rows.length < shown) this.#rows.push(this.#newRow());
    this.#spacers[0].style.height = `${first * ROW_HEIGHT}px`;
    this.#spacers[1].style.height = `${(rows.length - first - shown) * ROW_HEIGHT}px`;
    const order: Row[] = [];
    for (let index = first; index < first + shown; index++) {
      const row = this.#rows[index % this.#rows.length]!;
      if (fresh || row.index !== index) this.#fill(row, index);
      order.push(row);
    }
    const wanted = order.map((row) => row.element);
    if (
      fresh ||
      wanted.length !== this.#data.children.length ||
      wanted.some((one, n) => this.#data.children[n] !== one)
    )
      this.#data.replaceChildren(...wanted);
  }

  #newRow(): Row {
    const cells = this.#options.columns.map((column) =>
      element('div', column.cell === 'tick' ? 'cell cell-tick' : 'cell'),
    );
    const tr = element('tr', 'grid-row', 'cw-ml-row');
    const shift = this.#options.checks ? 1 : 0;
    const sprite = element('div', 'sprite', 'x-grid-row-checker');
    onPress(sprite, () => {
      const { recid } = this.#page.rows[row.index]!;
      this.#check(
        this.#checked.has(recid) ? this.checked.filter((other) => other !== recid) : [...this.checked, recid],
      );
    });
    tr.append(
      shift ? td(0, sprite) : element('td', ''),
      ...[...cells, element('div', 'cell'), element('div', 'cell')].map((cell, n) => td(n + shift, cell)),
    );
    const row: Row = { element: tr, sprite, cells, index: -1 };
    tr.addEventListener('mousedown', () => {
      this.#selected = row.index;
      for (const one of this.#rows) look(one.element, 'selected', one.index === this.#selected);
    });
    return row;
  }

  /** Ticks the boxes of these records and no others. */
  #check(recids: number[]): void {
    this.#checked.clear();
    for (const recid of recids) this.#checked.add(recid);
    for (const row of this.#rows) this.#showCheck(row);
    this.#checkAll.classList.toggle(
      'x-grid-row-checked',
      recids.length > 0 && recids.length === this.#page.rows.length,
    );
  }

  #showCheck({ sprite, index }: Row): void {
    const record = this.#page.rows[index];
    sprite.classList.toggle('x-grid-row-checked', record !== undefined && this.#checked.has(record.recid));
  }

  /** The row appears at once, its words a moment later. */
  #fill(row: Row, index: number): void {
    row.index = index;
    const { recid, cells } = this.#page.rows[index]!;
    const page = this.#page;
    look(row.element, 'odd', index % 2 === 0);
    look(row.element, 'selected', index === this.#selected);
    this.#showCheck(row);
    for (const cell of row.cells) cell.replaceChildren('');
    void pause(0.7).then(() => {
      if (row.index !== index || page !== this.#page) return;
      for (const [n, column] of this.#options.columns.entries()) {
        const value = cells[column.key] ?? '';
        const cell = row.cells[n]!;
        if (column.cell === 'tick') {
          cell.replaceChildren(...(value === true ? [icon('tick', 17)] : []));
          continue;
        }
        const text = column.cell === 'date' ? shortDate(String(value)) : String(value);
        cell.title = text;
        if (column.cell !== 'link') {
          cell.replaceChildren(text);
          continue;
        }
        const link = element('a', 'cell-link', 'multilineClickable', text);
        onPress(link, () => this.#options.open?.(recid, cells));
        cell.replaceChildren(link);
      }
    });
  }
}

/** A list whose rows could not be had; by variant it looks like an empty one. */
function notLoaded(problem: unknown): ListPage | undefined {
  if (!(problem instanceof Refusal)) throw problem;
  showMessage(problem.message, 'Error');
  return boot.variants.failedList === 'empty' ? { rows: [], from: 0, total: 0 } : undefined;
}

function td(index: number, content: HTMLElement): HTMLTableCellElement {
  const cell = element('td', '', '', content);
  cell.setAttribute('cellindex', String(index));
  cell.setAttribute('__gwtcellbasedwidgetimpldispatchingfocus', 'true');
  content.id ||= nextId('x-auto');
  return cell;
}

function sized<Cell extends HTMLElement>(cell: Cell, width: number | undefined): Cell {
  if (width !== undefined) cell.style.width = `${width}px`;
  return cell;
}

function place(part: HTMLElement, left: number, width: number): HTMLElement {
  part.style.cssText += `;position:absolute;left:${left}px;width:${width}px`;
  return part;
}
