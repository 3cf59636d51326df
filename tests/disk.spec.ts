import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { requireRoom } from '../src/evidence/room.ts';
import { rehearse, type Rehearsal } from './e2e/practice.ts';

test.describe.configure({ timeout: 120_000 });

test('a disk with room is no matter, and a fuller one is told in megabytes with what to do', () => {
  expect(() => requireRoom('.', 100 * 1024 * 1024)).not.toThrow();
  expect(() => requireRoom('/evidence', 100 * 1024 * 1024 - 1)).toThrow('The disk with the evidence has 99 MB left, and 100 MB must be free before anything is changed (/evidence). Nothing was pressed. Make room, then run again');
});

/** A disk of its own of this size under a folder. @returns what takes it away again; undefined where that is not allowed */
function smallDisk(folder: string, megabytes: number): (() => void) | undefined {
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return () => execFileSync('umount', [folder]);
}

test('a run on a disk that is almost full stops before it presses anything that counts, and leaves a whole journal', async () => {
  const rehearsal: Rehearsal = await rehearse({ mfa: false });
  const away = smallDisk(join(rehearsal.folder, 'runs'), 60);
  try {
    test.skip(away === undefined, 'a small disk can be mounted by root on Linux only');
    const { code, stdout } = await rehearsal.run('run', 'onboard', '--customer', 'practice');
    expect(code, stdout).toBe(1);
    expect(stdout).toMatch(/The disk with the evidence has \d+ MB left/);
    const { company } = rehearsal.practice.connectwise;
    expect(company.deeds).toEqual({});
    expect(Object.keys(company.requests).filter((name) => name.startsWith('POST') && name.includes('login.aspx'))).toEqual([]);
    expect(rehearsal.journal().at(-1)).toMatchObject({ type: 'run.end', outcome: 'failed' });
    rehearsal.expectNoSecret();
  } finally {
    away?.();
    await rehearsal.end();
  }
});
