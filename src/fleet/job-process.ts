import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { RunEnd, RunEvent } from '../evidence/events.ts';
import type { Actor } from '../watch/commands.ts';
import { BATCH, type Ask, type ToRun } from './messages.ts';
import type { Job, JobEnd } from './batch.ts';

/** The last line that a run prints with `--json`, as far as a batch needs it. */
export interface RunEnding extends JobEnd {
  problem?: { step?: string; title?: string; actual?: string; expected?: string; hint?: string } | null;
  left?: RunEnd['left'];
  /** The path of its report. */
  report?: string | null;
}

export interface JobProcessOptions {
  /** The program's main file, and its arguments; with `--json` among them. */
  program: string;
  args: readonly string[];
  batch: string;
  /** Who asks for a stop. */
  stopper(): Actor;
  /** Every event of the run. */
  onEvent(event: RunEvent): void;
  /** What it says to people beside its events, a line at a time. */
  onSay(line: string): void;
  /** Asks the person at the terminal for a secret. */
  answer(question: string, variable: string | undefined): Promise<string | undefined>;
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
      actual: `The process of this run ended ${how}, without saying why.${said === '' ? '' : ` Its last words: ${said}`}`,
      hint: 'Run it again for this customer: it looks first, and goes on from what is there.',
    },
  };
}

function send(child: ChildProcess, message: ToRun): void {
  // It may have ended just now.
  if (child.connected) child.send(message, () => undefined);
}

/**
 * A customer's run in a process of its own: what it knows of the customer ends with it, and when it dies, it takes no
 * other run with it.
 */
export function startJob(options: JobProcessOptions): Job<RunEnding> {
  const { program, args, batch, onEvent, onSay, answer } = options;
  const child = fork(program, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, [BATCH]: batch },
  });
  let result: RunEnding | undefined;
  let said = '';
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const told = JSON.parse(line) as RunEvent | ({ type: 'result' } & RunEnding);
    if (told.type === 'result') result = told;
    else onEvent(told);
  });
  createInterface({ input: child.stderr! }).on('line', (line) => {
    if (line.trim() !== '') said = line.trim();
    onSay(line);
  });
  child.on('message', async ({ ask, question, variable }: Ask) => {
    const value = await answer(question, variable);
    send(child, { answer: ask, ...(value !== undefined && { value }) });
  });
  return {
    ended: new Promise((resolve) => {
      child.on('error', ({ message }) => resolve(lost(null, null, message)));
      child.on('close', (code, signal) => resolve(result ?? lost(code, signal, said)));
    }),
    stop: () => send(child, { stop: options.stopper() }),
  };
}
