import { existsSync, readFileSync } from 'node:fs';
import * as module from 'node:module';

/** `.ts` when this program runs from its sources, `.js` when it runs as built. */
export const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

const served = new Map<string, string>();

/**
 * A browser module's text by its path from here, as the browser can run it: sources without their types. Undefined where there is no such file.
 * Modules are served at that same path, so that they find each other as they do on the disk.
 */
export function clientFile(path: string): string | undefined {
  const known = served.get(path);
  if (known !== undefined) return known;
  const file = new URL(path, import.meta.url);
  if (!/^((app|live)\/)?client\/[a-z-]+\.[jt]s$/.test(path) || !path.endsWith(ENDING) || !existsSync(file)) return undefined;
  const source = readFileSync(file, 'utf8');
  const script = ENDING === '.ts' ? withoutTypes(source) : source;
  served.set(path, script);
  return script;
}

/** Node announces on the terminal that its stripping of types is experimental; nobody who reviews needs that. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return module.stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
