import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { closeBundle } from '../../../src/evidence/bundle/close.ts';
import type { RunEvent } from '../../../src/evidence/events.ts';
import { Journal } from '../../../src/evidence/journal.ts';
import { appendToList, listedRuns } from '../../../src/evidence/runs/run-list.ts';
import type { Signer } from '../../../src/evidence/signing.ts';
import { sha256Of } from '../../../src/files/sha256.ts';

/** A PNG of one colour, different for each number. */
export function picture(n: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const crc = Buffer.alloc(4);
    let value = ~0;
    for (const byte of body)
      for (let bit = 0, c = (value ^= byte); bit < 8; bit += 1, value = c) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    crc.writeUInt32BE(~value >>> 0);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0]);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(24, n)]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: 8 }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const id = (n: number) =>
  `20261124-14${String(Math.floor(n / 60)).padStart(2, '0')}${String(n % 60).padStart(2, '0')}-7k3f9xwp`;

/**
 * A small finished run in a folder of runs, entered in the list and, unless that is left out, closed.
 * @returns its folder
 */
export function writeBundle(
  runs: string,
  n: number,
  signer: Signer | undefined,
  {
    customer = 'acme',
    end = true,
    pictures = 4,
    closed = true,
    extra = (_run: string): RunEvent[] => [],
    drawn = picture,
  } = {},
): string {
  const run = id(n);
  const folder = join(runs, customer, run);
  appendToList(runs, signer, (lines) => ({
    type: 'run.begun',
    run,
    number: listedRuns(lines).length + 1,
    customer: { name: customer, title: 'Acme IT' },
    runbook: { name: 'onboard', title: 'A job', sha256: '0'.repeat(64) },
    operator: 'test',
    host: 'here',
  }));
  mkdirSync(join(folder, 'shots'), { recursive: true });
  const journal = new Journal(folder);
  const write = (event: RunEvent) => journal.write(event);
  write({
    type: 'run.start',
    run,
    tag: '7k3f9xwp',
    runbook: { name: 'onboard', title: 'A job', file: 'onboard.yaml', sha256: '0'.repeat(64) },
    customer: { name: customer, title: 'Acme IT' },
    portals: { connectwise: 'https://na.myconnectwise.example' },
    inputs: { role: 'MSPCFO' },
    operator: 'test',
    machine: { host: 'here', os: 'Linux' },
    versions: { keywright: '0.1.0', node: 'v24', playwright: '1', browser: 'chromium' },
    mode: { headed: false },
    plan: [{ phase: 'One', steps: [{ id: 'a', title: 'Step a', use: 'connectwise.sign-in' }] }],
  });
  write({
    type: 'step.intent',
    step: 'a',
    n: 1,
    of: 1,
    phase: 'One',
    title: 'Step a',
    use: 'connectwise.sign-in',
    input: { name: 'MSPCFO' },
    attempt: 1,
  });
  for (let shot = 1; shot <= pictures; shot += 1) {
    const bytes = drawn(n * 10 + shot);
    const file = `shots/000${shot}-press-after.png`;
    writeFileSync(join(folder, file), bytes);
    write({ type: 'gesture', step: 'a', gesture: shot, title: 'Press', kind: 'look', portal: 'connectwise' });
    write({ type: 'gesture.end', step: 'a', gesture: shot, outcome: 'done', ms: 3 });
    write({
      type: 'shot',
      step: 'a',
      gesture: shot,
      when: 'after',
      file,
      sha256: sha256Of(bytes),
      url: 'https://na.myconnectwise.example/',
      title: 'A "file":"shots/x.png","sha256":"00" page',
      width: 8,
      height: 8,
      redacted: [],
    });
  }
  for (const event of extra(run)) write(event);
  write({ type: 'step.result', step: 'a', outcome: 'done', actual: 'Signed in.', ms: 9 });
  if (end)
    write({
      type: 'run.end',
      outcome: 'done',
      ms: 20,
      counts: { steps: 1, gestures: pictures, shots: pictures, withheld: 0, commits: 0 },
    });
  journal.close();
  for (const [name, text] of [
    ['runbook.yaml', 'keywright: 1\n'],
    ['report.html', '<!doctype html><title>r</title>\n'],
    ['technical.log', '{"level":30}\n'],
  ] as const)
    writeFileSync(join(folder, name), text);
  if (!closed) return folder;
  const { sums, said } = closeBundle(folder, { run, number: n }, signer);
  const counts = { steps: 1, gestures: pictures, shots: pictures, withheld: 0, commits: 0 };
  appendToList(runs, signer, () => ({
    type: 'run.closed',
    run,
    outcome: said.outcome,
    ms: 20,
    counts,
    journalHead: said.journal.head,
    sums,
  }));
  return folder;
}
