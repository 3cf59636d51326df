import { once } from 'node:events';
import { batchHere, listenToBatch } from '../fleet/messages.ts';
import type { Actor } from '../watch/commands.ts';
import { operator } from './operator.ts';
import { printError } from './terminal.ts';

/** Who asks for a stop by a signal. Ctrl-C comes from the operator; where there is no terminal, nobody knows who. */
export function handOf(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', atTerminal: boolean): Actor {
  if (signal === 'SIGINT' && atTerminal) return { who: operator(), via: 'terminal' };
  return { who: signal === 'SIGHUP' ? 'whoever closed the terminal' : 'another program', via: signal };
}

/**
 * A run of a batch is stopped by its batch alone: Ctrl-C reaches both, and means the batch.
 * @param signal says whether the run is stopping already
 */
function onBatchStop(signal: AbortSignal, stop: (hand: Actor) => void): void {
  for (const name of ['SIGINT', 'SIGHUP'] as const) process.on(name, () => undefined);
  process.on('SIGTERM', () => stop(handOf('SIGTERM', false)));
  listenToBatch((hand) => (signal.aborted ? process.exit(130) : stop(hand)));
}

/** Resolves at Ctrl-C or TERM, for what runs until then. */
export async function untilInterrupted(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}

/** A signal that the first Ctrl-C gives, and who gave it. */
export function stoppedByPerson(): { signal: AbortSignal; stopper: () => Actor } {
  const stop = new AbortController();
  let hand: Actor = { who: operator(), via: 'terminal' };
  onInterrupt(stop.signal, (by) => {
    hand = by;
    stop.abort();
  });
  return { signal: stop.signal, stopper: () => hand };
}

/**
 * The first Ctrl-C (or TERM) asks the run to stop at the next safe place; the second ends the process at once.
 * @param signal says whether the run is stopping already
 */
export function onInterrupt(signal: AbortSignal, stop: (hand: Actor) => void): void {
  if (batchHere() !== undefined) {
    onBatchStop(signal, stop);
    return;
  }
  const atTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  const handler = (name: 'SIGINT' | 'SIGTERM') => {
    if (signal.aborted) process.exit(130);
    printError('\nStopping at the next safe place … (press Ctrl-C again to quit immediately)');
    stop(handOf(name, atTerminal));
  };
  process.on('SIGINT', () => handler('SIGINT'));
  process.on('SIGTERM', () => handler('SIGTERM'));
  // The terminal's window was closed. The shell may tell it once more, so it never ends the process at once.
  process.on('SIGHUP', () => stop(handOf('SIGHUP', atTerminal)));
}
