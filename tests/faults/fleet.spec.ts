import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { listBatches } from '../../src/evidence/runs/batches.ts';
import { createFleet } from '../support/fleet-workspace.ts';

/** How many customers, how many at once, and which job: 120 onboardings take about an hour on two cores. */
const NUMBER = Number(process.env['KEYWRIGHT_FLEET'] ?? 120);
const JOB = process.env['KEYWRIGHT_FLEET_JOB'] ?? 'onboard';
const AT_ONCE = Number(process.env['KEYWRIGHT_FLEET_AT_ONCE'] ?? 4);

interface Process {
  pid: number;
  parent: number;
  /** Kilobytes that are its own: pages that processes share count once, in parts. */
  memory: number;
  command: string;
}

/** The processes below one, with itself, as Linux knows them. */
function below(root: number): Process[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args=', '-ww'], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .flatMap((line): Process[] => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), memory: 0, command }];
    });
  const found = new Map(all.filter(({ pid }) => pid === root).map((one) => [one.pid, one]));
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const one of all) if (found.has(one.parent)) found.set(one.pid, one);
  }
  return [...found.values()].map((one) => ({ ...one, memory: memoryOf(one.pid) }));
}

function memoryOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    // It has just ended.
    return 0;
  }
}

const megabytes = (processes: readonly Process[]) =>
  Math.round(processes.reduce((sum, { memory }) => sum + memory, 0) / 1024);

test(`${NUMBER} customers, ${AT_ONCE} at once: one browser killed and one password wrong, the others unharmed`, async () => {
  test.skip(process.platform !== 'linux', 'Processes and their memory are read as Linux shows them.');
  test.setTimeout(3 * 60 * 60_000);
  const fleet = await createFleet(NUMBER + 1);
  try {
    const { folder, names } = fleet;
    const [alone, ...others] = names;
    const wrong = others[Math.floor(others.length / 2)]!;
    const file = join(folder, `.env.${wrong}`);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/^CONNECTWISE_PASSWORD=.*$/m, "CONNECTWISE_PASSWORD='wrong-1234'"),
    );
    const begun = performance.now();
    await fleet.run('run', JOB, '--customer', alone!);
    const one = performance.now() - begun;
    const started = performance.now();
    const { child, result } = fleet.start('run', JOB, '--customers', others.join(','), '--at-once', String(AT_ONCE));
    let ended = 0;
    let killed = '';
    const memory: { ended: number; mb: number; perRun: number }[] = [];
    child.stdout!.on('data', (chunk: Buffer) => {
      const news = chunk.toString().match(/ of \d+ {2}msp-/g)?.length ?? 0;
      ended += news;
      if (news === 0 || child.pid === undefined) return;
      const processes = below(child.pid);
      memory.push({ ended, mb: megabytes(processes), perRun: Math.round(megabytes(processes.slice(1)) / AT_ONCE) });
      if (killed !== '' || ended < NUMBER / 3) return;
      const browser = processes.find(({ command }) => /chrom/.test(command) && !command.includes('--type='));
      const run = processes.find(({ pid }) => pid === browser?.parent);
      killed = /--customer (\S+)/.exec(run?.command ?? '')?.[1] ?? '';
      if (browser !== undefined && killed !== '') process.kill(browser.pid, 'SIGKILL');
    });
    await result;
    const each = (performance.now() - started) / NUMBER;
    const [batch] = listBatches(join(folder, 'runs'));
    const bad = batch!.customers.filter(({ outcome }) => !['done', 'drift', 'nothing to do'].includes(outcome));
    const at = (n: number) => memory.find((entry) => entry.ended >= n)?.mb;
    console.log(
      JSON.stringify({
        customers: NUMBER,
        job: JOB,
        alone: Math.round(one / 1000),
        perCustomer: Math.round(each / 100) / 10,
        ratio: Math.round((each / one) * 100) / 100,
        memory: {
          at10: at(10),
          half: at(Math.round(NUMBER / 2)),
          last: at(Math.max(10, NUMBER - AT_ONCE)),
          mostPerRun: Math.max(...memory.map(({ perRun }) => perRun)),
        },
        bad: bad.map(({ name, code }) => [name, code]),
      }),
    );
    expect(bad.map(({ name }) => name).sort()).toEqual([killed, wrong].sort());
  } finally {
    await fleet.end();
  }
});
