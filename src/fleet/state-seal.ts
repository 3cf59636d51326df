import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const [IV, TAG] = [12, 16];

/** What is added to the length of what is sealed. */
export const SEAL_LENGTH = IV + TAG;

/** What a part of a file is bound to: a row that was moved under another name, or to another place, does not open. */
const bound = (name: string, part: number) => Buffer.from(JSON.stringify([name, part]));

/** Seals a part of a file (AES-256-GCM), so that whoever has the database can neither read nor alter it. */
export function sealPart(key: Buffer, name: string, part: number, bytes: Uint8Array): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bound(name, part));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** @throws where it was sealed with another key, for another place, or was altered */
export function openPart(key: Buffer, name: string, part: number, sealed: Buffer): Buffer {
  const opener = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV))
    .setAAD(bound(name, part))
    .setAuthTag(sealed.subarray(IV, SEAL_LENGTH));
  try {
    return Buffer.concat([opener.update(sealed.subarray(SEAL_LENGTH)), opener.final()]);
  } catch {
    throw new Error(`${name} in the database was altered, or sealed for another workspace. Nothing was done with it.`);
  }
}
