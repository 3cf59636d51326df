/** Run folders and lists of runs for the review app's tests, made without a browser. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { RunEvent } from '../../src/evidence/events.ts';
import type { RunListEvent } from '../../src/evidence/runs/run-list.ts';
import { sha256Of } from '../../src/files/sha256.ts';

const two = (number: number) => String(number).padStart(2, '0');

const GENESIS_HASH = '0'.repeat(64);

/** Lines that each hold the hash of the line before. */
export function chained(events: { type: string; utc?: string }[]): { text: string; head: string } {
  let prev = GENESIS_HASH;
  const lines = events.map(({ type, utc, ...rest }, seq) => {
    const json = JSON.stringify({ seq, prev, type, utc: utc ?? '2026-11-24T14:15:32.000Z', ...rest });
    const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const line = `${json.replace(/[\u007f-\uffff]/g, escaped)}\n`;
    prev = sha256Of(line);
    return line;
  });
  return { text: lines.join(''), head: prev };
}

/** A grey PNG with black rectangles. */
export function png(
  width: number,
  height: number,
  black: { x: number; y: number; width: number; height: number }[] = [],
): Buffer {
  const raw = Buffer.alloc((width + 1) * height, 0xd0);
  for (let y = 0; y < height; y += 1) raw[y * (width + 1)] = 0;
  for (const { x, y, width: w, height: h } of black)
    for (let row = y; row < y + h; row += 1) raw.fill(0, row * (width + 1) + 1 + x, row * (width + 1) + 1 + x + w);
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export interface MadeRun {
  customer: string;
  run: string;
  /** Two pictures for each. */
  gestures: number;
  /** The black rectangle of the pictures after, by the gesture's number from 1. */
  after?: (gesture: number) => { x: number; y: number; width: number; height: number }[];
}

/** Writes a run folder with one step, whose gestures each have a picture before and after. Gives the journal's head. */
export function writeRun(
  runs: string,
  { customer, run, gestures, after = (n) => [{ x: 40 + n, y: 40, width: 30, height: 20 }] }: MadeRun,
): string {
  const folder = join(runs, customer, run);
  mkdirSync(join(folder, 'shots'), { recursive: true });
  const step = 'role';
  const events: (RunEvent & { mono_ms: number })[] = [];
  const add = (event: RunEvent) => events.push({ ...event, mono_ms: events.length * 100 });
  add({
    type: 'run.start',
    run,
    tag: run.slice(-8),
    runbook: { name: 'onboard', title: 'Create the keys', file: 'onboard.yaml', sha256: 'c4b1'.repeat(16) },
    customer: { name: customer, title: customer.toUpperCase() },
    portals: { connectwise: 'https://na.myconnectwise.example' },
    inputs: {},
    operator: 'sam',
    machine: { host: 'runner', os: 'linux' },
    versions: { keywright: '0', node: '0', playwright: '0', browser: '0' },
    mode: { headed: false },
    plan: [{ phase: 'Only one', steps: [{ id: step, title: 'Make the role', use: 'connectwise.role.ensure' }] }],
  });
  add({
    type: 'step.intent',
    step,
    n: 1,
    of: 1,
    phase: 'Only one',
    title: 'Make the role',
    use: 'connectwise.role.ensure',
    input: { name: 'MSPCFO', levels: { System: { 'API Reports': { inquire: 'All' } } } },
    attempt: 1,
  });
  add({
    type: 'step.found',
    step,
    state: 'needed',
    actual: 'There is no role.',
    changes: ['System / API Reports / inquire: None → All'],
  });
  for (let gesture = 1; gesture <= gestures; gesture += 1) {
    add({ type: 'gesture', step, gesture, title: `Press button ${gesture}`, kind: 'edit', portal: 'connectwise' });
    for (const when of ['before', 'after'] as const) {
      const bytes = png(320, 200, when === 'after' ? after(gesture) : []);
      const file = `shots/${String(gesture).padStart(3, '0')}-${when}.png`;
      writeFileSync(join(folder, file), bytes);
      add({
        type: 'shot',
        step,
        gesture,
        when,
        file,
        sha256: sha256Of(bytes),
        url: 'https://na.myconnectwise.example/roles',
        title: 'Roles',
        width: 320,
        height: 200,
        redacted: [],
      });
    }
    add({ type: 'gesture.end', step, gesture, outcome: 'done', ms: 200 });
  }
  const details = {
    'levels other than None': ['System / API Reports / inquire: All', 'Finance / Invoicing / edit: My'],
    'rows read': 88,
  };
  add({ type: 'step.result', step, outcome: 'done', actual: 'The role is there.', ms: 900, details });
  add({
    type: 'run.end',
    outcome: 'done',
    ms: events.length * 100,
    counts: { steps: 1, gestures, shots: gestures * 2, withheld: 0, commits: 0 },
  });
  const { text, head } = chained(events);
  writeFileSync(join(folder, 'journal.jsonl'), text);
  return head;
}

/** A run's name for its number. */
export const runName = (number: number): string =>
  `202611${two(1 + (number % 28))}-${two(Math.floor(number / 3600) % 24)}${two(Math.floor(number / 60) % 60)}` +
  `${two(number % 60)}-${number.toString(36).padStart(8, '0')}`;

/** Writes `runs/list.jsonl`. */
export function writeList(runs: string, events: (RunListEvent & { utc: string })[]): void {
  mkdirSync(runs, { recursive: true });
  writeFileSync(join(runs, 'list.jsonl'), chained(events).text);
}

const CUSTOMERS = ['acme', 'borealis', 'cumulus', 'delta-it', 'everest'];
const RUNBOOKS = ['onboard', 'check-access', 'rotate-keys', 'offboard'];
const OUTCOMES = ['done', 'nothing to do', 'drift', 'failed', 'interrupted'] as const;

/** A list of made-up runs without folders. */
export function madeUpList(number: number): (RunListEvent & { utc: string })[] {
  return Array.from({ length: number }, (_, index) => {
    const run = runName(index);
    const utc = `2026-11-${run.slice(6, 8)}T${run.slice(9, 11)}:${run.slice(11, 13)}:${run.slice(13, 15)}.000Z`;
    const customer = CUSTOMERS[index % 5]!;
    return [
      {
        type: 'run.begun' as const,
        utc,
        run,
        number: index + 1,
        customer: { name: customer, title: customer.toUpperCase() },
        runbook: { name: RUNBOOKS[index % 4]!, title: RUNBOOKS[index % 4]!, sha256: 'c4b1'.repeat(16) },
        operator: index % 3 === 0 ? 'sam' : 'kim',
        host: 'runner',
      },
      {
        type: 'run.closed' as const,
        utc,
        run,
        outcome: OUTCOMES[index % 7] ?? 'done',
        ms: 60_000 + index,
        counts: { steps: 6, gestures: 20, shots: 40, withheld: 0, commits: 4 },
        journalHead: 'a'.repeat(64),
        sums: 'b'.repeat(64),
      },
    ];
  }).flat();
}
