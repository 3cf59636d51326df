import { existsSync, readFileSync } from 'node:fs';
import * as module from 'node:module';

/** `.ts` when this program runs from its sources, `.js` when it runs as built. */
export const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/**
 * The browser modules of a folder, as the browser can run them: sources without their types. Served at the same paths,
 * they find each other as they do on the disk.
 * @param which the paths within the folder that are served
 * @returns gives a module's text by its path within the folder; undefined where there is no such file
 */
export function clientFiles(folder: URL, which: RegExp): (path: string) => string | undefined {
  const served = new Map<string, string>();
  return (path) => {
    const known = served.get(path);
    if (known !== undefined) return known;
    const file = new URL(path, folder);
    if (!which.test(path) || !path.endsWith(ENDING) || !existsSync(file)) return undefined;
    const source = readFileSync(file, 'utf8');
    const script = ENDING === '.ts' ? withoutTypes(source) : source;
    served.set(path, script);
    return script;
  };
}

/**
 * Node announces on the terminal that its stripping of types is experimental; nobody at a demo or a review needs that.
 */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return module.stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
