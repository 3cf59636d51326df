import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gesture, NumberedShot, Run, Step } from '../../evidence/read-run.ts';
import { groupJournal, isGesture, stepsOf } from '../../evidence/read-run.ts';
import type { Address } from './address.ts';
import { CUSTOMER, RUN } from './run-index.ts';

/** A run's journal, read, with the ways from a picture to what it belongs to. */
export interface OpenRun {
  folder: string;
  run: Run;
  steps: Map<string, Step>;
  gestures: Map<number, Gesture>;
  /** The pictures' numbers by the sequence numbers of their journal lines. */
  numbers: Map<number, number>;
}

/** So many journals stay read. */
const KEPT = 8;

const kept = new Map<string, { state: string; open: OpenRun }>();

/**
 * Opens a run's folder, if there is one of that name with a journal: real folders and a real file, so that no link
 * leads elsewhere.
 * @throws when the journal has no beginning
 */
export function openRun(runs: string, { customer, run: name }: Address): OpenRun | undefined {
  if (!CUSTOMER.test(customer) || !RUN.test(name)) return undefined;
  const folder = join(runs, customer, name);
  const file = join(folder, 'journal.jsonl');
  const isFolder = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const found =
    isFolder(join(runs, customer)) && isFolder(folder)
      ? lstatSync(file, { bigint: true, throwIfNoEntry: false })
      : undefined;
  if (!found?.isFile()) return undefined;
  const state = `${found.mtimeNs} ${found.size} ${found.ino}`;
  const known = kept.get(folder);
  kept.delete(folder);
  const open = known?.state === state ? known.open : read(folder, file);
  kept.set(folder, { state, open });
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return open;
}

function read(folder: string, file: string): OpenRun {
  const run = groupJournal(readFileSync(file, 'utf8'));
  const steps = stepsOf(run);
  return {
    folder,
    run,
    steps: new Map(steps.map((step) => [step.id, step])),
    gestures: new Map(
      steps.flatMap((step) => step.timeline.filter(isGesture)).map((gesture) => [gesture.start.gesture, gesture]),
    ),
    numbers: new Map(run.shots.map(({ seq, number }) => [seq, number])),
  };
}

/**
 * The picture that another is best compared with: its gesture's other half, or else the one before it in the same
 * portal.
 */
export function otherHalf(
  { run, gestures }: OpenRun,
  shot: NumberedShot,
): { left: NumberedShot; right: NumberedShot; since: string } | undefined {
  const gesture = gestures.get(shot.gesture);
  const after = gesture?.after ?? gesture?.failure;
  if (gesture?.before && after) return { left: gesture.before, right: after, since: '' };
  const portal = gesture?.start.portal;
  const earlier = run.shots
    .slice(0, shot.number - 1)
    .findLast((candidate) => gestures.get(candidate.gesture)?.start.portal === portal);
  return earlier && { left: earlier, right: shot, since: `since picture ${earlier.number}` };
}
