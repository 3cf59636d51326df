import { read } from 'read';
import type { Prompt } from '../secrets/sources.ts';

/** Asks at the terminal without an echo. Without a terminal there is nobody to ask. */
export const askSecret: Prompt = async (question) => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return String(await read({ prompt: `${question}: `, silent: true, output: process.stderr }));
};

/** Asks at the terminal for something that may be seen. */
export async function askLine(question: string): Promise<string> {
  return (await read({ prompt: `${question}: `, output: process.stderr })).trim();
}

/** As `askSecret`, twice, for something that must be remembered. */
export const chooseSecret: Prompt = async (question) => {
  const first = await askSecret(`${question}, new`);
  if (first === undefined || first === (await askSecret(`${question}, again`))) return first;
  throw new Error('The two entries differ. Start again.');
};
