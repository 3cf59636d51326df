import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadJob } from '../../../src/cli/load-job.ts';
import { run } from '../../../src/engine/run.ts';
import { newRunId } from '../../../src/engine/run-id.ts';
import type { RunEvent } from '../../../src/evidence/events.ts';
import { renderReport } from '../../../src/review/report.ts';
import { registerSecret } from '../../../src/secrets/redact.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import type { SecretSource } from '../../../src/secrets/sources.ts';
import { Vault } from '../../../src/secrets/vault.ts';
import type { Flow, Job } from './job.ts';
import { type Stretch, sum, union, watch } from './watched.ts';

const CUSTOMER = 'practice';

/** A customer's name in the workspace that several share. */
export type NamedJob = Job & { customer?: string };

function sourcesOf({ connectwise, mspcfo }: Job): SecretSource {
  const values: Record<string, string> = {
    CONNECTWISE_PASSWORD: connectwise.password,
    CONNECTWISE_CLIENT_ID: connectwise.clientId,
    MSPCFO_PASSWORD: mspcfo.password,
    KEYWRIGHT_PASSPHRASE: 'only for benchmarks',
  };
  const secrets = new Map(Object.entries(values).map(([name, value]) => [name, new Secret(value, name)]));
  for (const secret of secrets.values()) registerSecret(secret);
  const nobody = () => Promise.reject(new Error('nobody is asked here'));
  return {
    get: async (name) => secrets.get(name),
    need: async (name) => secrets.get(name) ?? (await nobody()),
    ask: nobody,
    forget: () => undefined,
  };
}

function writeCustomers({ folder, connectwise, mspcfo }: Job, customer: string): string {
  const file = join(folder, `customers-${customer}.yaml`);
  writeFileSync(
    file,
    stringify({
      keywright: 1,
      customers: {
        [customer]: {
          title: 'Practice IT',
          portals: {
            connectwise: {
              url: connectwise.url,
              company: connectwise.company,
              username: connectwise.username,
              'sign-in': 'password',
            },
            mspcfo: { url: mspcfo.url, username: mspcfo.username, 'sign-in': 'password' },
          },
        },
      },
    }),
  );
  return file;
}

/** Everything that is there before a run begins: what a command does too, apart from starting up. */
export async function prepareRun(job: NamedJob) {
  const { customer = CUSTOMER } = job;
  const prepared = await loadJob('onboard', { customer, customers: writeCustomers(job, customer), input: [] });
  const state = join(job.folder, '.keywright');
  const sources = sourcesOf(job);
  const vault = await Vault.open(join(state, 'vault'), () => sources.need('KEYWRIGHT_PASSPHRASE', 'Escrow passphrase'));
  return async (see: (event: RunEvent) => void) =>
    await run({
      run: newRunId(),
      prepared: prepared!,
      runs: join(job.folder, 'runs'),
      state,
      browser: { path: job.browser, from: 'the bench' },
      headed: false,
      operator: 'bench',
      sources,
      vault,
      watch: see,
      signal: new AbortController().signal,
      say: () => undefined,
      report: async (folder) => writeFileSync(join(folder, 'report.html'), await renderReport(folder), { mode: 0o600 }),
    });
}

/** Titles as they are in every run: a key and a tag are never the same twice. */
const plainTitle = (title: string) => title.replace(/ kw-[0-9a-z]{8}/, '');

/** The onboarding by `run()` of the engine, in this process: what `keywright run onboard` does after its start-up. */
export const flow: Flow = async (job) => {
  const stretches = watch();
  const start = await prepareRun(job);
  const events: { event: RunEvent; at: number }[] = [];
  const begun = performance.now();
  const { outcome } = await start((event) => events.push({ event, at: performance.now() }));
  const ended = performance.now();
  if (outcome !== 'done')
    throw new Error(
      `The run ended with "${outcome}": ` +
        JSON.stringify(events.findLast(({ event }) => ['step.result', 'note'].includes(event.type))?.event),
    );

  const gestures = events.flatMap(({ event, at }) => (event.type === 'gesture' ? [{ ...event, at }] : []));
  const shots = events.flatMap(({ event, at }) =>
    event.type === 'shot' || event.type === 'shot.withheld' ? [{ event, at }] : [],
  );
  const [first, last] = [gestures[0]!.at, shots.at(-1)!.at];
  const acts: Stretch[] = [];
  const pictures: Stretch[] = [];
  let since = begun;
  for (const { event, at } of events) {
    if (event.type === 'gesture.end') acts.push({ kind: 'act', from: since, to: at });
    if (event.type === 'shot' || event.type === 'shot.withheld') pictures.push({ kind: 'shot', from: since, to: at });
    if (['gesture', 'gesture.end', 'shot', 'shot.withheld'].includes(event.type)) since = at;
  }
  const ends = events.flatMap(({ event, at }) => (event.type === 'gesture.end' ? [at] : []));
  const inside = (kind: string, wholes: Stretch[]) =>
    wholes.reduce((total, whole) => total + sum(stretches, kind, whole), 0);
  const length = (wholes: Stretch[]) => wholes.reduce((total, { from, to }) => total + to - from, 0);
  const during = { kind: 'flow', from: first, to: last };
  const [act, shot, taking, fsync] = [
    length(acts) - inside('fsync', acts),
    length(pictures),
    inside('picture', pictures),
    sum(stretches, 'fsync', during),
  ];
  const looks = acts.reduce((total, one) => total + union(stretches, 'look', one), 0);
  const guard = shot - taking - inside('fsync', pictures);
  return {
    launch: first - begun,
    flow: last - first,
    close: ended - last,
    titles: gestures.map(({ title }) => plainTitle(title)),
    acts: gestures.map(({ at }, n) => ends[n]! - at),
    pictures: shots.filter(({ event }) => event.type === 'shot' && event.reused !== true).length,
    parts: {
      gestures: act,
      'of the gestures, looks': looks,
      pictures: taking,
      guard: guard,
      'of the guard, scans': inside('scan', pictures),
      fsync: fsync,
      'between gestures (finding, deciding, sealing)': last - first - act - taking - guard - fsync,
      'report and closing': ended - events.findLast(({ event }) => event.type === 'run.end')!.at,
      browser: sum(stretches, 'launch'),
    },
  };
};
