import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type CliResult, MAIN, passedOn } from './cli.ts';

const PROGRAM = fileURLToPath(new URL('../../src/cli/program.ts', import.meta.url));
const bytesOf = (chunk: string | Uint8Array) => (typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk));
let turn = 0;

/** Has `take` get what this process writes to its output and its errors. @returns puts it back */
function divert(take: (name: 'stdout' | 'stderr', bytes: Buffer) => void): () => void {
  const streams = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    const own = { write: stream.write, isTTY: stream.isTTY };
    const listening = stream.listeners('error');
    const write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      take(name, bytesOf(chunk));
      const done = rest.at(-1);
      if (typeof done === 'function') done();
      return true;
    };
    Object.assign(stream, { isTTY: false, write });
    return () => {
      Object.assign(stream, own);
      for (const one of stream.listeners('error')) if (!listening.includes(one)) stream.off('error', one as () => void);
    };
  });
  const { writeSync } = fs;
  fs.writeSync = ((handle: number, bytes: Uint8Array, at: number, ...where: number[]) => {
    if (handle !== 1 && handle !== 2) return writeSync(handle, bytes, at, ...where);
    const rest = bytesOf(bytes).subarray(at);
    take(handle === 1 ? 'stdout' : 'stderr', rest);
    return rest.length;
  }) as typeof fs.writeSync;
  syncBuiltinESMExports();
  return () => {
    for (const restore of streams) restore();
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
  };
}

/**
 * Runs the command line in this process: its words and exit codes without the second that a process takes. For commands
 * that start nothing and wait for nobody; what a process does (signals, pipes, settings of Node) takes `cli`.
 */
export async function cliHere(
  args: string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<CliResult> {
  const { argv, env: ours, exitCode } = process;
  const folder = process.cwd();
  const said = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const restore = divert((name, bytes) => void said[name].push(bytes));
  try {
    process.chdir(cwd);
    Object.assign(process, { argv: [process.execPath, MAIN, ...args], env: passedOn(env), exitCode: undefined });
    // A module's body runs once for each address.
    await import(`${pathToFileURL(PROGRAM).href}?turn=${(turn += 1)}`);
    const text = (name: 'stdout' | 'stderr') => Buffer.concat(said[name]).toString();
    return { code: Number(process.exitCode ?? 0), stdout: text('stdout'), stderr: text('stderr') };
  } finally {
    restore();
    process.chdir(folder);
    Object.assign(process, { argv, env: ours, exitCode });
  }
}
