import { expect, test } from '@playwright/test';
import { type BatchOptions, type Job, type JobEnd, runBatch, type Turn } from '../../src/fleet/batch.ts';

const OPEN = { opens: new Date(0), closes: undefined };
const DONE: JobEnd = { outcome: 'done', exit: 0 };
const failed = (code: string): JobEnd => ({ outcome: 'failed', exit: 1, code });
const names = (number: number) => Array.from({ length: number }, (_, at) => `c${at + 1}`);

/** A batch of runs that end as they are told to, in the next turn of the event loop. */
async function batch(
  customers: string[],
  how: (customer: string, tries: number) => JobEnd,
  options: Partial<BatchOptions<JobEnd>> = {},
) {
  const begun: string[] = [];
  const tries = new Map<string, number>();
  let [running, most] = [0, 0];
  const asked: string[] = [];
  const result = await runBatch<JobEnd>({
    customers,
    atOnce: 2,
    hours: OPEN,
    signal: new AbortController().signal,
    changed: () => undefined,
    async goOn(why) {
      asked.push(why);
      return false;
    },
    begin({ customer }) {
      begun.push(customer);
      most = Math.max(most, (running += 1));
      tries.set(customer, (tries.get(customer) ?? 0) + 1);
      const ended = new Promise<JobEnd>((resolve) =>
        setImmediate(() => {
          running -= 1;
          resolve(how(customer, tries.get(customer)!));
        }),
      );
      return { ended, stop: () => undefined };
    },
    ...options,
  });
  const outcomes = result.turns.map(({ end }) => end?.outcome ?? 'not begun');
  return { ...result, begun, most, asked, outcomes };
}

test('customers are begun in their order, and never more at once than asked for', async () => {
  const { begun, most, outcomes } = await batch(names(120), () => DONE, { atOnce: 4 });
  expect(begun).toEqual(names(120));
  expect(most).toBe(4);
  expect(outcomes).toEqual(names(120).map(() => 'done'));
});

test('a failure of one customer leaves the others alone', async () => {
  const { outcomes, asked } = await batch(names(5), (name) => (name === 'c2' ? failed('KW-SCREEN') : DONE));
  expect(outcomes).toEqual(['done', 'failed', 'done', 'done', 'done']);
  expect(asked).toEqual([]);
});

test('the same cause at three customers in a row holds the batch, and no more are begun', async () => {
  const { asked, begun, stopped, outcomes } = await batch(names(120), () => failed('KW-SECRET-REFUSED'), { atOnce: 1 });
  expect(asked).toEqual(['3 customers in a row failed for the same cause, KW-SECRET-REFUSED']);
  expect(begun).toEqual(['c1', 'c2', 'c3']);
  expect(stopped).toBe(asked[0]);
  expect(outcomes.filter((outcome) => outcome === 'not begun')).toHaveLength(117);
});

test('what runs beside the third failure ends, and nothing else begins while somebody is asked', async () => {
  let answer: (goOn: boolean) => void = () => undefined;
  const begun: string[] = [];
  const running = batch(names(20), () => failed('KW-NO-ANSWER'), {
    atOnce: 4,
    goOn: () => new Promise((resolve) => (answer = resolve)),
    changed: ({ customer, state }) => void (state === 'running' && begun.push(customer)),
  });
  await expect.poll(() => begun.length).toBeGreaterThanOrEqual(4);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const whileAsked = begun.length;
  expect(whileAsked).toBeLessThanOrEqual(6);
  answer(false);
  await running;
  expect(begun).toHaveLength(whileAsked);
});

test('different causes, or a success between them, do not hold it', async () => {
  const causes = ['A', 'A', '', 'A', 'A', 'B', 'A', 'A', ''];
  const { asked } = await batch(
    names(9),
    (name) => {
      const cause = causes[Number(name.slice(1)) - 1]!;
      return cause === '' ? DONE : failed(`KW-${cause}`);
    },
    { atOnce: 1 },
  );
  expect(asked).toEqual([]);
});

test('after a yes it goes on, and is held again only after three more', async () => {
  const asked: string[] = [];
  const { begun } = await batch(names(9), () => failed('KW-SCREEN'), {
    atOnce: 1,
    goOn: async (why) => asked.push(why) === 1,
  });
  expect(begun).toHaveLength(6);
  expect(asked).toHaveLength(2);
});

test('--stop-after counts failures of any cause', async () => {
  const { begun, stopped } = await batch(names(9), (name) => (name === 'c1' ? DONE : failed(`KW-${name}`)), {
    atOnce: 1,
    stopAfter: 2,
  });
  expect(begun).toEqual(['c1', 'c2', 'c3']);
  expect(stopped).toBe('2 customers have failed');
});

test('drift and things left for people are no failures', async () => {
  const { asked, outcomes } = await batch(names(6), () => ({ outcome: 'drift', exit: 3 }), { stopAfter: 1 });
  expect(asked).toEqual([]);
  expect(new Set(outcomes)).toEqual(new Set(['drift']));
});

test('a customer for whom somebody else works is taken later', async () => {
  const busy: JobEnd = { outcome: 'not started', exit: 4, code: 'KW-BUSY' };
  const { begun, outcomes } = await batch(names(4), (name, tries) => (name === 'c1' && tries < 3 ? busy : DONE), {
    busy: { pause: 20, patience: 10_000 },
  });
  expect(begun.filter((name) => name === 'c1')).toHaveLength(3);
  expect(outcomes).toEqual(['done', 'done', 'done', 'done']);
  expect(begun.slice(-1)).toEqual(['c1']);
});

test('one that stays busy ends as that, and keeps the exit code', async () => {
  const { turns } = await batch(['c1'], () => ({ outcome: 'not started', exit: 4 }), {
    busy: { pause: 5, patience: 40 },
  });
  expect(turns[0]!.end?.exit).toBe(4);
});

test('a stop asks those under way to reach a safe place, and begins no more', async () => {
  const stop = new AbortController();
  const stops: string[] = [];
  const result = await runBatch<JobEnd>({
    customers: names(10),
    atOnce: 3,
    hours: OPEN,
    signal: stop.signal,
    goOn: async () => true,
    changed({ n, state }: Turn<JobEnd>) {
      if (n === 3 && state === 'running') setImmediate(() => stop.abort());
    },
    begin({ customer }): Job<JobEnd> {
      let end: (value: JobEnd) => void = () => undefined;
      const ended = new Promise<JobEnd>((resolve) => (end = resolve));
      return {
        ended,
        stop() {
          stops.push(customer);
          end({ outcome: 'interrupted', exit: 130 });
        },
      };
    },
  });
  expect(stops).toEqual(['c1', 'c2', 'c3']);
  expect(result.stopped).toBe('a person stopped it');
  expect(result.turns.filter(({ state }) => state === 'waiting')).toHaveLength(7);
});

test('no run begins after its hours', async () => {
  const closes = new Date(Date.now() + 60);
  const { stopped, outcomes } = await batch(names(500), () => DONE, {
    hours: { opens: new Date(0), closes },
    begin: () => ({ ended: new Promise((resolve) => setTimeout(() => resolve(DONE), 10)), stop: () => undefined }),
  });
  expect(stopped).toBe('the hours in which runs may begin are over');
  expect(outcomes[0]).toBe('done');
  expect(outcomes.at(-1)).toBe('not begun');
});

test('it waits for its hours', async () => {
  const opens = new Date(Date.now() + 80);
  const { outcomes } = await batch(['c1'], () => (new Date() < opens ? failed('KW-EARLY') : DONE), {
    hours: { opens, closes: undefined },
  });
  expect(outcomes).toEqual(['done']);
});
