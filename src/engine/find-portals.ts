import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { BrokenPortal } from '../runbook/actions.ts';
import { SETTINGS, settingsOf } from '../runbook/workspace-settings.ts';

/** What the file of a page that describes a portal ends with. */
export const PAGE = '.yaml';
/** The folder of a workspace, or of an npm package, that holds portals. */
export const PORTALS = 'portals';

export interface Found {
  name: string;
  file: string;
  /** `portals/acme/portal.ts` or `@acme/portals 1.2.0`, where it is none of Keywright's own. */
  from?: string;
}

/** Each folder with a portal, a link to one too: a module, or a page of YAML. */
export function inFolders(folder: string, extensions: readonly string[]): Found[] {
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
export function pagesIn(folder: string, ending: string): Found[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name: name.slice(0, -ending.length), file: join(folder, name) }));
}

/** The folder of an installed package, as Node looks for it: in each `node_modules` on the way up. */
function packageFolder(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
  return dirname(from) === from ? undefined : packageFolder(name, dirname(from));
}

/** What a package has in its `portals/`, or why there is nothing. Node runs no TypeScript in `node_modules`. */
function inPackage(name: string, workspace: string): Found[] | string {
  const folder = packageFolder(name, workspace);
  if (folder === undefined) return `the package is not installed; npm install ${name} in ${workspace} does it`;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: string };
  const portals = join(folder, PORTALS);
  const found = [...inFolders(portals, ['.js', '.mjs']), ...pagesIn(portals, PAGE)];
  if (found.length === 0) return `the package has no portals/<name>/portal.js and no portals/<name>.yaml`;
  return found.map((one) => ({ ...one, from: `${name} ${version ?? ''}`.trim() }));
}

/** The portals of a workspace: its own, and those of the packages that its settings name. */
export function ofWorkspace(workspace: string): { found: Found[]; broken: BrokenPortal[] } {
  const folder = resolve(workspace, PORTALS);
  const own = [...inFolders(folder, ['.ts', '.mts', '.js', '.mjs']), ...pagesIn(folder, PAGE)];
  const found: Found[] = own.map((one) => ({
    ...one,
    from: relative(resolve(workspace), one.file).split(sep).join('/'),
  }));
  const broken: BrokenPortal[] = [];
  const file = resolve(workspace, SETTINGS);
  const settings = settingsOf(resolve(workspace));
  if ('diagnostics' in settings)
    broken.push({ name: SETTINGS, file, wrong: ['it is not as it should be'], ...settings, hidesPortals: true });
  else
    for (const name of settings.portals) {
      const inside = inPackage(name, resolve(workspace));
      if (typeof inside === 'string') broken.push({ name, file, wrong: [inside], hidesPortals: true });
      else found.push(...inside);
    }
  return { found, broken };
}
