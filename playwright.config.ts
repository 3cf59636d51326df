import { defineConfig } from '@playwright/test';
import { findBrowser } from './src/browser/find.ts';

/** Of the browser's features: pages of its own for its address bar, which take more than half of the time that a window takes; and what Playwright itself switches off and tests would notice (this list takes the place of its own). */
const WITHOUT = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect'];

export default defineConfig({
  testDir: 'tests',
  // Too long for every day: npm run test:pairwise, npm run test:faults.
  testIgnore: ['tests/pairwise/**', 'tests/faults/**'],
  globalSetup: './tests/global-setup.ts',
  outputDir: 'test-results',
  reporter: [['list']],
  fullyParallel: true,
  forbidOnly: !!process.env['CI'],
  workers: 2,
  timeout: 90_000,
  use: {
    launchOptions: {
      // Unset here, the tests' browser is the one that global-setup found or installed.
      executablePath: findBrowser()?.path ?? '',
      chromiumSandbox: process.getuid?.() !== 0,
      args: [`--disable-features=${WITHOUT.join(',')}`],
    },
    viewport: { width: 1440, height: 900 },
  },
});
