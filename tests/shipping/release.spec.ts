import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { run } from '../../src/cli/commands/run.ts';
import { verify } from '../../src/cli/commands/verify.ts';
import { ROOT } from '../support/repository.ts';

test('a version takes what is unreleased in the changelog, and its notes are that', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kw-release-'));
  try {
    const changelog = join(folder, '.github', 'CHANGELOG.md');
    mkdirSync(join(folder, '.github'));
    writeFileSync(join(folder, 'package.json'), '{ "version": "0.2.0" }');
    writeFileSync(changelog, '# Changelog\n\n## Unreleased\n\n### Added\n\n- A.\n\n## 0.1.0\n\n- First.\n');
    const notes = (...args: string[]) =>
      execFileSync(process.execPath, [join(ROOT, 'src/dev/release-notes.mjs'), ...args], {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(() => notes('notes', 'v0.2.0')).toThrow('the changelog says nothing of 0.2.0');
    notes('cut');
    expect(readFileSync(changelog, 'utf8')).toMatch(/## Unreleased\n\n## 0\.2\.0 \(\d{4}-\d\d-\d\d\)\n\n### Added/);
    expect(notes('notes', 'v0.2.0').trim()).toBe('### Added\n\n- A.');
    expect(() => notes('notes', 'v0.3.0')).toThrow('the tag v0.3.0 is not that of version 0.2.0');
    expect(() => notes('cut')).toThrow('the changelog has 0.2.0 already');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the scheduled workflow types commands and options that there are', () => {
  const workflow = parse(readFileSync(join(ROOT, '.github/examples/check-access.yml'), 'utf8')) as {
    jobs: { check: { steps: { run: string }[] } };
  };
  const lines = workflow.jobs.check.steps.map(({ run }) => run);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    const [npx, keywright, name, ...args] = line.split(' ');
    expect([npx, keywright]).toEqual(['npx', 'keywright']);
    const options = [run, verify].find((one) => one.name === name)?.options?.map(({ long }) => long) ?? [];
    expect(options, line).toEqual(expect.arrayContaining(args.filter((arg) => arg.startsWith('--'))));
  }
});

test("the container's profile lets the browser have its sandbox, and keeps the kernel's own calls out", () => {
  const { defaultAction, syscalls } = JSON.parse(
    readFileSync(join(ROOT, 'src/dev/container/seccomp.json'), 'utf8'),
  ) as { defaultAction: string; syscalls: { names: string[]; action: string }[] };
  expect(defaultAction).toBe('SCMP_ACT_ALLOW');
  expect(syscalls.map(({ action }) => action)).toEqual(['SCMP_ACT_ERRNO']);
  const refused = syscalls[0]!.names;
  expect(refused).toEqual([...new Set(refused)].sort());
  for (const name of ['mount', 'bpf', 'init_module', 'ptrace', 'keyctl', 'open_by_handle_at', 'process_vm_readv'])
    expect(refused).toContain(name);
  for (const name of ['clone', 'clone3', 'unshare', 'chroot', 'seccomp']) expect(refused).not.toContain(name);
});
