import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Context } from '../../src/portal-sdk/index.ts';
import { addTag, readTags } from '../../src/engine/run-tags.ts';
import { hasTag, isManagedHere, taggedDescription, describeKeyAndOwner } from '../../pages/connectwise/key-tag.ts';
import { failDisk } from '../support/faulty-disk.ts';

let state: string;
test.beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'keywright-tags-'))));
test.afterEach(() => rmSync(state, { recursive: true }));

test('the tags of all runs are kept per customer, starting with those of existing runs', () => {
  expect([...readTags(state, 'acme')]).toEqual([]);
  expect([...addTag(state, 'acme', 'aaaaaaa1', ['aaaaaaa0'])]).toEqual(['aaaaaaa0', 'aaaaaaa1']);
  // A folder that came from elsewhere meanwhile makes nothing ours.
  addTag(state, 'acme', 'aaaaaaa2', ['zzzzzzz9']);
  addTag(state, 'other', 'bbbbbbb1', []);
  expect([...readTags(state, 'acme')]).toEqual(['aaaaaaa0', 'aaaaaaa1', 'aaaaaaa2']);
  expect([...readTags(state, 'other')]).toEqual(['bbbbbbb1']);
});

test('a disk that fails while a tag is added leaves the ledger as it was', () => {
  addTag(state, 'acme', 'aaaaaaa1', []);
  let at = 1;
  for (; ; at += 1) {
    const disk = failDisk({ on: 'tags', at, does: 'ENOSPC' });
    let failed: unknown;
    try {
      addTag(state, 'acme', 'aaaaaaa2', []);
    } catch (error) {
      failed = error;
    } finally {
      disk.restore();
    }
    if (!disk.failed()) break;
    expect(failed, `call ${at}`).toMatchObject({ code: 'ENOSPC' });
    expect([...readTags(state, 'acme')].slice(0, 1)).toEqual(['aaaaaaa1']);
    rmSync(join(state, 'tags'), { recursive: true });
    addTag(state, 'acme', 'aaaaaaa1', []);
  }
  expect(at).toBeGreaterThan(5);
  expect([...readTags(state, 'acme')]).toEqual(['aaaaaaa1', 'aaaaaaa2']);
});

test("a key's tag tells whether this workspace manages it", () => {
  const ctx = { isOurTag: (tag: string): boolean => tag === '7k3f9xwp' } as unknown as Context;
  const key = (description: string) => ({ description, publicKey: 'PUB' });
  expect(isManagedHere(ctx, key(taggedDescription('MSPCFO', '7k3f9xwp')))).toBe(true);
  expect(isManagedHere(ctx, key('MSPCFO kw-7k3f9xwp '))).toBe(true);
  for (const description of ['MSPCFO kw-00000000', 'MSPCFO', 'MSPCFO kw-7k3f9xwp copy', 'MSPCFOkw-7k3f9xwp', ''])
    expect(isManagedHere(ctx, key(description)), description).toBe(false);
  expect([hasTag(key('MSPCFO kw-00000000')), hasTag(key('MSPCFO'))]).toEqual([true, false]);
  expect(describeKeyAndOwner(ctx, key('MSPCFO kw-7k3f9xwp'))).toBe('MSPCFO kw-7k3f9xwp: PUB');
  expect(describeKeyAndOwner(ctx, key('MSPCFO kw-00000000'))).toBe(
    'MSPCFO kw-00000000: PUB (made by another Keywright workspace, left alone)',
  );
  expect(describeKeyAndOwner(ctx, key('Backup'))).toBe('Backup: PUB (not ours, left alone)');
});
