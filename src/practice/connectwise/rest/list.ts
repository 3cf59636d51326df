import { conditions, valueAt } from './conditions.ts';
import { RestProblem } from './problem.ts';

type Row = Record<string, unknown>;

/** As the API's guide has it. */
const DEFAULT_PAGE_SIZE = 25;
const LARGEST_PAGE_SIZE = 1000;

const bad = (message: string) => new RestProblem(400, 'InvalidParameter', message);

/** The rows that `conditions` finds. @throws RestProblem 400 for what isn't supported */
export function found<T extends Row>(rows: readonly T[], query: URLSearchParams): T[] {
  for (const name of ['childConditions', 'customFieldConditions', 'pageId'])
    if (query.get(name)) throw bad(`The practice ConnectWise does not support ${name}.`);
  const text = query.get('conditions')?.trim();
  return text ? rows.filter(conditions(text)) : [...rows];
}

/**
 * One page of the rows that the query asks for: `conditions`, `orderBy`, `page`, `pageSize`, `fields`.
 * @throws RestProblem 400 for what isn't supported
 */
export function listed<T extends Row>(rows: readonly T[], query: URLSearchParams): Row[] {
  const all = found(rows, query);
  const order = query.get('orderBy')?.trim();
  if (order) sort(all, order);
  const size = whole(query, 'pageSize', DEFAULT_PAGE_SIZE);
  if (size > LARGEST_PAGE_SIZE) throw bad(`pageSize can be ${LARGEST_PAGE_SIZE} at most.`);
  const start = (whole(query, 'page', 1) - 1) * size;
  const fields =
    query
      .get('fields')
      ?.split(',')
      .map((field) => field.trim().toLowerCase())
      .filter(Boolean) ?? [];
  const page = all.slice(start, start + size);
  return fields.length === 0
    ? page
    : page.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name.toLowerCase()))),
      );
}

function sort(rows: Row[], order: string): void {
  const match = /^([A-Za-z_][\w/]*)(?:\s+(asc|desc))?$/i.exec(order);
  if (match === null) throw bad(`The practice ConnectWise does not understand orderBy: ${order}`);
  const sign = match[2]?.toLowerCase() === 'desc' ? -1 : 1;
  rows.sort(
    (a, b) =>
      sign *
      String(valueAt(a, match[1]!) ?? '').localeCompare(String(valueAt(b, match[1]!) ?? ''), 'en', { numeric: true }),
  );
}

function whole(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw bad(`${name} must be a whole number from 1 on.`);
  return Number(text);
}
