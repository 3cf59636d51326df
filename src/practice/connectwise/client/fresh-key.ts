import { boot } from './boot.ts';

let fresh: { recid: number; privateKey: string } | undefined;

/**
 * Keeps a new key's private half for the next screen, where the tenant shows it there once more (PRODUCT.md D4:
 * sources disagree).
 */
export function keepFreshKey(recid: number, privateKey: string): void {
  if (boot.variants.privateKey === 'one-further-screen') fresh = { recid, privateKey };
}

export const hasFreshKey = (): boolean => fresh !== undefined;

/** Gives it once. */
export function takeFreshKey(): { recid: number; privateKey: string } | undefined {
  const taken = fresh;
  fresh = undefined;
  return taken;
}
