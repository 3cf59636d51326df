import type { Actor, Command, Question } from '../watch/commands.ts';
import type { Control } from '../watch/control.ts';

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

/** From a run that is watched: what it asks people now, or nothing any more. */
export interface Asking {
  asking:
    | (Pick<Question, 'title' | 'lines' | 'choices' | 'again' | 'signed' | 'since' | 'until'> & {
        kind: Question['kind'];
      })
    | null;
}

/** From a run that is watched: a new link to its own live page, for one browser. */
interface NewLink {
  link: string;
}

export type FromRun = Ask | Asking | NewLink;

/** To a run. */
export type ToRun =
  | { answer: number; value?: string }
  | { stop: Actor }
  | { command: Command; since: number; actor: Actor }
  | { newLink: true };

const waiting = new Map<number, (value: string | undefined) => void>();
/** Before a run has begun, there is nothing to bring to a safe place. */
let onStop: (hand: Actor) => void = () => process.exit(130);
let onSteer: (message: Extract<ToRun, { command: Command } | { newLink: true }>) => void = () => undefined;
let hearing = false;

function hear(): void {
  if (hearing) return;
  hearing = true;
  process.on('message', (message: ToRun) => {
    if ('stop' in message) onStop(message.stop);
    else if ('answer' in message) waiting.get(message.answer)?.(message.value);
    else onSteer(message);
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

/** Lets the batch's page show what a run asks, answer it, and lead to its own live page. */
export function shareWithBatch(control: Control, renewLink: () => string): void {
  const send = (message: FromRun) => process.connected && process.send!(message, () => undefined);
  let asked: Question | undefined;
  control.onChange(({ question }) => {
    if (question !== asked) send({ asking: question ?? null });
    asked = question;
  });
  onSteer = (message) => {
    if ('newLink' in message) send({ link: renewLink() });
    // Somebody may have answered meanwhile, and the next question is another.
    else if (message.since === control.state.question?.since) control.command(message.command, message.actor);
  };
  hear();
}
