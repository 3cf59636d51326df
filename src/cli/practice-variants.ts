import { type Variants, variants } from '../practice/connectwise/variants.ts';
import { variants as mspcfoVariants } from '../practice/mspcfo/variants.ts';

type Table = Record<string, { values: readonly string[]; default: string; doc: string }>;

/**
 * `name=value` options as an object.
 * @throws when one has another form; names and values are checked where they are used
 */
export function chosenVariants(options: readonly string[]): Partial<Variants> {
  return Object.fromEntries(
    options.map((option) => {
      const at = option.indexOf('=');
      if (at < 1)
        throw new Error(
          `"${option}" is not of the form name=value. --list-variants shows the variants and their settings.`,
        );
      return [option.slice(0, at), option.slice(at + 1)];
    }),
  );
}

/** Both portals' variants with their settings, the default first, for a terminal. */
export function variantTables(): string {
  const table = (title: string, option: string, entries: Table) => {
    const rows = Object.entries(entries).map(([name, entry]) => {
      const others = entry.values.filter((value) => value !== entry.default);
      return `  ${name}\n      ${entry.doc}\n      ${[`${entry.default} (default)`, ...others].join(' | ')}`;
    });
    return `${title}: ${option} name=value\n\n${rows.join('\n')}`;
  };
  return [
    table('Practice ConnectWise', '--variant', variants),
    table('Practice MSPCFO', '--mspcfo-variant', mspcfoVariants),
  ].join('\n\n');
}
