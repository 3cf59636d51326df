import { registerHooks } from 'node:module';
import { extname } from 'node:path';

/** What this program's own modules are called for whoever writes a portal. */
const OWN: Record<string, string> = {
  'keywright/portal': '../portal-sdk/index',
  'keywright/screen': '../../pages/index',
};
/** What a portal may use without having it installed beside it. */
const SHARED = ['zod', 'playwright'];

let hooked = false;

/**
 * Gives portals outside this package the modules of this very program: with a second copy, its secrets and errors
 * would be strangers to it.
 */
export function shareModules(): void {
  if (hooked) return;
  hooked = true;
  const extension = extname(import.meta.url);
  registerHooks({
    resolve(specifier, context, next) {
      const own = OWN[specifier];
      if (own !== undefined) return next(new URL(`${own}${extension}`, import.meta.url).href, context);
      return next(specifier, SHARED.includes(specifier) ? { ...context, parentURL: import.meta.url } : context);
    },
  });
}
