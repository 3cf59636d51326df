import type { RunEnd, StepResult } from './events.ts';
import { count } from './picture-count.ts';

/** How a check ended that found no difference. */
export const AS_IT_SHOULD_BE = 'All as it should be';

/**
 * How the steps of a run ended, and what they left for people.
 * @param results if a step was tried again, its last one counts
 * @param steps ids of all planned steps, in order
 * @param begun how many of them were begun
 */
export function outcomesOf(
  results: Iterable<StepResult>,
  steps: readonly string[],
  begun: number,
): Required<Pick<RunEnd, 'outcomes' | 'left'>> {
  const last = new Map([...results].map((result) => [result.step, result]));
  const outcomes: Required<RunEnd>['outcomes'] = {};
  for (const [index, step] of steps.entries()) {
    const outcome = last.get(step)?.outcome ?? (index < begun ? 'not finished' : 'not reached');
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  const left = [...last.values()].flatMap(({ step, left: things = [] }) => things.map((one) => ({ step, ...one })));
  return { outcomes, left };
}

/** Whether a check has come to its end, with a difference or without. */
export const isVerdict = (outcome: string | undefined): outcome is 'drift' | 'nothing to do' =>
  outcome === 'drift' || outcome === 'nothing to do';

/** How many steps the outcomes are of. */
export const stepsIn = (outcomes: Required<RunEnd>['outcomes']): number =>
  Object.values(outcomes).reduce((sum, number) => sum + number, 0);

/** `7 done, 1 skipped`. */
export function outcomesInWords(outcomes: Required<RunEnd>['outcomes']): string {
  return Object.entries(outcomes)
    .map(([outcome, number]) => `${number} ${outcome}`)
    .join(', ');
}

/** `1 thing left for you`; undefined if nothing is. */
export function leftInWords(number: number | undefined): string | undefined {
  return number ? `${count(number, 'thing')} left for you` : undefined;
}
