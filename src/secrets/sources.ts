import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../files/user-error.ts';
import { readEnvFile, refuseUntyped, refuseWrapped } from './env-file.ts';
import { registerSecret } from './redact.ts';
import { Secret } from './secret.ts';
import { askCommand } from './secret-command.ts';
import { giveToCommand } from './store-command.ts';
import { readSeed } from './totp.ts';
import { variableOf } from './variable.ts';
import { writtenElsewhere } from './written-elsewhere.ts';

/** The variable that holds the passphrase of a workspace's vault. */
export const PASSPHRASE = 'KEYWRIGHT_PASSPHRASE';

/** The variable that may hold the passphrase of the key of whoever starts a run; never that of who approves. */
export const OPERATOR_PASSPHRASE = 'KEYWRIGHT_OPERATOR_PASSPHRASE';

/**
 * Asks the person at the terminal without showing what is typed; undefined if there is no terminal.
 * @param variable the secret's variable; undefined for what is valid once
 */
export type Prompt = (question: string, variable: string | undefined) => Promise<string | undefined>;

/** Whose secrets they are. */
export interface Owner {
  /** The customer's name in the customers file. */
  name: string;
  title?: string;
  /** The user name by the portal's name, where the customers file gives one. */
  accounts?: Readonly<Record<string, string | undefined>>;
}

export interface SecretSource {
  /**
   * The secret of that variable name, or undefined where nothing gives it. Every secret that comes out is registered
   * with the filter.
   */
  get(variable: string, label: string): Promise<Secret | undefined>;
  /**
   * Asks the person for something that is valid once, such as a one-time code. It is not kept, and too short for the
   * filter.
   * @param portal the name of the portal that wants it
   * @throws when there is nobody to ask
   */
  ask(label: string, portal: string): Promise<Secret>;
  /**
   * As `get`, and asks the person where nothing else gives it, or only what was refused.
   * @param refused values that a portal has refused
   * @throws naming the variable when there is nobody to ask; StillRefused where nothing gives another value
   */
  need(variable: string, label: string, refused?: readonly Secret[]): Promise<Secret>;
  /**
   * Gives a secret to the command in `<variable>_COMMAND`, on its standard input.
   * @param environment what it finds there, beside everything that is not withheld
   * @param isOptional where nobody has named such a command, nothing is done
   * @returns whether there was one
   * @throws UserError if there is none, or it fails
   */
  give(
    variable: string,
    secret: Secret | undefined,
    environment: Record<string, string>,
    isOptional?: boolean,
  ): Promise<boolean>;
  /** @throws UserError if no command in `<variable>_COMMAND` could be given a secret; runs none */
  requireCommand(variable: string): void;
  /** Forgets what was read: the next time it is read anew, from the files as they are then, and by its command. */
  forget(variable: string): void;
}

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

/** The one-time code that a command has printed, perhaps in groups. @throws UserError if anything else stands there */
function printedCode(text: string, variable: string, label: string): Secret {
  const code = text.replace(/[\s-]/g, '');
  if (/^\d{6,8}$/.test(code)) return new Secret(code, label);
  throw new UserError(
    'KW-SECRET-COMMAND',
    `The command in ${variable} did not print a code of 6 to 8 digits alone. Have it print that; if it prints the secret ` +
      `behind the codes, name it in ${variable.replace(/COMMAND$/, 'SECRET_COMMAND')}.`,
  );
}

/** What no command inherits: the variables of Keywright and of these portals. */
export const holdsSecrets =
  (portals: readonly string[]) =>
  (name: string): boolean =>
    ['keywright', ...portals].some((owns) => name.startsWith(variableOf(owns, '')));

/** A value, and where it was found. */
interface Found {
  value: string;
  /** A file's name, or 'the environment'. */
  place: string;
  command: boolean;
}

/**
 * Secrets in this order: the environment, `.env.<customer>`, `.env`, a prompt. `<NAME>_COMMAND` in any of them names a
 * command that prints the value. It finds KEYWRIGHT_CUSTOMER and KEYWRIGHT_SECRET (the variable's name) in its
 * environment, and no secret.
 * The files are read here and never put into the environment, where child processes would see them.
 */
export function openSources(
  workspace: string,
  owner: Owner,
  prompt: Prompt,
  say: (text: string) => void = () => undefined,
): SecretSource {
  const { name: customer, title, accounts = {} } = owner;
  const known = new Map<string, Secret>();
  const names = [`.env.${customer}`, '.env'];

  /** Read each time: a person may correct a file while the run waits. */
  function layers(): { place: string; get(variable: string): string | undefined }[] {
    const files = names.filter((name) => existsSync(join(workspace, name)));
    const fromEnvironment = (variable: string) => {
      const value = process.env[variable];
      if (value) refuseUntyped(value, variable, 'the environment');
      // A command line may well begin and end with a quoted word.
      if (value && !variable.endsWith('_COMMAND')) refuseWrapped(value, variable, 'the environment');
      return value;
    };
    return [
      { place: 'the environment', get: fromEnvironment },
      ...files.map((place) => ({ place, get: readEnvFile(workspace, place).get })),
    ];
  }

  const isOurs = holdsSecrets(Object.keys(accounts));

  async function fromCommand(line: string, variable: string): Promise<string> {
    const environment = { KEYWRIGHT_CUSTOMER: customer, KEYWRIGHT_SECRET: variable };
    const named = `${variable}_COMMAND`;
    const value = await askCommand({ line, variable: named, environment, withhold: isOurs, say });
    const place = `what the command in ${named} prints`;
    refuseUntyped(value, variable, place);
    refuseWrapped(value, variable, place);
    return value;
  }

  async function find(variable: string): Promise<Found | undefined> {
    for (const { place, get } of layers()) {
      const value = get(variable);
      if (value) return { value, place, command: false };
      const command = get(`${variable}_COMMAND`);
      if (command) return { value: await fromCommand(command, variable), place, command: true };
    }
    return undefined;
  }

  function still(variable: string, label: string, found: Found | undefined): StillRefused {
    if (found === undefined) return new StillRefused(`the ${label} that was typed`, 'Retry, and type another.');
    const { place, command } = found;
    if (command)
      return new StillRefused(
        `the ${label} that the command in ${variable}_COMMAND prints`,
        'Correct it in the password manager, then retry.',
      );
    if (place === 'the environment')
      return new StillRefused(
        `the ${label} in the environment`,
        `A program that runs does not see a changed environment: set ${variable} there, then run again.`,
      );
    return new StillRefused(`the ${label} in ${place}`, `Correct ${variable} in ${place}, then retry.`);
  }

  function keep(variable: string, value: string, label: string): Secret {
    const secret = new Secret(value, label, /_PASS(WORD|PHRASE)$/.test(variable));
    // Before anything is sent: what makes no codes would be found only after the password.
    if (variable.endsWith('_TOTP_SECRET')) readSeed(secret);
    registerSecret(secret);
    const inside = /^otpauth:.*[?&;]secret=([^&]+)/i.exec(value)?.[1];
    if (inside !== undefined) registerSecret(new Secret(inside, label));
    known.set(variable, secret);
    return secret;
  }

  /** `ConnectWise password of j.admin at acme (Acme IT)` */
  function question(label: string, portal: string | undefined): string {
    const account = portal === undefined ? undefined : accounts[portal];
    const named = account === undefined ? label : `${label} of ${account}`;
    return `${named} at ${customer}${title === undefined || title === customer ? '' : ` (${title})`}`;
  }

  const commandFor = (variable: string) => layers().flatMap(({ get }) => get(`${variable}_COMMAND`) ?? [])[0];

  const noCommand = (named: string) =>
    new UserError(
      'KW-SECRET-MISSING',
      `${named} names no command, so there is nobody to give the secret to.\nNext:     ` +
        (writtenElsewhere(workspace, names, named) ??
          `Set it in .env.${customer}: it gets the secret on its standard input, and KEYWRIGHT_PUBLIC_KEY in its ` +
            'environment.'),
    );

  const portalOf = (variable: string) =>
    Object.keys(accounts).find((portal) => variable.startsWith(variableOf(portal, '')));

  return {
    async get(variable, label) {
      const kept = known.get(variable);
      if (kept !== undefined) return kept;
      const found = await find(variable);
      return found && keep(variable, found.value, label);
    },
    async ask(label, portal) {
      const code = await find(variableOf(portal, 'TOTP'));
      if (code?.command) return printedCode(code.value, variableOf(portal, 'TOTP_COMMAND'), label);
      const typed = await prompt(question(label, portal), undefined);
      if (typed) return new Secret(typed.trim(), label);
      throw new UserError(
        'KW-SECRET-MISSING',
        `${question(label, portal)} is needed, and nobody is at a terminal.\nNext:     Run at a terminal, or give ` +
          `${variableOf(portal, 'TOTP_SECRET')} (see .env.example).`,
      );
    },
    async need(variable, label, refused = []) {
      const wasRefused = (secret: Secret) => refused.some((one) => one.is(secret));
      const found = await this.get(variable, label);
      if (found !== undefined && !wasRefused(found)) return found;
      known.delete(variable);
      const asked = variable === PASSPHRASE ? label : question(label, portalOf(variable));
      const typed = await prompt(`${asked}${found === undefined ? '' : ', not the one that was refused'}`, variable);
      const secret = typed ? keep(variable, typed, label) : undefined;
      if (secret !== undefined && !wasRefused(secret)) return secret;
      known.delete(variable);
      if (secret !== undefined) throw still(variable, label, undefined);
      if (found !== undefined) throw still(variable, label, await find(variable));
      throw new UserError(
        'KW-SECRET-MISSING',
        `${asked} is not set.\nNext:     ` +
          (writtenElsewhere(workspace, names, variable) ??
            `Put ${variable} into .env.${customer} (see .env.example) or into the environment, or run at a terminal ` +
              'to be asked.'),
      );
    },
    async give(variable, secret, environment, isOptional = false) {
      const named = `${variable}_COMMAND`;
      const line = commandFor(variable);
      if (line !== undefined) {
        await giveToCommand(named, { line, environment, withhold: isOurs, input: secret, say });
        return true;
      }
      if (isOptional) return false;
      throw noCommand(named);
    },
    requireCommand(variable) {
      if (commandFor(variable) === undefined) throw noCommand(`${variable}_COMMAND`);
    },
    forget: (variable) => void known.delete(variable),
  };
}
