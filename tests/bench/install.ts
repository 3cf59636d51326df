import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));

/** Installs what tests/bench/package-lock.json names, unless that is done already. No package here brings a browser. */
export function installPeers(): void {
  const lock = createHash('sha256')
    .update(readFileSync(join(HERE, 'package-lock.json')))
    .update(process.platform + process.arch)
    .digest('hex');
  const stamp = join(HERE, 'node_modules', '.keywright-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('Run this through npm: npm run bench.');
  console.log('Installing the other tools (npm ci in tests/bench) …');
  // Some of these packages would fetch a browser or a driver of their own.
  const env = {
    ...process.env,
    PUPPETEER_SKIP_DOWNLOAD: '1',
    CHROMEDRIVER_SKIP_DOWNLOAD: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    SE_OFFLINE: 'true',
    SE_AVOID_STATS: 'true',
  };
  const { status } = spawnSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: HERE,
    env,
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Error('npm ci in tests/bench failed: see the lines above. Is the npm registry reachable from here?');
  writeFileSync(stamp, lock);
}

const majorOf = (program: string): string | undefined => {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return /(\d+)\.\d+\.\d+/.exec(stdout ?? '')?.[1];
};

function onPath(name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, file))
    .find((path) => existsSync(path));
}

/**
 * The chromedriver that belongs to a browser: on PATH, else (as root on Debian) its package.
 * @returns why there is none, where there is none
 */
export function findDriver(browser: string): { driver: string } | { why: string } {
  const wanted = majorOf(browser);
  const fits = (path: string | undefined) => path !== undefined && wanted !== undefined && majorOf(path) === wanted;
  let driver = onPath('chromedriver');
  if (!fits(driver) && process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing the Debian package chromium-driver (apt-get), which the WebDriver tools need …');
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium-driver'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    driver = onPath('chromedriver');
  }
  if (driver === undefined) return { why: 'there is no chromedriver on PATH' };
  return fits(driver)
    ? { driver }
    : {
        why:
          `the chromedriver on PATH (${majorOf(driver) ?? 'unknown version'}) is not the browser's ` +
          `(${wanted ?? 'unknown version'})`,
      };
}
