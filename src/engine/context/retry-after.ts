import { setTimeout as delay } from 'node:timers/promises';

/** How long all waits of one step's try may take together. Milliseconds. */
const LONGEST_WAIT = 90_000;

/** Where the server does not say how long. Milliseconds. */
const USUAL_WAIT = 5_000;

export interface Reply {
  status: number;
  header(name: string): string | undefined;
}

/**
 * For how long a server asks to be left alone, in milliseconds; undefined if it does not.
 * The date that it gives is by its own clock, which may differ from this machine's.
 */
export function askedWait({ status, header }: Reply, now = Date.now()): number | undefined {
  const told = header('retry-after')?.trim();
  if (status !== 429 && !(status === 503 && told !== undefined)) return undefined;
  if (told === undefined) return USUAL_WAIT;
  // As a date, 1.5 would be in January.
  if (/^\d+(\.\d+)?$/.test(told)) return Number(told) * 1000;
  const until = Date.parse(told);
  const theirNow = Date.parse(header('date') ?? '');
  return Number.isNaN(until) ? USUAL_WAIT : Math.max(0, until - (Number.isNaN(theirNow) ? now : theirNow));
}

/**
 * Asks, and asks again when the server wants to be left alone for a while (429, 503 with Retry-After).
 * @param told called before each wait
 * @returns `wait(ask)`, which gives the last answer where the waits would take too long
 */
export function patiently(
  signal: AbortSignal | undefined,
  told: (seconds: number, status: number) => void,
  longest = LONGEST_WAIT,
): <R extends Reply>(ask: () => Promise<R>) => Promise<R> {
  let left = longest;
  return async (ask) => {
    for (;;) {
      const reply = await ask();
      const wait = askedWait(reply);
      if (wait === undefined || wait > left) return reply;
      // Asking again at once, over and over, would not end.
      const pause = Math.max(wait, 500);
      left -= pause;
      told(Math.ceil(pause / 1000), reply.status);
      await delay(pause, undefined, signal && { signal });
    }
  };
}
