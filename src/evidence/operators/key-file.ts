import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { makeFolder, writeDurably } from '../../files/durable-write.ts';
import { UserError } from '../../files/user-error.ts';
import { registerSecret } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import { fingerprintOf } from '../signing.ts';

/** An operator's unlocked key: ECDSA on P-256 with SHA-256, as what signs bundles. */
export interface OperatorKey {
  name: string;
  /** SHA-256 of the public key (SPKI, DER). */
  fingerprint: string;
  /** SPKI, DER, in base64. */
  publicKey: string;
  sign(bytes: Uint8Array): Uint8Array;
}

export const publicKeyText = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** A public key from its base64. @throws if it is none */
export const publicKeyFrom = (text: string): KeyObject =>
  createPublicKey({ key: Buffer.from(text, 'base64'), type: 'spki', format: 'der' });

/** Where this person's keys are, outside every workspace. */
function keyFolder(): string {
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  const config = process.platform === 'win32' ? APPDATA : XDG_CONFIG_HOME;
  return join(config || join(homedir(), '.config'), 'keywright', 'operators');
}

/** The file of a key, where nobody names another. */
export const keyFile = (fingerprint: string): string => join(keyFolder(), `${fingerprint}.age`);

/**
 * Makes an operator's key. Its private half is written sealed by the passphrase, in the age format (scrypt): the plain
 * `age` program opens it to a PEM file that openssl reads.
 * @param file where it is kept; undefined: in the person's own folder
 */
export async function makeOperatorKey(
  passphrase: Secret,
  file: string | undefined,
): Promise<{ file: string; fingerprint: string; publicKey: string }> {
  registerSecret(passphrase);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const fingerprint = fingerprintOf(publicKey);
  const path = file ?? keyFile(fingerprint);
  if (existsSync(path)) throw new UserError('KW-FILE-EXISTS', `There is a file ${path} already. Name another one.`);
  const sealer = new Encrypter();
  sealer.setPassphrase(passphrase.reveal());
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  makeFolder(dirname(path));
  writeDurably(path, await sealer.encrypt(pem));
  return { file: path, fingerprint, publicKey: publicKeyText(publicKey) };
}

/**
 * Unlocks an operator's key.
 * @param registered whose it must be
 * @throws UserError if the file is missing, is another key's, or the passphrase does not open it
 */
export async function openOperatorKey(
  registered: { name: string; fingerprint: string },
  passphrase: Secret,
  file = keyFile(registered.fingerprint),
): Promise<OperatorKey> {
  const { name, fingerprint } = registered;
  registerSecret(passphrase);
  const opener = new Decrypter();
  opener.addPassphrase(passphrase.reveal());
  const pem = await opener.decrypt(readKeyFile(name, file), 'text').catch(() => {
    throw new UserError('KW-PASSPHRASE', `This passphrase does not open the key of operator ${name} (${file}).`);
  });
  const key = createPrivateKey(pem);
  const publicKey = createPublicKey(key);
  if (fingerprintOf(publicKey) !== fingerprint)
    throw new UserError('KW-OPERATOR-KEY', `The key in ${file} is not the one that is registered for ${name}.`);
  return {
    name,
    fingerprint,
    publicKey: publicKeyText(publicKey),
    sign: (bytes) => sign('sha256', bytes, key),
  };
}

function readKeyFile(name: string, file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new UserError(
      'KW-OPERATOR-KEY',
      `The private key of operator ${name} is not on this machine (${file}).\nNext:     Work where it is, or say ` +
        'where it is with KEYWRIGHT_OPERATOR_KEY.',
    );
  }
}
