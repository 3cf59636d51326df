import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/**
 * `npm run test:pairwise`, the long rehearsals: every pair of settings of the practice variants, delays raised tenfold,
 * the jobs, two workspaces. Takes an hour.
 */
export default defineConfig({
  ...base,
  testDir: '.',
  testIgnore: [],
  globalSetup: '../support/global-setup.ts',
  outputDir: '../../test-results',
  reporter: [['list']],
  timeout: 900_000,
});
