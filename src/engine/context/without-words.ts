import { DiskRefused } from '../../files/durable-write.ts';
import { ScreenProblem, SecretNotShown, SessionLost } from '../../portal-sdk/index.ts';
import { redact } from '../../secrets/redact.ts';
import { toDo } from '../explain-error.ts';

/**
 * Runs something that has a secret in its arguments, so that no error text can carry it.
 * @param what for the message: 'Typing the password'
 */
export async function silently<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'error';
    throw new Error(`${what} did not work (${name}: ${redact(String(error)).split('\n')[0]!.slice(0, 120)})`);
  }
}

/** The error without the words of the screen: a key that nobody has read yet may be among them. A disk knows none. */
export function wordless(error: unknown, doing: string): Error {
  if (error instanceof DiskRefused || error instanceof SecretNotShown) return error;
  const lost = error instanceof SessionLost;
  return new (lost ? SessionLost : ScreenProblem)({
    screen: 'the screen that shows a new private key',
    expected: toDo(doing),
    actual:
      `${lost ? 'the end of the session' : 'something else'} (its words are withheld, because a private key may ` +
      'be among them)',
    hint: 'Run again: it looks first and continues from what is there. A key whose secret was not kept is of no use: delete it if the run does not.',
  });
}
