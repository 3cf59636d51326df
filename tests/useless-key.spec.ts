import { expect, test } from '@playwright/test';
import { rehearseHandOver } from './faults/hand-over.ts';
import { expectOneKey } from './faults/promise.ts';
import { runHere } from './faults/run-here.ts';

test('a sealed key that somebody has made inactive, and one that ConnectWise refuses, are replaced by the next run', async () => {
  test.setTimeout(180_000);
  const { rehearsal, job } = await rehearseHandOver();
  const newest = () => rehearsal.practice.connectwise.company.keys.at(-1)!;
  try {
    const interrupted = new AbortController();
    await runHere(rehearsal, job, ({ type }) => {
      if (type === 'escrow.sealed') interrupted.abort();
    }, { signal: interrupted.signal });
    const first = newest().publicKey;
    newest().inactive = true;
    // As if something else had been taken for the private half.
    const said: string[] = [];
    await runHere(rehearsal, job, (event) => {
      if (event.type === 'escrow.sealed') newest().privateKeyHash = '00'.repeat(32);
      if (event.type === 'step.result' && event.outcome === 'failed') said.push(event.saw);
    });
    const second = newest().publicKey;
    expect(second).not.toBe(first);
    expect(said).toEqual([expect.stringContaining('the answer 401')]);
    expect(await runHere(rehearsal, job, () => undefined)).toMatchObject({ outcome: 'done' });
    expect(newest().publicKey).not.toBe(second);
    await expectOneKey(rehearsal);
  } finally {
    await rehearsal.end();
  }
});
