import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { makeFolder, readBytes, removeIfPossible, rename, syncFolder, writeDurably } from '../files/durable-write.ts';
import { UserError } from '../files/user-error.ts';
import { registerSecret } from './redact.ts';
import { Secret } from './secret.ts';

/**
 * Makes a vault beside its place and then gives it its name as a whole: of two that begin at once, the first one's is
 * used by both.
 */
async function makeVault(folder: string, passphrase: Secret): Promise<void> {
  const draft = `${folder}.${randomBytes(6).toString('hex')}.draft`;
  const isMade = () => existsSync(join(folder, 'recipient.txt'));
  makeFolder(draft);
  try {
    const identity = await generateX25519Identity();
    const sealer = new Encrypter();
    sealer.setPassphrase(passphrase.reveal());
    writeDurably(join(draft, 'identity.age'), await sealer.encrypt(identity));
    writeDurably(join(draft, 'fingerprint.key'), randomBytes(32));
    writeDurably(join(draft, 'recipient.txt'), await identityToRecipient(identity));
    // On Windows, a name that another took in the meantime looks like one that is held.
    if (isMade()) throw new Error('Another has made it.');
    rename(draft, folder);
    syncFolder(dirname(folder));
  } catch (error) {
    removeIfPossible(draft);
    if (isMade()) return;
    if (existsSync(folder))
      throw new Error(`The folder ${folder} is there, but no whole vault is in it. Move it away, then start again.`);
    throw new Error(`The vault of this workspace could not be made: ${(error as Error).message}`);
  }
}

/**
 * The workspace's sealing key. Sealing needs only its public half, so it is quick and needs no passphrase. The private
 * half lies in the workspace, sealed by the operator's passphrase, and is opened only when something sealed must be
 * read. All files are in the age format: the plain `age` program opens them too.
 */
export class Vault {
  #folder: string;
  #recipients: string[];
  #passphrase: () => Promise<Secret>;
  #identity: Promise<string> | undefined;
  #fingerprintKey: Buffer;

  private constructor(folder: string, recipients: string[], passphrase: () => Promise<Secret>) {
    this.#folder = folder;
    this.#recipients = recipients;
    this.#passphrase = passphrase;
    this.#fingerprintKey = readBytes(join(folder, 'fingerprint.key'));
  }

  /**
   * Opens the vault in a folder, or makes it at first use.
   * @param passphrase asked for when the vault is made, and when something sealed must be opened
   * @param recovery an age public key (age1…) that can open everything too, kept elsewhere
   */
  static async open(folder: string, passphrase: () => Promise<Secret>, recovery?: string): Promise<Vault> {
    const recipientFile = join(folder, 'recipient.txt');
    if (!existsSync(recipientFile)) await makeVault(folder, await passphrase());
    const recipients = [
      readBytes(recipientFile).toString('utf8').trim(),
      ...(recovery === undefined ? [] : [recovery]),
    ];
    return new Vault(folder, recipients, passphrase);
  }

  async seal(text: string): Promise<Uint8Array> {
    const sealer = new Encrypter();
    for (const recipient of this.#recipients) sealer.addRecipient(recipient);
    return await sealer.encrypt(text);
  }

  /** @throws with what to do when the passphrase is wrong or the sealed bytes were changed */
  async unseal(sealed: Uint8Array): Promise<string> {
    const opener = new Decrypter();
    opener.addIdentity(await this.#openIdentity());
    return await opener.decrypt(sealed, 'text');
  }

  /** Asks for the passphrase now rather than in the middle of a run. */
  async unlock(): Promise<void> {
    await this.#openIdentity();
  }

  #openIdentity(): Promise<string> {
    this.#identity ??= (async () => {
      const opener = new Decrypter();
      opener.addPassphrase((await this.#passphrase()).reveal());
      const sealed = readBytes(join(this.#folder, 'identity.age'));
      const identity = await opener.decrypt(sealed, 'text').catch(() => {
        throw new UserError(
          'KW-PASSPHRASE',
          "The escrow passphrase does not open this workspace's sealing key. Give the passphrase that was used " +
            'when the workspace was made (KEYWRIGHT_PASSPHRASE).',
        );
      });
      registerSecret(new Secret(identity, 'escrow identity'));
      return identity;
    })();
    return this.#identity;
  }

  /**
   * A keyed fingerprint of a secret for evidence: `3f9a-17c2-…`. Equal values give equal fingerprints within one
   * workspace.
   */
  fingerprint(secret: Secret): string {
    const digest = createHmac('sha256', this.#fingerprintKey).update(secret.reveal()).digest('hex');
    return digest.slice(0, 12).match(/.{4}/g)!.join('-');
  }
}
