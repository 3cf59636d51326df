import { existsSync, readdirSync } from 'node:fs';
import type { Portal } from '../portal-sdk/index.ts';

const PAGES = new URL('../../pages/', import.meta.url);
const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

export type Registry = Map<string, Portal>;

/** Finds the portals: each folder of `pages/` with a `portal` module is one. */
export async function loadPortals(): Promise<Registry> {
  const modules = readdirSync(PAGES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => new URL(`${entry.name}/portal${EXTENSION}`, PAGES))
    .filter((module) => existsSync(module))
    .sort((a, b) => a.href.localeCompare(b.href));
  const portals = await Promise.all(
    modules.map(async (module) => ((await import(module.href)) as { default: Portal }).default),
  );
  return new Map(portals.map((portal) => [portal.name, portal]));
}
