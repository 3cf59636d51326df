import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Portal } from '../portal-sdk/index.ts';
import type { BrokenPortal, Registry } from '../runbook/actions.ts';
import { wrongWithPortal } from './check-portal.ts';
import { shareModules } from './portal-imports.ts';

const PAGES = fileURLToPath(new URL('../../pages/', import.meta.url));
const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

/** The folder of a workspace that holds portals of its own. */
export const PORTALS = 'portals';

/** The portals that were found, and those that cannot be used. */
export class Portals extends Map<string, Portal> implements Registry {
  readonly broken: BrokenPortal[] = [];
}

/** Each folder with a `portal` module, a link to one too. */
function modulesIn(folder: string, extensions: readonly string[]): { name: string; file: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory())
    .sort()
    .flatMap((name) => {
      const file = extensions.map((one) => join(folder, name, `portal${one}`)).find((one) => existsSync(one));
      return file === undefined ? [] : [{ name, file }];
    });
}

/** Why a module could not be loaded, on one line. */
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

/**
 * Finds the portals: those that come with Keywright, and those in the `portals/` folder of the workspace.
 * One that is broken keeps no other from being used.
 */
export async function loadPortals(workspace = '.'): Promise<Portals> {
  const portals = new Portals();
  const own = modulesIn(PAGES, [EXTENSION]);
  const theirs = modulesIn(resolve(workspace, PORTALS), ['.ts', '.mts', '.js', '.mjs']);
  if (theirs.length > 0) shareModules();
  for (const { name, file } of [...own, ...theirs]) {
    const wrong: string[] = [];
    const portal = await import(pathToFileURL(file).href).then(
      (module: { default?: unknown }) => {
        wrong.push(...wrongWithPortal(module.default, name));
        return module.default as Portal;
      },
      (error: unknown) => void wrong.push(reason(error)),
    );
    if (portals.has(name)) wrong.push('there is a portal of this name already');
    if (portal !== undefined && wrong.length === 0) portals.set(name, portal);
    else portals.broken.push({ name, file, wrong });
  }
  return portals;
}

/** Makes looking at screens known to the browser's driver. Call it before a page is opened. */
export async function prepareScreens(): Promise<void> {
  const look = pathToFileURL(join(PAGES, 'screen', `look${EXTENSION}`)).href;
  await ((await import(look)) as { prepareLooks(): Promise<void> }).prepareLooks();
}
