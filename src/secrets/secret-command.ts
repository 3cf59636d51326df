import { spawn } from 'node:child_process';
import { UserError } from '../files/user-error.ts';
import { redact } from './redact.ts';

/** Milliseconds: after the first the person is told, after the second the command is ended. */
const TOLD_AFTER = 2_000;
const ENDED_AFTER = 60_000;

export interface SecretCommand {
  /** The command line, for the system's shell. */
  line: string;
  /** The variable that names it: `CONNECTWISE_PASSWORD_COMMAND`. */
  variable: string;
  /** What the command finds in its environment, beside everything that is not withheld. */
  environment: Record<string, string>;
  /** Whether a variable of the environment is kept from it. */
  withhold(name: string): boolean;
  say(text: string): void;
  /** Milliseconds. */
  limit?: number;
}

/** Ends the command with all that its shell has started. */
function end(child: ReturnType<typeof spawn>): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** Why what a command has printed is no secret; undefined if it may be one. */
function unusable(printed: string): string | undefined {
  if (printed.trim() === '') return 'printed nothing';
  const lines = printed.split(/\r?\n/).length;
  return lines > 1 ? `printed ${lines} lines, and a secret is one` : undefined;
}

/**
 * Runs a password manager's command line, for example `op read op://…`, and takes what it prints. What it says beside
 * that is shown.
 * @throws UserError with the variable and what to do, if it fails, prints no secret, or does not end in a minute
 */
export async function askCommand(command: SecretCommand): Promise<string> {
  const { line, variable, environment, withhold, say, limit = ENDED_AFTER } = command;
  const fail = (what: string, next = 'Run it by hand to see why.') =>
    new UserError('KW-SECRET-COMMAND', `The command in ${variable} ${what}. ${next}`);
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !withhold(name)));
  const child = spawn(line, {
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...kept, ...environment },
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => say(redact(chunk.toString('utf8')).trimEnd()));
  const told = setTimeout(() => say(`Waiting for the command in ${variable} …`), TOLD_AFTER);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), limit)));
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  try {
    const code = await Promise.race([ended, late]);
    if (code === 'late') {
      end(child);
      const seconds = Math.round(limit / 1_000);
      throw fail(
        `did not end within ${seconds} s`,
        'If it waits for somebody, unlock the password manager, then run again.',
      );
    }
    if (code !== 0) throw fail(`ended with exit code ${code}`);
  } finally {
    clearTimeout(told);
    clearTimeout(timer);
  }
  const printed = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
  const why = unusable(printed);
  if (why !== undefined) throw fail(why);
  return printed;
}
