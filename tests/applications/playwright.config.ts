import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/** `npm run test:applications`: runbooks against real applications that others have made. */
export default defineConfig({
  ...base,
  testDir: '.',
  testIgnore: ['node_modules/**'],
  globalSetup: './global-setup.ts',
  outputDir: '../../test-results/applications',
  reporter: [['list']],
  workers: 1,
  timeout: 1_200_000,
});
