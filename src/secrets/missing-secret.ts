import { UserError } from '../files/user-error.ts';

const missing = (what: string, next: string): UserError =>
  new UserError('KW-SECRET-MISSING', `${what}.\nNext:     ${next}`);

/** A secret is not set, and nobody can be asked. @param elsewhere a sentence, where it was probably meant to be set */
export const notSet = (asked: string, variable: string, customer: string, elsewhere: string | undefined): UserError =>
  missing(
    `${asked} is not set`,
    elsewhere ??
      `Put ${variable} into .env.${customer} (see .env.example) or into the environment, or run at a terminal ` +
        'to be asked.',
  );

/** A one-time code is needed, and nobody can be asked. @param seed the variable of what makes codes */
export const noCode = (asked: string, seed: string): UserError =>
  missing(`${asked} is needed, and nobody is at a terminal`, `Run at a terminal, or give ${seed} (see .env.example).`);

/** There is no command that takes a secret. @param elsewhere as in `notSet` */
export const noCommand = (named: string, customer: string, elsewhere: string | undefined): UserError =>
  missing(
    `${named} names no command, so there is nobody to give the secret to`,
    elsewhere ??
      `Set it in .env.${customer}: it gets the secret on its standard input, and KEYWRIGHT_PUBLIC_KEY in its ` +
        'environment.',
  );
