import { execFileSync } from 'node:child_process';

/** The processes below this one, of which the browser is one. */
function offspring(): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (pid: number): number[] =>
    rows.filter(([, parent]) => parent === pid).flatMap(([child]) => [child, ...below(child)]);
  return below(process.pid);
}

/** Ends this process and all below it without a chance to clean up, as a power cut would. */
function killAll(): void {
  if (process.platform === 'win32') execFileSync('taskkill', ['/PID', String(process.pid), '/T', '/F']);
  for (const pid of offspring()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
  process.kill(process.pid, 'SIGKILL');
}

type Moment = (seq: number, when: 'before' | 'after') => void;

let watcher: Moment | undefined;

/** Lets a test in this process look at each moment in which a run could be killed, instead of killing it. */
export function watchFaultPoints(look: Moment | undefined): void {
  watcher = look;
}

/**
 * A place where tests of crashes can end everything: right before and right after each line of the journal. Elsewhere
 * it does nothing.
 */
export function faultPoint(seq: number, when: 'before' | 'after'): void {
  watcher?.(seq, when);
  if (process.env['KEYWRIGHT_TEST_FAULTS'] !== '1') return;
  const [at, moment = 'after'] = (process.env['KEYWRIGHT_KILL_AT'] ?? '').split(':');
  if (at === String(seq) && moment === when) killAll();
}
