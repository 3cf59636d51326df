import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeDurably } from '../secrets/files.ts';

/** What signs bundles and the list of runs: ECDSA on P-256 with SHA-256, so that `openssl dgst -sha256 -verify` can check it. */
export interface Signer {
  /** SHA-256 of the public key (SPKI, DER): what an auditor is told through another channel. */
  fingerprint: string;
  /** For auditors; never inside a bundle. */
  publicKey: string;
  sign(bytes: Uint8Array): Uint8Array;
}

const files = (state: string) => ({ folder: join(state, 'signing'), secret: join(state, 'signing', 'private.pem'), open: join(state, 'signing', 'public.pem') });

export const fingerprintOf = (key: KeyObject): string => createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex');

/** The workspace's signing key, if `keywright keys init` has made one. */
export function openSigner(state: string): Signer | undefined {
  const { secret, open } = files(state);
  if (!existsSync(secret)) return undefined;
  const key = createPrivateKey(readFileSync(secret));
  return { fingerprint: fingerprintOf(createPublicKey(key)), publicKey: readFileSync(open, 'utf8'), sign: (bytes) => sign('sha256', bytes, key) };
}

/**
 * Makes the workspace's signing key: `.keywright/signing/private.pem` (0600) and `public.pem`.
 * @throws when there is one: bundles that it signed could not be told from others' any more
 */
export function makeSigner(state: string): Signer {
  const { folder, secret, open } = files(state);
  if (existsSync(secret)) throw new Error(`This workspace has a signing key (${secret}). Keep it: the bundles so far are signed with it.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  writeDurably(open, publicKey.export({ type: 'spki', format: 'pem' }));
  writeDurably(secret, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  syncFolder(state);
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

export const isSignature = (bytes: Uint8Array, signature: Uint8Array, key: KeyObject): boolean => verify('sha256', bytes, key, signature);
