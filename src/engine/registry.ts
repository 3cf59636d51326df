import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Action, Portal } from '../portal-sdk/index.ts';
import type { BrokenPortal, Registry } from '../runbook/actions.ts';
import type { Diagnostic } from '../runbook/diagnostic.ts';
import { OWN_VENDORS, VENDOR_PAGE } from '../runbook/own-runbooks.ts';
import type { YamlFile } from '../runbook/read-yaml.ts';
import { wrongWithPortal } from './check-portal.ts';
import { describedIn, loadDescribing, wrongWithPage, type Describing } from './described-portals.ts';
import { shareModules } from './portal-imports.ts';

const PAGES = fileURLToPath(new URL('../../pages/', import.meta.url));
const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

/** The folder of `pages/` that makes portals of pages of YAML, and is none. */
const DESCRIBING = 'receiver';
/** What such a page's file ends with. */
const PAGE = '.yaml';

/** The folder of a workspace that holds portals of its own. */
export const PORTALS = 'portals';

/** The portals that were found, and those that cannot be used. */
export class Portals extends Map<string, Portal> implements Registry {
  readonly broken: BrokenPortal[] = [];
  readonly #describing: Describing;

  constructor(describing: Describing) {
    super();
    this.#describing = describing;
  }

  get pageSchema() {
    return this.#describing.Description;
  }

  wrongWithPage(source: YamlFile): Diagnostic[] {
    return wrongWithPage(source, this.#describing);
  }
}

interface Found {
  name: string;
  file: string;
}

/** Each folder with a portal, a link to one too: a module, or a page of YAML. */
function inFolders(folder: string, extensions: readonly string[]): Found[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory())
    .sort()
    .flatMap((name) => {
      const file = [...extensions, PAGE]
        .map((one) => join(folder, name, `portal${one}`))
        .find((one) => existsSync(one));
      return file === undefined ? [] : [{ name, file }];
    });
}

/** Each page of YAML. @param ending of its file, behind the portal's name */
function pagesIn(folder: string, ending: string): Found[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name: name.slice(0, -ending.length), file: join(folder, name) }));
}

/** Why a module could not be loaded, on one line. */
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

async function load(
  { name, file }: Found,
  describing: Describing,
): Promise<Portal | Omit<BrokenPortal, 'name' | 'file'>> {
  if (file.endsWith(PAGE)) {
    const described = describedIn(file, name, describing);
    if ('diagnostics' in described)
      return { wrong: ['its page is not as it should be'], diagnostics: described.diagnostics };
    const wrong = wrongWithPortal(described.portal, name);
    return wrong.length > 0 ? { wrong } : described.portal;
  }
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    const wrong = wrongWithPortal(module.default, name);
    return wrong.length > 0 ? { wrong } : (module.default as Portal);
  } catch (error) {
    return { wrong: [reason(error)] };
  }
}

/**
 * Finds the portals: those that come with Keywright, and those in the `portals/` folder of the workspace.
 * One that is broken keeps no other from being used.
 */
export async function loadPortals(workspace = '.'): Promise<Portals> {
  const describing = await loadDescribing(PAGES, EXTENSION);
  const portals = new Portals(describing);
  const folder = resolve(workspace, PORTALS);
  const modules = inFolders(folder, ['.ts', '.mts', '.js', '.mjs']);
  if (modules.length > 0) shareModules();
  const found = [
    ...inFolders(PAGES, [EXTENSION]),
    ...pagesIn(OWN_VENDORS, VENDOR_PAGE),
    ...modules,
    ...pagesIn(folder, PAGE),
  ];
  for (const one of found.filter(({ name }) => name !== DESCRIBING)) {
    const portal = await load(one, describing);
    if ('wrong' in portal) portals.broken.push({ ...one, ...portal });
    else if (portals.has(one.name)) portals.broken.push({ ...one, wrong: ['there is a portal of this name already'] });
    else portals.set(one.name, portal);
  }
  return portals;
}

/** The action of `keywright look`, which any portal can have for it. */
export async function lookActionOf(portal: string): Promise<Action> {
  const module = pathToFileURL(join(PAGES, `look${EXTENSION}`)).href;
  return ((await import(module)) as { lookAction(portal: string): Action }).lookAction(portal);
}

/** Makes looking at screens known to the browser's driver. Call it before a page is opened. */
export async function prepareScreens(): Promise<void> {
  const look = pathToFileURL(join(PAGES, 'screen', `look${EXTENSION}`)).href;
  await ((await import(look)) as { prepareLooks(): Promise<void> }).prepareLooks();
}
