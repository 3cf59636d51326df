// Longer than 300 lines because it is one set: the runs that hold the payloads.
/**
 * A folder of runs in which everything that a text can stand in holds a payload: made as an altered journal, list and
 * review log could be.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '../../../src/files/sha256.ts';
import { chained, png } from '../review-runs.ts';
import { PAYLOADS } from './payloads.ts';

export const RUN = '20261124-141532-7k3f9xwp';

const picture = png(320, 200, [{ x: 40, y: 40, width: 30, height: 20 }]);
const sha256 = sha256Of(picture);
const ALL = PAYLOADS.join(' ');

type Line = { type: string } & Record<string, unknown>;

/** The payload that is so many places after another, so that no field of a line holds the same. */
const after = (index: number, places: number) => PAYLOADS[(index + places) % PAYLOADS.length]!;

const all = (places: number) => Object.fromEntries(PAYLOADS.map((payload, index) => [payload, after(index, places)]));

function start(customer: string): Line {
  return {
    type: 'run.start',
    run: RUN,
    tag: ALL,
    continues: ALL,
    runbook: { name: ALL, title: ALL, file: ALL, sha256: ALL },
    customer: { name: customer, title: ALL },
    portals: all(1),
    inputs: all(2),
    operator: ALL,
    machine: { host: ALL, os: ALL },
    versions: { keywright: ALL, node: ALL, playwright: ALL, browser: ALL },
    mode: { headed: false },
    plan: [
      { phase: ALL, steps: [{ id: 'one', title: ALL, use: ALL }] },
      ...PAYLOADS.map((payload, index) => ({
        phase: payload,
        steps: [{ id: payload, title: after(index, 1), use: after(index, 2) }],
      })),
    ],
  };
}

/**
 * One step with a gesture for each payload, then a step for each payload.
 * @param shift so many places further in the table, so that two runs differ
 */
function lines(customer: string, shift: number): Line[] {
  const gestures = PAYLOADS.flatMap((_, index): Line[] => {
    const text = (places: number) => after(index, places + shift);
    const of = { step: 'one', gesture: index + 1 };
    return [
      { type: 'gesture', ...of, title: text(0), kind: 'commit', portal: text(1) },
      // A few have two halves, to be compared.
      ...(index > 5
        ? []
        : [
            {
              type: 'shot',
              ...of,
              when: 'before',
              file: 'shots/one.png',
              sha256,
              url: text(2),
              title: text(3),
              width: 320,
              height: 200,
              box: { x: 40, y: 40, width: 30, height: 20 },
              redacted: [],
            },
          ]),
      {
        type: 'shot',
        ...of,
        when: 'after',
        file: index % 4 === 2 ? text(6) : 'shots/one.png',
        sha256: index % 4 === 3 ? text(7) : sha256,
        url: text(8),
        title: text(9),
        width: 320,
        height: 200,
        redacted: [{ secret: text(4), fp: text(5), places: 1 }],
      },
      { type: 'shot.withheld', ...of, when: 'failure', reason: text(10) },
      { type: 'gesture.end', ...of, outcome: 'done', ms: 100 },
      {
        type: 'note',
        step: 'one',
        text: text(11),
        details: { [text(12)]: text(13), rows: [text(14)], table: [{ [text(15)]: text(16) }] },
      },
      { type: 'list.read', step: 'one', list: text(17), rows: 1, stated: 1 },
      { type: 'secret.read', step: 'one', secret: text(18), fp: text(19) },
      { type: 'escrow.sealed', step: 'one', publicKey: text(20), fp: text(21) },
      { type: 'escrow.opened', publicKey: text(22) },
    ];
  });
  const steps = PAYLOADS.flatMap((payload, index): Line[] => {
    const text = (places: number) => after(index, places + shift);
    return [
      {
        type: 'step.intent',
        step: payload,
        n: index + 2,
        of: PAYLOADS.length + 1,
        phase: text(23),
        title: text(24),
        use: text(25),
        input: { [text(26)]: { secret: text(27), fp: text(28) } },
        attempt: 1,
      },
      {
        type: 'step.found',
        step: payload,
        state: 'needed',
        actual: text(29),
        changes: [text(30)],
        expected: text(31),
        hint: text(32),
        details: { [text(33)]: text(34) },
      },
      {
        type: 'step.failed',
        step: payload,
        attempt: 1,
        problem: { screen: text(43), expected: text(44), actual: text(45), later: text(46), hint: text(47) },
      },
      {
        type: 'step.result',
        step: payload,
        outcome: 'failed',
        actual: text(35),
        changes: [text(36)],
        ms: 10,
        details: { [text(37)]: text(38) },
        problem: { screen: text(39), expected: text(40), actual: text(41), hint: text(42) },
      },
    ];
  });
  return [
    start(customer),
    { type: 'note', text: ALL },
    {
      type: 'step.intent',
      step: 'one',
      n: 1,
      of: PAYLOADS.length + 1,
      phase: ALL,
      title: ALL,
      use: ALL,
      input: all(3),
      attempt: 1,
    },
    { type: 'step.found', step: 'one', state: 'needed', actual: ALL, changes: [...PAYLOADS], details: all(4) },
    ...gestures,
    { type: 'step.result', step: 'one', outcome: 'done', actual: ALL, ms: 10, details: all(5), changes: [...PAYLOADS] },
    ...steps,
    { type: 'environment', osUser: ALL, locale: ALL, timeZone: ALL, browserSha256: ALL, connections: [all(6)] },
    {
      type: 'run.end',
      outcome: 'done',
      ms: 1000,
      counts: {
        steps: PAYLOADS.length + 1,
        gestures: PAYLOADS.length,
        shots: PAYLOADS.length * 2,
        withheld: PAYLOADS.length,
        commits: PAYLOADS.length,
      },
    },
  ];
}

/** Payloads where only a few words, or a number, are allowed. */
function outOfKind(customer: string): Line[] {
  return [
    { ...start(customer), check: ALL, mode: { headed: ALL, pace: ALL, watched: ALL } },
    { type: 'step.intent', step: 'one', n: ALL, of: ALL, phase: ALL, title: ALL, use: ALL, input: {}, attempt: ALL },
    // Words that there are not; such lines are left out, so a few do.
    ...PAYLOADS.filter((_, index) => index % 5 === 0).flatMap((payload, index): Line[] => [
      { type: 'step.found', step: 'one', state: payload, actual: payload },
      { type: 'step.failed', step: 'one', attempt: payload, problem: payload },
      { type: 'step.failed', step: 'one', attempt: 1 },
      { type: 'gesture', step: 'one', gesture: index, title: payload, kind: payload, portal: payload },
      {
        type: 'shot',
        step: 'one',
        gesture: index,
        when: payload,
        file: 'shots/one.png',
        sha256,
        url: payload,
        title: payload,
        width: 320,
        height: 200,
        redacted: [],
      },
      { type: 'gesture.end', step: 'one', gesture: index, outcome: payload, ms: 1 },
      { type: 'shot.withheld', step: 'one', gesture: index, when: payload, reason: payload },
      { type: 'step.result', step: 'one', outcome: payload, actual: payload, ms: 1 },
      { type: payload, step: 'one', text: payload },
    ]),
    // Words as they should be, and payloads for numbers.
    ...PAYLOADS.flatMap((payload, index): Line[] => [
      { type: 'gesture', step: 'one', gesture: index, title: payload, kind: 'edit', portal: payload },
      {
        type: 'shot',
        step: 'one',
        gesture: index,
        when: 'before',
        file: 'shots/one.png',
        sha256,
        url: payload,
        title: payload,
        width: payload,
        height: payload,
        box: { x: payload, y: payload, width: payload, height: payload },
        redacted: [{ secret: payload, fp: payload, places: payload }],
      },
      {
        type: 'shot',
        step: 'one',
        gesture: index,
        when: 'after',
        file: 'shots/one.png',
        sha256,
        url: payload,
        title: payload,
        width: 320,
        height: 200,
        box: { x: payload, y: 1, width: 1, height: payload },
        redacted: [],
      },
      { type: 'list.read', step: 'one', list: payload, rows: payload, stated: payload },
      {
        type: 'gesture.end',
        step: 'one',
        gesture: index,
        outcome: 'done',
        ms: payload,
        place: { x: payload, y: payload, width: payload, height: payload },
      },
    ]),
    { type: 'step.result', step: 'one', outcome: ALL, actual: ALL, ms: ALL },
    {
      type: 'run.end',
      outcome: ALL,
      ms: ALL,
      counts: { steps: ALL, gestures: ALL, shots: ALL, withheld: ALL, commits: ALL },
    },
  ];
}

function write(runs: string, customer: string, events: Line[]): void {
  const folder = join(runs, customer, RUN);
  mkdirSync(join(folder, 'shots'), { recursive: true });
  writeFileSync(join(folder, 'shots', 'one.png'), picture);
  writeFileSync(
    join(folder, 'journal.jsonl'),
    chained(events.map((event, index) => ({ ...event, mono_ms: index }))).text,
  );
}

export function writeHostileRuns(runs: string): void {
  write(runs, 'acme', lines('acme', 0));
  write(runs, 'borealis', lines('borealis', 7));
  write(runs, 'cumulus', outOfKind('cumulus'));
  writeFileSync(
    join(runs, 'list.jsonl'),
    chained(
      PAYLOADS.flatMap((payload, index) => {
        const run = `20261125-141532-${String(index).padStart(8, '0')}`;
        return [
          {
            type: 'run.begun',
            run,
            number: index + 1,
            customer: { name: 'acme', title: payload },
            runbook: { name: after(index, 1), title: after(index, 2), sha256: after(index, 3) },
            operator: after(index, 4),
            host: after(index, 5),
          },
          {
            type: 'run.closed',
            run,
            outcome: 'done',
            ms: 10,
            counts: { shots: index % 2 === 0 ? 1 : after(index, 6) },
            sums: after(index, 7),
          },
        ];
      }),
    ).text,
  );
  const review = { type: 'review', customer: 'acme', run: RUN };
  writeFileSync(
    join(runs, 'reviews.jsonl'),
    chained(
      PAYLOADS.flatMap((payload, index) => [
        {
          ...review,
          verdict: 'objected',
          reviewer: payload,
          host: after(index, 1),
          remark: after(index, 2),
          journal: after(index, 3),
        },
        {
          ...review,
          verdict: 'objected',
          shot: { number: index + 1, sha256: after(index, 4) },
          reviewer: payload,
          host: after(index, 5),
          remark: after(index, 6),
          journal: after(index, 7),
        },
        { ...review, verdict: payload, reviewer: payload, remark: payload, journal: payload },
      ]),
    ).text,
  );
}
