import { boot } from './boot.ts';

/** The name of the saved view that lists open with, if they do (PRODUCT.md A6). */
export const storedView: string | undefined = boot.variants.storedView === 'filtered' ? 'My View' : undefined;

/** A filter that a saved view puts into a column of names, and that hides most rows. */
export const storedFilter = (column: string): Record<string, string> =>
  storedView === undefined ? {} : { [column]: 'Qu*' };
