import type { Actor } from '../watch/commands.ts';

/** The environment variable that tells a run which batch it is of. */
export const BATCH = 'KEYWRIGHT_BATCH';

/** The batch that started this process; undefined where it was started by itself. */
export const batchHere = (): string | undefined =>
  process.channel === undefined ? undefined : process.env[BATCH] || undefined;

/** From a run: something that the person at the batch's terminal should be asked, without an echo. */
export interface Ask {
  ask: number;
  question: string;
  /** The secret's variable; missing for what is valid once. */
  variable?: string;
}

/** To a run. */
export type ToRun = { answer: number; value?: string } | { stop: Actor };

const waiting = new Map<number, (value: string | undefined) => void>();
/** Before a run has begun, there is nothing to bring to a safe place. */
let onStop: (hand: Actor) => void = () => process.exit(130);
let hearing = false;

function hear(): void {
  if (hearing) return;
  hearing = true;
  process.on('message', (message: ToRun) => {
    if ('stop' in message) onStop(message.stop);
    else waiting.get(message.answer)?.(message.value);
  });
  process.on('disconnect', () => {
    for (const answer of waiting.values()) answer(undefined);
    onStop({ who: 'the end of its batch', via: 'SIGTERM' });
  });
  // It must not keep a finished run alive.
  process.channel?.unref();
}

/** Asks the person at the batch's terminal; undefined if nobody is there. What is typed crosses a pipe, and no file. */
export async function askBatch(question: string, variable: string | undefined): Promise<string | undefined> {
  hear();
  const ask = Math.max(0, ...waiting.keys()) + 1;
  process.channel?.ref();
  try {
    return await new Promise((resolve) => {
      waiting.set(ask, resolve);
      const message: Ask = { ask, question, ...(variable !== undefined && { variable }) };
      process.send!(message, (error: unknown) => error && resolve(undefined));
    });
  } finally {
    waiting.delete(ask);
    process.channel?.unref();
  }
}

/** Hears from the batch that it wants the run to stop, or has died. */
export function listenToBatch(stop: (hand: Actor) => void): void {
  onStop = stop;
  hear();
}
