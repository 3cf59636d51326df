import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvFile, refuseUntyped, refuseWrapped } from './env-file.ts';
import { askCommand } from './secret-command.ts';
import { variableOf } from './variable.ts';

/** A value, and where it was found. */
export interface Found {
  value: string;
  /** A file's name, or 'the environment'. */
  place: string;
  /** Whether a command printed it. */
  command: boolean;
}

/** A place that may give the value of a variable. */
interface Layer {
  place: string;
  get(variable: string): string | undefined;
}

export interface Lookup {
  /** The files that are read, first to last. */
  files: readonly string[];
  find(variable: string): Promise<Found | undefined>;
  /** As it stands there: a command is not run. */
  read(variable: string): string | undefined;
}

interface LookupOptions {
  workspace: string;
  customer: string;
  /** Which variables no command inherits. */
  withhold(name: string): boolean;
  /** Tells the person that a command takes long. */
  say(text: string): void;
}

export const ENVIRONMENT = 'the environment';

/** What no command inherits: the variables of Keywright and of these portals. */
export const holdsSecrets =
  (portals: readonly string[]) =>
  (name: string): boolean =>
    ['keywright', ...portals].some((owns) => name.startsWith(variableOf(owns, '')));

/**
 * Looks in this order: the environment, `.env.<customer>`, `.env`. `<NAME>_COMMAND` in any of them names a command that
 * prints the value. It finds KEYWRIGHT_CUSTOMER and KEYWRIGHT_SECRET (the variable's name) in its environment, and no
 * secret.
 * The files are read here and never put into the environment, where child processes would see them.
 */
export function openLookup({ workspace, customer, withhold, say }: LookupOptions): Lookup {
  const names = [`.env.${customer}`, '.env'];

  /** Read each time: a person may correct a file while the run waits. */
  const layers = (): Layer[] => [
    { place: ENVIRONMENT, get: fromEnvironment },
    ...names
      .filter((name) => existsSync(join(workspace, name)))
      .map((place) => ({ place, get: readEnvFile(workspace, place).get })),
  ];

  async function printedBy(line: string, variable: string): Promise<string> {
    const environment = { KEYWRIGHT_CUSTOMER: customer, KEYWRIGHT_SECRET: variable };
    const named = `${variable}_COMMAND`;
    const value = await askCommand({ line, variable: named, environment, withhold, say });
    const place = `what the command in ${named} prints`;
    refuseUntyped(value, variable, place);
    refuseWrapped(value, variable, place);
    return value;
  }

  return {
    files: names,
    read: (variable) => layers().flatMap(({ get }) => get(variable) ?? [])[0],
    async find(variable) {
      for (const { place, get } of layers()) {
        const value = get(variable);
        if (value) return { value, place, command: false };
        const command = get(`${variable}_COMMAND`);
        if (command) return { value: await printedBy(command, variable), place, command: true };
      }
      return undefined;
    },
  };
}

function fromEnvironment(variable: string): string | undefined {
  const value = process.env[variable];
  if (value) refuseUntyped(value, variable, ENVIRONMENT);
  // A command line may well begin and end with a quoted word.
  if (value && !variable.endsWith('_COMMAND')) refuseWrapped(value, variable, ENVIRONMENT);
  return value;
}
