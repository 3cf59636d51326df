import type { BrowserContext } from 'playwright';
import { readIfThere, remove } from '../files/durable-write.ts';
import type { Vault } from '../secrets/vault.ts';

/** A saved session is used for at most 12 hours. */
const SESSION_LIFE = 12 * 60 * 60_000;

export type BrowserState = Awaited<ReturnType<BrowserContext['storageState']>>;

export interface SavedSession {
  customer: string;
  origin: string;
  savedAt: number;
  home: string;
  state: BrowserState;
}

/** The saved session of an earlier run, if it is fresh and of this customer and host. Removes an unusable one. */
export async function loadSession({
  saved,
  url,
  note,
}: {
  /** undefined if this portal's sign-in strategy saves none. */
  saved: { file: string; customer: string; vault: Vault } | undefined;
  url: URL;
  note(text: string): void;
}): Promise<SavedSession | undefined> {
  if (saved === undefined) return undefined;
  const sealed = readIfThere(saved.file);
  if (sealed === undefined) return undefined;
  // With a wrong passphrase, every session would seem unusable: this throws first.
  await saved.vault.unlock();
  const session = await saved.vault.unseal(sealed).then(
    (text) => JSON.parse(text) as SavedSession,
    () => undefined,
  );
  if (session === undefined) {
    remove(saved.file);
    note('The saved session was damaged, or sealed for another workspace, so it was removed.');
    return undefined;
  }
  const age = Date.now() - session.savedAt;
  if (session.customer === saved.customer && session.origin === url.origin && age >= 0 && age < SESSION_LIFE)
    return session;
  remove(saved.file);
  note('The saved session was too old or for another host, so it was removed.');
  return undefined;
}
