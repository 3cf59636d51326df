import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * What a person's shell would give the program, without the secrets of the test machine; and where Node keeps what it
 * made of the code, so that not even the first file is made anew.
 */
const PASSED = [
  ...['PATH', 'HOME', 'USER', 'LANG', 'SYSTEMROOT', 'KEYWRIGHT_BROWSER', 'DISPLAY', 'XAUTHORITY'],
  'NODE_COMPILE_CACHE',
];

export const passedOn = (env: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(PASSED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  ...env,
});

export function startCli(
  args: string[],
  options: { cwd: string; env?: Record<string, string> },
): { child: ChildProcess; result: Promise<CliResult> } {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env: passedOn(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return { child, result: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))) };
}

/** Runs the real command line in a process of its own. */
export async function cli(args: string[], options: { cwd: string; env?: Record<string, string> }): Promise<CliResult> {
  return await startCli(args, options).result;
}
