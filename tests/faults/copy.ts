import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PracticeSnapshot } from '../../src/practice/testing/snapshot.ts';
import type { TestWorkspace } from '../support/test-workspace.ts';

/** Files by their path in a folder. */
export type Files = Map<string, Buffer>;

/** Both portals and the workspace in one moment. */
export interface Copy {
  portals: PracticeSnapshot;
  workspace: Files;
}

export function filesOf(folder: string): Files {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

/** What a run finds in its workspace: all but the customers file, which never changes, and who is at work just now. */
const PLACES = ['.keywright', 'runs'];

export function copyOf({ practice, folder }: TestWorkspace, wanted = (_: string) => true): Copy {
  const all = PLACES.flatMap((place) =>
    [...filesOf(join(folder, place))].map(([name, bytes]) => [join(place, name), bytes] as const),
  );
  return {
    portals: practice.snapshot(),
    workspace: new Map(all.filter(([name]) => !name.startsWith(join('.keywright', 'locks')) && wanted(name))),
  };
}

/** Puts portals and workspace back as they were in that moment. */
export function goBackTo({ practice, folder }: TestWorkspace, { portals, workspace }: Copy): void {
  practice.restore(portals);
  for (const place of PLACES) rmSync(join(folder, place), { recursive: true, force: true });
  for (const [name, bytes] of workspace) {
    mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, name), bytes, { mode: 0o600 });
  }
}
