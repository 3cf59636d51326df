import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/** `npm run test:pairwise`: every pair of settings of the practice switches, and delays raised tenfold. Takes half an hour. */
export default defineConfig({ ...base, testDir: '.', testIgnore: [], globalSetup: '../global-setup.ts', outputDir: '../../test-results', timeout: 900_000 });
