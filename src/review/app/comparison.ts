import type { NumberedShot } from '../../evidence/read-run.ts';
import { stepsOf } from '../../evidence/read-run.ts';
import type { OpenRun } from './open-run.ts';
import type { IndexedRun } from './run-index.ts';

export interface Side {
  entry: IndexedRun;
  open: OpenRun;
}

/** The same moment in two runs; one side is missing where only one run has it. */
export interface Pair {
  step: string;
  title: string;
  when: NumberedShot['when'];
  left?: NumberedShot;
  right?: NumberedShot;
}

export interface Comparison {
  left: Side;
  right: Side;
  pairs: Pair[];
}

interface Moment {
  shot: NumberedShot;
  title: string;
  /** Its gesture's words and half, counted: the second "Press Save" of a step is not the first. */
  name: string;
  /** Its gesture's place in the step, and half. */
  place: string;
}

function moments({ open }: Side, step: string): Moment[] {
  const gestures = open.steps.get(step)?.gestures ?? [];
  const seen = new Map<string, number>();
  return gestures.flatMap(({ start, before, after, failure }, index) =>
    [before, after, failure]
      .filter((shot) => shot !== undefined)
      .map((shot): Moment => {
        const words = `${start.title} ${shot.when}`;
        const times = (seen.get(words) ?? 0) + 1;
        seen.set(words, times);
        return {
          shot,
          title: start.title,
          name: `${words} ${times}`,
          place: `${start.kind} ${index} ${shot.when === 'before'}`,
        };
      }),
  );
}

/**
 * Pairs a step's pictures by what the gesture was, and what is left by its place, because names differ between
 * customers.
 */
function pairsOf(left: Moment[], right: Moment[], step: string): Pair[] {
  const free = new Set(right);
  const partners = new Map<Moment, Moment>();
  for (const by of ['name', 'place'] as const) {
    const waiting = new Map([...free].map((moment) => [moment[by], moment]));
    for (const moment of left) {
      const partner = partners.has(moment) ? undefined : waiting.get(moment[by]);
      if (partner === undefined || !free.delete(partner)) continue;
      partners.set(moment, partner);
    }
  }
  const pair = (one: Moment | undefined, other: Moment | undefined): Pair => ({
    step,
    title: (one ?? other)!.title,
    when: (one ?? other)!.shot.when,
    ...(one && { left: one.shot }),
    ...(other && { right: other.shot }),
  });
  return [
    ...left.map((moment) => pair(moment, partners.get(moment))),
    ...[...free].map((moment) => pair(undefined, moment)),
  ];
}

/** The pictures of two runs, step by step. */
export function comparisonOf(left: Side, right: Side): Comparison {
  const ids = new Set([left, right].flatMap(({ open }) => stepsOf(open.run).map(({ id }) => id)));
  return { left, right, pairs: [...ids].flatMap((id) => pairsOf(moments(left, id), moments(right, id), id)) };
}
