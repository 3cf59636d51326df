import { expect } from '@playwright/test';
import type { JournalLine } from '../../src/evidence/events.ts';
import { DEFAULT_RETRIES, DEFAULT_TIMEOUT, milliseconds } from '../../src/runbook/schema.ts';

const words = expect.any(String) as unknown;
/** All attempts of a step that names no limit of its own, in milliseconds. */
const LONGEST = (1 + DEFAULT_RETRIES) * milliseconds(DEFAULT_TIMEOUT);

/**
 * A run that has failed did so in time, says at which step and screen, what was expected, what was there and what to do
 * next, and keeps a picture of it, or why there is none.
 */
export function expectClearStop(journal: JournalLine[]): void {
  expect(journal.at(-1)).toMatchObject({ type: 'run.end', outcome: 'failed' });
  const stop = journal.findLast((line) => line.type === 'step.result');
  expect(
    stop,
    `the last step, rather than ${JSON.stringify(journal.findLast((line) => line.type === 'note'))}`,
  ).toMatchObject({ outcome: 'failed', problem: { screen: words, expected: words, actual: words, hint: words } });
  expect((stop as { ms: number }).ms).toBeLessThan(LONGEST);
  expect(
    journal.findLast((line) => line.type === 'shot' || line.type === 'shot.withheld'),
    'a picture',
  ).toMatchObject({ step: (stop as { step: string }).step });
}
