import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const SOURCES = join(ROOT, 'src/cli/main.ts');
export const SHIPPED = join(ROOT, 'dist/src/cli/main.js');

let built = false;

/** Writes the JavaScript that is published, as `npm run build` does. */
export function build(): void {
  if (built) return;
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', 'src/dev/tsconfig.build.json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed: ${stdout}`);
  built = true;
}

/** How long a program takes from its start to its end, in milliseconds. @throws when it fails */
export function timeOf(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): number {
  const begun = performance.now();
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    ...options,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const took = performance.now() - begun;
  if (error !== undefined || status !== 0)
    throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? (stdout + stderr).slice(-500)}`);
  return took;
}
