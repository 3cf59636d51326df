import { existsSync, readFileSync } from 'node:fs';
import * as module from 'node:module';

/** `.ts` when this program runs from its sources, `.js` when it runs as built. */
export const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/** A browser module of `client/`, as the browser can run it: sources without their types. @returns undefined where there is no such file */
export function clientFile(name: string): string | undefined {
  const file = new URL(`client/${name}`, import.meta.url);
  if (!/^[a-z-]+\.[jt]s$/.test(name) || !name.endsWith(ENDING) || !existsSync(file)) return undefined;
  const source = readFileSync(file, 'utf8');
  return ENDING === '.ts' ? withoutTypes(source) : source;
}

/** Node announces on the terminal that its stripping of types is experimental; nobody at a demo needs that. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return module.stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
