import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import { prepareOrExplain } from '../../src/cli/prepare.ts';
import { newRunId } from '../../src/engine/run-id.ts';
import { run } from '../../src/engine/run.ts';
import type { RunEvent } from '../../src/evidence/events.ts';
import { watchFaultPoints } from '../../src/evidence/fault-point.ts';
import type { PracticeSnapshot } from '../../src/practice/snapshot.ts';
import { renderReport } from '../../src/review/report.ts';
import { registerSecret } from '../../src/secrets/filter.ts';
import { Secret } from '../../src/secrets/secret.ts';
import type { SecretSource } from '../../src/secrets/sources.ts';
import { Vault } from '../../src/secrets/vault.ts';
import type { Rehearsal } from '../e2e/practice.ts';
import { standing } from './standing.ts';

type Files = Map<string, Buffer>;

/** Both portals and the workspace in one moment, to be gone back to. */
interface Copy {
  portals: PracticeSnapshot;
  /** The workspace's `.keywright`. */
  state: Files;
  /** The run's own folder: names of its files, and how much of the journal was there. */
  run: { names: Set<string>; journal: number };
}

/** A moment in which the run could have been killed: right before or right after a line of its journal. */
export interface Moment {
  seq: number;
  when: 'before' | 'after';
  standing: string;
}

/** What a run leaves at every moment in which it could be killed. */
export interface Moments {
  events: RunEvent[];
  all: Moment[];
  /** One after the other, each different way in which things stood. */
  standings: string[];
  /** Puts portals and workspace back to the first moment in which things stood so. */
  goBack(standing: string): void;
}

function filesOf(folder: string, wanted = (_: string) => true): Files {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Map(names.filter(wanted).map((name) => [name, readFileSync(join(folder, name))]));
}

function putBack(folder: string, files: Files): void {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, name), bytes, { mode: 0o600 });
  }
}

function sourcesOf(env: Record<string, string>): SecretSource {
  const known = new Map<string, Secret>();
  const get = (variable: string, label: string): Secret | undefined => {
    if (env[variable] === undefined) return undefined;
    const secret = known.get(variable) ?? new Secret(env[variable], label);
    if (!known.has(variable)) registerSecret(secret);
    known.set(variable, secret);
    return secret;
  };
  const nobody = () => Promise.reject(new Error('nobody is asked here'));
  return { get: async (variable, label) => get(variable, label), need: async (variable, label) => get(variable, label) ?? (await nobody()), ask: nobody };
}

/**
 * Runs a job once, in this process, and keeps how things stand right before and right after each line of its journal.
 * What a kill in that moment would have left is just that: nothing of a killed process goes on, and nothing that it has not written is there.
 */
export async function recordMoments(rehearsal: Rehearsal, job: string, look: (moment: Moment) => void = () => undefined): Promise<Moments> {
  const { practice, folder, env } = rehearsal;
  const [runs, state] = [join(folder, 'runs'), join(folder, '.keywright')];
  const prepared = await prepareOrExplain(job, { customer: 'practice', customers: join(folder, 'customers.yaml'), input: [], slowMo: 0 });
  const id = newRunId();
  const own = join(runs, 'practice', id.id);
  const sources = sourcesOf(env);
  const before = filesOf(runs);
  const all: Moment[] = [];
  const copies = new Map<string, Copy>();
  const events: RunEvent[] = [];
  const seen = (seq: number, when: Moment['when']) => {
    const moment = { seq, when, standing: standing(rehearsal) };
    all.push(moment);
    look(moment);
    if (copies.has(moment.standing)) return;
    const names = readdirSync(own, { recursive: true, encoding: 'utf8' });
    copies.set(moment.standing, { portals: practice.snapshot(), state: filesOf(state, (name) => !name.startsWith('locks')), run: { names: new Set(names), journal: readFileSync(join(own, 'journal.jsonl')).length } });
  };
  const vault = await Vault.open(join(state, 'vault'), () => sources.need('KEYWRIGHT_PASSPHRASE', 'Escrow passphrase'));
  watchFaultPoints(seen);
  const result = await run({
    run: id, prepared: prepared!, runs, state, browser: findBrowser()!, headed: false, slowMo: 0, operator: 'test', sources, vault,
    watch: (event) => void events.push(event), say: () => undefined, report: async (where) => writeFileSync(join(where, 'report.html'), await renderReport(where), { mode: 0o600 }),
    signal: new AbortController().signal,
  }).finally(() => watchFaultPoints(undefined));
  expect(result.outcome, JSON.stringify(events.slice(-3))).toBe('done');
  const whole = filesOf(own);
  return {
    events, all, standings: [...copies.keys()],
    goBack(wanted) {
      const copy = copies.get(wanted)!;
      practice.restore(copy.portals);
      for (const place of [runs, state]) rmSync(place, { recursive: true, force: true });
      putBack(state, copy.state);
      putBack(runs, before);
      putBack(own, new Map([...whole].filter(([name]) => copy.run.names.has(name)).map(([name, bytes]) => [name, name === 'journal.jsonl' ? bytes.subarray(0, copy.run.journal) : bytes])));
    },
  };
}
