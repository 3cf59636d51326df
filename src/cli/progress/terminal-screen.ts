import { canRedraw, columnsOf, printLine, redraw, setLive } from '../terminal.ts';
import type { Screen } from './progress.ts';

/** Where nobody says how wide the terminal is. */
const COLUMNS = 80;

/** The terminal that this process runs in, or the file or pipe that it writes to. */
export function screenHere(): Screen {
  return {
    print: printLine,
    times: !process.stdout.isTTY,
    ...(canRedraw() && {
      live: (draw) => setLive(draw && (() => draw((columnsOf(1) ?? COLUMNS) - 1))),
      redraw,
    }),
  };
}

/** Scripts get events, and no progress. */
export const NO_SCREEN: Screen = { print: () => undefined, times: false };
