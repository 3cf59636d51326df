import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { practiceEnvironment, writePracticeWorkspace } from '../../src/cli/practice-workspace.ts';
import type { JournalLine } from '../../src/evidence/events.ts';
import { type Practice, type PracticeOptions, startPractice } from '../../src/practice/testing/start.ts';
import { type CliResult, cli, startCli } from './cli.ts';
import { cliHere } from './cli-here.ts';
import { writeQuickVault } from './quick-vault.ts';
import { hasOcr, scanForSecrets } from './secret-scanner.ts';

/** Practice portals, and a workspace of a customer who has them, for the real command line. */
export interface TestWorkspace {
  practice: Practice;
  /** The workspace; also holds the processes' temporary files. */
  folder: string;
  env: Record<string, string>;
  run(...args: string[]): Promise<CliResult>;
  /** For what is refused before it starts: the same in this process. */
  refused(...args: string[]): Promise<CliResult>;
  start(...args: string[]): ReturnType<typeof startCli>;
  /** Folders of the runs so far, oldest first. */
  runs(): string[];
  journal(run?: string): JournalLine[];
  /** What there is in the portals now: ours only. */
  inventory(): {
    roles: number;
    members: number;
    keys: number;
    levels: Record<string, unknown> | undefined;
    connected: boolean;
  };
  /** Searches everything that was left or said for every secret. */
  expectNoSecret(options?: { ocr?: boolean }): void;
  end(): Promise<void>;
}

/** What an onboarding leaves, however often it ran. */
export const ONE_OF_EACH = {
  roles: 1,
  members: 1,
  keys: 1,
  connected: true,
  levels: { 'System/API Reports': { add: 'None', edit: 'None', delete: 'None', inquire: 'All' } },
};

/** Of that vault. */
export const PASSPHRASE = 'zx9 Quokka-71 "<&+é umbra';

/** Gives a workspace a vault. */
export const giveVault = async (workspace: string): Promise<void> =>
  await writeQuickVault(join(workspace, '.keywright', 'vault'), PASSPHRASE);

/** Starts practice portals that answer quickly. Call `end` afterwards, whatever happened; it also looks for secrets. */
export async function createWorkspace(options: PracticeOptions = {}): Promise<TestWorkspace> {
  const practice = await startPractice({ delay: 5, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'kw-test-'));
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  writePracticeWorkspace(folder, 'practice', practice);
  await giveVault(folder);
  const env: Record<string, string> = {
    ...practiceEnvironment(practice),
    KEYWRIGHT_PASSPHRASE: PASSPHRASE,
    KEYWRIGHT_OPERATOR: 'test',
    TMPDIR: temp,
    TEMP: temp,
    TMP: temp,
  };
  const said: string[] = [];
  const runsFolder = join(folder, 'runs', 'practice');
  const { company } = practice.connectwise;
  const heard = (result: CliResult) => {
    said.push(result.stdout, result.stderr);
    return result;
  };
  const workspace: TestWorkspace = {
    practice,
    folder,
    env,
    run: async (...args) => heard(await cli(args, { cwd: folder, env })),
    refused: async (...args) => heard(await cliHere(args, { cwd: folder, env })),
    start(...args) {
      const started = startCli(args, { cwd: folder, env });
      void started.result.then(({ stdout, stderr }) => said.push(stdout, stderr));
      return started;
    },
    runs: () =>
      readdirSync(runsFolder)
        .sort()
        .map((name) => join(runsFolder, name)),
    journal: (run = workspace.runs().at(-1)!) =>
      readFileSync(join(run, 'journal.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as JournalLine),
    inventory() {
      const roles = company.roles.filter(({ name }) => name.trim().toLowerCase() === 'mspcfo');
      const members = company.members.filter(({ memberId }) => memberId.toLowerCase() === 'mspcfo');
      const keys = company.keys.filter(({ memberRecid }) => members.some(({ recid }) => recid === memberRecid));
      const { credentials, connection } = practice.mspcfo.state;
      const levels =
        roles[0] &&
        Object.fromEntries(
          Object.entries(roles[0].levels).filter(([, row]) =>
            [row.add, row.edit, row.delete, row.inquire].some((level) => level !== 'None'),
          ),
        );
      return {
        roles: roles.length,
        members: members.length,
        keys: keys.length,
        levels,
        connected: keys.some(({ publicKey }) => publicKey === credentials?.publicKey) && connection?.ok === true,
      };
    },
    expectNoSecret({ ocr = false } = {}) {
      const names = [
        'CONNECTWISE_PASSWORD',
        'CONNECTWISE_TOTP_SECRET',
        'CONNECTWISE_CLIENT_ID',
        'MSPCFO_PASSWORD',
        'MSPCFO_TOTP_SECRET',
        'KEYWRIGHT_PASSPHRASE',
        'KEYWRIGHT_BUNDLES_ACCESS_KEY_ID',
        'KEYWRIGHT_BUNDLES_SECRET_ACCESS_KEY',
      ];
      const secrets = Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
      const privateKey = practice.mspcfo.state.credentials?.privateKey;
      const { found, files } = scanForSecrets({
        secrets: { ...secrets, ...(privateKey !== undefined && { 'private key': privateKey }) },
        folders: [folder],
        texts: { terminal: said.join('\n') },
        ocr: ocr && hasOcr,
      });
      expect(found).toEqual([]);
      expect(files).toBeGreaterThan(0);
    },
    async end() {
      await practice.stop();
      try {
        workspace.expectNoSecret();
      } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      }
    },
  };
  return workspace;
}
