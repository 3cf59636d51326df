import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, readBytes, removeIfPossible, rename, syncFolder, writeDurably } from '../files/durable-write.ts';
import { sha256Of } from '../files/sha256.ts';

/**
 * What signs bundles and the list of runs: ECDSA on P-256 with SHA-256, so that `openssl dgst -sha256 -verify` can
 * check it.
 */
export interface Signer {
  /** SHA-256 of the public key (SPKI, DER): what an auditor is told through another channel. */
  fingerprint: string;
  /** For auditors; never inside a bundle. */
  publicKey: string;
  sign(bytes: Uint8Array): Uint8Array;
}

/** Where a workspace's signing key is. */
export const signingFiles = (state: string) => ({
  folder: join(state, 'signing'),
  secret: join(state, 'signing', 'private.pem'),
  open: join(state, 'signing', 'public.pem'),
});

export const fingerprintOf = (key: KeyObject): string => sha256Of(key.export({ type: 'spki', format: 'der' }));

/** The workspace's signing key, if there is one: the first run makes it, or `keywright keys init` before that. */
export function openSigner(state: string): Signer | undefined {
  const { secret, open } = signingFiles(state);
  if (!existsSync(secret)) return undefined;
  const key = createPrivateKey(readBytes(secret));
  return {
    fingerprint: fingerprintOf(createPublicKey(key)),
    publicKey: readBytes(open).toString('utf8'),
    sign: (bytes) => sign('sha256', bytes, key),
  };
}

/**
 * Makes the workspace's signing key: `.keywright/signing/private.pem` (0600) and `public.pem`. Both are written beside
 * their folder's place, which gets its name as a whole: of two that begin at once, the first one's stays.
 * @throws when there is one: bundles that it signed could not be told from others' any more
 */
export function makeSigner(state: string): Signer {
  const { folder, secret } = signingFiles(state);
  const refuse = () =>
    new Error(
      `This workspace has a signing key (${secret}, SHA-256 of its public half: ` +
        `${openSigner(state)!.fingerprint}). Keep it: the bundles so far are signed with it.`,
    );
  if (existsSync(secret)) throw refuse();
  const draft = `${folder}.${randomBytes(6).toString('hex')}.draft`;
  makeFolder(draft);
  try {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    writeDurably(join(draft, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeDurably(join(draft, 'private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    // On Windows, a name that another took in the meantime looks like one that is held.
    if (existsSync(secret)) throw refuse();
    rename(draft, folder);
    syncFolder(state);
  } catch (error) {
    removeIfPossible(draft);
    if (existsSync(secret)) throw refuse();
    if (existsSync(folder)) {
      throw new Error(
        `The folder ${folder} is there, but no private.pem is in it. ` +
          'Put the key back from your copy, or move the folder away, then start again.',
      );
    }
    throw error;
  }
  return openSigner(state)!;
}

/** A public key from a PEM text. @throws in words when it is none */
export function readPublicKey(pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch {
    throw new Error('This is not a public key in PEM form (-----BEGIN PUBLIC KEY-----).');
  }
}

export const isSignature = (bytes: Uint8Array, signature: Uint8Array, key: KeyObject): boolean =>
  verify('sha256', bytes, key, signature);

/** The workspace's own public key: what its signatures are checked with on this machine. */
export function ownPublicKey(state: string): KeyObject | undefined {
  const { open } = signingFiles(state);
  return existsSync(open) ? readPublicKey(readBytes(open).toString('utf8')) : undefined;
}
