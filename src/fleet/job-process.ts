import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { RunEnd, RunEvent } from '../evidence/events.ts';
import type { Actor, Command } from '../watch/commands.ts';
import type { Job, JobEnd } from './batch.ts';
import { type Asking, BATCH, type FromRun, type ToRun } from './messages.ts';

/** The last line that a run prints with `--json`, as far as a batch needs it. */
export interface RunEnding extends JobEnd {
  problem?: { step?: string; title?: string; actual?: string; expected?: string; hint?: string } | null;
  left?: RunEnd['left'];
  /** Of a check: what is not as it should be. */
  differs?: { title: string; actual: string }[];
  /** Of a check of screens: what has changed since the last one. */
  since?: string[];
  /** Why its bundle is not in the bundle store. */
  notStored?: string;
  /** The path of its report. */
  report?: string | null;
}

export interface JobProcessOptions {
  /** The program's main file, and its arguments; with `--json` among them. */
  program: string;
  args: readonly string[];
  batch: string;
  /** What its environment holds besides that of this process. */
  env?: Readonly<Record<string, string>>;
  /** Who asks for a stop. */
  stopper(): Actor;
  /** Every event of the run. */
  onEvent(event: RunEvent): void;
  /** What it says to people beside its events, a line at a time. */
  onSay(line: string): void;
  /** What it asks people now, if it is watched. */
  onAsking(asking: Asking['asking']): void;
  /** Asks the person at the terminal for a secret. */
  answer(question: string, variable: string | undefined): Promise<string | undefined>;
}

/** A run in its process, and how people reach it. */
export interface RunningJob extends Job<RunEnding> {
  /** Answers what it asked at that moment. */
  answer(command: Command, since: number, actor: Actor): void;
  /** A link to its own live page, for one browser; undefined if the run is over. */
  newLink(): Promise<string | undefined>;
}

/** What a run left that ended without its last line. */
function lost(code: number | null, signal: NodeJS.Signals | null, said: string): RunEnding {
  if (signal === 'SIGINT' || code === 130) return { outcome: 'interrupted', exit: 130 };
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  return {
    outcome: 'failed',
    exit: 1,
    code: 'KW-RUN-LOST',
    problem: {
      actual: `The process of this run ended ${how}, without saying why.${said === '' ? '' : ` Last output: ${said}`}`,
      hint: 'Run again for this customer: it looks first and continues from what is there.',
    },
  };
}

/** A line of the run's output; undefined for half of one, which a killed process leaves. */
function parsed(line: string): RunEvent | ({ type: 'result' } & RunEnding) | undefined {
  try {
    return JSON.parse(line) as RunEvent | ({ type: 'result' } & RunEnding);
  } catch {
    return undefined;
  }
}

function send(child: ChildProcess, message: ToRun): void {
  // It may have ended just now.
  if (child.connected) child.send(message, () => undefined);
}

/**
 * A customer's run in a process of its own: what it knows of the customer ends with it, and when it dies, it takes no
 * other run with it.
 */
export function startJob(options: JobProcessOptions): RunningJob {
  const { program, args, batch, env, onEvent, onSay, onAsking, answer } = options;
  const child = fork(program, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env, [BATCH]: batch },
  });
  let result: RunEnding | undefined;
  let said = '';
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const told = parsed(line);
    if (told === undefined) onSay(line);
    else if (told.type === 'result') result = told;
    else onEvent(told);
  });
  createInterface({ input: child.stderr! }).on('line', (line) => {
    if (line.trim() !== '') said = line.trim();
    onSay(line);
  });
  let linked: (link: string | undefined) => void = () => undefined;
  child.on('message', async (message: FromRun) => {
    if ('asking' in message) return onAsking(message.asking);
    if ('link' in message) return linked(message.link);
    // Nobody has answered who pressed Ctrl-C at the question.
    const value = await answer(message.question, message.variable).catch(() => undefined);
    send(child, { answer: message.ask, ...(value !== undefined && { value }) });
  });
  child.on('disconnect', () => linked(undefined));
  return {
    ended: new Promise((resolve) => {
      child.on('error', ({ message }) => resolve(lost(null, null, message)));
      child.on('close', (code, signal) => resolve(result ?? lost(code, signal, said)));
    }),
    stop: () => send(child, { stop: options.stopper() }),
    answer: (command, since, actor) => send(child, { command, since, actor }),
    newLink: () =>
      new Promise((resolve) => {
        linked = resolve;
        if (child.connected) send(child, { newLink: true });
        else resolve(undefined);
      }),
  };
}
