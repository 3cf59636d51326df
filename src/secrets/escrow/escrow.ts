import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder, overwrite, readIfThere, remove, syncFolder, writeDurably } from '../../files/durable-write.ts';
import { sha256Of } from '../../files/sha256.ts';
import { registerSecret } from '../redact.ts';
import { Secret } from '../secret.ts';
import type { Vault } from '../vault.ts';
import { type Entry, factsOf, leftovers, readEntries, writeFacts } from './entries.ts';
import type { Escrow, SealedKey } from './sealed-key.ts';

export interface EscrowEvent {
  type: 'escrow.sealed' | 'escrow.opened' | 'escrow.destroyed';
  portal: string;
  label: string;
  publicKey: string;
  fp?: string;
}

/** One customer's escrow: each portal's actions get a view that reaches their own secrets only. */
export interface CustomerEscrow {
  /** All sealed keys of this customer, oldest first. Opens nothing. */
  list(): SealedKey[];
  /** The sealed keys of one portal. @param portal the name of its folder */
  of(portal: string): Escrow;
}

function sealedKeys(folder: string): SealedKey[] {
  return readEntries(folder).entries.map(({ file: _, fp: __, ...sealed }) => sealed);
}

const listOf = async (folder: string, portal: string) => sealedKeys(folder).filter((one) => one.portal === portal);

/** A customer's escrow for a plan or a check, which only reads. */
export function readOnlyEscrow(folder: string): CustomerEscrow {
  const refuse = () => Promise.reject(new Error('A plan or a check opens and changes nothing.'));
  const of = (portal: string) => ({
    list: () => listOf(folder, portal),
    seal: refuse,
    open: refuse,
    refuse,
    destroy: refuse,
  });
  return { list: () => sealedKeys(folder), of };
}

/**
 * Destroys a sealed half. Overwriting is best effort (file systems may keep old blocks); what stays is sealed anyway.
 */
function destroySealed(file: string): void {
  const sealed = readIfThere(file);
  if (sealed === undefined) return;
  overwrite(file, randomBytes(sealed.length));
  remove(file);
}

/** Destroys an entry. Its .json goes first: if the power fails in between, no half of an entry counts. */
export function destroyEntry(folder: string, { file }: Pick<Entry, 'file'>): void {
  remove(`${file}.json`);
  syncFolder(folder);
  destroySealed(`${file}.age`);
  syncFolder(folder);
}

/** Removes what a crash between two writes has left: sealed halves without a `.json`, and drafts. */
function clearLeftovers(folder: string): void {
  for (const { file, what } of leftovers(folder)) {
    if (what === 'draft') remove(file);
    else destroySealed(file);
  }
}

/**
 * One customer's sealed secrets: for each a `.json` with what may be known, and an `.age` with the secret. Needs the
 * customer's lock: it removes what crashes have left, and an entry that another process is writing looks like that.
 */
export function openEscrow(folder: string, vault: Vault, record: (event: EscrowEvent) => void): CustomerEscrow {
  makeFolder(folder);
  clearLeftovers(folder);
  const views = new Map<string, Escrow>();
  const of = (portal: string) => {
    const view = views.get(portal) ?? escrowOf(portal, folder, vault, record);
    views.set(portal, view);
    return view;
  };
  return { list: () => sealedKeys(folder), of };
}

const cannotOpen = (label: string, publicKey: string, why: string): Error =>
  new Error(
    `The ${label} of ${publicKey} cannot be opened: ${why}. If it cannot be brought back from a backup, ` +
      `give it up with "keywright escrow forget ${publicKey}"; the next run makes a new one then.`,
  );

function escrowOf(portal: string, folder: string, vault: Vault, record: (event: EscrowEvent) => void): Escrow {
  /** What this process has sealed itself: nobody is asked for the passphrase in the middle of a run. */
  const own = new Map<string, Secret>();
  const entries = () => readEntries(folder).entries.filter((one) => one.portal === portal);

  function entry(publicKey: string): Entry {
    // A newer entry of the same key is the one that was sealed after looking.
    const found = entries().findLast((candidate) => candidate.publicKey === publicKey);
    if (found !== undefined) return found;
    throw new Error(
      `The escrow holds nothing of ${portal} under ${publicKey} for this customer. "keywright escrow list" ` +
        'shows what it holds.',
    );
  }

  return {
    async list() {
      // What this run could not remove a moment ago.
      clearLeftovers(folder);
      return await listOf(folder, portal);
    },

    async seal({ kind, publicKey, description, member, privateKey }) {
      const { label } = privateKey;
      const known = { portal, kind, label, publicKey, description, member };
      if (Object.values(known).join(' ').includes(privateKey.reveal()))
        throw new Error(`The ${label} stands among what may be known of it, so nothing was written.`);
      const name = join(folder, randomBytes(8).toString('hex'));
      const sealed = await vault.seal(privateKey.reveal());
      const fp = vault.fingerprint(privateKey);
      const sha256 = sha256Of(sealed);
      writeDurably(`${name}.age`, sealed);
      // The .json makes the entry count, so it comes after the sealed half is on disk.
      writeFacts(name, { ...known, sealedAt: new Date().toISOString(), fp, sha256 });
      own.set(publicKey, privateKey);
      record({ type: 'escrow.sealed', portal, label, publicKey, fp });
    },

    async open(publicKey) {
      const known = own.get(publicKey);
      if (known !== undefined) return known;
      const { file, damaged, label } = entry(publicKey);
      if (damaged !== undefined) throw cannotOpen(label, publicKey, damaged);
      await vault.unlock();
      const text = await vault.unseal(readIfThere(`${file}.age`)!).catch(() => {
        throw cannotOpen(label, publicKey, `${file}.age was sealed for another workspace's vault`);
      });
      const privateKey = new Secret(text, label);
      registerSecret(privateKey);
      record({ type: 'escrow.opened', portal, label, publicKey, fp: vault.fingerprint(privateKey) });
      return privateKey;
    },

    async refuse(publicKey) {
      for (const { file } of entries().filter((one) => one.publicKey === publicKey))
        writeFacts(file, { ...factsOf(file)!, refusedAt: new Date().toISOString() });
    },

    async destroy(publicKey) {
      const gone = entry(publicKey);
      destroyEntry(folder, gone);
      own.delete(publicKey);
      record({ type: 'escrow.destroyed', portal, label: gone.label, publicKey });
    },
  };
}
