import type { ListedRun } from '../../evidence/runs/run-list.ts';
import { sha256Of } from '../../files/sha256.ts';
import { csvOf } from './csv.ts';

/** Runs of one runbook that ended in one way. */
export interface Part {
  name: string;
  runs: ListedRun[];
  chosen: ListedRun[];
}

const outcomeOf = ({ closed }: ListedRun): string => closed?.outcome ?? 'not closed';
export const partOf = (run: ListedRun): string => `${run.begun.runbook.name}, ${outcomeOf(run)}`;

/** The text whose SHA-256 gives a run its place: anybody can work it out. */
const drawnBy = (seed: string, { begun }: ListedRun): string => `${seed} ${begun.customer.name}/${begun.run}`;

const placeOf = (seed: string, run: ListedRun): string => sha256Of(drawnBy(seed, run));

/**
 * Draws a random sample from each part of a population, by runbook and outcome: in proportion to its size, and at least
 * one, so that it may be larger than asked for. The same seed draws the same runs from the same population.
 */
export function drawSample(population: ListedRun[], size: number, seed: string): Part[] {
  const byName = Map.groupBy(population, partOf);
  const parts = [...byName]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, runs]) => ({ name, runs, number: 1 }));
  for (let left = Math.min(size, population.length) - parts.length; left > 0; left -= 1) {
    const lacking = ({ runs, number }: (typeof parts)[number]) =>
      number >= runs.length ? -Infinity : (size * runs.length) / population.length - number;
    const most = parts.reduce((best, part) => (lacking(part) > lacking(best) ? part : best));
    most.number += 1;
  }
  return parts.map(({ name, runs, number }) => {
    const drawn = [...runs]
      .sort((one, other) => (placeOf(seed, one) < placeOf(seed, other) ? -1 : 1))
      .filter((_, index) => index < number);
    return { name, runs, chosen: runs.filter((run) => drawn.includes(run)) };
  });
}

const COLUMNS = [
  'number',
  'begun',
  'customer',
  'run',
  'runbook',
  'outcome',
  'operator',
  'host',
  'left',
  'sums',
  'part',
];

/** The whole population, with which of it was chosen. */
export function populationCsv(population: ListedRun[], chosen: ListedRun[]): string {
  const rows = population.map((run) => {
    const { begun, closed } = run;
    return [
      begun.number,
      begun.utc,
      begun.customer.name,
      begun.run,
      begun.runbook.name,
      outcomeOf(run),
      begun.operator,
      begun.host,
      closed?.left ?? 0,
      closed?.sums ?? '',
      partOf(run),
      chosen.includes(run) ? 'yes' : 'no',
    ];
  });
  return csvOf([[...COLUMNS, 'chosen'], ...rows]);
}

/** What a sample was drawn from, and how. */
export interface Drawn {
  /** All runs in the list. */
  all: number;
  population: ListedRun[];
  parts: Part[];
  /** What chose the population, in words. */
  choice: string;
  /** Missing where the whole population was exported. */
  seed?: string | undefined;
  /** The list of runs as it was: one line each. */
  list: string[];
  /** A line for each chosen run. */
  lines: string[];
}

/** `SAMPLE.txt`: what was drawn from what, and how anybody can draw it again. */
export function sampleNote({ all, population, parts, choice, seed, list, lines }: Drawn): string {
  const chosen = parts.flatMap((part) => part.chosen);
  const example = chosen[0];
  const how =
    seed === undefined || example === undefined
      ? ['All of them were exported.']
      : [
          `Seed: ${seed}`,
          'The population is divided by runbook and outcome. Each part gives runs in proportion to its size, and at least',
          'one. Within a part, runs are ordered by the SHA-256 of "<seed> <customer>/<run>", and the first are taken:',
          '',
          `  printf '%s' '${drawnBy(seed, example)}' | sha256sum`,
          '',
          'part: chosen of all',
          ...parts.map(({ name, runs, chosen: some }) => `  ${name}: ${some.length} of ${runs.length}`),
        ];
  return [
    `Sample: ${chosen.length} of ${population.length} runs`,
    '',
    `Drawn from ${population.length} of ${all} runs in the list (${choice}). population.csv lists all ${population.length}.`,
    ...how,
    '',
    'The list of runs when this was drawn',
    ...list.map((line) => `  ${line}`),
    '',
    'number  begun  customer  run  outcome  verdict',
    ...lines,
    '',
  ].join('\n');
}
