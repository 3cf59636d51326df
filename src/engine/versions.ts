import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FoundBrowser } from '../browser/find.ts';
import type { RunStart } from '../evidence/events.ts';
import { packageVersion } from './package-version.ts';

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
