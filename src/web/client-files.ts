import { existsSync, readFileSync } from 'node:fs';
import * as module from 'node:module';
import { extname } from 'node:path';

/** `.ts` when this program runs from its sources, `.js` when it runs as built. */
export const ENDING = extname(import.meta.url);

/**
 * Makes a folder's browser modules available to a server. They import each other by the same paths as on the disk.
 * @param allowed the paths within the folder that may be served
 * @returns gives a module's text by its path within the folder; undefined if there is no such module
 */
export function clientFiles(folder: URL, allowed: RegExp): (path: string) => string | undefined {
  const served = new Map<string, string>();
  return (path) => {
    const known = served.get(path);
    if (known !== undefined) return known;
    const file = new URL(path, folder);
    if (!allowed.test(path) || !path.endsWith(ENDING) || !existsSync(file)) return undefined;
    const script = browserScript(file);
    served.set(path, script);
    return script;
  };
}

/** A module as browsers can run it: a source without its types, a built file as it is. */
export function browserScript(file: URL): string {
  const source = readFileSync(file, 'utf8');
  return ENDING === '.ts' ? withoutTypes(source) : source;
}

/** Strips types without Node's warning that this is experimental, which would disturb the terminal. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return module.stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
