import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sha256Of } from '../files/sha256.ts';
import { ofWorkspace, PAGE } from './find-portals.ts';

/** The files of a portal in code, with slashes. What begins with a dot is no part of it. */
function filesIn(folder: string, under = ''): string[] {
  return readdirSync(join(folder, under), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .flatMap((one) => (one.isDirectory() ? filesIn(folder, `${under}${one.name}/`) : [`${under}${one.name}`]))
    .sort();
}

/**
 * What tells the portals that a workspace adds from others: one SHA-256 over all their files; `none` where it adds
 * none. Those that come with Keywright are of its version.
 */
export function portalsSha256(workspace: string): string {
  const portals = ofWorkspace(workspace).found.map(({ name, file, from }) => {
    const folder = dirname(file);
    const files = file.endsWith(PAGE) ? [basename(file)] : filesIn(folder);
    return [name, from, files.map((one) => [one, sha256Of(readFileSync(join(folder, one)))])];
  });
  return portals.length === 0 ? 'none' : sha256Of(JSON.stringify(portals));
}
