/** Waits in a pause, as a run does, and says `waits`: `wait-paused.ts <folder>`. */

import type { PortalSession } from '../../../src/engine/portal-session.ts';
import { Recorder } from '../../../src/evidence/recorder.ts';
import { Control } from '../../../src/watch/control.ts';
import { HumanInTheLoop } from '../../../src/watch/human-in-the-loop.ts';

const { signal } = new AbortController();
const control = new Control({ pace: 0, step: false, pauseBefore: [], stop: () => undefined, signal });
const recorder = new Recorder(
  process.argv[2]!,
  () => undefined,
  () => 'fp',
);
const people = new HumanInTheLoop({
  control,
  recorder,
  headed: false,
  customer: 'Acme',
  approvedUpFront: [],
  operator: 'op',
  step: () => 'member',
});
control.command('pause', { who: 'kim', via: 'terminal' });
control.onChange(({ mode }) => mode === 'held' && console.log('waits'));
// A pause keeps no process alive by itself.
setInterval(() => undefined, 60_000);
await people.beforeGesture('member', 'Press Save', {} as PortalSession);
