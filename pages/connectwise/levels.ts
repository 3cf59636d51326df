import { z } from 'zod';
import { sameName } from '../same-name.ts';
import { alike } from './printed-names.ts';

const NAMES = ['None', 'My', 'Mine', 'All'] as const;

/** As vendors print levels: in any case, and a dash for None. */
const spelled = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return /^\s*[-\u2010-\u2015\u2212]\s*$/.test(value) ? 'None' : (NAMES.find((name) => sameName(name, value)) ?? value);
};

const Level = z.preprocess(
  spelled,
  z.enum(NAMES, 'must be one of None, My, Mine, All (what guides call Full or Yes is All, and No is None)'),
);

const column = (key: string): string =>
  /^at[ -]least$/i.test(key.trim())
    ? 'atLeast'
    : (/^(add|edit|delete|inquire|only)( level)?$/i.exec(key.trim())?.[1]?.toLowerCase() ?? key);

/** What other products call these rights. They are not taken for them: a right is never guessed. */
const ELSEWHERE: [RegExp, string][] = [
  [/^(read|view|see|list)( level)?$/i, 'inquire'],
  [/^(create|new|insert)( level)?$/i, 'add'],
  [/^(write|update|modify|change)( level)?$/i, 'edit'],
  [/^(remove)( level)?$/i, 'delete'],
];

const calledHere = (key: string): string | undefined => ELSEWHERE.find(([pattern]) => pattern.test(key.trim()))?.[1];

/** As ConnectWise heads its columns, too: `Inquire Level` is `inquire`. */
function headed(row: unknown, ctx: z.RefinementCtx): unknown {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return row;
  const named = Object.entries(row).map(([key, value]) => [column(key), value] as const);
  const again = named.findIndex(([name], at) => named.findIndex(([other]) => other === name) < at);
  if (again !== -1)
    ctx.addIssue({
      code: 'custom',
      message: 'stands there already; write it once',
      path: [Object.keys(row)[again]!],
      input: row,
    });
  for (const key of Object.keys(row).filter((name) => calledHere(name) !== undefined))
    ctx.addIssue({ code: 'custom', message: `is called ${calledHere(key)} here`, path: [key], input: row });
  return Object.fromEntries(named.filter(([name]) => calledHere(name) === undefined));
}

/** One entry needs no brackets. */
const listed = (value: unknown): unknown => (typeof value === 'string' ? [value] : value);
const isAll = (value: unknown): boolean => typeof value === 'string' && sameName(value, 'All');
const spelledAll = (value: unknown): unknown => {
  const list = listed(value);
  return Array.isArray(list) && list.length === 1 && isAll(list[0]) ? 'All' : list;
};

const EntryList = z.array(z.string().trim().min(1)).min(1);
const Entries = z.preprocess(
  listed,
  EntryList.refine((list) => !list.some(isAll), 'is everything where it holds All; write only: All'),
);

const Columns = z.strictObject(
  {
    add: Level.optional().describe('Add Level'),
    edit: Level.optional().describe('Edit Level'),
    delete: Level.optional().describe('Delete Level'),
    inquire: Level.optional().describe('Inquire Level'),
    only: z
      .preprocess(spelledAll, z.union([z.literal('All'), EntryList]))
      .optional()
      .describe(
        "The only entries that the window behind the row's (customize) link may allow, or All (PRODUCT.md C3). Left out: " +
          'the window is not changed.',
      ),
    atLeast: Entries.optional().describe(
      'Entries that the window must allow; others that it allows stay. Not together with only.',
    ),
  },
  'must be the levels of one row, such as { inquire: All }: section > row > levels',
);

const RowLevels = z
  .preprocess(
    headed,
    Columns.refine(
      ({ only, atLeast }) => only === undefined || atLeast === undefined,
      'has both only and atLeast; give one',
    ),
  )
  .describe('The levels of one row. Levels that are left out are None.');

/** Names the first of a map's keys that another one before it means, too: one of the two would be lost. */
function unique(map: Record<string, unknown>, ctx: z.RefinementCtx): void {
  const names = Object.keys(map);
  const again = names.find((name, at) => names.findIndex((other) => alike(other, name)) < at);
  if (again === undefined) return;
  const first = names.find((name) => alike(name, again));
  ctx.addIssue({ code: 'custom', message: `is the same as "${first}" above; write it once`, path: [again] });
}

/** What a role may do, as runbooks write it (PRODUCT.md C3). */
export const Levels = z
  .record(z.string(), z.record(z.string(), RowLevels).superRefine(unique))
  .superRefine(unique)
  .describe(
    'Section > row > add, edit, delete, inquire: None, My, Mine or All, for example { System: { API Reports: { ' +
      'inquire: All } } }. `only` lists what (customize) allows. Every level that is left out is None.',
  );
export type Levels = z.output<typeof Levels>;

/** The wanted levels of one row; an empty object if the input does not name the row. */
export function wanted(levels: Levels, module: string, row: string): z.output<typeof RowLevels> {
  const rows = Object.entries(levels).find(([name]) => sameName(name, module))?.[1] ?? {};
  return Object.entries(rows).find(([name]) => sameName(name, row))?.[1] ?? {};
}

/** What the window behind a row's (customize) link shall allow. */
export type Limit = Pick<z.output<typeof RowLevels>, 'only' | 'atLeast'>;

/** Whether a row says anything of its (customize) window. */
export const isLimited = ({ only, atLeast }: Limit): boolean => (only ?? atLeast) !== undefined;

/** In words: `everything`, `only Service Board, Surveys`, `at least Company`. */
export const formatLimit = ({ only, atLeast = [] }: Limit): string =>
  only === 'All' ? 'everything' : only === undefined ? `at least ${atLeast.join(', ')}` : `only ${only.join(', ')}`;
