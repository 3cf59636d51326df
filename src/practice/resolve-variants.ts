/** The variants of a portal: each with its values, and where the question comes from. */
export type VariantTable = Record<string, { values: readonly string[]; default: string; doc: string; source: string }>;

/** One value for each variant. */
export type Values<Table extends VariantTable> = { [Name in keyof Table]: Table[Name]['values'][number] };

/**
 * All variants at their defaults, except the chosen ones.
 * @param portal for messages: 'practice ConnectWise'
 * @throws when a name or value is unknown
 */
export function resolveVariants<Table extends VariantTable>(
  portal: string,
  variants: Table,
  chosen: Partial<Values<Table>> = {},
): Values<Table> {
  const all = Object.fromEntries(Object.entries(variants).map(([name, entry]) => [name, entry.default]));
  for (const [name, value] of Object.entries<string | undefined>(chosen)) {
    const known = Object.hasOwn(variants, name) ? variants[name] : undefined;
    if (known === undefined)
      throw new Error(`The ${portal} has no variant '${name}'. It has: ${Object.keys(variants).join(', ')}.`);
    if (value === undefined || !known.values.includes(value))
      throw new Error(`The variant '${name}' of the ${portal} can be ${known.values.join(' or ')}, not '${value}'.`);
  }
  return { ...all, ...chosen } as Values<Table>;
}
