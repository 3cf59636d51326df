import { printError } from './terminal.ts';

/** The first Ctrl-C (or TERM) asks the run to stop at the next safe place; the second ends the process at once. */
export function onInterrupt(): AbortController {
  const stop = new AbortController();
  const handler = () => {
    if (stop.signal.aborted) process.exit(130);
    printError('\nStopping at the next safe place … (press Ctrl-C again to end at once)');
    stop.abort();
  };
  process.on('SIGINT', handler);
  process.on('SIGTERM', handler);
  // The terminal's window was closed. The shell may tell it once more, so it never ends the process at once.
  process.on('SIGHUP', () => stop.abort());
  return stop;
}
