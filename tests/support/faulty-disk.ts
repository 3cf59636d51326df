/**
 * A disk that fails, or a machine that stops, at a chosen call of Node's file system. `failDisk` does it in a
 * test's own process. In another one NODE_OPTIONS=--import=<this file> does it, with DISK_FAULT, which holds a
 * `DiskFault` or a list of them as JSON; that process says at its end which of several was never met.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

export interface DiskFault {
  /** A pattern for the paths that are on the bad disk. */
  on: string;
  /** Which calls fail. Default: all that change something. */
  calls?: string[];
  /** Only writes that hold this text. */
  holding?: string;
  /** The number from 1 of the first call that fails. */
  at: number;
  /** An error code, or `kill`: the process ends right before the call. */
  does: string;
  /** Only that one call fails, not those after it. */
  once?: boolean;
}

const CHANGES = [
  'openSync',
  'writeSync',
  'fsyncSync',
  'ftruncateSync',
  'writeFileSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'unlinkSync',
  'closeSync',
];

type Call = (...args: unknown[]) => unknown;

/** Whether what is written has the text in it. */
function holds(data: unknown, text: string | undefined): boolean {
  if (text === undefined) return true;
  return (ArrayBuffer.isView(data) ? Buffer.from(data as Uint8Array).toString('latin1') : String(data)).includes(text);
}

/** Fails a call as a disk would. */
function fail(name: string, call: Call, args: Parameters<Call>, does: string): never {
  if (does === 'kill') process.kill(process.pid, 'SIGKILL');
  // A full disk takes the first half of a write.
  if (name === 'writeSync' && ArrayBuffer.isView(args[1]))
    call(args[0], args[1], 0, Math.floor(args[1].byteLength / 2), args[4] ?? null);
  // A handle is gone whatever closing it says.
  if (name === 'closeSync') call(...args);
  throw Object.assign(new Error(`${does}: made up by a test, ${name}`), { code: does, syscall: name });
}

/**
 * Asks before each call on a disk whether it fails.
 * @param on a pattern for the paths on that disk
 * @param meets gets the call, its path and what it writes. @returns an error code, `kill`, or undefined: it is done
 * @returns what makes the disk sound again
 */
export function watchDisk(
  on: RegExp,
  meets: (name: string, path: string, data: unknown) => string | undefined,
): () => void {
  const table = fs as unknown as Record<string, Call>;
  const real = new Map(CHANGES.map((name) => [name, table[name]!]));
  const open = new Map<number, string>();
  for (const [name, call] of real) {
    table[name] = (...args) => {
      const path = typeof args[0] === 'number' ? (open.get(args[0]) ?? '') : String(args[0]);
      const does = on.test(path) ? meets(name, path, args[1]) : undefined;
      if (does !== undefined) fail(name, call, args, does);
      const result = call(...args);
      if (name === 'openSync') open.set(result as number, path);
      return result;
    };
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, call] of real) table[name] = call;
    syncBuiltinESMExports();
  };
}

/** @returns `calls`: what was called on that disk, in order; `restore`: makes the disk sound again */
export function failDisk({ on, calls = CHANGES, holding, at, does, once = false }: DiskFault): {
  calls: string[];
  failed(): boolean;
  restore(): void;
} {
  const made: string[] = [];
  let count = 0;
  let failed = false;
  const restore = watchDisk(new RegExp(on), (name, path, data) => {
    made.push(`${name} ${path}`);
    if (!calls.includes(name) || (!holds(data, holding) && (once || !failed))) return undefined;
    count += 1;
    failed ||= count === at;
    return (once ? count === at : count >= at) ? does : undefined;
  });
  return { calls: made, failed: () => failed, restore };
}

if (process.env['DISK_FAULT'] !== undefined) {
  const faults = [JSON.parse(process.env['DISK_FAULT']) as DiskFault | DiskFault[]].flat();
  const disks = faults.map((fault) => ({ fault, disk: failDisk(fault) }));
  if (faults.length > 1)
    process.on('exit', () => {
      for (const { fault, disk } of disks) if (!disk.failed()) console.error(`Never met: ${JSON.stringify(fault)}`);
    });
}
