import type { Recorder } from '../evidence/recorder.ts';

/** Where the evidence of a step goes. */
export type StepRecorder = Pick<Recorder, 'write' | 'shoot' | 'isAsPictured' | 'counts'> & {
  /** undefined if nothing is kept. */
  readonly folder: string | undefined;
};

/** Keeps nothing: for a plan, which leaves no evidence. */
export const NULL_RECORDER: StepRecorder = {
  folder: undefined,
  counts: { steps: 0, gestures: 0, shots: 0, files: 0, withheld: 0, commits: 0 },
  write: () => undefined,
  shoot: async () => undefined,
  isAsPictured: async () => false,
};
