/**
 * What a take costs where few wait and where many do, with the real queue and jobs that do nothing. By hand:
 *
 *   npm run test:faults -- queue-cost
 *
 * A take is what a worker's look into the queue is, with the end of the job that it took before.
 */
import { expect } from '@playwright/test';
import { type JobOutcome, Queue } from '../../src/fleet/queue.ts';
import { test } from '../support/postgres.ts';
import { type StubWorkspace, stubJob, stubWorkspace, submitStub } from '../support/stub-fleet.ts';

const TAKES = 60;
const DONE: JobOutcome = { outcome: 'done', exit: 0, host: 'here' };
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** So many customers wait, and a job for each of `free` may be taken. */
interface Shape {
  free(waiting: number): number;
  each: number;
}

/** What waits: a job for each customer; three for each; one for each, but nearly all of them are held. */
const SHAPES: Record<string, Shape> = {
  'one each': { free: (more) => more, each: 1 },
  'three each': { free: (more) => more, each: 3 },
  'behind held ones': { free: () => TAKES, each: 1 },
};

async function submitAll(queue: Queue, ours: StubWorkspace, names: string[], each: number): Promise<void> {
  for (let round = 0; round < each; round += 1)
    for (let at = 0; at < names.length; at += 500)
      await submitStub(queue, ours, ...names.slice(at, at + 500).map((name) => stubJob(name)));
}

const called = (what: string, number: number) => Array.from({ length: number }, (_, at) => `${what}-${at}`);

/** Milliseconds of a take, and of the end of a job. */
async function costs(queue: Queue): Promise<[take: number, end: number]> {
  const [takes, ends] = [[] as number[], [] as number[]];
  for (let n = 0; n < TAKES; n += 1) {
    const asked = performance.now();
    const [job] = await queue.take(undefined, 1);
    const taken = performance.now();
    expect(job, `take ${n}`).toBeDefined();
    await queue.complete(job!, DONE);
    takes.push(taken - asked);
    ends.push(performance.now() - taken);
  }
  return [median(takes), median(ends)];
}

for (const [shape, { free, each }] of Object.entries(SHAPES))
  test(`a take costs the same where 100, 1,000 and 10,000 customers wait: ${shape}`, async ({
    fresh: { database },
  }) => {
    test.setTimeout(600_000);
    const ours = stubWorkspace();
    const found: [take: number, end: number][] = [];
    await Queue.with(database, async (queue) => {
      let waiting = 0;
      for (const number of [100, 1_000, 10_000]) {
        const more = number - waiting;
        waiting = number;
        const held = called(`held-${number}`, more - Math.min(more, free(more)));
        await database.executeSql(`insert into keywright.hold (customer, operator) select unnest($1::text[]), 'jane'`, [
          held,
        ]);
        await submitAll(queue, ours, held, each);
        await submitAll(queue, ours, called(`free-${number}`, free(more)), each);
        await database.executeSql('analyze');
        found.push(await costs(queue));
      }
    });
    const [[take, end]] = found as [[number, number]];
    const ratios = found.map((one) => [one[0] / take, one[1] / end].map((ratio) => Math.round(ratio * 10) / 10));
    console.log(JSON.stringify({ shape, ms: found.map((one) => one.map((ms) => Math.round(ms * 10) / 10)), ratios }));
    // Wide: the machine is shared with other tests.
    expect(Math.max(...ratios.flat())).toBeLessThan(3);
  });
