import { relative } from 'node:path';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** How long a test of the suite may take, in seconds; what takes longer is a rehearsal. */
const LIMIT = 20;

/** Lists the ten tests that took longest. */
export default class Slowest implements Reporter {
  #took: { seconds: number; what: string }[] = [];

  onTestEnd({ title, location }: TestCase, { duration }: TestResult): void {
    this.#took.push({ seconds: duration / 1000, what: `${relative('', location.file)}: ${title}` });
  }

  onEnd(): void {
    const slowest = this.#took.sort((one, other) => other.seconds - one.seconds).slice(0, 10);
    if (slowest.length > 0) console.log('\nThe slowest ten:');
    for (const { seconds, what } of slowest)
      console.log(`${seconds.toFixed(1).padStart(6)} s  ${what}${seconds > LIMIT ? ' (too slow for the suite)' : ''}`);
  }
}
