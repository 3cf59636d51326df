import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Action, Portal } from '../portal-sdk/index.ts';
import type { BrokenPortal, Registry } from '../runbook/actions.ts';
import type { Diagnostic } from '../runbook/diagnostic.ts';
import { OWN_VENDORS, VENDOR_PAGE } from '../runbook/own-runbooks.ts';
import type { YamlFile } from '../runbook/read-yaml.ts';
import { clashOf, wrongWithPortal } from './check-portal.ts';
import { type Describing, describedIn, loadDescribing, wrongWithPage } from './described-portals.ts';
import { type Found, inFolders, ofWorkspace, PAGE, pagesIn } from './find-portals.ts';
import { loadReason } from './load-reason.ts';
import { shareModules } from './portal-imports.ts';
import { wrongWithTerms } from './portal-terms.ts';

const PAGES = fileURLToPath(new URL('../../pages/', import.meta.url));
const EXTENSION = extname(import.meta.url);

/** The folder of `pages/` that makes portals of pages of YAML, and is none. */
const DESCRIBING = 'receiver';

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

async function load(
  { name, file, from }: Found,
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
    if (wrong.length > 0) return { wrong };
    const portal = module.default as Portal;
    // Keywright's own are tested for it.
    const said = from === undefined ? [] : wrongWithTerms(portal, dirname(file));
    return said.length > 0 ? { wrong: said } : portal;
  } catch (error) {
    return { wrong: [loadReason(error)] };
  }
}

/** Where each portal was found that is not Keywright's own: `portals/acme/portal.ts`, `@acme/portals 1.2.0`. */
const origins = new WeakMap<Portal, string>();

export const originOf = (portal: Portal): string | undefined => origins.get(portal);

/**
 * Finds the portals: those that come with Keywright, those in the `portals/` folder of the workspace, and those of the
 * npm packages that its `keywright.yaml` names. One that is broken keeps no other from being used.
 */
export async function loadPortals(workspace = '.'): Promise<Portals> {
  const describing = await loadDescribing(PAGES, EXTENSION);
  const portals = new Portals(describing);
  const { found: more, broken } = ofWorkspace(workspace);
  portals.broken.push(...broken);
  if (more.length > 0) shareModules();
  const own = [...inFolders(PAGES, [EXTENSION]), ...pagesIn(OWN_VENDORS, VENDOR_PAGE)];
  const files = new Map<string, string>();
  for (const one of [...own, ...more].filter(({ name }) => name !== DESCRIBING)) {
    const portal = await load(one, describing);
    const wrong = 'wrong' in portal ? portal : clashOf(portal, portals, files);
    if (wrong !== undefined) {
      portals.broken.push({ ...one, ...wrong });
      continue;
    }
    portals.set(one.name, portal as Portal);
    files.set(one.name, one.file);
    if (more.includes(one)) origins.set(portal as Portal, one.from!);
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
