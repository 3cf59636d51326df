import { UserError } from '../files/user-error.ts';
import { type Command, runCommand } from './command.ts';
import type { Secret } from './secret.ts';

/** Milliseconds. */
const ENDED_AFTER = 60_000;

/**
 * Gives a secret to a command line of the operator's, on its standard input and nowhere else: a password manager's, or
 * one that calls an API.
 * @param variable the variable that names the command: `VAULT_STORE_COMMAND`
 * @throws UserError if it fails, or does not end in a minute
 */
export async function giveToCommand(
  variable: string,
  { input, ...command }: Omit<Command, 'input' | 'limit'> & { input?: Secret | undefined },
): Promise<void> {
  const given = input === undefined ? {} : { input: input.reveal() };
  const { code } = await runCommand({ ...command, ...given, limit: ENDED_AFTER });
  if (code === 0) return;
  throw new UserError(
    'KW-SECRET-COMMAND',
    `The command in ${variable} ${code === 'late' ? `did not end within ${ENDED_AFTER / 1_000} s` : `ended with exit code ${code}`}. ` +
      'Run it by hand to see why; it gets the secret on its standard input.',
  );
}
