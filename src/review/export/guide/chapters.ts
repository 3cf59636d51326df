import type { Box } from '../../../evidence/events.ts';
import type { Gesture, NumberedShot, Run, Step } from '../../../evidence/read-run.ts';
import { stepsOf } from '../../../evidence/read-run.ts';
import { forAnybody } from './placeholders.ts';

/** One instruction of the guide: what to do, where on which picture. */
interface Instruction {
  words: string;
  picture?: NumberedShot;
  /** The place to click, in the picture's pixels. */
  place?: Box;
}

export interface Chapter {
  phase: string;
  title: string;
  /** The address to go back to, where the chapter before was in another portal. */
  at?: string;
  instructions: Instruction[];
  /** What it looks like when it is done. */
  result?: NumberedShot;
}

/** Journals from before this was kept have the place alone. */
const touched = ({ end }: Gesture) => end?.touched === true || end?.place !== undefined;

const changes = ({ start, end }: Gesture) => start.kind !== 'look' && end?.outcome === 'done';

/** The ways to what the step did not read again: it was on the screen still, where no chapter has told of them. */
function waysTo({ notes }: Step, all: Gesture[]): Gesture[] {
  return notes.flatMap(({ readBy }) => {
    const end = all.findIndex(({ start }) => start.gesture === readBy);
    const { portal } = all[end]?.start ?? {};
    const earlier = all.slice(0, end + 1).filter(({ start }) => start.portal === portal);
    return earlier.slice(earlier.findLastIndex(changes) + 1);
  });
}

/**
 * The gestures that a person would make: up to the last that changes something, without those that only read. A
 * portal's first one opens it.
 */
function doing(step: Step, opening: Set<Gesture>, all: Gesture[]): Gesture[] {
  const { gestures } = step;
  const last = gestures.findLastIndex(changes);
  if (last === -1) return [];
  return [...new Set([...waysTo(step, all), ...gestures.slice(0, last + 1)])].filter(
    (gesture) => gesture.start.kind !== 'look' || touched(gesture) || opening.has(gesture),
  );
}

/**
 * The picture in which the place of a gesture is to be seen: its own before, or what the gesture before it left in the
 * same portal.
 */
function pictureBefore(gesture: Gesture, all: Gesture[]): NumberedShot | undefined {
  if (gesture.before !== undefined) return gesture.before;
  const earlier = all.slice(0, all.indexOf(gesture)).findLast(({ start }) => start.portal === gesture.start.portal);
  return earlier?.after;
}

export function chaptersOf(run: Run): Chapter[] {
  const words = forAnybody(run);
  const all = stepsOf(run).flatMap((step) => step.gestures);
  const opening = firstOfEachPortal(run, all);
  let here: string | undefined;
  return run.phases.flatMap(({ title: phase, steps }) =>
    steps.flatMap((step) => {
      const gestures = doing(step, opening, all);
      if (gestures.length === 0) return [];
      const { portal } = gestures[0]!.start;
      const moved = here !== undefined && here !== portal;
      here = gestures.at(-1)!.start.portal;
      const result = gestures.at(-1)!.after;
      return [
        {
          phase,
          title: words(step.title),
          ...(moved && !opening.has(gestures[0]!) && { at: words(run.start.portals[portal]!) }),
          // What is there before a portal is opened has nothing to do with it.
          instructions: gestures.map((gesture) =>
            instruction(gesture, words, opening.has(gesture) ? undefined : pictureBefore(gesture, all)),
          ),
          ...(result && { result }),
        },
      ];
    }),
  );
}

/** The gestures that open a portal. */
function firstOfEachPortal(run: Run, all: Gesture[]): Set<Gesture> {
  const portals = Object.keys(run.start.portals);
  return new Set(portals.flatMap((portal) => all.find(({ start }) => start.portal === portal) ?? []));
}

function instruction(
  { start, end, before }: Gesture,
  words: (title: string) => string,
  picture: NumberedShot | undefined,
): Instruction {
  const place = end?.place ?? before?.box;
  return {
    words: `${words(start.title)}${end?.chose === undefined ? '' : ` (here ${end.chose})`}`,
    ...(picture && { picture }),
    ...(picture && place && { place }),
  };
}
