import { chromium, expect, test } from '@playwright/test';
import { DISABLED_FEATURES } from '../../src/browser/disabled-features.ts';

const features = (argument: string) => argument.replace('--disable-features=', '').split(',');

test('every feature of the browser that Playwright switches off is switched off', async () => {
  // A program that is no browser ends at once, and the message says how it was started.
  const message = await chromium.launch({ executablePath: process.execPath, timeout: 10_000 }).then(
    () => '',
    (error: Error) => error.message,
  );
  const [own] = /--disable-features=\S+/.exec(message)!;
  expect(features(own).length).toBeGreaterThan(10);
  expect(features(own).filter((feature) => !features(DISABLED_FEATURES).includes(feature))).toEqual([]);
});
