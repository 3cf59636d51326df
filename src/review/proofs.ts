import type { Note } from '../evidence/events.ts';
import type { Gesture, NumberedShot, Run, Step, StepOutcome } from '../evidence/read-run.ts';
import { isGesture, stepsOf } from '../evidence/read-run.ts';

/** Something that the run proves, and the moment that shows it. */
export interface Proof {
  /** From 1, in the order of the run. */
  number: number;
  /** What it shows, as the page object says it: `API keys of MSPCFO`. */
  heading: string;
  step: Step;
  /** That step, and those that took its reading for true later. */
  steps: Step[];
  gesture: Gesture;
  /** Missing where it happened outside the page, or where the picture was withheld. */
  shot?: NumberedShot;
}

/** Steps that came to an end which their last look showed. */
const SHOWN: readonly StepOutcome[] = ['done', 'already in place', 'left for you', 'drift'];

/** Something was submitted later in the step, so what was read before shows how things were. */
const hasCommitAfter = (step: Step, index: number): boolean =>
  step.timeline.slice(index + 1).some((later) => isGesture(later) && later.start.kind === 'commit');

/**
 * What carries the run: of each heading the last gesture, since only that shows how things are at the end. Where that
 * one failed, nothing shows it. What its step read before it submitted anything shows how things were. A step that took
 * an earlier reading for true is proven by that one, too. Empty for journals from before gestures said what they prove.
 */
export function proofsOf(run: Run): Proof[] {
  const last = new Map<string, Omit<Proof, 'number'> & { stale: boolean }>();
  /** The proof whose reading was taken for true. */
  const readBy = (note: Note) => [...last.values()].find(({ gesture }) => gesture.start.gesture === note.readBy);
  for (const step of stepsOf(run))
    for (const [index, item] of step.timeline.entries()) {
      const stale = hasCommitAfter(step, index);
      if (isGesture(item)) {
        const { start, after } = item;
        if (start.proves === undefined) continue;
        const proof = { heading: start.proves, step, steps: [step], gesture: item, stale };
        last.set(start.proves, { ...proof, ...(after && { shot: after }) });
      } else if (item.type === 'note' && !stale) readBy(item)?.steps.push(step);
    }
  return [...last.values()]
    .map((proof) => ({ ...proof, steps: [...new Set(proof.steps)].filter(({ outcome }) => SHOWN.includes(outcome)) }))
    .filter(({ steps, gesture, stale }) => !stale && steps.length > 0 && gesture.end?.outcome === 'done')
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
