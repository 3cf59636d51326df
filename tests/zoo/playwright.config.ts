import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/** `npm run test:zoo`: the model of a screen against the widgets of many libraries. */
export default defineConfig({
  ...base,
  testDir: '.',
  testIgnore: ['node_modules/**'],
  globalSetup: './global-setup.ts',
  outputDir: '../../test-results/zoo',
  reporter: [['line'], ['./matrix.ts']],
  workers: 2,
  timeout: 600_000,
});
