import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/**
 * `npm run test:faults`: every job killed at every line of its journal, every request of the onboarding failing in
 * every way. Takes many hours; `--shard 1/8` does a part of it.
 */
export default defineConfig({
  ...base,
  // Whole runs have less to wait for than the suite.
  workers: 3,
  testDir: '.',
  testIgnore: [],
  globalSetup: '../support/global-setup.ts',
  outputDir: '../../test-results',
  reporter: [['list'], ['./tally.ts']],
});
