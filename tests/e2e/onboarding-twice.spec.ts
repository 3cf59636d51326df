import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ManageAPI } from 'connectwise-rest';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import { type ApiKey, addKey } from '../../src/practice/connectwise/state.ts';
import { type StoreStandIn, startStore } from '../support/s3-stand-in.ts';
import { createWorkspace, ONE_OF_EACH, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ mode: 'serial', timeout: 900_000 });

let workspace: TestWorkspace;

const ONBOARD = ['run', 'onboard', '--customer', 'practice'];
let byHand: ApiKey;
let store: StoreStandIn;
test.beforeAll(async () => {
  workspace = await createWorkspace();
  store = await startStore();
  Object.assign(workspace.env, store.env);
  writeFileSync(join(workspace.folder, 'keywright.yaml'), `keywright: 1\nbundles: { endpoint: '${store.endpoint}' }\n`);
  // Somebody else's key, which stands under Api Credentials until the first run: that is said, and the key itself is
  // left alone.
  const { company, url, companyId } = workspace.practice.connectwise;
  byHand = addKey(company, company.members.find(({ memberId }) => memberId === 'Documentation')!.recid, 'By hand').key;
  Object.assign(workspace.practice.mspcfo.state, {
    credentials: { ...byHand, serverUrl: url, companyId, savedAt: '2026-01-01T00:00:00.000Z', savedBy: 'Sam Rivera' },
  });
});
test.afterAll(async () => {
  await store.stop();
  await workspace.end();
});

test('an onboarding makes one role, one member and one key, with pictures of each gesture', async () => {
  const { company } = workspace.practice.connectwise;
  const first = await workspace.run(...ONBOARD);
  expect(first.code, first.stdout + first.stderr).toBe(0);
  expect(first.stdout).toContain('Step 9 of 9');
  // Nobody has made a key before: the first run does, and says so.
  expect(first.stdout).toContain('Made the key that signs the evidence of this workspace');
  expect(first.stdout).toMatch(
    new RegExp(`MSPCFO holds the key ${byHand.publicKey}.*; \\w+ takes its place\\. In ConnectWise it stays live`),
  );
  expect(company.keys).toContainEqual(byHand);
  expect(workspace.inventory()).toEqual(ONE_OF_EACH);

  // The evidence: a whole chain, pictures of each gesture, the whole table read back, a report of one file.
  const [folder] = workspace.runs();
  expect(checkChain(readFileSync(join(folder!, 'journal.jsonl'), 'utf8'))).toHaveProperty('head');
  const journal = workspace.journal(folder);
  const gestures = journal.filter((line) => line.type === 'gesture');
  const pictured = new Set(
    journal
      .filter((line) => line.type === 'shot' || line.type === 'shot.withheld')
      .map((line) => ('gesture' in line ? line.gesture : 0)),
  );
  expect(gestures.filter(({ gesture, outsidePage }) => !outsidePage && !pictured.has(gesture))).toEqual([]);
  expect(journal.filter((line) => line.type === 'shot.withheld').length).toBeLessThanOrEqual(2);
  // Who signed in is what the screens say.
  const said = [
    ['connectwise', company.users[0]!.username],
    ['mspcfo', 'Sam Rivera'],
  ].map(([portal, account]) => ({ portal, account }));
  expect(journal.filter(({ type }) => type === 'account')).toMatchObject(said);
  const statement = JSON.parse(readFileSync(join(folder!, 'run.json'), 'utf8')) as Record<string, unknown>;
  expect(statement).toMatchObject({ accounts: said, left: [], outcomes: { done: 9 } });
  const role = journal.find((line) => line.type === 'step.result' && line.step === 'role');
  expect(role).toMatchObject({
    outcome: 'done',
    details: {
      'levels other than None': ['System / API Reports / Inquire: All'],
      'rows read': 88,
      'sections read': 9,
    },
  });
  expect(journal.filter((line) => line.type.startsWith('escrow.')).map(({ type }) => type)).toEqual([
    'escrow.sealed',
    'escrow.destroyed',
  ]);
  const sealed = journal.findIndex(({ type }) => type === 'escrow.sealed');
  const nextPicture = journal.findIndex(
    (line, at) => at > journal.findIndex(({ type }) => type === 'secret.read') && line.type === 'shot',
  );
  expect(sealed).toBeLessThan(nextPicture);
  expect(
    journal
      .filter((line) => line.type === 'shot')
      .some((line) => 'redacted' in line && line.redacted.some(({ secret }) => secret === 'ConnectWise private key')),
  ).toBe(true);
  const report = readFileSync(join(folder!, 'report.html'), 'utf8');
  // The numbers of pictures are the same everywhere, and can be counted.
  const { pictures } = JSON.parse(readFileSync(join(folder!, 'run.json'), 'utf8')) as {
    pictures: { moments: number; files: number; repeats: number; says: string };
  };
  expect(pictures).toMatchObject({
    moments: journal.filter((line) => line.type === 'shot').length,
    files: readdirSync(join(folder!, 'shots')).length,
  });
  expect(pictures.files + pictures.repeats).toBe(pictures.moments);
  // Who reviews a run looks at each moment.
  expect(gestures.length).toBeLessThanOrEqual(60);
  expect(pictures.moments).toBeLessThanOrEqual(75);
  for (const text of [first.stdout, report]) expect(text).toContain(pictures.says);
  expect(report).not.toMatch(/(?:src|href)="https?:/);
  expect(report).toContain('data:image/png;base64,');
  expect(readdirSync(join(workspace.folder, 'temp'))).toEqual([]);
  expect(readdirSync(join(workspace.folder, '.keywright', 'escrow', 'practice'))).toEqual([]);
});

test('its evidence is intact, and the help article that comes out of it has each place to click', async () => {
  const [folder] = workspace.runs();
  const register = await workspace.run('register');
  expect(register.stdout).toMatch(/\(practice\): account MSPCFO, since \d{4}-\d\d-\d\d/);
  expect(register.stdout).toContain('role MSPCFO: System / API Reports / Inquire: All');
  expect(register.stdout).toMatch(/key \w+ of \d{4}-\d\d-\d\d, held by MSPCFO/);

  // Closed and signed; and the help article that comes out of it has the four parts of the job, each with the place to
  // click.
  const verified = await workspace.run('verify');
  expect(verified.code, verified.stdout).toBe(0);
  expect(verified.stdout).toContain('1 run: 1 intact.');
  expect([...store.objects.keys()]).toEqual([`practice/${basename(folder!)}.zip`]);
  expect((await workspace.run('export', basename(folder!), '--as', 'guide', '--out', 'guide')).code).toBe(0);
  const guide = readFileSync(join(workspace.folder, 'guide', 'guide.md'), 'utf8');
  for (const words of [
    'System \\> Security Roles',
    'Role ID',
    'Set System / API Reports / Inquire Level to All',
    'System \\> Members',
    'the tab API Members',
    'as Member ID',
    "the member's tab API Keys",
    'keep the private key',
    'press Api Credentials under your name',
    'as the public key',
    'Type the private key',
    'the address of the server',
    'the company ID',
  ])
    expect(guide).toContain(words);
  // It is for anybody: what is only this run's own has a name in its place, and nobody is sent the same way twice.
  expect(guide).toMatch(/\d+\. Choose the first entry of Level \\\(here .+\\\)\n/);
  expect(guide).toContain('Type the user name ‹user name›');
  expect(guide).not.toContain(workspace.practice.connectwise.url);
  for (const chapter of guide.split('\n### ')) {
    const ways = [...chapter.matchAll(/^\d+\. (.*(?:and read|search for).*)$/gm)].map(([, way]) => way);
    expect(new Set(ways).size, ways.join('\n')).toBe(ways.length);
  }
  const page = readFileSync(join(workspace.folder, 'guide', 'guide.html'), 'utf8');
  expect(page.match(/<rect /g)!.length / 2).toBeGreaterThan(30);

  workspace.expectNoSecret({ ocr: true });
});

test('a second one changes nothing', async () => {
  const { mutations } = workspace.practice.connectwise.company;
  const before = { ...mutations, saves: workspace.practice.mspcfo.state.saves };
  // A bundle store that is away is told, and changes nothing else.
  await store.stop();
  const again = await workspace.run(...ONBOARD);
  expect(again.code, again.stdout + again.stderr).toBe(0);
  expect(again.stderr).toMatch(/bundle store .* cannot be used: .*ECONNREFUSED/);
  expect(again.stdout).toContain('✓ Nothing to change');
  expect(
    workspace
      .journal()
      .filter(
        (line) => line.type === 'step.result' && ['role', 'member', 'key', 'credentials', 'sweep'].includes(line.step),
      )
      .map((line) => ('outcome' in line ? line.outcome : '')),
  ).toEqual(Array(5).fill('already in place'));
  // The private key is with MSPCFO, so nobody could verify it here.
  expect(workspace.journal().find((line) => line.type === 'step.result' && line.step === 'proof')).toMatchObject({
    outcome: 'skipped',
  });
  expect(again.stdout).toMatch(/9 steps \(3 done, 5 already in place, 1 skipped\)/);
  expect(workspace.inventory()).toEqual(ONE_OF_EACH);
  expect({ ...mutations, saves: workspace.practice.mspcfo.state.saves }).toEqual(before);
  // A client that nobody here wrote can use what the run made.
  const { connectwise, mspcfo } = workspace.practice;
  const { publicKey, privateKey } = mspcfo.state.credentials!;
  const client = new ManageAPI({
    companyId: connectwise.companyId,
    publicKey,
    privateKey,
    clientId: connectwise.clientId,
    companyUrl: new URL(connectwise.url).host,
    logger: () => undefined,
  });
  // It puts https:// before every address and has no option for that; the practice portals speak plain http.
  const { defaults } = (client.SystemAPI as unknown as { instance: { defaults: { baseURL: string } } }).instance;
  defaults.baseURL = defaults.baseURL.replace('https:', 'http:');
  expect((await client.SystemAPI.getSystemReportsByReportName('Service', { pageSize: 5 })).row_values).toHaveLength(5);
  await expect(client.SystemAPI.getSystemApiMembers()).rejects.toMatchObject({ status: 403 });
});
