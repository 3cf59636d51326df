import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '../../src/files/sha256.ts';
import type { TestWorkspace } from '../support/test-workspace.ts';

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/**
 * The escrow as it lies on disk: each entry by its key, whether its sealed half is the one it speaks of, and what
 * belongs to no entry.
 */
function escrow(folder: string): unknown[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const entries = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const { publicKey, description, sealedAt, sha256 } = JSON.parse(read(join(folder, name))) as Record<
        string,
        string
      >;
      const half = join(folder, name.replace(/\.json$/, '.age'));
      return {
        sealedAt: sealedAt!,
        publicKey,
        description,
        whole: existsSync(half) && sha256Of(readFileSync(half)) === sha256,
      };
    });
  const leftovers = names.filter(
    (name) => !name.endsWith('.json') && !(name.endsWith('.age') && names.includes(name.replace(/\.age$/, '.json'))),
  );
  return [
    ...entries.sort((a, b) => a.sealedAt.localeCompare(b.sealedAt)).map(({ sealedAt: _, ...entry }) => entry),
    ...leftovers.map((name) => name.replace(/^.*?\./, '')),
  ];
}

/** Whether the private key that MSPCFO holds is the private half of the live key whose public half it holds. */
export function heldKeyLives({ practice }: TestWorkspace): boolean {
  const { credentials } = practice.mspcfo.state;
  const key = practice.connectwise.company.keys.find(({ publicKey }) => publicKey === credentials?.publicKey);
  return (
    credentials !== undefined &&
    key !== undefined &&
    !key.inactive &&
    sha256Of(credentials.privateKey) === key.privateKeyHash
  );
}

/**
 * How things stand: everything that a later run can find, in both portals and in the workspace, with what is random or
 * a time left out, so that equal states of different runs are equal texts.
 * Left out are the folders of runs: a run never believes a journal, it only gives the folders of killed ones their
 * reports.
 */
export function stateDigest(workspace: TestWorkspace): string {
  const { practice, folder } = workspace;
  const { company, url } = practice.connectwise;
  const { credentials, connection } = practice.mspcfo.state;
  const state = join(folder, '.keywright');
  const tags = read(join(state, 'tags', 'practice.txt'))
    .split('\n')
    .filter((tag) => tag !== '');
  const text = JSON.stringify(
    {
      roles: company.roles.map(({ name, type, levels }) => ({ name, type, levels })),
      members: company.members.map(({ recid: _, roleRecid, ...fields }) => ({
        ...fields,
        role: company.roles.find(({ recid }) => recid === roleRecid)?.name,
      })),
      keys: company.keys.map(({ memberRecid, description, publicKey, inactive }) => ({
        member: company.members.find(({ recid }) => recid === memberRecid)?.memberId,
        description,
        publicKey,
        inactive,
      })),
      mspcfo: credentials && {
        publicKey: credentials.publicKey,
        lives: heldKeyLives(workspace),
        server: credentials.serverUrl === url,
        company: credentials.companyId,
        connects: connection?.ok,
      },
      escrow: escrow(join(state, 'escrow', 'practice')),
      tags: tags.length > 0,
      sessions: existsSync(join(state, 'sessions')) ? readdirSync(join(state, 'sessions')) : [],
    },
    undefined,
    1,
  );
  // Keys are named by the order in which they came to be, and of a tag it only counts whether it is one of ours.
  const keys = [...new Set([...text.matchAll(/"publicKey": "(\w{16})"/g)].map(([, key]) => key!))];
  const named = [...keys.map((key, n) => [key, `key ${n + 1}`] as const), ...tags.map((tag) => [tag, 'ours'] as const)];
  return named.reduce((words, [random, name]) => words.replaceAll(random, name), text);
}
