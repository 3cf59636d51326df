import { type ChildProcess, spawn } from 'node:child_process';
import { textOf } from '../files/encoding.ts';
import { redact } from './redact.ts';

export interface Command {
  /** The command line, for the system's shell. */
  line: string;
  /** What it finds in its environment, beside everything that is not withheld. */
  environment: Record<string, string>;
  /** Whether a variable of the environment is kept from it. */
  withhold(name: string): boolean;
  /** What it reads from its standard input. */
  input?: string;
  /** Gets what it says beside what it prints, through the filter. */
  say(text: string): void;
  /** Milliseconds after which it is ended. */
  limit: number;
}

/** How a command has ended: `late` when it was ended because its time was over. */
interface CommandEnd {
  code: number | null | 'late';
  printed: string;
}

/** Milliseconds: what a command leaves behind in the background may hold its output open. */
const CLOSES_WITHIN = 1_000;

/** Ends the command with all that its shell has started. */
function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** Runs an operator's command line. @throws if there is no shell to run it */
export async function runCommand({ line, environment, withhold, input, say, limit }: Command): Promise<CommandEnd> {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !withhold(name)));
  const child = spawn(line, {
    shell: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: { ...kept, ...environment },
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const chunks: Buffer[] = [];
  child.stdout!.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr!.on('data', (chunk: Buffer) => say(redact(chunk.toString('utf8')).trimEnd()));
  // A command need not read what it is given.
  child.stdin?.on('error', () => undefined).end(input);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), limit)));
  let closing: NodeJS.Timeout | undefined;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
    child.on('exit', (code) => (closing = setTimeout(resolve, CLOSES_WITHIN, code)));
  });
  try {
    const code = await Promise.race([ended, late]);
    if (code === 'late') end(child);
    const bytes = Buffer.concat(chunks);
    return { code, printed: textOf(bytes) ?? bytes.toString('utf8') };
  } finally {
    clearTimeout(timer);
    clearTimeout(closing);
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}
