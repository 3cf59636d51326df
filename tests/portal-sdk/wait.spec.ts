import { expect, test } from '@playwright/test';
import { until } from '../../src/portal-sdk/index.ts';

test('waiting rests as long as a look takes', async () => {
  const looks: { from: number; to: number }[] = [];
  await until(
    async () => {
      const from = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 100));
      looks.push({ from, to: performance.now() });
      return looks.length === 3;
    },
    () => new Error('never'),
  );
  for (const [n, { from }] of looks.entries()) if (n > 0) expect(from - looks[n - 1]!.to).toBeGreaterThan(90);
});

test('the longer something is waited for, the less often it is looked at', async () => {
  let looks = 0;
  await until(
    async () => void (looks += 1),
    () => new Error('time is up'),
    5_000,
  ).catch(() => undefined);
  // Every 50 ms makes a hundred.
  expect(looks).toBeLessThan(75);
});
