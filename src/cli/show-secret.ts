import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { UserError } from '../files/user-error.ts';
import type { Secret } from '../secrets/secret.ts';

/**
 * Whether a person sits there: what is asked is answered by hand, and what is shown goes to a screen and nowhere else.
 */
export const atTerminal = (): boolean => [0, 1, 2].every((handle) => isatty(handle));

/**
 * Shows a secret at the terminal: the one place that lets one out.
 * @throws when the output goes into a pipe or a file
 */
export function showSecret(secret: Secret): void {
  if (!isatty(1)) throw new UserError('KW-NO-TERMINAL', `${secret.label} is shown at a terminal only.`);
  writeSync(1, `\n    ${secret.reveal()}\n\n`);
}
