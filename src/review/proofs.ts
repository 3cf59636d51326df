import type { Gesture, NumberedShot, Run, Step, StepOutcome } from '../evidence/read-run.ts';
import { isGesture, stepsOf } from '../evidence/read-run.ts';

/** Something that the run proves, and the moment that shows it. */
export interface Proof {
  /** From 1, in the order of the run. */
  number: number;
  /** What it shows, as the page object says it: `API keys of MSPCFO`. */
  heading: string;
  step: Step;
  gesture: Gesture;
  /** Missing where it happened outside the page, or where the picture was withheld. */
  shot?: NumberedShot;
}

/** Steps that came to an end which their last look showed. */
const SHOWN: readonly StepOutcome[] = ['done', 'already in place', 'left for you', 'drift'];

/**
 * What carries the run: of each heading the last gesture, since only that shows how things are at the end. Where that
 * one failed, nothing shows it. What its step read before it submitted anything shows how things were. A step that took
 * an earlier reading for true is proven by that one. Empty for journals from before gestures said what they prove.
 */
export function proofsOf(run: Run): Proof[] {
  const last = new Map<string, Omit<Proof, 'number'> & { stale: boolean }>();
  const gestures = new Map(stepsOf(run).flatMap((step) => step.gestures.map((one) => [one.start.gesture, one])));
  for (const step of stepsOf(run))
    for (const [index, item] of step.timeline.entries()) {
      const gesture = isGesture(item) ? item : item.type === 'note' ? gestures.get(item.readBy ?? 0) : undefined;
      const proves = gesture?.start.proves;
      if (gesture === undefined || proves === undefined) continue;
      const stale = step.timeline.slice(index + 1).some((later) => isGesture(later) && later.start.kind === 'commit');
      // What was read by an earlier step stays that step's proof, where this one changes something else.
      if (stale && !isGesture(item)) continue;
      last.set(proves, { heading: proves, step, gesture, stale, ...(gesture.after && { shot: gesture.after }) });
    }
  return [...last.values()]
    .filter(({ step, gesture, stale }) => !stale && SHOWN.includes(step.outcome) && gesture.end?.outcome === 'done')
    .sort((one, other) => one.gesture.start.gesture - other.gesture.start.gesture)
    .map(({ stale: _, ...proof }, index) => ({ number: index + 1, ...proof }));
}

/**
 * The run's pictures in the order in which they are best reviewed, each once: those that prove, then the others in the
 * order of the run.
 */
export function reviewOrder(run: Run): NumberedShot[] {
  const proving = proofsOf(run).flatMap(({ shot }) => shot ?? []);
  const seen = new Set<string>();
  return [...proving, ...run.shots].filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256));
}
