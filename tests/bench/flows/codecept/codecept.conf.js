const { browser, folder } = JSON.parse(process.env.BENCH_JOB);

export const config = {
  name: 'bench',
  tests: './onboarding_test.js',
  output: folder,
  helpers: {
    Playwright: {
      browser: 'chromium', show: false, windowSize: '1440x900', restart: 'session', waitForTimeout: 30_000,
      chromium: { executablePath: browser, chromiumSandbox: process.getuid?.() !== 0 },
    },
  },
};
