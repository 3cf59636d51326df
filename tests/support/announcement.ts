import type { RunEvent } from '../../src/evidence/events.ts';

/** A line of a journal that must be on disk before what it announces is done. */
export const announcement = (title: string): RunEvent => ({
  type: 'gesture',
  step: 'role',
  gesture: 1,
  title,
  kind: 'look',
  portal: 'connectwise',
});
