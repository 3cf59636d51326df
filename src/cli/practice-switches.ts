import { UserError } from '../files/user-error.ts';
import { switches, type Switches } from '../practice/connectwise/variants.ts';
import { switches as mspcfoSwitches } from '../practice/mspcfo/variants.ts';

type Table = Record<string, { values: readonly string[]; default: string; doc: string }>;

/**
 * `name=value` options as an object.
 * @throws when one has another form; names and values are checked where they are used
 */
export function chosenSwitches(options: readonly string[]): Partial<Switches> {
  return Object.fromEntries(
    options.map((option) => {
      const at = option.indexOf('=');
      if (at < 1)
        throw new UserError(
          'KW-USAGE',
          `"${option}" is not of the form name=value. --list-switches shows the switches and their settings.`,
        );
      return [option.slice(0, at), option.slice(at + 1)];
    }),
  );
}

/** Both portals' switches with their settings, the default first, for a terminal. */
export function switchTables(): string {
  const table = (title: string, option: string, entries: Table) => {
    const rows = Object.entries(entries).map(([name, entry]) => {
      const others = entry.values.filter((value) => value !== entry.default);
      return `  ${name}\n      ${entry.doc}\n      ${[`${entry.default} (default)`, ...others].join(' | ')}`;
    });
    return `${title}: ${option} name=value\n\n${rows.join('\n')}`;
  };
  return `${table('Practice ConnectWise', '--switch', switches)}\n\n${table('Practice MSPCFO', '--mspcfo-switch', mspcfoSwitches)}`;
}
