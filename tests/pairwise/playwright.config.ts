import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/**
 * `npm run test:pairwise`, the long rehearsals: every pair of settings of the practice variants, delays raised tenfold,
 * the jobs, two workspaces, and what the files of the suite tag @long. Takes more than an hour.
 */
export default defineConfig({
  ...base,
  // Whole runs have less to wait for than the suite.
  workers: 3,
  projects: [
    { name: 'rehearsals', testDir: '.', testIgnore: [] },
    {
      name: 'long',
      testDir: '..',
      testIgnore: ['pairwise/**', 'faults/**', 'zoo/**', 'applications/**'],
      grep: /@long/,
    },
  ],
  grepInvert: [],
  globalSetup: '../support/global-setup.ts',
  outputDir: '../../test-results',
  reporter: [['list']],
  timeout: 900_000,
});
