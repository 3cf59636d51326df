/**
 * Three workers with folders of their own, and their state and bundles elsewhere; one thing after the other goes wrong
 * at moments that nobody chose. By hand:
 *
 *   KEYWRIGHT_FLEET=60 KW_SEED=7 npm run test:faults -- three-workers
 */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { countJobs, listJobs } from '../../src/fleet/overview.ts';
import type { PracticeCustomer } from '../../src/practice/start.ts';
import { cli, startCli } from '../support/cli.ts';
import { createFleet, type FleetWorkspace } from '../support/fleet-workspace.ts';
import { signalAll } from '../support/journal-lines.ts';
import { test } from '../support/postgres.ts';
import { startStore } from '../support/s3-stand-in.ts';
import { scanForSecrets } from '../support/secret-scanner.ts';

const NUMBER = Number(process.env['KEYWRIGHT_FLEET'] ?? 12);
const SEED = Number(process.env['KW_SEED'] ?? 1);

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A network cable between a machine and the database. */
async function startCable(url: string): Promise<{ url: string; pull(): void; plug(): void; stop(): void }> {
  const to = new URL(url);
  const open = new Set<Socket>();
  let isPulled = false;
  const server = createServer((socket) => {
    if (isPulled) return socket.destroy();
    const other = connect(Number(to.port), to.hostname);
    for (const [one, its] of [
      [socket, other],
      [other, socket],
    ] as const) {
      open.add(one);
      one.on('error', () => its.destroy()).on('close', () => open.delete(one));
      one.pipe(its);
    }
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const near = new URL(url);
  near.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: near.href,
    pull() {
      isPulled = true;
      cut();
    },
    plug() {
      isPulled = false;
    },
    stop() {
      server.close();
      cut();
    },
  };
}

class Machine {
  readonly folder: string;
  readonly cable: Awaited<ReturnType<typeof startCable>>;
  readonly #env: Record<string, string>;
  #worker: ReturnType<typeof startCli> | undefined;
  #isOver = false;

  constructor(folder: string, cable: Machine['cable'], env: Record<string, string>) {
    this.folder = folder;
    this.cable = cable;
    mkdirSync(join(folder, 'temp'), { recursive: true });
    this.#env = { ...env, KEYWRIGHT_DATABASE_URL: cable.url, TMPDIR: join(folder, 'temp') };
  }

  run(...args: string[]): ReturnType<typeof cli> {
    return cli(args, { cwd: this.folder, env: this.#env });
  }

  /** Has a worker work here; when it ends, for whatever cause, somebody starts another. */
  start(): void {
    if (this.#isOver) return;
    this.#worker = startCli(['worker', '--at-once', '1'], { cwd: this.folder, env: this.#env });
    void this.#worker.result.then(() => this.start());
  }

  /** @param all with the runs under way */
  kill(all: boolean): void {
    const pid = this.#worker?.child.pid;
    if (pid === undefined) return;
    if (all) signalAll('SIGKILL', pid);
    else process.kill(pid, 'SIGKILL');
  }

  async end(): Promise<void> {
    this.#isOver = true;
    this.#worker?.child.kill('SIGINT');
    await this.#worker?.result;
    this.cable.stop();
  }
}

/** One role, one member, one live key, which MSPCFO holds. */
function expectOneOfEach({ connectwise: { company }, mspcfo: { state } }: PracticeCustomer, name: string): void {
  const members = company.members.filter(({ memberId }) => memberId === 'MSPCFO');
  const keys = company.keys.filter(({ memberRecid }) => members.some(({ recid }) => recid === memberRecid));
  expect
    .soft(
      {
        roles: company.roles.filter((role) => role.name === 'MSPCFO').length,
        members: members.length,
        keys: keys.map(({ publicKey }) => publicKey),
        works: state.connection?.ok,
      },
      name,
    )
    .toEqual({ roles: 1, members: 1, keys: [state.credentials?.publicKey], works: true });
}

async function machinesOf(fleet: FleetWorkspace, url: string, env: Record<string, string>): Promise<Machine[]> {
  const machines: Machine[] = [];
  for (const name of ['one', 'two', 'three'])
    machines.push(new Machine(join(fleet.folder, 'machines', name), await startCable(url), { ...fleet.env, ...env }));
  const [first, ...others] = machines as [Machine, ...Machine[]];
  for (const { folder } of machines)
    for (const file of ['customers.yaml', ...fleet.names.map((name) => `.env.${name}`)])
      cpSync(join(fleet.folder, file), join(folder, file));
  cpSync(join(fleet.folder, '.keywright'), join(first.folder, '.keywright'), { recursive: true });
  for (const args of [
    ['keys', 'init'],
    ['state', 'to-database'],
  ])
    expect(await first.run(...args), args.join(' ')).toMatchObject({ code: 0 });
  for (const { folder } of others)
    for (const name of ['vault', 'signing', 'state-in-database'])
      cpSync(join(first.folder, '.keywright', name), join(folder, '.keywright', name), { recursive: true });
  return machines;
}

test(`${NUMBER} customers, three workers, and what can go wrong with them: one of each, ${NUMBER} of ${NUMBER}`, async ({
  fresh,
}) => {
  test.skip(process.platform === 'win32', 'processes and those below them are killed as elsewhere');
  test.setTimeout(3 * 60 * 60_000);
  const random = randomOf(SEED);
  const store = await startStore();
  const fleet = await createFleet(NUMBER);
  const machines = await machinesOf(fleet, fresh.url, store.env);
  const [first] = machines as [Machine];
  for (const { folder } of machines)
    writeFileSync(join(folder, 'keywright.yaml'), `keywright: 1\nbundles: { endpoint: '${store.endpoint}' }\n`);
  const any = () => machines[Math.floor(random() * machines.length)]!;
  const cut = async (ms: number) => {
    const { cable } = any();
    cable.pull();
    await delay(ms);
    cable.plug();
  };
  const faults: [what: string, does: () => Promise<void> | void][] = [
    ['a worker is killed', () => any().kill(false)],
    ['the database restarts', () => fresh.restart?.(() => delay(3_000))],
    ['a worker and its run are killed', () => any().kill(true)],
    ['a network is cut for 5 s', () => cut(5_000)],
    ['a network is cut for 70 s, longer than a lease', () => cut(70_000)],
  ];
  const told: Record<string, number> = {};
  const retried: Record<string, number> = {};
  let isOver = false;

  async function misfortune(): Promise<void> {
    for (let at = 0; !isOver; at += 1) {
      await delay(15_000 + random() * 30_000);
      if (isOver) return;
      const [what, does] = faults[(SEED + at - 1) % faults.length]!;
      told[what] = (told[what] ?? 0) + 1;
      console.log(what);
      await does();
    }
  }

  /** A person who lets each failed job run again. */
  async function untilDone(): Promise<void> {
    for (;;) {
      await delay(2_000);
      // The database may be away.
      const counts = await countJobs(fresh.database).catch(() => undefined);
      if (counts?.done === NUMBER) return;
      const jobs = await listJobs(fresh.database).catch(() => []);
      for (const { customer, code = '' } of jobs.filter(({ state }) => state === 'failed')) {
        retried[code] = (retried[code] ?? 0) + 1;
        console.log(`${customer}: ${code}, retried`);
        await first.run('queue', 'retry', customer);
      }
    }
  }

  try {
    const begun = performance.now();
    expect(await first.run('submit', 'onboard', '--all')).toMatchObject({ code: 0 });
    for (const machine of machines) machine.start();
    const bad = misfortune();
    await untilDone();
    isOver = true;
    await bad;
    await Promise.all(machines.map((machine) => machine.end()));
    console.log(JSON.stringify({ seconds: Math.round((performance.now() - begun) / 1_000), told, retried }));
    for (const [at, customer] of fleet.customers.entries()) expectOneOfEach(customer, fleet.names[at]!);
    for (const { folder } of machines)
      for (const [at, { connectwise, mspcfo }] of fleet.customers.entries()) {
        const { found } = scanForSecrets({
          secrets: {
            ConnectWise: connectwise.password,
            MSPCFO: mspcfo.password,
            'private key': mspcfo.state.credentials!.privateKey,
            'bundle store': store.env.KEYWRIGHT_BUNDLES_SECRET_ACCESS_KEY,
          },
          folders: [join(folder, 'runs', fleet.names[at]!)].filter((name) => existsSync(name)),
          texts: {},
        });
        expect.soft(found).toEqual([]);
      }
  } finally {
    isOver = true;
    await Promise.all(machines.map((machine) => machine.end()));
    await store.stop();
    await fleet.end();
  }
});
