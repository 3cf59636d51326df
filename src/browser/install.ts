import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { UserError } from '../files/user-error.ts';
import { type FoundBrowser, findBrowser } from './find.ts';

/** Keywright's own variables, and whatever is named like a portal's secret. */
const HOLDS_SECRETS =
  /^(CONNECTWISE|MSPCFO|KEYWRIGHT)_|_(PASSWORD|TOTP|TOTP_SECRET|CLIENT_ID|SECRET|TOKEN)(_COMMAND)?$/;

/** This process's environment without what only this program may know. */
const withoutSecrets = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !HOLDS_SECRETS.test(name)));

/** Runs a program without a shell; resolves to whether it succeeded, passing on the last lines when it did not. */
async function succeeds(
  say: (line: string) => void,
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...withoutSecrets(), ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2000)));
  const code = await new Promise<number>((resolve) => {
    child.on('close', (status) => resolve(status ?? 1));
    child.on('error', (error) => {
      output += error.message;
      resolve(1);
    });
  });
  if (code !== 0) say(`  that did not work: ${output.trim().split('\n').at(-1) ?? `exit code ${code}`}`);
  return code === 0;
}

/** Installs the first of these packages of Debian that can be installed. */
async function installPackage(say: (line: string) => void, names: string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (!(await succeeds(say, 'apt-get', ['update'], env))) return;
  for (const name of names) {
    say(`Installing Debian's package ${name} with apt-get …`);
    if (await succeeds(say, 'apt-get', ['install', '-y', '--no-install-recommends', name], env)) return;
  }
}

/**
 * Finds a browser, or installs one: Playwright's own, else (as root on Debian and its relatives) the package
 * `chromium-headless-shell`, or `chromium` where a window is wanted or there is no other.
 * @param headed whether it must be able to show a window
 * @param say gets a line for everything that is done; a browser that is there needs none
 * @throws with what the person can do when neither works
 */
export async function ensureBrowser(say: (line: string) => void, headed = false): Promise<FoundBrowser> {
  const found = findBrowser(headed);
  if (found !== undefined) return found;
  say("No browser found. Installing Playwright's Chromium (about 170 MB, once) …");
  const cli = join(dirname(findPackageJSON('playwright', import.meta.url)!), 'cli.js');
  // Where the download host cannot be reached, fail in seconds rather than minutes.
  await succeeds(say, process.execPath, [cli, 'install', 'chromium', '--no-shell'], {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000',
  });
  if (findBrowser(headed) === undefined && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'))
    await installPackage(say, headed ? ['chromium'] : ['chromium-headless-shell', 'chromium']);
  const installed = findBrowser(headed);
  if (installed === undefined) {
    throw new UserError(
      'KW-BROWSER-MISSING',
      'No browser could be found or installed. Install Google Chrome, Microsoft Edge or Chromium, or set ' +
        'KEYWRIGHT_BROWSER to the path of one.',
    );
  }
  say(`Browser: ${installed.path} (${installed.from})`);
  return installed;
}
