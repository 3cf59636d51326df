import { html } from 'hono/html';
import { isRecord } from '../../evidence/journal-line.ts';
import { count } from '../../evidence/picture-count.ts';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';
import { label } from '../format.ts';

type Scalar = string | number | boolean | null;
type Row = Record<string, unknown>;

/** More rows than this are folded. */
const LONG = 8;

const isScalar = (value: unknown): value is Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
const isFlat = (value: unknown): value is Record<string, Scalar> =>
  isRecord(value) && Object.keys(value).length > 0 && Object.values(value).every(isScalar);

/** A name and its value, in a list of such (`dl`). */
export const entry = (name: string, value: unknown): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

interface Table {
  /** How many of the first columns name the row. */
  names: number;
  columns: string[];
  rows: Scalar[][];
}

/**
 * Sees a table in a list of alike things, or in things by name (`row: { add, edit }`, or `module: { row: { add, edit }
 * }`).
 */
function tableOf(value: unknown): Table | undefined {
  const named: { names: string[]; row: unknown }[] = [];
  if (Array.isArray(value)) for (const row of value) named.push({ names: [], row });
  else if (isRecord(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (isFlat(inner)) named.push({ names: [name], row: inner });
      else if (isRecord(inner))
        for (const [second, row] of Object.entries(inner)) named.push({ names: [name, second], row });
      else return undefined;
    }
  }
  const depth = named[0]?.names.length;
  if (depth === undefined || !named.every(({ names, row }) => isFlat(row) && names.length === depth)) return undefined;
  const columns = [...new Set(named.flatMap(({ row }) => Object.keys(row as Row)))];
  return {
    names: depth,
    columns: [...Array<string>(depth).fill(''), ...columns],
    rows: named.map(({ names, row }) => [...names, ...columns.map((column) => ((row as Row)[column] ?? '') as Scalar)]),
  };
}

const isNothing = (cell: Scalar) => cell === 'None' || cell === '' || cell === null || cell === false;

function scalar(value: Scalar): string {
  if (value === null || value === '') return '–';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function grid({ names, columns, rows }: Table, caption: string): Html {
  const cell = (value: Scalar, column: number) => {
    if (column < names) return html`<th scope="row"><bdi>${scalar(value)}</bdi></th>`;
    return html`<td${isNothing(value) ? html` class="nothing"` : ''}><bdi>${scalar(value)}</bdi></td>`;
  };
  return html`<div class="grid" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <thead>
        <tr>
          ${columns.map((column) =>
            column === '' ? html`<td></td>` : html`<th scope="col"><bdi>${label(column)}</bdi></th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A table; of a long one full of None (a role's levels) the rows with anything else first, and the whole folded. */
function table(whole: Table, name: string): Html {
  if (whole.rows.length <= LONG) return grid(whole, name);
  const all = html`<details>
    <summary>All ${count(whole.rows.length, 'row')}</summary>
    ${grid(whole, `${name}, all rows`)}
  </details>`;
  if (!whole.rows.some((row) => row.includes('None'))) return all;
  const set = whole.rows.filter((row) => row.slice(whole.names).some((cell) => !isNothing(cell)));
  if (set.length === 0)
    return html`<p>All are None.</p>
      ${all}`;
  return html`${grid({ ...whole, rows: set }, `${name}, what is not None`)}${all}`;
}

function formatValue(value: unknown, name: string): Html {
  if (isScalar(value)) return html`<bdi>${scalar(value)}</bdi>`;
  if (
    isRecord(value) &&
    Object.keys(value).length === 2 &&
    typeof value['secret'] === 'string' &&
    typeof value['fp'] === 'string'
  ) {
    return html`<span class="with-icon"
      >${icon('key')}<span><bdi>${value['secret']}</bdi>, fingerprint <code>${value['fp']}</code></span></span
    >`;
  }
  if (Array.isArray(value) && value.every(isScalar))
    return value.length === 0
      ? html`none`
      : html`<ul>
          ${value.map((item) => html`<li><bdi>${scalar(item)}</bdi></li>`)}
        </ul>`;
  if (isFlat(value)) return details(value);
  const found = tableOf(value);
  if (found !== undefined) return table(found, name);
  if (isRecord(value) && Object.keys(value).length > 0) return details(value);
  return html`<details>
    <summary>As data</summary>
    <pre>${JSON.stringify(value, undefined, 2)}</pre>
  </details>`;
}

/** Any plain data as names and values; what looks like a table becomes one. */
export function details(data: Record<string, unknown>): Html {
  return html`<dl class="facts">
    ${Object.entries(data).map(
      ([key, value]) =>
        html`<div>
          <dt><bdi>${label(key)}</bdi></dt>
          <dd>${formatValue(value, label(key))}</dd>
        </div>`,
    )}
  </dl>`;
}

/** A list of more than so many things has no room on few lines. */
const FEW = 3;

/**
 * Of plain data what fits on few lines: single values and short lists.
 * @param told a sentence beside it, whose values are not repeated
 */
export function shortDetails(data: Record<string, unknown> | undefined, told = ''): Html | undefined {
  const isTold = (value: unknown) =>
    (Array.isArray(value) ? value : [value]).every((one) => isScalar(one) && told.includes(scalar(one)));
  const entries = Object.entries(data ?? {}).flatMap(([key, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values.length <= FEW && values.every(isScalar) && !isTold(value) ? [{ key, values }] : [];
  });
  if (entries.length === 0) return undefined;
  return html`<ul class="short-facts">
    ${entries.map(
      ({ key, values }) =>
        html`<li>
          <span class="quiet">${label(key)}</span> <bdi>${values.map(scalar).join('; ') || 'none'}</bdi>
        </li>`,
    )}
  </ul>`;
}

/** The same, folded; nothing when there is nothing. */
export function foldedFacts(title: string, data: Record<string, unknown> | undefined): Html | undefined {
  if (data === undefined || Object.keys(data).length === 0) return undefined;
  return html`<details class="folded">
    <summary>${title}</summary>
    ${details(data)}
  </details>`;
}
