import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Escrow } from '../contract.ts';
import { factsOf, leftovers, readEntries, type Entry, type EntryFacts } from './escrow-entries.ts';
import { makeFolder, overwrite, remove, syncFolder, writeDurably } from './files.ts';
import { registerSecret } from './filter.ts';
import { Secret } from './secret.ts';
import type { Vault } from './vault.ts';

type EscrowEvent = (type: 'escrow.sealed' | 'escrow.opened' | 'escrow.destroyed', publicKey: string, fp?: string) => void;

function sealedKeys(folder: string): ReturnType<Escrow['list']> {
  return Promise.resolve(readEntries(folder).entries.map(({ file: _, fp: __, ...sealed }) => sealed));
}

/** A customer's escrow for somebody who only looks. */
export function lookIntoEscrow(folder: string): Escrow {
  const refuse = () => Promise.reject(new Error('A plan or a check opens and changes nothing.'));
  return { list: () => sealedKeys(folder), seal: refuse, open: refuse, refuse, destroy: refuse };
}

/** Destroys a sealed half. Overwriting is best effort (file systems may keep old blocks); what stays is sealed anyway. */
function destroySealed(file: string): void {
  if (!existsSync(file)) return;
  overwrite(file, randomBytes(statSync(file).size));
  remove(file);
}

/** Destroys an entry. First goes the .json, and for good: an entry that counts is a whole one, whenever the power fails. */
export function destroyEntry(folder: string, { file }: Pick<Entry, 'file'>): void {
  remove(`${file}.json`);
  syncFolder(folder);
  destroySealed(`${file}.age`);
  syncFolder(folder);
}

/** Clears away what a crash between two writes has left: a sealed half that no `.json` speaks of, and drafts. Nobody can use either. */
function clearLeftovers(folder: string): void {
  for (const { file, what } of leftovers(folder)) {
    if (what === 'draft') remove(file);
    else destroySealed(file);
  }
}

/**
 * One customer's sealed private keys: per key a `.json` with what may be known, and an `.age` with the private half.
 * Only for whoever has the customer's lock: it clears away what crashes have left, and another's half-written entry looks just like that.
 */
export function openEscrow(folder: string, vault: Vault, record: EscrowEvent): Escrow {
  makeFolder(folder);
  clearLeftovers(folder);
  /** What this process has sealed itself needs no opening: nobody is asked for the passphrase in the middle of a run. */
  const own = new Map<string, Secret>();

  function entry(publicKey: string): Entry {
    // A newer entry of the same key is the one that was sealed after looking.
    const found = readEntries(folder).entries.findLast((candidate) => candidate.publicKey === publicKey);
    if (found === undefined) throw new Error(`The escrow holds no key ${publicKey} for this customer. "keywright escrow list" shows what it holds.`);
    return found;
  }

  return {
    list: () => sealedKeys(folder),

    async seal({ publicKey, description, member, privateKey }) {
      if (`${publicKey} ${description}`.includes(privateKey.reveal())) throw new Error('The private key stands where the public one or the description belongs, so nothing was written.');
      const name = join(folder, randomBytes(8).toString('hex'));
      const sealed = await vault.seal(privateKey.reveal());
      const fp = vault.fingerprint(privateKey);
      writeDurably(`${name}.age`, sealed);
      // The .json makes the entry count, so it comes after the sealed half is on disk.
      writeDurably(`${name}.json`, JSON.stringify({ publicKey, description, member, sealedAt: new Date().toISOString(), fp, sha256: createHash('sha256').update(sealed).digest('hex') } satisfies EntryFacts));
      own.set(publicKey, privateKey);
      record('escrow.sealed', publicKey, fp);
    },

    async open(publicKey) {
      const known = own.get(publicKey);
      if (known !== undefined) return known;
      const { file, damaged } = entry(publicKey);
      const lost = (why: string) => new Error(`The private half of the key ${publicKey} cannot be opened: ${why}. If it cannot be brought back from a backup, give it up with "keywright escrow forget ${publicKey}"; the next run makes a new key then.`);
      if (damaged !== undefined) throw lost(damaged);
      await vault.unlock();
      const text = await vault.unseal(readFileSync(`${file}.age`)).catch(() => {
        throw lost(`${file}.age was sealed for another workspace's vault`);
      });
      const privateKey = new Secret(text, 'ConnectWise private key');
      registerSecret(privateKey);
      record('escrow.opened', publicKey, vault.fingerprint(privateKey));
      return privateKey;
    },

    async refuse(publicKey) {
      for (const { file } of readEntries(folder).entries.filter((one) => one.publicKey === publicKey)) {
        writeDurably(`${file}.json`, JSON.stringify({ ...factsOf(file)!, refusedAt: new Date().toISOString() } satisfies EntryFacts));
      }
    },

    async destroy(publicKey) {
      destroyEntry(folder, entry(publicKey));
      own.delete(publicKey);
      record('escrow.destroyed', publicKey);
    },
  };
}
