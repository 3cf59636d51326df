import { read } from 'read';
import { UserError } from '../files/user-error.ts';
import type { Prompt } from '../secrets/sources.ts';

/** Asks at the terminal without an echo; undefined without a terminal. */
export const askSecret: Prompt = async (question) => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return String(await read({ prompt: `${question}: `, silent: true, output: process.stderr }));
};

/** Asks at the terminal for something that others may see. */
export async function askLine(question: string): Promise<string> {
  return (await read({ prompt: `${question}: `, output: process.stderr })).trim();
}

/** Asks twice, for a new secret that somebody must remember. */
export const chooseSecret: Prompt = async (question) => {
  const first = await askSecret(`${question}, new`);
  if (first === undefined || first === (await askSecret(`${question}, again`))) return first;
  throw new UserError('KW-NOT-CONFIRMED', 'The two entries differ. Start again.');
};
