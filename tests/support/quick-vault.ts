import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

/** Of 18, which takes a second on purpose. The file says it, so the product opens it as any other. */
const WORK = 4;

/** A vault as a workspace has it, but quick to open. */
export async function writeQuickVault(folder: string, passphrase: string): Promise<void> {
  const identity = await generateX25519Identity();
  const sealer = new Encrypter();
  sealer.setPassphrase(passphrase);
  sealer.setScryptWorkFactor(WORK);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, content: string | Uint8Array) =>
    writeFileSync(join(folder, name), content, { mode: 0o600 });
  write('identity.age', await sealer.encrypt(identity));
  write('fingerprint.key', randomBytes(32));
  write('recipient.txt', await identityToRecipient(identity));
}
