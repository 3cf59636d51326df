import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read } from 'read';
import { UserError } from '../files/user-error.ts';
import { askBatch, batchHere } from '../fleet/messages.ts';
import { registerSecret, SHORTEST_SECRET } from '../secrets/redact.ts';
import { Secret } from '../secrets/secret.ts';
import { OPERATOR_PASSPHRASE, PASSPHRASE, type Prompt } from '../secrets/sources.ts';
import { exit } from './exit-codes.ts';
import { printError, withoutLive } from './terminal.ts';

/** Whether somebody can be asked. */
export const hasTerminal = () => process.stdin.isTTY && process.stderr.isTTY;

/** Ctrl-C at a question is an answer, and no failure. */
const stopped = (error: Error): never => {
  if (error.message !== 'canceled') throw error;
  throw new UserError('KW-STOPPED', '\nStopped at an unanswered question.', exit.interrupted);
};

/** Asks without an echo. */
async function askSecret(question: string): Promise<string> {
  const options = { prompt: `${question}:`, silent: true, output: process.stderr };
  const answer = await withoutLive(async () => await read(options)).catch(stopped);
  // With the echo, read also swallows the line break of Enter.
  if (process.stderr.isTTY) printError('');
  return String(answer);
}

/** Asks at the terminal for something that others may see. */
export async function askLine(question: string): Promise<string> {
  const options = { prompt: `${question}:`, output: process.stderr };
  return (await withoutLive(async () => await read(options)).catch(stopped)).trim();
}

const WHAT_IT_OPENS =
  'The escrow passphrase of this workspace opens what Keywright has sealed: new private keys until their receiver holds ' +
  'them, and saved sign-ins.';
const WHAT_ITS_LOSS_COSTS =
  'Choose it now, and keep it where your team keeps passwords. If it is lost, nothing sealed can be opened again: ' +
  'undelivered keys must be created again, and people must sign in again.';

/** Asks for the passphrase; for a new one twice, because it will be needed again. */
async function askPassphrase(question: string, isNew: boolean): Promise<string> {
  printError(isNew ? `${WHAT_IT_OPENS}\n${WHAT_ITS_LOSS_COSTS}` : WHAT_IT_OPENS);
  const first = await askSecret(isNew ? `${question}, new` : question);
  if (!isNew || first === (await askSecret(`${question}, again`))) return first;
  throw new UserError('KW-NOT-CONFIRMED', 'The two entries differ. Start again.');
}

/** Asks the person at this terminal for a passphrase. */
export async function askedPassphrase(question: string): Promise<Secret> {
  return new Secret(await askSecret(question), 'operator passphrase', true);
}

/** Asks for a new one, twice. @throws UserError if the entries differ, or it is too short */
export async function newPassphrase(question: string): Promise<Secret> {
  const first = await askSecret(`${question}, new`);
  if (first.length < SHORTEST_SECRET)
    throw new UserError('KW-VALUE-LIMIT', `A passphrase has at least ${SHORTEST_SECRET} characters. Start again.`);
  if (first === (await askSecret(`${question}, again`))) return new Secret(first, 'operator passphrase', true);
  throw new UserError('KW-NOT-CONFIRMED', 'The two entries differ. Start again.');
}

/** The passphrase of whoever starts a run: from the environment, or as it is typed; undefined if nobody is there. */
export async function operatorPassphrase(name: string, state: string): Promise<Secret | undefined> {
  const question = `Passphrase of operator ${name}, who starts this`;
  const value = process.env[OPERATOR_PASSPHRASE] || (await promptIn(state)(question, OPERATOR_PASSPHRASE));
  return value ? new Secret(value, 'operator passphrase', true) : undefined;
}

/** Asks the person at the terminal for secrets. @param state the workspace's folder of the vault */
export function promptIn(state: string): Prompt {
  return async (question, variable) => {
    if (batchHere() !== undefined) return await askBatch(question, variable);
    if (!hasTerminal()) return undefined;
    if (variable !== PASSPHRASE) return await askSecret(question);
    return await askPassphrase(question, !existsSync(join(state, 'vault', 'recipient.txt')));
  };
}

/**
 * Asks the person at the batch's terminal for what its runs need, one question after the other; the passphrases of the
 * workspace and of the operator once.
 */
export function promptForBatch(state: string): Prompt {
  const prompt = promptIn(state);
  let last: Promise<string | undefined> = Promise.resolve(undefined);
  const once = new Map<string, Promise<string | undefined>>();
  return async (question, variable) => {
    const known = variable === undefined ? undefined : once.get(variable);
    if (known !== undefined) return await known;
    last = last
      .catch(() => undefined)
      .then(async () => {
        const value = await prompt(question, variable);
        // A code that is valid once is too short to be told from ordinary text.
        if (value && value.length >= SHORTEST_SECRET) registerSecret(new Secret(value, question));
        return value;
      });
    if (variable !== PASSPHRASE && variable !== OPERATOR_PASSPHRASE) return await last;
    once.set(variable, last);
    return await last.catch((error: unknown) => {
      once.delete(variable);
      throw error;
    });
  };
}
