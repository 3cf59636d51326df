import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hostname, platform, release, userInfo } from 'node:os';
import { pipeline } from 'node:stream/promises';
import type { FoundBrowser } from '../browser/find.ts';
import type { RunStart } from '../evidence/events.ts';

/** The machine, for the evidence. */
export function machineInfo(): { host: string; os: string } {
  return { host: hostname(), os: `${platform()} ${release()}` };
}

/** The user and the regional settings, for the evidence. */
export function userSettings(): { osUser: string; locale: string; timeZone: string } {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { osUser: userInfo().username, locale, timeZone };
}

/** In lower-case hex; undefined if the file can't be read. */
export async function sha256OfFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  return await pipeline(createReadStream(file), hash).then(
    () => hash.digest('hex'),
    () => undefined,
  );
}

/** Keywright's own version, from the package.json above the sources or above the built `dist/`. */
export function packageVersion(): string {
  const file = ['../../package.json', '../../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url))!;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** The versions of everything that runs, for the evidence. */
export function versions(browser: FoundBrowser): RunStart['versions'] {
  const playwright = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve('playwright/package.json'), 'utf8'),
  ) as { version: string };
  return {
    keywright: packageVersion(),
    node: process.version,
    playwright: playwright.version,
    browser: `${browser.path} (${browser.from})`,
  };
}
