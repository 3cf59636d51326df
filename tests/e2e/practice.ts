import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { practiceEnvironment, writePracticeWorkspace } from '../../src/cli/practice-workspace.ts';
import { startPractice, type Practice, type PracticeOptions } from '../../src/practice/start.ts';
import { cli, startCli, type CliResult } from './cli.ts';

/** A workspace with practice portals, for the real command line. */
export interface Rehearsal {
  practice: Practice;
  folder: string;
  /** What the command line gets as environment: the portals' secrets and a passphrase. */
  env: Record<string, string>;
  /** Every secret of this customer by name, for the hunter. Private keys are added as they are made. */
  secrets: Record<string, string>;
  run(...args: string[]): Promise<CliResult>;
  start(...args: string[]): ReturnType<typeof startCli>;
  /** Folders of the runs so far, oldest first. */
  runs(): string[];
  end(): Promise<void>;
}

const PASSPHRASE = 'practice passphrase "<&+é';

/** Starts practice portals that answer quickly, and a workspace of its own for one customer. */
export async function rehearse(options: PracticeOptions = {}): Promise<Rehearsal> {
  const practice = await startPractice({ delay: 15, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'kw-test-'));
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  writePracticeWorkspace(folder, 'practice', practice);
  const env = { ...practiceEnvironment(practice), KEYWRIGHT_PASSPHRASE: PASSPHRASE, KEYWRIGHT_OPERATOR: 'test', TMPDIR: temp, TEMP: temp, TMP: temp };
  const { KEYWRIGHT_PASSPHRASE, ...portals } = env;
  const { CONNECTWISE_PASSWORD, CONNECTWISE_TOTP_SECRET, MSPCFO_PASSWORD, MSPCFO_TOTP_SECRET } = portals as Record<string, string>;
  const secrets = Object.fromEntries(Object.entries({ CONNECTWISE_PASSWORD, CONNECTWISE_TOTP_SECRET, MSPCFO_PASSWORD, MSPCFO_TOTP_SECRET, KEYWRIGHT_PASSPHRASE }).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const runsFolder = join(folder, 'runs', 'practice');
  return {
    practice, folder, env, secrets,
    run: async (...args) => await cli(args, { cwd: folder, env }),
    start: (...args) => startCli(args, { cwd: folder, env }),
    runs: () => readdirSync(runsFolder).sort().map((name) => join(runsFolder, name)),
    async end() {
      await practice.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
