import { UserError } from '../files/user-error.ts';
import { type Command, runCommand } from './command.ts';
import { otherThanSecret } from './no-secret.ts';

/** Milliseconds: after the first the person is told, after the second the command is ended. */
const TOLD_AFTER = 2_000;
const ENDED_AFTER = 60_000;

interface SecretCommand extends Omit<Command, 'input' | 'limit'> {
  /** The variable that names it: `CONNECTWISE_PASSWORD_COMMAND`. */
  variable: string;
  /** Milliseconds. */
  limit?: number;
}

/**
 * Runs a password manager's command line, for example `op read op://…`, and takes what it prints. What it says beside
 * that is shown.
 * @throws UserError with the variable and what to do, if it fails, prints no secret, or does not end in a minute
 */
export async function askCommand({ variable, limit = ENDED_AFTER, ...command }: SecretCommand): Promise<string> {
  const fail = (what: string, next = 'Run it by hand to see why.') =>
    new UserError('KW-SECRET-COMMAND', `The command in ${variable} ${what}. ${next}`.trim());
  const told = setTimeout(() => command.say(`Waiting for the command in ${variable} …`), TOLD_AFTER);
  const { code, printed } = await runCommand({ ...command, limit }).finally(() => clearTimeout(told));
  if (code === 'late')
    throw fail(
      `did not end within ${Math.round(limit / 1_000)} s`,
      'If it waits for somebody, unlock the password manager, then run again.',
    );
  if (code !== 0) throw fail(`ended with exit code ${code}`);
  const [secret, ...more] = printed.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (secret === undefined) throw fail('printed nothing');
  const other = otherThanSecret(printed);
  if (other !== undefined) throw fail(other, '');
  if (more.length > 0) throw fail(`printed ${more.length + 1} lines, and a secret is one`);
  return secret;
}
