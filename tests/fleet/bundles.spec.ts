import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { zipSync } from 'fflate';
import { keepBundles } from '../../src/cli/bundle-store.ts';
import { batchEndLines } from '../../src/cli/progress/batch-ending.ts';
import { filesOf } from '../../src/evidence/bundle/close.ts';
import type { Batch } from '../../src/evidence/runs/batches.ts';
import { makeSigner, readPublicKey } from '../../src/evidence/signing.ts';
import { namesIn } from '../../src/files/durable-write.ts';
import { BundleStore } from '../../src/fleet/bundle-store.ts';
import { closedRuns, fetchBundle, nameOf, pushBundles } from '../../src/fleet/bundles.ts';
import { entryOf } from '../../src/fleet/record.ts';
import { startReview } from '../../src/review/app/server.ts';
import { settingsOf } from '../../src/runbook/workspace-settings.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';
import { startCli } from '../support/cli.ts';
import { cliHere } from '../support/cli-here.ts';
import { cookieOf, send } from '../support/review-server.ts';
import { type StoreStandIn, startStore } from '../support/s3-stand-in.ts';

interface Machine {
  workspace: string;
  runs: string;
  state: string;
  /** The command line there. */
  keywright(...args: string[]): ReturnType<typeof cliHere>;
}

interface Set {
  store: StoreStandIn;
  /** Has made and closed three runs. */
  first: Machine;
  /** Shares its list and signing key. */
  second: Machine;
}

const secret = (value: string) => new Secret(value, 'key');

const open = ({ endpoint, env }: StoreStandIn, more: { endpoint?: string; secret?: string; prefix?: string } = {}) =>
  new BundleStore(
    { endpoint: more.endpoint ?? endpoint, region: 'auto', ...(more.prefix !== undefined && { prefix: more.prefix }) },
    {
      id: secret(env.KEYWRIGHT_BUNDLES_ACCESS_KEY_ID),
      secret: secret(more.secret ?? env.KEYWRIGHT_BUNDLES_SECRET_ACCESS_KEY),
    },
    undefined,
  );

const here = ({ runs, state }: Machine) => ({
  runs,
  key: readPublicKey(readFileSync(join(state, 'signing', 'public.pem'), 'utf8')),
});

const push = async (store: StoreStandIn, machine: Machine): Promise<string[]> => {
  const told: string[] = [];
  await pushBundles(open(store), here(machine), undefined, (name, wrong) => told.push(wrong?.message ?? name));
  return told;
};

function machineOf(workspace: string, store: StoreStandIn): Machine {
  mkdirSync(workspace, { recursive: true });
  writeFileSync(join(workspace, 'customers.yaml'), 'keywright: 1\ncustomers: {}\n');
  writeFileSync(join(workspace, 'keywright.yaml'), `keywright: 1\nbundles: { endpoint: '${store.endpoint}' }\n`);
  return {
    workspace,
    runs: join(workspace, 'runs'),
    state: join(workspace, '.keywright'),
    keywright: (...args) => cliHere(args, { cwd: workspace, env: store.env }),
  };
}

const test = base.extend<{ set: Set }>({
  set: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'kw-bundles-'));
    const store = await startStore({ page: 2 });
    const [first, second] = ['first', 'second'].map((name) => machineOf(join(folder, name), store)) as [
      Machine,
      Machine,
    ];
    mkdirSync(first.state);
    const signer = makeSigner(first.state);
    for (const n of [1, 2, 3]) writeBundle(first.runs, n, signer, { customer: n === 3 ? 'beta' : 'acme' });
    cpSync(join(first.state, 'signing'), join(second.state, 'signing'), { recursive: true });
    for (const name of ['list.jsonl', 'list.jsonl.sig'])
      cpSync(join(first.runs, name), join(second.runs, name), { recursive: true });
    await use({ store, first, second });
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  },
});

/** All files of a run's folder, with their bytes. */
const contents = (folder: string) =>
  Object.fromEntries(filesOf(folder).map((file) => [file, readFileSync(join(folder, file)).toString('base64')]));

test('what one machine closes, another has from the store, byte for byte; nothing goes there twice', async ({
  set,
}) => {
  const { store, first, second } = set;
  expect(await push(store, first)).toEqual(closedRuns(first.runs).map(nameOf));
  expect([...(await open(store).names('acme'))]).toHaveLength(2);
  store.asked.length = 0;
  expect(await push(store, first)).toEqual([]);
  expect(store.asked.filter((one) => one.startsWith('PUT'))).toEqual([]);

  const fetched = await second.keywright('bundles', 'fetch');
  expect(fetched, fetched.stderr).toMatchObject({ code: 0 });
  for (const run of closedRuns(first.runs))
    expect(contents(join(second.runs, nameOf(run)))).toEqual(contents(join(first.runs, nameOf(run))));
  expect(await second.keywright('verify')).toMatchObject({ code: 0, stdout: expect.stringContaining('3 intact') });
  expect(namesIn(join(second.state, 'fetching'))).toEqual([]);
});

test('an upload that is killed leaves nothing in the store, and the next one brings it', async ({ set }) => {
  const { store, first } = set;
  const { child, result } = startCli(['bundles', 'push'], { cwd: first.workspace, env: store.env });
  store.onUpload = async () => {
    child.kill('SIGKILL');
    await result;
  };
  expect((await result).code).toBeNull();
  store.onUpload = undefined;
  expect([...(await open(store).names())]).toEqual([]);
  expect((await first.keywright('bundles')).stdout).toContain('3 closed here and not there: keywright bundles push');
  expect(await push(store, first)).toHaveLength(3);
  expect((await first.keywright('bundles')).stdout).toBe(`3 bundles in ${store.endpoint}/\n`);
});

test('a bundle that somebody altered here does not go to the store; the others do', async ({ set }) => {
  const { store, first } = set;
  const [altered] = closedRuns(first.runs);
  writeFileSync(join(first.runs, nameOf(altered!), 'runbook.yaml'), 'keywright: 1 # altered\n');
  const told = await push(store, first);
  expect(told[0]).toMatch(/^The bundle of acme\/\S+ is not brought to the bundle store\. .*runbook\.yaml was changed/);
  expect([...(await open(store).names())]).toEqual(told.slice(1));
  const { code, stderr } = await first.keywright('bundles', 'push', '--again');
  expect(code).toBe(2);
  expect(stderr).toContain('[KW-BUNDLE-ALTERED]');
});

/** What somebody who may write to the store can put there for a run, of the bundles by their names in it. */
const ALTERED: [what: string, alter: (objects: Map<string, Buffer>, key: string) => Uint8Array, why: RegExp][] = [
  [
    "another run's",
    (objects, key) => objects.get([...objects.keys()].find((one) => one !== key)!)!,
    /files that no bundle/,
  ],
  ['half of it', (objects, key) => objects.get(key)!.subarray(0, objects.get(key)!.length / 2), /invalid zip data/],
  ['no zip file', () => Buffer.from('no'), /invalid zip data/],
  [
    'a file with a way up',
    (_, key) => zipSync({ [`${key.slice(0, -4).replace('/', '-')}/../../x`]: Buffer.from('x') }),
    /files that no bundle has/,
  ],
  ['an empty one', () => zipSync({}), /was not closed/],
];

for (const [what, alter, why] of ALTERED)
  test(`of what lies in the store in place of a bundle, nothing is used: ${what}`, async ({ set }) => {
    const { store, first, second } = set;
    await push(store, first);
    const [run] = closedRuns(first.runs);
    const key = `${nameOf(run!)}.zip`;
    store.objects.set(key, Buffer.from(alter(store.objects, key)));
    const fetching = fetchBundle(open(store), here(second), second.state, run!);
    await expect(fetching).rejects.toMatchObject({ code: 'KW-BUNDLE-ALTERED', message: expect.stringMatching(why) });
    expect(existsSync(join(second.runs, 'acme'))).toBe(false);
    expect(namesIn(join(second.state, 'fetching'))).toEqual([]);
    // The others come.
    const { code, stderr } = await second.keywright('bundles', 'fetch');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('keywright bundles push --again') });
    expect(readdirSync(join(second.runs, 'beta'))).toHaveLength(1);
  });

test('the review app lists and opens the runs of another machine from the store, once', async ({ set }) => {
  const { store, first, second } = set;
  await push(store, first);
  const [run, other] = closedRuns(first.runs);
  store.objects.delete(`${nameOf(other!)}.zip`);
  const bring = async ({ run: name }: { run: string }) =>
    await fetchBundle(
      open(store),
      here(second),
      second.state,
      closedRuns(second.runs).find(({ begun }) => begun.run === name)!,
    );
  const app = await startReview({ runs: second.runs, reviewer: 'kim', key: here(second).key, bring });
  try {
    const headers = { cookie: await cookieOf(app) };
    const list = await send(app, { path: '/', headers });
    expect(list.text.match(/from the bundle store/g)).toHaveLength(3);
    store.asked.length = 0;
    const [one] = await Promise.all([1, 2].map(() => send(app, { path: `/run/${nameOf(run!)}`, headers })));
    expect(one).toMatchObject({ status: 200, text: expect.stringContaining('0 of 4 signed off') });
    expect((await send(app, { path: `/run/${nameOf(run!)}/picture/1`, headers })).status).toBe(200);
    expect(store.asked).toEqual([`GET /evidence/${nameOf(run!)}.zip`]);
    const missing = await send(app, { path: `/run/${nameOf(other!)}`, headers });
    expect(missing.text).toContain(`has no bundle of ${nameOf(other!)}`);
    expect((await send(app, { path: '/', headers })).text.match(/from the bundle store/g)).toHaveLength(2);
  } finally {
    await app.stop();
  }
});

test('what is wrong with the store is said with its code, and without a key; a run ends as it would', async ({
  set,
}) => {
  const { store, first } = set;
  const of = async (more: Parameters<typeof open>[1]) =>
    await open(store, more)
      .names()
      .then(
        () => 'fine',
        (error: Error & { code?: string }) => `${error.code} ${error.message}`,
      );
  const wrong = await of({ secret: 'another-secret-key-1' });
  expect(wrong).toMatch(
    /^KW-STORE .*refuses the access key, .* \(403, SignatureDoesNotMatch\)\.\nNext: .*KEYWRIGHT_BUN/s,
  );
  expect(wrong).not.toContain('another-secret');
  expect(await of({ endpoint: store.endpoint.replace('evidence', 'other') })).toMatch(/there is no such bucket \(404/);
  const closed = store.endpoint.replace(/:\d+/, ':9');
  expect(await of({ endpoint: closed })).toContain('refuses the connection (ECONNREFUSED)');
  const { notStored } = await keepBundles(open(store, { endpoint: closed }), { ...first, customer: 'acme' });
  expect(notStored).toContain('ECONNREFUSED');
  const end = { outcome: 'done', exit: 0, notStored: notStored! };
  const customers = [entryOf({ n: 1, customer: 'acme', state: 'ended', end }, 'Acme IT')];
  const batch = { begun: '2026-11-30', ended: '2026-11-30', customers } as Batch;
  const lines = batchEndLines(batch, 'summary.html');
  expect(lines.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^1 of 1 customers .*ECONNREFUSED.* push/),
  );
  expect(await of({ prefix: 'a/b' })).toBe('fine');
  // As a network answers that wants a sign-in first.
  const web = createServer((_, answer) => answer.end('<html>Welcome</html>'));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const page = `http://127.0.0.1:${(web.address() as AddressInfo).port}/evidence`;
  expect(await of({ endpoint: page })).toContain('its answer is not that of an S3-compatible store');
  await expect(open(store, { endpoint: page }).put('acme/x', Buffer.from('x'))).rejects.toThrow('is not that of an S3');
  web.close();
  expect((await cliHere(['bundles'], { cwd: first.workspace })).stderr).toContain('[KW-SECRET-MISSING]');
  writeFileSync(join(first.workspace, 'keywright.yaml'), 'keywright: 1\n');
  expect((await first.keywright('bundles')).stderr).toContain('[KW-STORE-NONE]');
});

test('a pruned bundle takes the place of the one with pictures', async ({ set }) => {
  const { store, first } = set;
  await push(store, first);
  const size = () => [...store.objects.values()].reduce((sum, { length }) => sum + length, 0);
  const before = size();
  const { code, stderr } = await first.keywright('prune', '--keep', '0');
  expect(code, stderr).toBe(0);
  expect(size()).toBeLessThan(before);
  for (const [key, bytes] of store.objects) expect(bytes.includes(Buffer.from('pruned.json')), key).toBe(true);
});

for (const [endpoint, is] of [
  ['http://store.example.com/evidence', false],
  ['https://me:secret@store.example.com/evidence', false],
  ['https://evidence.s3.eu-central-1.amazonaws.com', true],
] as const)
  test(`an address of a store is ${is ? 'taken' : 'refused'}: ${endpoint}`, () => {
    const workspace = mkdtempSync(join(tmpdir(), 'kw-bundles-'));
    writeFileSync(join(workspace, 'keywright.yaml'), `keywright: 1\nbundles: { endpoint: '${endpoint}' }\n`);
    expect('diagnostics' in settingsOf(workspace)).toBe(!is);
    rmSync(workspace, { recursive: true });
  });
