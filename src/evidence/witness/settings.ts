import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeDurably } from '../../files/durable-write.ts';
import { UserError } from '../../files/user-error.ts';

/** Who outside the workspace is told of each closed run. */
type WitnessSetting =
  | { kind: 'time stamp'; url: string }
  | { kind: 'command'; line: string }
  | { kind: 'git'; remote: string }
  | { kind: 'none' };

const fileOf = (state: string): string => join(state, 'witness.json');

/** A witness as the command line names it: an address, `command:…`, `git:…` or `none`. */
export function readWitness(text: string): WitnessSetting {
  const [, kind, rest = ''] = /^(command|git):(.+)$/s.exec(text) ?? [];
  if (kind === 'command') return { kind, line: rest.trim() };
  // A name that began with a dash would be an option of git.
  if (kind === 'git' && !/^\s*-/.test(rest) && !rest.includes('::')) return { kind, remote: rest.trim() };
  if (text === 'none') return { kind: 'none' };
  if (/^https:/i.test(text) && URL.canParse(text)) return { kind: 'time stamp', url: text };
  throw new UserError(
    'KW-USAGE',
    'error: a witness is the https address of a time stamp service (RFC 3161), command:<command line>, ' +
      'git:<remote>, or none',
  );
}

/** The witness that the workspace has chosen; undefined if it has chosen none. */
export function chosenWitness(state: string): Exclude<WitnessSetting, { kind: 'none' }> | undefined {
  if (!existsSync(fileOf(state))) return undefined;
  const chosen = JSON.parse(readFileSync(fileOf(state), 'utf8')) as WitnessSetting;
  return chosen.kind === 'none' ? undefined : chosen;
}

export function chooseWitness(state: string, chosen: WitnessSetting): void {
  makeFolder(state);
  writeDurably(fileOf(state), `${JSON.stringify(chosen)}\n`);
}

/** A remote's address without what only its owner may know. */
export function withoutSecrets(remote: string): string {
  if (!URL.canParse(remote)) return remote;
  const url = new URL(remote);
  [url.username, url.password, url.search] = ['', '', ''];
  return url.href;
}

/** The witness in a sentence's words. Commands may hold a token, so they are not printed. */
export function witnessInWords(chosen: WitnessSetting | undefined): string {
  switch (chosen?.kind) {
    case 'time stamp':
      return `a time stamp (RFC 3161) by ${new URL(chosen.url).host} in each bundle`;
    case 'command':
      return 'a command of your own, which gets the hash of each closed run and of the list';
    case 'git':
      return `the Git remote ${withoutSecrets(chosen.remote)}, which gets a commit for each closed run`;
    default:
      return 'none, so only the holder of the signing key vouches for the time';
  }
}
