import type { RunEnd, StepResult } from './events.ts';

/**
 * How the steps of a run ended, and what they left for people.
 * @param results those of a step that was tried again count once, by the last
 */
export function outcomesOf(results: Iterable<StepResult>): Required<Pick<RunEnd, 'outcomes' | 'left'>> {
  const last = [...new Map([...results].map((result) => [result.step, result])).values()];
  const outcomes: Required<RunEnd>['outcomes'] = {};
  for (const { outcome } of last) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return { outcomes, left: last.flatMap(({ step, left = [] }) => left.map((one) => ({ step, ...one }))) };
}

/** `7 done, 1 skipped`. */
export function outcomesInWords(outcomes: Required<RunEnd>['outcomes']): string {
  return Object.entries(outcomes)
    .map(([outcome, number]) => `${number} ${outcome}`)
    .join(', ');
}

/** `1 thing left for you`; undefined where nothing is. */
export function leftInWords(number: number | undefined): string | undefined {
  return number === undefined || number === 0
    ? undefined
    : `${number} ${number === 1 ? 'thing' : 'things'} left for you`;
}
