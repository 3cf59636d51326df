import { Progress, type ProgressOptions, type Screen } from '../../src/cli/progress/progress.ts';
import type { RunEvent } from '../../src/evidence/events.ts';

/** The lines that people read of a run with these events. */
export function shown(
  events: readonly RunEvent[],
  { detail = 'normal', times = false, live, waiting }: Partial<ProgressOptions & Screen> = {},
): string {
  const lines: string[] = [];
  const screen: Screen = { print: ({ mark = '', text }) => lines.push(mark + text), times, live };
  const progress = new Progress({
    screen,
    detail,
    ...(waiting && { waiting }),
    portals: new Map([['connectwise', 'ConnectWise']]),
  });
  events.forEach(progress.tell);
  return lines.join('\n');
}
