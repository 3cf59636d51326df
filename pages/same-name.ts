const folded = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** Whether two names or texts are the same: tenants write them with other spaces and capitals. */
export const sameName = (a: string, b: string): boolean => folded(a) === folded(b);

/** Whether a list has this name. */
export const includesName = (list: readonly string[], name: string): boolean =>
  list.some((other) => sameName(other, name));
