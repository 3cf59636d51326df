import { existsSync, readFileSync } from 'node:fs';
import * as module from 'node:module';

/** `.ts` when this program runs from its sources, `.js` when it runs as built. */
export const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

const served = new Map<string, string>();

/** A browser module's text by its name, as the browser can run it: sources without their types. Undefined where there is no such file. */
export function clientFile(name: string): string | undefined {
  const known = served.get(name);
  if (known !== undefined) return known;
  const file = new URL(`client/${name}`, import.meta.url);
  if (!/^[a-z-]+\.[jt]s$/.test(name) || !name.endsWith(ENDING) || !existsSync(file)) return undefined;
  const source = readFileSync(file, 'utf8');
  const script = ENDING === '.ts' ? withoutTypes(source) : source;
  served.set(name, script);
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
