import { expect, test } from '@playwright/test';
import { askedWait, patiently } from '../../src/engine/context/retry-after.ts';

const reply = (status: number, headers: Record<string, string> = {}) => ({
  status,
  header: (name: string) => headers[name],
});
const NOW = Date.parse('2026-10-21T07:28:00Z');

for (const [what, answer, wait] of [
  ['429 with seconds', reply(429, { 'retry-after': '7' }), 7_000],
  ['429 with a fraction of seconds', reply(429, { 'retry-after': '1.5' }), 1_500],
  ['429 with a date', reply(429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }), 30_000],
  [
    '429 with a date by a clock that is an hour ahead',
    reply(429, { 'retry-after': 'Wed, 21 Oct 2026 08:28:30 GMT', date: 'Wed, 21 Oct 2026 08:28:00 GMT' }),
    30_000,
  ],
  ['429 with a date that is over', reply(429, { 'retry-after': 'Wed, 21 Oct 2026 07:00:00 GMT' }), 0],
  ['429 with no time', reply(429), 5_000],
  ['429 with what nobody understands', reply(429, { 'retry-after': 'soon' }), 5_000],
  ['503 with seconds', reply(503, { 'retry-after': '2' }), 2_000],
  ['503 without', reply(503), undefined],
  ['200', reply(200, { 'retry-after': '7' }), undefined],
] as const)
  test(`${what} asks for a pause of ${wait} ms`, () => expect(askedWait(answer, NOW)).toBe(wait));

test('a pause is waited for and told, and what would take too long is given back', async () => {
  const told: number[] = [];
  const wait = patiently(undefined, (seconds) => told.push(seconds), 1_500);
  const answers = [reply(429, { 'retry-after': '1' }), reply(200), reply(429, { 'retry-after': '1' })];
  const ask = async () => answers.shift()!;
  expect((await wait(ask)).status).toBe(200);
  // All waits together are bounded.
  expect((await wait(ask)).status).toBe(429);
  expect(told).toEqual([1]);
});

test('who stops the run does not wait for the pause to end', async () => {
  const stop = new AbortController();
  const wait = patiently(stop.signal, () => stop.abort());
  await expect(wait(async () => reply(429, { 'retry-after': '60' }))).rejects.toThrow(/abort/i);
});
