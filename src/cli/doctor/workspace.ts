import { join } from 'node:path';
import { openSigner } from '../../evidence/signing.ts';
import { bad, type Check, good, note } from './check.ts';

const MB = 1024 * 1024;
/** A run stops where less is left; several runs need several times that. */
const LEAST_FREE = 100 * MB;
const LITTLE_FREE = 1_000 * MB;

/** Programs that copy folders elsewhere, by the names that their folders have on each system. */
const SYNC_CLIENTS: [name: string, folder: RegExp][] = [
  ['OneDrive', /^OneDrive\b/i],
  ['Dropbox', /^\.?Dropbox\b/i],
  ['iCloud Drive', /^(iCloud ?Drive|com~apple~CloudDocs|Mobile Documents)$/i],
  ['Google Drive', /^(Google ?Drive|GoogleDrive-.*|My Drive)$/i],
  ['Box', /^Box( Sync|-Box)?$/i],
  ['Nextcloud', /^(Nextcloud|ownCloud)$/i],
  ['a cloud client', /^CloudStorage$/i],
];

/** The program that copies a folder elsewhere, if its path says so. */
export function syncClientOf(path: string): string | undefined {
  const parts = path.split(/[\\/]/);
  return SYNC_CLIENTS.find(([, folder]) => parts.some((part) => folder.test(part)))?.[0];
}

/** The folder of the customers file, and what is in it. */
export const workspaceChecks: Check[] = [
  {
    name: 'folder',
    look({ workspace, state, files, platform }) {
      if (!files.canWrite(workspace)) return bad(`${workspace} may not be written to`, 'Give this user write access.');
      if (platform === 'win32') return good(`${workspace} can be written to`);
      const secret = [
        state,
        ...files
          .names(workspace)
          .filter((name) => /^\.env(\..+)?$/.test(name) && name !== '.env.example')
          .map((name) => join(workspace, name)),
      ];
      const open = secret.filter((path) => ((files.mode(path) ?? 0) & 0o077) !== 0);
      return open.length === 0
        ? good(`${workspace} can be written to, and its secrets are this user's alone`)
        : bad(`others may read ${open.join(', ')}`, `chmod go-rwx ${open.join(' ')}`);
    },
  },
  {
    name: 'disk',
    look({ workspace, files }) {
      const free = files.free(workspace);
      const found = `${Math.floor(free / MB)} MB free`;
      if (free < LEAST_FREE) return bad(found, 'Make room: a run needs 100 MB, and stops before it changes anything.');
      return free < LITTLE_FREE ? note(found, 'Make room, or remove old runs with keywright prune.') : good(found);
    },
  },
  {
    name: 'sync client',
    look({ workspace }) {
      const client = syncClientOf(workspace);
      return client === undefined
        ? good('none, as far as the path of the folder shows')
        : bad(
            `the workspace is in a folder synced by ${client}`,
            `Move it out of there: ${client} holds files that are being written, and copies keys and evidence elsewhere.`,
          );
    },
  },
  {
    name: 'signing key',
    look({ state }) {
      const signer = openSigner(state);
      return signer === undefined
        ? note('none yet', 'The first run creates it; keywright keys init shows what to give auditors.')
        : good(`fingerprint ${signer.fingerprint}`);
    },
  },
  {
    name: 'passphrase',
    look({ state, files }) {
      return files.exists(join(state, 'vault', 'recipient.txt'))
        ? good('chosen')
        : note('not chosen yet', 'keywright init or the first run asks for it; or set KEYWRIGHT_PASSPHRASE.');
    },
  },
];
