import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestCase } from '@playwright/test/reporter';
import { cells } from './cells.ts';

/** What became of the tasks of a page. */
export interface Tally {
  make: string;
  cell: string;
  passed: number;
  refused: number;
  failed: number;
  wrong: number;
  notes: string[];
}

const FOLDER = join(import.meta.dirname, '../../test-results');
const KEYS = ['passed', 'refused', 'failed', 'wrong'] as const;

/** `11+2`: passed and rightly refused; `-3` failed, `!1` touched something wrong. */
const inShort = ({ passed, refused, failed, wrong }: Tally): string =>
  `${passed}+${refused}${failed > 0 ? ` -${failed}` : ''}${wrong > 0 ? ` !${wrong}` : ''}`;

/** Prints what became of each make's pages, and writes it down with what went wrong. */
export default class Matrix implements Reporter {
  readonly #tallies: Tally[] = [];

  onTestEnd({ annotations }: TestCase, result: { annotations: { type: string; description?: string }[] }): void {
    const found = [...result.annotations, ...annotations].find(({ type }) => type === 'tally');
    if (found?.description !== undefined) this.#tallies.push(JSON.parse(found.description) as Tally);
  }

  onEnd(): void {
    const names = [...new Set(cells.map(({ cell }) => cell))];
    const makes = [...new Set(this.#tallies.map(({ make }) => make))];
    const of = (make: string, cell: string) =>
      this.#tallies.find((tally) => tally.make === make && tally.cell === cell);
    const sum = { passed: 0, refused: 0, failed: 0, wrong: 0 };
    for (const tally of this.#tallies) for (const key of KEYS) sum[key] += tally[key];
    const rows = [
      ['', ...makes],
      ...names
        .filter((cell) => makes.some((make) => of(make, cell)))
        .map((cell) => [cell, ...makes.map((make) => (of(make, cell) ? inShort(of(make, cell)!) : '.'))]),
    ];
    const widths = rows[0]!.map((_, n) => Math.max(...rows.map((row) => row[n]!.length)));
    const lines = [
      ...rows.map((row) =>
        row
          .map((text, n) => text.padEnd(widths[n]!))
          .join('  ')
          .trimEnd(),
      ),
      `passed + rightly refused: ${sum.passed} + ${sum.refused}, failed: ${sum.failed}, wrong touches: ${sum.wrong}`,
    ];
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'zoo.txt'), `${lines.join('\n')}\n`);
    writeFileSync(join(FOLDER, 'zoo.json'), `${JSON.stringify(this.#tallies, undefined, 1)}\n`);
    process.stdout.write(`\n${lines.join('\n')}\n`);
  }
}
