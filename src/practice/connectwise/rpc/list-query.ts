import type { Variants } from '../variants.ts';

/** What a list asks for: filter texts by column, a sort column, and a page. */
export interface ListQuery {
  filters: Record<string, string>;
  sort?: { column: string; descending: boolean };
  /** From 0. */
  page: number;
}

export type Cell = string | boolean;
interface ListRow {
  recid: number;
  cells: Record<string, Cell>;
}
export interface ListPage {
  rows: ListRow[];
  /** Number of the first row, from 0. */
  from: number;
  total: number;
}

const PAGE_SIZE = 100;

/**
 * Filters, sorts and cuts as lists do (PRODUCT.md A6): `*` stands for anything, case doesn't matter, an empty
 * filter or `All` lets everything through;
 * a yes/no column is filtered by `Yes` or `No`.
 */
export function listPage(rows: ListRow[], query: ListQuery, plain: Variants['plainFilter']): ListPage {
  const wanted = Object.entries(query.filters).filter(([, text]) => text.trim() !== '' && text !== 'All');
  const found = rows.filter(({ cells }) =>
    wanted.every(([column, text]) => fits(cells[column] ?? '', text.trim(), plain)),
  );
  if (query.sort) {
    const { column, descending } = query.sort;
    found.sort(
      (a, b) =>
        String(a.cells[column]).localeCompare(String(b.cells[column]), 'en', { sensitivity: 'base' }) *
        (descending ? -1 : 1),
    );
  }
  const from = query.page * PAGE_SIZE;
  return { rows: found.slice(from, from + PAGE_SIZE), from, total: found.length };
}

function fits(cell: Cell, text: string, plain: Variants['plainFilter']): boolean {
  if (typeof cell === 'boolean') return cell === (text === 'Yes');
  const pattern = text
    .split('*')
    .map((part) => RegExp.escape(part))
    .join('.*');
  const [head, tail] = text.includes('*')
    ? ['^', '$']
    : { 'starts-with': ['^', ''], contains: ['', ''], exact: ['^', '$'] }[plain];
  return new RegExp(`${head}${pattern}${tail}`, 'i').test(cell);
}
