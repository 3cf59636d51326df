import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { hostname, platform, release, userInfo } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FoundBrowser } from '../browser/find.ts';
import type { RunStart } from '../evidence/events.ts';
import { PACKAGE_FOLDER } from '../files/package-folder.ts';

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

const versionIn = (packageJson: string): string =>
  (JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string }).version;

/** Keywright's own version. */
export const packageVersion = (): string => versionIn(join(PACKAGE_FOLDER, 'package.json'));

/** The versions of everything that runs, for the evidence. */
export function versions(browser: FoundBrowser): RunStart['versions'] {
  return {
    keywright: packageVersion(),
    node: process.version,
    playwright: versionIn(findPackageJSON('playwright', import.meta.url)!),
    browser: `${browser.path} (${browser.from})`,
  };
}
