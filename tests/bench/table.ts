import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Row } from './figures.ts';

/** What was measured last, point by point. */
export type Kept = Record<number, { title: string; date: string; machine: string; rows: Row[] }>;

const number = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const within = ({ ratio, goal }: Row) =>
  ratio === undefined || goal === undefined ? '' : ratio.median <= goal ? `≤ ${goal}: yes` : `≤ ${goal}: no`;

function cells(row: Row): string[] {
  const { what, ratio, pairs, note } = row;
  return [
    what,
    ratio === undefined ? '' : number(ratio.median),
    ratio === undefined || pairs === 1 ? '' : `${number(ratio.min)} to ${number(ratio.max)}`,
    within(row),
    note,
  ];
}

/** For the terminal. */
export function asText(rows: Row[]): string {
  const table = [['', 'ratio', 'min to max', 'goal', ''], ...rows.map(cells)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((line) => line[column]!.length)));
  return table
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** For RESULTS.md: each point with its date and kind of machine. */
export function asMarkdown(kept: Kept): string {
  return Object.values(kept)
    .map(({ title, date, machine, rows }) =>
      [
        `**${title}** (${date}, ${machine})`,
        '',
        '| | ratio | min to max | goal | |',
        '|---|---|---|---|---|',
        ...rows.map((row) => `| ${cells(row).join(' | ')} |`),
        '',
      ].join('\n'),
    )
    .join('\n');
}

const [BEGIN, END] = ['<!-- bench: begin -->', '<!-- bench: end -->'];

const RESULTS = fileURLToPath(new URL('RESULTS.md', import.meta.url));

/** Puts the tables between their marks. */
export function writeResults(tables: string): void {
  const text = readFileSync(RESULTS, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`RESULTS.md has no place for the tables: ${BEGIN} and ${END}.`);
  writeFileSync(RESULTS, `${text.slice(0, from + BEGIN.length)}\n${tables.trimEnd()}\n${text.slice(to)}`);
}
