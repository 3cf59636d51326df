/**
 * How the review app bears 10,000 runs with 200,000 pictures:
 * `node tests/support/review/many-runs.ts [runs] [pictures]`, run
 * by hand.
 * Times are ratios to reading and parsing the same list of runs in the same process, so that they say the same on any
 * machine.
 */
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReview } from '../../../src/review/app/server.ts';
import { madeUpList, writeList, writeRun } from '../review-runs.ts';
import { cookieOf, send } from '../review-server.ts';

const [count = 10_000, pictures = 20] = process.argv.slice(2).map(Number);
const runs = mkdtempSync(join(tmpdir(), 'keywright-many-'));
process.on('exit', () => rmSync(runs, { recursive: true, force: true }));

/** One run is made, and the others are that one with their own name: the same picture files by hard links. */
function write(): void {
  const list = madeUpList(count);
  writeList(runs, list);
  const [model, template] = ['20261101-000000-template', join(runs, 'template', '20261101-000000-template')];
  writeRun(runs, { customer: 'template', run: model, gestures: pictures / 2 });
  const journal = readFileSync(join(template, 'journal.jsonl'), 'utf8');
  const files = [...journal.matchAll(/shots\/[\w-]+\.png/g)].map(([file]) => file);
  for (const event of list) {
    if (event.type !== 'run.begun') continue;
    const folder = join(runs, event.customer.name, event.run);
    mkdirSync(join(folder, 'shots'), { recursive: true });
    writeFileSync(
      join(folder, 'journal.jsonl'),
      journal.replaceAll(model, event.run).replaceAll('"template"', `"${event.customer.name}"`),
    );
    for (const file of files) linkSync(join(template, file), join(folder, file));
  }
  rmSync(join(runs, 'template'), { recursive: true });
}

const parseList = () =>
  readFileSync(join(runs, 'list.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { type: string; run: string; customer: { name: string } });

/** The middle of several times. */
async function median(times: number, what: (turn: number) => unknown): Promise<number> {
  const all: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const begun = performance.now();
    await what(turn);
    all.push(performance.now() - begun);
  }
  return all.sort((one, other) => one - other)[Math.floor(times / 2)]!;
}

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;

write();
const begun = parseList().filter(({ type }) => type === 'run.begun');
const plain = await median(9, parseList);
console.log(
  `${begun.length} runs with ${begun.length * pictures} pictures. Reading and parsing the list of runs takes ` +
    `${plain.toFixed(1)} ms: 1.00 below.`,
);

const app = await startReview({ runs, reviewer: 'kim' });
const Cookie = await cookieOf(app);
const get = async (path: string): Promise<string> => {
  const { status, text } = await send(app, { path, headers: { Cookie } });
  if (status !== 200) throw new Error(`${path} was answered with ${status}.`);
  return text;
};
const runAt = (turn: number) =>
  `/run/${begun[(turn * 37) % begun.length]!.customer.name}/${begun[(turn * 37) % begun.length]!.run}`;
const say = (what: string, ms: number) =>
  console.log(`${what.padEnd(62)} ${(ms / plain).toFixed(2).padStart(6)}   ${ms.toFixed(1).padStart(7)} ms`);

say('The list, the first time: index of everything', await median(1, () => get('/')));
say('The list', await median(15, () => get('/')));
say('The last page of the list', await median(15, () => get('/?page=1000000')));
say('A search for one run', await median(15, (turn) => get(`/?q=${begun[(turn * 11) % begun.length]!.run.slice(-8)}`)));
say('A search with four filters', await median(15, () => get('/?q=acme&runbook=onboard&outcome=done&operator=sam')));
say(`A run’s page with ${pictures} pictures, each checked`, await median(31, (turn) => get(runAt(turn))));
say('A picture’s page', await median(31, (turn) => get(`${runAt(turn)}/shot/${1 + (turn % pictures)}`)));
say('A picture', await median(31, (turn) => get(`${runAt(turn)}/picture/${1 + (turn % pictures)}`)));
say(
  'Two runs side by side',
  await median(15, (turn) => get(`/compare?run=${runAt(turn).slice(5)}&run=${runAt(turn + 1).slice(5)}`)),
);

/** Node keeps what it no longer needs until it must not; with --expose-gc the figures are those that it does need. */
const memory = () => {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage();
};
for (const round of [0, 1, 2, 3]) {
  const { rss, heapUsed } = memory();
  console.log(
    `Memory after ${round * 200} more pages: ${megabytes(rss)}, of which in use by scripts ${megabytes(heapUsed)}`,
  );
  for (let turn = 0; turn < 200 && round < 3; turn += 1)
    await get(
      turn % 4 === 0
        ? `/?page=${turn}`
        : turn % 4 === 1
          ? runAt(round * 200 + turn)
          : turn % 4 === 2
            ? `${runAt(round * 200 + turn)}/shot/3`
            : `${runAt(round * 200 + turn)}/journal`,
    );
}
await app.stop();
