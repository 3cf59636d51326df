import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  adviceOn,
  describeForeign,
  describeKeyAndOwner,
  hasTag,
  isManagedHere,
  taggedDescription,
} from '../../pages/connectwise/key-tag.ts';
import { addTag, otherCustomerOf, readTags } from '../../src/engine/run-tags.ts';
import type { Context } from '../../src/portal-sdk/index.ts';
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
  addTag(state, 'other', 'bbbbbbb1', []);
  const ctx = {
    job: (runbook: string) => runbook,
    isOurTag: (tag: string): boolean => tag === '7k3f9xwp',
    madeFor: (tag: string) => otherCustomerOf(state, tag, 'acme'),
  } as unknown as Context;
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
  // Two entries for one tenant: its own workspace says which of them made a key, and nobody is told to delete it.
  const sisters = [key('MSPCFO kw-bbbbbbb1')];
  expect(describeKeyAndOwner(ctx, sisters[0]!)).toBe(
    'MSPCFO kw-bbbbbbb1: PUB (made by this workspace for customer other, left alone)',
  );
  expect(describeForeign(ctx, sisters)).toBe('MSPCFO kw-bbbbbbb1: PUB (made by this workspace for customer other)');
  expect(adviceOn(ctx, sisters)).toMatch(/^Customer other of this workspace is an entry for the same tenant/);
  expect(adviceOn(ctx, [key('MSPCFO kw-00000000')])).toContain('run offboard there first');
  expect(adviceOn(ctx, [key('Backup')])).toContain('If nobody needs them, delete them');
  expect(describeKeyAndOwner(ctx, key('Backup'))).toBe('Backup: PUB (not ours, left alone)');
});
