import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Escrow, SealedKey } from '../contract.ts';
import { syncFolder, writeDurably } from './files.ts';
import { registerSecret } from './filter.ts';
import { Secret } from './secret.ts';
import type { Vault } from './vault.ts';

type EscrowEvent = (type: 'escrow.sealed' | 'escrow.opened' | 'escrow.destroyed', publicKey: string, fp?: string) => void;

interface Entry extends SealedKey {
  file: string;
}

/** What lies sealed, oldest first. Opens nothing, and changes nothing: a run may be at work in there. */
function entriesIn(folder: string): Entry[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as SealedKey), file: join(folder, name.slice(0, -'.json'.length)) }))
    .sort((a, b) => a.sealedAt.localeCompare(b.sealedAt));
}

/** A customer's escrow for somebody who only looks. */
export function lookIntoEscrow(folder: string): Escrow {
  const refuse = () => Promise.reject(new Error('A plan opens and changes nothing.'));
  return { list: async () => entriesIn(folder).map(({ publicKey, description, sealedAt }) => ({ publicKey, description, sealedAt })), seal: refuse, open: refuse, destroy: refuse };
}

/**
 * One customer's sealed private keys: per key a `.json` with what may be known, and an `.age` with the private half.
 * Only for whoever has the customer's lock: it clears away what crashes have left, and another's half-written entry looks just like that.
 */
export function openEscrow(folder: string, vault: Vault, record: EscrowEvent): Escrow {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A crash between two writes leaves one half of an entry, which nobody can use.
  for (const name of readdirSync(folder)) if (name.endsWith('.age') && !existsSync(join(folder, name.replace(/\.age$/, '.json')))) rmSync(join(folder, name));
  /** What this process has sealed itself needs no opening: nobody is asked for the passphrase in the middle of a run. */
  const own = new Map<string, Secret>();

  function entry(publicKey: string): Entry {
    const found = entriesIn(folder).find((candidate) => candidate.publicKey === publicKey);
    if (found === undefined) throw new Error(`The escrow holds no key ${publicKey} for this customer.`);
    return found;
  }

  return {
    list: lookIntoEscrow(folder).list,

    async seal({ publicKey, description, privateKey }) {
      if (`${publicKey} ${description}`.includes(privateKey.reveal())) throw new Error('The private key stands where the public one or the description belongs, so nothing was written.');
      const name = join(folder, randomBytes(8).toString('hex'));
      writeDurably(`${name}.age`, await vault.seal(privateKey.reveal()));
      // The .json makes the entry count, so it comes after the sealed half is on disk.
      writeDurably(`${name}.json`, JSON.stringify({ publicKey, description, sealedAt: new Date().toISOString() } satisfies SealedKey));
      own.set(publicKey, privateKey);
      record('escrow.sealed', publicKey, vault.fingerprint(privateKey));
    },

    async open(publicKey) {
      const known = own.get(publicKey);
      if (known !== undefined) return known;
      const privateKey = new Secret(await vault.unseal(readFileSync(`${entry(publicKey).file}.age`)), 'ConnectWise private key');
      registerSecret(privateKey);
      record('escrow.opened', publicKey, vault.fingerprint(privateKey));
      return privateKey;
    },

    async destroy(publicKey) {
      const { file } = entry(publicKey);
      rmSync(`${file}.json`);
      // Overwriting is best effort (file systems may keep old blocks); what stays is sealed anyway.
      writeFileSync(`${file}.age`, randomBytes(512), { flag: 'r+' });
      rmSync(`${file}.age`);
      own.delete(publicKey);
      syncFolder(folder);
      record('escrow.destroyed', publicKey);
    },
  };
}
