import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { textOf } from '../../files/encoding.ts';
import { falseQuote, unseenCharacter } from '../../files/odd-characters.ts';
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

/** What a spreadsheet writes in place of a value. */
const SPOILT: [RegExp, string][] = [
  [/^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)$/i, 'an error of the spreadsheet'],
  [/^-?\d(?:[.,]\d+)?E\+\d+$/i, 'a number that the spreadsheet has rounded: give its cells the format Text'],
  [/^#{2,}$/, 'what a spreadsheet shows where a column is too narrow'],
];

function decode(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOENT', 'ENOTDIR'].includes(code)) throw new UserError('KW-FILE-MISSING', `${file}: there is no such file.`);
    throw new UserError('KW-FILE-UNREADABLE', `${file} cannot be read (${code}).`);
  }
  const text = textOf(bytes);
  if (text !== undefined && !text.startsWith('PK\u0003\u0004')) return text;
  const isWorkbook = /^(?:504b0304|d0cf11e0)/.test(bytes.subarray(0, 4).toString('hex'));
  throw new UserError(
    'KW-FILE-ENCODING',
    `${file} is ${isWorkbook ? 'a workbook of a spreadsheet' : 'not UTF-8'}.\nNext:     Save it as "CSV UTF-8", then start again.`,
  );
}

/** What separates the cells: a comma, or what spreadsheets write in countries whose numbers have commas. */
function separatorOf(text: string): string {
  const [head = ''] = text.trimStart().split(/[\r\n]/);
  const count = (sign: string) => head.split(sign).length;
  return [';', '\t', '|'].find((sign) => count(sign) > count(',')) ?? ',';
}

/** Why a cell's content is not what somebody has written there; undefined if it may be. */
function whyUnfit(cell: string): string | undefined {
  const spoilt = SPOILT.find(([pattern]) => pattern.test(cell))?.[1];
  if (spoilt !== undefined) return `has ${cell}, ${spoilt}`;
  const odd = unseenCharacter(cell) ?? falseQuote(cell);
  return odd && `has the character ${odd.name} in a cell: type that anew`;
}

/**
 * Reads a table of customers (CSV) whose headings are the names of `fields.ts`.
 * @throws UserError where the file or its headings cannot be read: nothing can be made of any row then
 */
export function readTable(file: string, registry: Registry): TableRow[] {
  // Excel's own first line, which names the separator.
  const text = decode(file).replace(/^sep=.(?=[\r\n])/i, '');
  let rows: Parsed[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
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
  // Spreadsheets write empty columns, too.
  const isUsed = (n: number) => head.record[n] !== '' || body.some(({ record }) => (record[n] ?? '') !== '');
  const columns = head.record.flatMap((heading, n) => (isUsed(n) ? [{ heading, n }] : []));
  const meanings = columns.map(({ heading, n }) =>
    heading === '' ? { wrong: `column ${n + 1} has no heading` } : meaningOf(heading, registry),
  );
  const wrong = meanings.flatMap((meaning) => ('wrong' in meaning ? [meaning.wrong] : []));
  const names = meanings.map((meaning) => ('name' in meaning ? meaning.name : ''));
  const twice = names.find((name, n) => name !== '' && names.indexOf(name) !== n);
  if (twice !== undefined) wrong.push(`two headings mean ${twice}`);
  if (wrong.length > 0)
    throw new UserError('KW-FILE-FORM', `${file}:1: ${wrong.join('\n')}\nNext:     Correct the headings.`);
  return body.map(({ record, info }) => {
    // Excel keeps zeros at the beginning of a number so: ="00123"
    const cells = record.map((cell) => cell.replace(/^="(.*)"$/s, '$1'));
    const isTooLong = cells.slice(head.record.length).some((cell) => cell !== '');
    const unfit = isTooLong
      ? `has ${cells.length} cells, but there are ${columns.length} headings`
      : cells.map(whyUnfit).find((why) => why !== undefined);
    return {
      line: info.lines - record.join('').split('\n').length + 1,
      given: new Map(columns.map(({ n }, at) => [names[at]!, cells[n] ?? ''])),
      ...(unfit !== undefined && { wrong: unfit }),
    };
  });
}
