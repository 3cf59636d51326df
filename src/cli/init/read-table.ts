import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { UserError } from '../../files/user-error.ts';
import type { Registry } from '../../runbook/actions.ts';
import type { Given } from './entry.ts';
import { meaningOf } from './fields.ts';

/** A row of a table of customers, and the line of the file that it begins on. */
export interface TableRow {
  line: number;
  given: Given;
  /** Why it cannot be read. */
  wrong?: string;
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

function decode(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOENT', 'ENOTDIR'].includes(code)) throw new UserError('KW-FILE-MISSING', `${file}: there is no such file.`);
    if (code.startsWith('E') && !code.startsWith('ERR'))
      throw new UserError('KW-FILE-UNREADABLE', `${file} cannot be read (${code}).`);
    throw new UserError(
      'KW-FILE-ENCODING',
      `${file} is not UTF-8.\nNext:     Save it as "CSV UTF-8", then start again.`,
    );
  }
}

/** What separates the cells: a comma, or what spreadsheets write in countries whose numbers have commas. */
function separatorOf(text: string): string {
  const [head = ''] = text.split('\n');
  const count = (sign: string) => head.split(sign).length;
  return [';', '\t'].find((sign) => count(sign) > count(',')) ?? ',';
}

/**
 * Reads a table of customers (CSV) whose headings are the names of `fields.ts`.
 * @throws UserError where the file or its headings cannot be read: nothing can be made of any row then
 */
export function readTable(file: string, registry: Registry): TableRow[] {
  const text = decode(file);
  let rows: Parsed[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Parsed[];
  } catch (error) {
    const { lines } = error as { lines?: number };
    throw new UserError(
      'KW-FILE-FORM',
      `${file}${lines === undefined ? '' : `:${lines}`}: this is not a CSV table: a quotation mark is missing, or ` +
        'there is one too many.\nNext:     Export it again, or fix this line.',
    );
  }
  const [head, ...body] = rows;
  if (head === undefined) throw new UserError('KW-FILE-EMPTY', `${file} is empty.`);
  const meanings = head.record.map((heading) => meaningOf(heading, registry));
  const wrong = meanings.flatMap((meaning) => ('wrong' in meaning ? [meaning.wrong] : []));
  const names = meanings.map((meaning) => ('name' in meaning ? meaning.name : ''));
  const twice = names.find((name, n) => name !== '' && names.indexOf(name) !== n);
  if (twice !== undefined) wrong.push(`two headings mean ${twice}`);
  if (wrong.length > 0)
    throw new UserError('KW-FILE-FORM', `${file}:1: ${wrong.join('\n')}\nNext:     Correct the headings.`);
  return body.map(({ record, info }) => ({
    line: info.lines - record.join('').split('\n').length + 1,
    given: new Map(names.map((name, n) => [name, record[n] ?? ''])),
    ...(record.length > names.length && {
      wrong: `has ${record.length} cells, but there are ${names.length} headings`,
    }),
  }));
}
