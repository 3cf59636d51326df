import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { DISABLED_FEATURES } from './src/browser/disabled-features.ts';
import { findBrowser } from './src/browser/find.ts';

export default defineConfig({
  testDir: 'tests',
  // Too long for every day: npm run test:pairwise (also what is tagged @long), npm run test:faults, npm run test:zoo.
  testIgnore: ['tests/pairwise/**', 'tests/faults/**', 'tests/zoo/**', 'tests/applications/**'],
  grepInvert: /@long/,
  globalSetup: './tests/support/global-setup.ts',
  outputDir: 'test-results',
  reporter: [['list'], [fileURLToPath(new URL('tests/support/slowest.ts', import.meta.url))]],
  fullyParallel: true,
  forbidOnly: !!process.env['CI'],
  // Two more than the two cores that the suite is meant for: runs wait for portals, tests for runs, and pages for what
  // never comes.
  workers: 4,
  timeout: 90_000,
  use: {
    // A window for each test takes a quarter of a second of a core; a reset takes much less. Options that cannot be
    // reset (a language, saved cookies) still get a window of their own.
    reuseContext: true,
    launchOptions: {
      // Unset here, the tests' browser is the one that global-setup found or installed.
      executablePath: findBrowser()?.path ?? '',
      chromiumSandbox: process.getuid?.() !== 0,
      args: [DISABLED_FEATURES],
    },
    viewport: { width: 1440, height: 900 },
  },
});
