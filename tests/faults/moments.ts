import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { newRunId } from '../../src/engine/run-id.ts';
import type { RunEvent } from '../../src/evidence/events.ts';
import { watchJournal } from '../support/journal-lines.ts';
import type { TestWorkspace } from '../support/test-workspace.ts';
import { type Copy, copyOf, filesOf, goBackTo } from './copy.ts';
import { runHere } from './run-here.ts';
import { stateDigest } from './state-digest.ts';

/** A moment in which the run could have been killed: right before or right after a line of its journal. */
export interface Moment {
  seq: number;
  when: 'before' | 'after';
  state: string;
}

/** What a run leaves at every moment in which it could be killed. */
export interface Moments {
  events: RunEvent[];
  all: Moment[];
  /** One after the other, each different way in which things stood. */
  states: string[];
  /** Puts portals and workspace back to the first moment in which things stood so. */
  goBack(state: string): void;
}

/**
 * Runs a job once, in this process, and keeps how things stand right before and right after each line of its journal.
 * What a kill in that moment would have left is just that: nothing of a killed process goes on, and nothing that it has
 * not written is there.
 */
export async function recordMoments(
  workspace: TestWorkspace,
  job: string,
  look: (moment: Moment) => void = () => undefined,
): Promise<Moments> {
  const { folder } = workspace;
  const id = newRunId();
  const own = join('runs', 'practice', id.id);
  const [journal, ownFolder] = [join(own, 'journal.jsonl'), join(folder, own)];
  const all: Moment[] = [];
  /** Of the run's own folder only the names and how much of the journal was there: its files never change. */
  const copies = new Map<string, { rest: Copy; names: Set<string>; journal: number }>();
  const events: RunEvent[] = [];
  const seen = (seq: number, when: Moment['when']) => {
    const moment = { seq, when, state: stateDigest(workspace) };
    all.push(moment);
    look(moment);
    if (copies.has(moment.state)) return;
    copies.set(moment.state, {
      rest: copyOf(workspace, (name) => !name.startsWith(own)),
      names: new Set(readdirSync(ownFolder, { recursive: true, encoding: 'utf8' })),
      journal: readFileSync(join(folder, journal)).length,
    });
  };
  const stop = watchJournal(seen);
  const result = await runHere(workspace, job, (event) => void events.push(event), { id }).finally(stop);
  expect(result.outcome, JSON.stringify(events.slice(-3))).toBe('done');
  const whole = filesOf(ownFolder);
  return {
    events,
    all,
    states: [...copies.keys()],
    goBack(wanted) {
      const { rest, names, journal: length } = copies.get(wanted)!;
      const evidence = [...whole]
        .filter(([name]) => names.has(name))
        .map(
          ([name, bytes]) => [join(own, name), name === 'journal.jsonl' ? bytes.subarray(0, length) : bytes] as const,
        );
      goBackTo(workspace, { ...rest, workspace: new Map([...rest.workspace, ...evidence]) });
    },
  };
}
