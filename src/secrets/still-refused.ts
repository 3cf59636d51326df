import { ENVIRONMENT, type Found } from './lookup.ts';

/** Nothing gives another value than one that a portal has refused. */
export class StillRefused extends Error {
  /** Which one it is, in words: 'the MSPCFO password in .env.acme'. */
  readonly which: string;
  /** What can be done about it. */
  readonly hint: string;

  constructor(which: string, hint: string) {
    super(`${which} is still the one that was refused. ${hint}`);
    this.which = which;
    this.hint = hint;
  }
}

/** @param found where the value stands; undefined if it was typed */
export function stillRefused(variable: string, label: string, found: Found | undefined): StillRefused {
  if (found === undefined) return new StillRefused(`the ${label} that was typed`, 'Retry, and type another.');
  const { place, command } = found;
  if (command)
    return new StillRefused(
      `the ${label} that the command in ${variable}_COMMAND prints`,
      'Correct it in the password manager, then retry.',
    );
  if (place === ENVIRONMENT)
    return new StillRefused(
      `the ${label} in the environment`,
      `A program that runs does not see a changed environment: set ${variable} there, then run again.`,
    );
  return new StillRefused(`the ${label} in ${place}`, `Correct ${variable} in ${place}, then retry.`);
}
