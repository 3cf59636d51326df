import { spawn, spawnSync } from 'node:child_process';
import { MAIN } from './cli.ts';

/** Why there can be no terminal in tests here; undefined where there can. */
export const noTerminal =
  process.platform !== 'linux' || spawnSync('script', ['--version']).status !== 0
    ? 'there is no program "script" (of util-linux) to make a terminal'
    : undefined;

/** Milliseconds. */
const LIMIT = 200_000;

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Runs the command line as a person at a terminal does.
 * @param answers what is typed when the terminal shows a text that matches, each once and in this order; or what is
 *   done first, and gives it
 * @param closeAt the terminal goes away when it shows a text that matches, as when its window is closed
 * @returns the exit code and all that the terminal showed
 */
export async function atTerminal(
  args: string[],
  {
    cwd,
    env,
    answers,
    closeAt,
  }: {
    cwd: string;
    env: Record<string, string>;
    answers: [question: RegExp, answer: string | ((found: RegExpExecArray) => Promise<string>)][];
    closeAt?: RegExp;
  },
): Promise<{ code: number | null; screen: string }> {
  const child = spawn('script', ['-qec', [process.execPath, MAIN, ...args].map(quoted).join(' '), '/dev/null'], {
    cwd,
    env: { PATH: process.env['PATH']!, TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  let seen = 0;
  const open = [...answers];
  let answering = Promise.resolve();
  const giveUp = () => void child.kill('SIGKILL');
  const read = () => {
    const found = open[0]?.[0].exec(screen.slice(seen));
    if (!found) return;
    const [, answer] = open.shift()!;
    seen += found.index + found[0].length;
    answering = answering.then(
      async () => void child.stdin.write(`${typeof answer === 'string' ? answer : await answer(found)}\r`),
    );
    answering.catch(giveUp);
    // What was shown in one piece may have more questions.
    read();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    if (closeAt?.test(screen)) giveUp();
    read();
  });
  // A terminal that waits for something else than it is told would wait for ever: what it shows says why.
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(limit);
  await answering.catch((error: Error) => {
    throw new Error(`${error.message}\nThe terminal showed:\n${screen}`);
  });
  return { code, screen };
}
