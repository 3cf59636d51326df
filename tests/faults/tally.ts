import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Counts the annotations of passed tests by type and description, and prints how many there were of each. */
export default class Tally implements Reporter {
  #counts = new Map<string, Map<string, number>>();
  #failed = 0;

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status !== test.expectedStatus) this.#failed += 1;
    for (const { type, description = '' } of result.annotations.filter(({ type }) => type !== 'skip')) {
      const counts = this.#counts.get(type) ?? new Map<string, number>();
      counts.set(description, (counts.get(description) ?? 0) + 1);
      this.#counts.set(type, counts);
    }
  }

  onEnd(_: FullResult): void {
    for (const [type, counts] of this.#counts) {
      const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
      console.log(
        `${type}: ${all} (${[...counts].map(([description, count]) => `${count} ${description}`).join(', ')})`,
      );
    }
    console.log(this.#failed === 0 ? 'All of them held.' : `${this.#failed} tests failed.`);
  }
}
