import type { Problem } from '../evidence/events.ts';
import type { Command, Question } from './commands.ts';
import { linesOfProblem } from './problem-lines.ts';

/** What a retry does in a headless run, for whoever would rather do the step themselves. */
const OWN_BROWSER = 'looks first, so what you have done in a browser of your own counts';

export interface Situation {
  /** People can reach the browser in a window. */
  seen: boolean;
  /** What a retry does, if it is more than trying again. */
  retry: string | undefined;
  /** undefined where no window can be opened. */
  openWindow: unknown;
  /** Why one could not be opened; undefined if nobody tried. */
  noWindow: string | undefined;
}

/** What people are told after a failure, and what they can choose. */
export function choicesAfter(
  problem: Problem,
  { seen, retry, openWindow, noWindow }: Situation,
): Pick<Question, 'lines' | 'choices'> {
  const looks = retry ?? (seen ? undefined : OWN_BROWSER);
  const lines = [
    ...linesOfProblem(problem),
    ...(looks === undefined ? [] : [{ name: 'Retry', text: looks }]),
    ...(noWindow === undefined ? [] : [{ name: 'Window', text: `could not be opened: ${noWindow}` }]),
  ];
  const choices: [Command, boolean][] = [
    ['retry', true],
    // Nobody can reach the browser of a headless run.
    ['by hand', seen],
    ['take over', !seen && openWindow !== undefined && noWindow === undefined],
    ['point', problem.term !== undefined],
    ['stop', true],
  ];
  return {
    lines: lines.map(({ name, text }) => `${name}: ${text}`),
    choices: choices.flatMap(([command, offered]) => (offered ? [command] : [])),
  };
}
