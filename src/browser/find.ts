import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { UserError } from '../files/user-error.ts';

export interface FoundBrowser {
  path: string;
  /** Where it comes from, in words: 'Playwright's Chromium'. */
  from: string;
}

/**
 * Where installers put Chrome, Edge and Chromium. Debian has Chromium without windows as a package of its own, which
 * takes less of a machine; it comes first where no window is wanted.
 */
function installedPaths(headed: boolean): string[] {
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter((root) => root !== undefined);
    return [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ].flatMap((file) => roots.map((root) => join(root, file)));
  }
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  const names = [
    ...(headed ? [] : ['chromium-headless-shell']),
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
    'chromium',
    'chromium-browser',
  ];
  const folders = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin', '/opt/google/chrome');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * The browser to use: the configured one, Playwright's own, else an installed Chrome, Edge or Chromium.
 * @param headed whether it must be able to show a window
 * @param configured a path; default is the environment variable KEYWRIGHT_BROWSER
 * @throws when the configured path does not exist
 */
export function findBrowser(
  headed = false,
  configured: string | undefined = process.env['KEYWRIGHT_BROWSER'] || undefined,
): FoundBrowser | undefined {
  if (configured !== undefined) {
    if (!existsSync(configured))
      throw new UserError(
        'KW-BROWSER-MISSING',
        `KEYWRIGHT_BROWSER names ${configured}, but there is no such file. Correct the path, or unset it to let ` +
          'Keywright look for a browser.',
      );
    return { path: configured, from: 'KEYWRIGHT_BROWSER' };
  }
  const own = chromium.executablePath();
  if (existsSync(own)) return { path: own, from: "Playwright's Chromium" };
  const path = installedPaths(headed).find((candidate) => existsSync(candidate));
  return path === undefined ? undefined : { path, from: 'installed on this machine' };
}
