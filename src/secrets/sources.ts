import { UserError } from '../files/user-error.ts';
import { holdsSecrets, openLookup } from './lookup.ts';
import { noCode, noCommand, notSet } from './missing-secret.ts';
import { registerSecret } from './redact.ts';
import { Secret } from './secret.ts';
import { stillRefused } from './still-refused.ts';
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

/** `ConnectWise password of j.admin at acme (Acme IT)` */
function question({ name, title, accounts = {} }: Owner, label: string, portal: string | undefined): string {
  const account = portal === undefined ? undefined : accounts[portal];
  const named = account === undefined ? label : `${label} of ${account}`;
  return `${named} at ${name}${title === undefined || title === name ? '' : ` (${title})`}`;
}

/** A secret as it came out, known to the filter from now on. @throws UserError if it can be none */
function registered(variable: string, value: string, label: string): Secret {
  const secret = new Secret(value, label, /_PASS(WORD|PHRASE)$/.test(variable));
  // Before anything is sent: what makes no codes would be found only after the password.
  if (variable.endsWith('_TOTP_SECRET')) readSeed(secret);
  registerSecret(secret);
  const inside = /^otpauth:.*[?&;]secret=([^&]+)/i.exec(value)?.[1];
  if (inside !== undefined) registerSecret(new Secret(inside, label));
  return secret;
}

/** The secrets of a customer: from where `openLookup` finds them, or else from the person who is asked. */
export function openSources(
  workspace: string,
  owner: Owner,
  prompt: Prompt,
  say: (text: string) => void = () => undefined,
): SecretSource {
  const { name: customer, accounts = {} } = owner;
  const known = new Map<string, Secret>();
  const withhold = holdsSecrets(Object.keys(accounts));
  const lookup = openLookup({ workspace, customer, withhold, say });

  function keep(variable: string, value: string, label: string): Secret {
    const secret = registered(variable, value, label);
    known.set(variable, secret);
    return secret;
  }

  const commandFor = (variable: string) => lookup.read(`${variable}_COMMAND`);
  const elsewhere = (variable: string) => writtenElsewhere(workspace, lookup.files, variable, withhold);
  const portalOf = (variable: string) =>
    Object.keys(accounts).find((portal) => variable.startsWith(variableOf(portal, '')));

  return {
    async get(variable, label) {
      const kept = known.get(variable);
      if (kept !== undefined) return kept;
      const found = await lookup.find(variable);
      return found && keep(variable, found.value, label);
    },
    async ask(label, portal) {
      const code = await lookup.find(variableOf(portal, 'TOTP'));
      if (code?.command) return printedCode(code.value, variableOf(portal, 'TOTP_COMMAND'), label);
      const asked = question(owner, label, portal);
      const typed = await prompt(asked, undefined);
      if (typed) return new Secret(typed.trim(), label);
      throw noCode(asked, variableOf(portal, 'TOTP_SECRET'));
    },
    async need(variable, label, refused = []) {
      const wasRefused = (secret: Secret) => refused.some((one) => one.is(secret));
      const found = await this.get(variable, label);
      if (found !== undefined && !wasRefused(found)) return found;
      known.delete(variable);
      const asked = variable === PASSPHRASE ? label : question(owner, label, portalOf(variable));
      const typed = await prompt(`${asked}${found === undefined ? '' : ', not the one that was refused'}`, variable);
      const secret = typed ? keep(variable, typed, label) : undefined;
      if (secret !== undefined && !wasRefused(secret)) return secret;
      known.delete(variable);
      if (secret !== undefined) throw stillRefused(variable, label, undefined);
      if (found !== undefined) throw stillRefused(variable, label, await lookup.find(variable));
      throw notSet(asked, variable, customer, elsewhere(variable));
    },
    async give(variable, secret, environment, isOptional = false) {
      const named = `${variable}_COMMAND`;
      const line = commandFor(variable);
      if (line !== undefined) {
        await giveToCommand(named, { line, environment, withhold, input: secret, say });
        return true;
      }
      if (isOptional) return false;
      throw noCommand(named, customer, elsewhere(named));
    },
    requireCommand(variable) {
      const named = `${variable}_COMMAND`;
      if (commandFor(variable) === undefined) throw noCommand(named, customer, elsewhere(named));
    },
    forget: (variable) => void known.delete(variable),
  };
}
