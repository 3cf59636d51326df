import { parseArgs } from 'node:util';

/** What the command measures, and how often. */
export interface Settings {
  only: number[];
  pairs: number;
  /** How many customers one after another. */
  customers: number[];
  /** How many at a time. */
  atOnce: number[];
  /** How many runs the review app is given. */
  runs: number[];
  /** Write the tables into RESULTS.md. */
  results: boolean;
}

const POINTS = [1, 2, 3, 4, 5, 6];

const HELP =
  `npm run bench -- [options]
  --only 1,5            these points alone (1 onboarding, 2 other tools, 3 evidence, 4 many customers, 5 start, ` +
  `6 review)
  --pairs 5             how many pairs of runs a ratio comes from
  --customers 1,10,50   point 4: so many customers one after another
  --at-once 2,4         point 4: so many at a time
  --runs 10,1000,10000  point 6: so many runs
  --results             writes the tables into RESULTS.md
The whole takes hours on two cores; points 3, 5 and 6 take minutes.`;

function numbers(text: string, name: string): number[] {
  const found = text.split(',').map(Number);
  if (found.some((number) => !Number.isInteger(number) || number < 1))
    throw new Error(`--${name} takes whole numbers with commas between them, not "${text}".`);
  return found;
}

/** @returns undefined when only help was wanted */
export function settingsFrom(args: string[]): Settings | undefined {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: POINTS.join(',') },
      pairs: { type: 'string', default: '5' },
      customers: { type: 'string', default: '1,10,50' },
      'at-once': { type: 'string', default: '2,4' },
      runs: { type: 'string', default: '10,1000,10000' },
      results: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void console.log(HELP);
  const only = numbers(values.only, 'only');
  if (only.some((point) => !POINTS.includes(point)))
    throw new Error(`--only knows the points ${POINTS.join(', ')}, not ${values.only}.`);
  return {
    only,
    pairs: numbers(values.pairs, 'pairs')[0]!,
    customers: numbers(values.customers, 'customers'),
    atOnce: numbers(values['at-once'], 'at-once'),
    runs: numbers(values.runs, 'runs'),
    results: values.results,
  };
}
