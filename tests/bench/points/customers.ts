import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { megabytes, notMeasured, type Row, seconds, spread } from '../figures.ts';
import { handedOver, jobOf, portals, tempFolder } from '../load.ts';
import type { Machine } from '../machine.ts';
import { memoryOf } from '../memory.ts';
import type { Settings } from '../settings.ts';

const WORKER = fileURLToPath(new URL('../customers-worker.ts', import.meta.url));

interface Result {
  /** All together, and each: milliseconds. */
  ms: number;
  took: { ms: number; memory: number }[];
  /** The most that Node and the browser held together, in bytes. */
  peak: number | undefined;
}

/** Onboards new customers of one workspace in one process. */
async function onboardAll(count: number, atOnce: number, share: boolean, { browser }: Machine): Promise<Result> {
  const names = Array.from({ length: count }, (_, n) => `customer${n + 1}`);
  const practice = await portals(names);
  const folder = tempFolder();
  const jobs = names.map((customer, nth) => ({ ...jobOf(practice, browser, undefined, nth), folder, customer }));
  const child = fork(WORKER, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  let peak: number | undefined;
  const sampling = setInterval(() => {
    const now = memoryOf(child.pid!);
    if (now !== undefined) peak = Math.max(peak ?? 0, now);
  }, 1000);
  try {
    child.send({ jobs, atOnce, share });
    const said = await new Promise<Omit<Result, 'peak'> | { failed: string }>((resolve) => {
      child.once('message', (message) => resolve(message as Omit<Result, 'peak'>));
      child.once('exit', (code) => resolve({ failed: `The process ended with ${String(code)}.` }));
    });
    if ('failed' in said) throw new Error(said.failed);
    if (!names.every((_, nth) => handedOver(practice, nth))) throw new Error('Not every customer was onboarded.');
    return { ...said, peak };
  } finally {
    clearInterval(sampling);
    await practice.stop();
  }
}

const held = ({ peak }: Result) =>
  peak === undefined
    ? 'memory not measured: this system does not say'
    : `at most ${megabytes(peak)} held by Node and browser`;

/** Whether a customer costs the same among many as alone, one after another and several at a time. */
export async function customers(
  { pairs, customers: counts, atOnce }: Settings,
  machine: Machine,
  say: (line: string) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  const alone: number[] = [];
  const attempt = async (what: string, work: () => Promise<Row[]>) => {
    try {
      rows.push(...(await work()));
    } catch (error) {
      rows.push(notMeasured(4, what, error));
    }
  };
  for (let turn = 0; turn < Math.min(pairs, 3); turn += 1)
    await attempt('one customer', async () => {
      const one = await onboardAll(1, 1, false, machine);
      alone.push(one.took[0]!.ms);
      say(`  one customer: ${seconds(one.ms)}`);
      return turn > 0 ? [] : [{ point: 4, what: 'one customer', note: `${seconds(one.ms)}; ${held(one)}` }];
    });
  if (alone.length === 0) return rows;
  const one = spread(alone).median;
  for (const count of counts.filter((number) => number > 1))
    await attempt(`${count} customers one after another`, async () => {
      const all = await onboardAll(count, 1, false, machine);
      say(`  ${count} customers one after another: ${seconds(all.ms / count)} each`);
      const memory = all.took.map((each) => each.memory);
      return [
        {
          point: 4,
          what: `a customer among ${count} one after another, by one alone`,
          ratio: spread(all.took.map(({ ms }) => ms / one)),
          pairs: count,
          goal: 1.05,
          note: `${seconds(all.ms / count)} each by ${seconds(one)}; ${held(all)}`,
        },
        {
          point: 4,
          what: `Node's memory after each of ${count} customers, by that after the first`,
          ratio: spread(memory.map((bytes) => bytes / memory[0]!)),
          pairs: count,
          goal: 1.05,
          note: `${megabytes(memory[0]!)} after the first, ${megabytes(memory.at(-1)!)} after the last`,
        },
      ];
    });
  for (const [many, share] of atOnce.flatMap(
    (number) =>
      [
        [number, false],
        [number, true],
      ] as [number, boolean][],
  )) {
    const how =
      `${many} at a time ` +
      `${share ? 'in one browser (by the bench: the command does not do that)' : 'in a browser each'}`;
    await attempt(how, async () => {
      const all = await onboardAll(many * 2, many, share, machine);
      say(`  ${how}: ${seconds(all.ms / (many * 2))} per customer`);
      return [
        {
          point: 4,
          what: `seconds per customer, ${how}, by one alone`,
          ratio: spread([all.ms / (many * 2) / one]),
          pairs: 1,
          note: `${seconds(all.ms / (many * 2))} by ${seconds(one)}; ${held(all)}`,
        },
      ];
    });
  }
  return rows;
}
