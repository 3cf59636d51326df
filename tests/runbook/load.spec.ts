// Longer than 300 lines because it is one subject: loading a job, from file to prepared steps.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { loadPortals } from '../../src/engine/registry.ts';
import { closest } from '../../src/files/closest.ts';
import { sha256Of } from '../../src/files/sha256.ts';
import type { Action } from '../../src/portal-sdk/index.ts';
import { describeActions } from '../../src/runbook/describe.ts';
import { type Diagnostic, formatDiagnostics } from '../../src/runbook/diagnostic.ts';
import { type Customer, type LoadedRunbook, loadRunbook, type Prepared, prepare } from '../../src/runbook/load.ts';
import { loadCustomer } from '../../src/runbook/load-customers.ts';
import { namesSecret } from '../../src/runbook/secret-names.ts';
import { validateFile } from '../../src/runbook/validate.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';

const ONBOARD = fileURLToPath(new URL('../../runbooks/onboard.yaml', import.meta.url));

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywright-load-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The result, or a failure that shows what was found wrong. */
function good<T extends object>(result: T | { diagnostics: Diagnostic[] }): T {
  if ('diagnostics' in result) throw new Error(formatDiagnostics(result.diagnostics as Diagnostic[]));
  return result;
}

function bad(result: object): string {
  expect(result).toHaveProperty('diagnostics');
  return formatDiagnostics((result as { diagnostics: Diagnostic[] }).diagnostics).replaceAll(folder, '');
}

function load(text: string): LoadedRunbook {
  return good(loadRunbook(file('job.yaml', text), REGISTRY));
}

function acme(extra = ''): Customer {
  return good(loadCustomer(file('customers.yaml', GOOD_CUSTOMERS + extra), 'acme', REGISTRY));
}

const HEAD = 'keywright: 1\nname: job\ntitle: Do the job\n';
const KEY =
  '      - id: key\n        use: connectwise.key.ensure\n        with: { member: M, description: D, current: { ' +
  'connection: none } }\n';
const memberRunbook = (fields: string, inputs = '') =>
  `${HEAD}${inputs}phases:\n  - title: First\n    steps:\n      - id: member\n        use: ` +
  `connectwise.member.ensure\n        with: ${fields}\n`;
const stepsRunbook = (steps: string, inputs = '') => `${HEAD}${inputs}phases:\n  - title: First\n    steps:\n${steps}`;

test('the onboarding runbook is prepared as it is written', () => {
  const loaded = good(loadRunbook(ONBOARD, REGISTRY));
  expect(loaded.hints).toEqual([]);
  expect(loaded.sha256).toBe(sha256Of(loaded.bytes));
  const prepared = good(prepare(loaded, acme(), ['timeZone=UTC'], REGISTRY));
  expect(prepared.steps.map(({ phase, index, id }) => `${phase}.${index} ${id}`)).toEqual([
    '0.0 connectwise',
    '0.1 role',
    '1.2 member',
    '2.3 mspcfo',
    '2.4 held',
    '2.5 key',
    '2.6 proof',
    '3.7 credentials',
    '3.8 sweep',
  ]);
  expect(prepared.steps.map(({ needs }) => needs.join())).toEqual([
    '',
    '',
    '',
    '',
    '',
    'member,held',
    'key',
    'key',
    'member,credentials',
  ]);
  expect(prepared.steps[1]!.title).toBe('Create security role MSPCFO');
  expect(prepared.steps[0]!.action).toBe(prepared.steps[0]!.portal.signIn);
  expect(prepared.inputs).toEqual({
    role: 'MSPCFO',
    levels: { System: { 'API Reports': { inquire: 'All' } } },
    member: 'MSPCFO',
    memberName: 'MSPCFO',
    keyDescription: 'MSPCFO',
    timeZone: 'UTC',
  });
  expect(prepared.steps[1]!.resolve(new Map())).toEqual({
    name: 'MSPCFO',
    levels: { System: { 'API Reports': { inquire: 'All' } } },
    member: 'MSPCFO',
  });
});

const LEVEL_TITLES: [what: string, levels: string, rights: string][] = [
  [
    'one level',
    '{ System: { API Reports: { inquire: All } } }',
    'with System / API Reports / Inquire (All) as its only right',
  ],
  ['no level', '{ System: { API Reports: { inquire: None } } }', 'without any right'],
  [
    'a few levels',
    '{ Companies: { Contacts: { add: My, edit: My, inquire: All } }, System: { API Reports: { inquire: All } } }',
    'with Companies / Contacts / Add and Edit (My) and Inquire (All) and System / API Reports / Inquire (All) ' +
      'as its only rights',
  ],
  [
    'many levels',
    '{ Companies: { Company Maintenance: { inquire: All }, Contacts: { inquire: All } }, Finance: { Agreements: ' +
      '{ add: All, edit: All, inquire: All } }, ' +
      'Procurement: { Product Catalog: { add: All, edit: All, inquire: All } }, Service Desk: { Service ' +
      'Tickets: { add: All, edit: All, inquire: All } } }',
    'with 11 levels in Companies, Finance, Procurement and Service Desk as its only rights',
  ],
  [
    'levels that (customize) limits',
    '{ System: { Table Setup: { inquire: All, only: [Company / Company Status, Company / Company Type] } } }',
    'with System / Table Setup / Inquire (All) as its only right; (customize) limits System / Table Setup to 2 entries',
  ],
];
for (const [what, levels, rights] of LEVEL_TITLES) {
  test(`the title of the step that makes a role with ${what} says what the role may do`, async () => {
    const registry = await loadPortals();
    const inputs = `    inputs: { onboard: { role: Commvault, levels: ${levels} } }\n`;
    const customer = good(loadCustomer(file('customers.yaml', GOOD_CUSTOMERS + inputs), 'acme', registry));
    const { steps } = good(prepare(good(loadRunbook(ONBOARD, registry)), customer, [], registry));
    expect(steps[1]!.title).toBe(`Create the security role Commvault ${rights}`);
  });
}

test('a title that is made from the input leaves out what only the run will know', () => {
  const connectwise = REGISTRY.get('connectwise')!;
  const title = ({ member = 'somebody', description }: { member?: string; description?: string }) =>
    `Make keys for ${member}: ${description}`;
  const actions = connectwise.actions.map((one) =>
    one.name === 'connectwise.key.ensure' ? ({ ...one, title } as Action) : one,
  );
  const registry = new Map([...REGISTRY, ['connectwise', { ...connectwise, actions }]]);
  const text = stepsRunbook(
    `      - id: member
        use: connectwise.member.ensure
        with: { id: M, name: N, role: R }
      - id: key
        use: connectwise.key.ensure
        with: { member: "\${{ steps.member.id }}", description: "for \${{ customer.name }}", current: { ` +
      `connection: none } }
`,
  );
  const loaded = good(loadRunbook(file('job.yaml', text), registry));
  expect(good(prepare(loaded, acme(), [], registry)).steps[1]!.title).toBe('Make keys for somebody: for acme');
});

test('an optional input without a value leaves its field out', () => {
  const prepared = good(prepare(good(loadRunbook(ONBOARD, REGISTRY)), acme(), [], REGISTRY));
  expect(prepared.steps[2]!.resolve(new Map())).toEqual({ id: 'MSPCFO', name: 'MSPCFO', role: 'MSPCFO' });
});

test("outputs, secrets and the customer's settings reach the action with their types", () => {
  const prepared = good(prepare(good(loadRunbook(ONBOARD, REGISTRY)), acme(), [], REGISTRY));
  const privateKey = new Secret('correct horse battery', 'a private key');
  const outputs = new Map<string, unknown>([
    ['member', { id: 'MSPCFO' }],
    ['held', { connection: 'none' }],
    ['key', { publicKey: 'PUB', privateKey }],
  ]);
  expect(prepared.steps[5]!.resolve(outputs)).toEqual({
    member: 'MSPCFO',
    description: 'MSPCFO',
    receiver: 'MSPCFO',
    current: { connection: 'none' },
  });
  const credentials = prepared.steps[7]!.resolve(outputs) as { privateKey: Secret };
  expect(credentials).toEqual({
    publicKey: 'PUB',
    privateKey,
    server: 'https://na.myconnectwise.net',
    company: 'acme',
  });
  expect(credentials.privateKey).toBe(privateKey);
});

test('a step says which output is missing or wrong, without its value', () => {
  const prepared = good(prepare(good(loadRunbook(ONBOARD, REGISTRY)), acme(), [], REGISTRY));
  const { resolve } = prepared.steps[6]!;
  expect(() => resolve(new Map())).toThrow('Step "proof" reads step "key", which has not run.');
  expect(() => resolve(new Map([['key', {}]]))).toThrow('"publicKey" is missing (it comes from steps.key.publicKey)');
  expect(() => resolve(new Map([['key', { publicKey: 'P', privateKey: 'hunter2' }]]))).toThrow(
    'Step "proof" cannot start: for connectwise.key.verify, "privateKey" must be a secret (it comes from ' +
      'steps.key.privateKey).',
  );
});

test('a text is put together from inputs, numbers and outputs', () => {
  const text = stepsRunbook(
    `      - id: member
        use: connectwise.member.ensure
        with: { id: "A-\${{ inputs.n }}", name: "\${{ customer.name }} \${{ inputs.n }}", role: R, seats: "\${{ ` +
      `inputs.n }}" }
      - id: again
        use: connectwise.member.ensure
        with: { id: B, name: "for \${{ steps.member.id }} (\${{ steps.member.seats }})", role: R }
`,
    'inputs:\n  n: { type: integer, default: 4 }\n',
  );
  const { steps } = good(prepare(load(text), acme(), [], REGISTRY));
  expect(steps[0]!.resolve(new Map())).toEqual({ id: 'A-4', name: 'acme 4', role: 'R', seats: 4 });
  expect(steps[1]!.resolve(new Map([['member', { id: 'A-4', seats: 3 }]]))).toEqual({
    id: 'B',
    name: 'for A-4 (3)',
    role: 'R',
  });
  expect(() => steps[1]!.resolve(new Map([['member', {}]]))).toThrow('"name" has a text in which a value is missing');
});

test('what was filled in is never read again', () => {
  const text = memberRunbook(
    '{ id: "${{ inputs.a }}", name: "<${{ inputs.a }}>", role: "$${{ inputs.a }}" }',
    'inputs:\n  a: { type: string }\n',
  );
  const { steps } = good(prepare(load(text), acme(), ['a=${{ x.y }}'], REGISTRY));
  expect(steps[0]!.resolve(new Map())).toEqual({ id: '${{ x.y }}', name: '<${{ x.y }}>', role: '${{ inputs.a }}' });
});

test('markup, formulas and code are plain text', () => {
  for (const value of ['"><img src=x onerror=alert(1)>', '=HYPERLINK("http://evil")', '{{privateKey}}', '__proto__']) {
    const text = memberRunbook('{ id: M, name: N, role: "${{ inputs.a }}" }', 'inputs:\n  a: { type: string }\n');
    const prepared = good(prepare(load(text), acme(), [`a=${value}`], REGISTRY));
    expect(prepared.steps[0]!.resolve(new Map())).toEqual({ id: 'M', name: 'N', role: value });
  }
});

test('--input comes before the customers file, and that before the default', () => {
  const text = memberRunbook(
    '{ id: "${{ inputs.a }}", name: "${{ inputs.b }}", role: "${{ inputs.c }}" }',
    'inputs:\n  a: { type: string, default: one }\n  b: { type: string, default: one }\n  c: { type: string, ' +
      'default: one }\n',
  );
  const customer = acme('    inputs:\n      job: { a: two, b: two }\n');
  expect(good(prepare(load(text), customer, ['a=three'], REGISTRY)).inputs).toEqual({ a: 'three', b: 'two', c: 'one' });
});

test('--input is read as the declared type', () => {
  const inputs =
    'inputs:\n  n: { type: integer }\n  b: { type: boolean }\n  m: { type: map, optional: true }\n  s: { type: ' +
    'string }\n';
  const loaded = load(
    memberRunbook(
      '{ id: M, name: N, role: "${{ inputs.s }}", seats: "${{ inputs.n }}", active: "${{ inputs.b }}" }',
      inputs,
    ),
  );
  expect(loaded.hints.map(({ line, message }) => `${line} ${message}`)).toEqual(['7 nothing reads the input "m"']);
  expect(good(prepare(loaded, acme(), ['n=7', 'b=true', 's=1=2', 'm={ System: { a: 1 } }'], REGISTRY)).inputs).toEqual({
    n: 7,
    b: true,
    s: '1=2',
    m: { System: { a: 1 } },
  });
  const said = bad(
    prepare(loaded, acme(), ['n=many', 'b=yes', 'm={ a: *b }', 's=x\u001b[2J', 'zz=1', 'nonsense'], REGISTRY),
  );
  for (const part of [
    '--input n: must be a whole number',
    '--input b: must be true or false',
    '--input m: YAML aliases',
    '--input s: holds a character',
    '--input zz: the runbook has no input',
    '--input: must be written name=value',
  ])
    expect(said).toContain(part);
});

test('a value of a megabyte is refused, from the command line and from the customers file', () => {
  const loaded = load(memberRunbook('{ id: M, name: N, role: "${{ inputs.a }}" }', 'inputs:\n  a: { type: string }\n'));
  const huge = 'hunter2'.repeat(160_000);
  const said = bad(prepare(loaded, acme(), [`a=${huge}`], REGISTRY));
  expect(said).toContain('--input a: is longer than 4000 characters');
  expect(said).not.toContain('hunter2');
  const tooLong = bad(
    prepare(loaded, acme(`    inputs:\n      job: { a: ${'hunter2'.repeat(1_000)} }\n`), [], REGISTRY),
  );
  expect(tooLong).toMatch(/customers\.yaml:\d+:\d+: input "a": must be at most 4000 characters/);
  expect(tooLong).not.toContain('hunter2');
  expect(
    bad(
      loadCustomer(
        file('customers.yaml', `${GOOD_CUSTOMERS}    inputs:\n      job: { a: ${huge} }\n`),
        'acme',
        REGISTRY,
      ),
    ),
  ).toContain('larger than 1 MB');
});

test('a missing input says how to give it', () => {
  const text = memberRunbook(
    '{ id: M, name: N, role: "${{ inputs.site }}" }',
    'inputs:\n  site: { type: string, description: Where it is }\n',
  );
  expect(bad(prepare(load(text), acme(), [], REGISTRY))).toBe(
    'input site: has no value (Where it is) [KW-INPUT-MISSING]\n' +
      '  Hint: Give it with --input site=…, or in /customers.yaml under ' +
      'customers > acme > inputs > job.',
  );
});

test('a value from outside that does not fit is refused where it is used, and not shown', () => {
  const text = memberRunbook(
    '{ id: "${{ inputs.id }}", name: N, role: R }',
    'inputs:\n  id: { type: string, default: M }\n',
  );
  const said = bad(prepare(load(text), acme(), ['id=hunter2hunter2hunter2'], REGISTRY));
  expect(said).toContain(
    '/job.yaml:11:21: "id" must be at most 15 characters long; its value comes from the input "id" (given with ' +
      '--input)',
  );
  expect(said).not.toContain('hunter2');
});

test('an optional input without a value is refused where a value is needed', () => {
  const required = memberRunbook(
    '{ id: M, name: N, role: "${{ inputs.r }}" }',
    'inputs:\n  r: { type: string, optional: true }\n',
  );
  expect(bad(prepare(load(required), acme(), [], REGISTRY))).toContain(
    '"role" is missing; its value comes from the input "r" (without a value)',
  );
  const inText = memberRunbook(
    '{ id: M, name: N, role: "for ${{ inputs.r }}" }',
    'inputs:\n  r: { type: string, optional: true }\n',
  );
  expect(bad(prepare(load(inText), acme(), [], REGISTRY))).toContain('cannot be put into this text');
  const title =
    `${HEAD}inputs:\n  r: { type: string, optional: true }\nphases:\n  - title: \${{ inputs.r }}\n    ` +
    `steps:\n${KEY}`;
  expect(bad(prepare(load(title), acme(), [], REGISTRY))).toContain(
    'the input "r" (without a value) cannot be put into this text',
  );
});

test("the customers file's inputs are checked against the runbook", () => {
  const text = memberRunbook(
    '{ id: "${{ inputs.member }}", name: N, role: R }',
    'inputs:\n  member: { type: string, default: M }\n',
  );
  const wrongName = bad(prepare(load(text), acme('    inputs:\n      job: { membr: X }\n'), [], REGISTRY));
  expect(wrongName).toContain('/customers.yaml:9:14: the runbook "job" has no input "membr"');
  expect(wrongName).toContain('Did you mean "member"?');
  expect(bad(prepare(load(text), acme('    inputs:\n      job: { member: 12 }\n'), [], REGISTRY))).toContain(
    '/customers.yaml:9:22: input "member": must be text, but is a number',
  );
});

test('a customer without a portal that the runbook uses is refused', () => {
  const customers = file('customers.yaml', GOOD_CUSTOMERS.replace(/ {6}mspcfo.*\n/, ''));
  const said = bad(
    prepare(good(loadRunbook(ONBOARD, REGISTRY)), good(loadCustomer(customers, 'acme', REGISTRY)), [], REGISTRY),
  );
  expect(said).toContain('customers.yaml:5:5: customer "acme" has no portal "mspcfo" (MSPCFO), which the runbook uses');
});

test('an unknown customer is told apart from a misspelt one', () => {
  const customers = file('customers.yaml', GOOD_CUSTOMERS);
  expect(bad(loadCustomer(customers, 'acne', REGISTRY))).toBe(
    '/customers.yaml: there is no customer "acne" [KW-CUSTOMER-UNKNOWN]\n  Hint: Did you mean "acme"?',
  );
  expect(bad(loadCustomer(customers, '../other-customer', REGISTRY))).toContain('Customers: acme.');
});

test('a customer has its addresses, and settings with the way to sign in', () => {
  const { title, portals } = acme();
  expect(title).toBe('Acme IT');
  expect(portals['connectwise']).toEqual({
    url: new URL('https://na.myconnectwise.net'),
    settings: { company: 'acme', username: 'j.admin', 'sign-in': 'password' },
  });
  expect(portals['mspcfo']!.settings).toEqual({ username: 'support', 'sign-in': 'password' });
});

test('plain addresses of real and local portals are accepted', () => {
  for (const url of [
    'https://na.myconnectwise.net/',
    'https://AU.myconnectwise.net',
    'https://cw.acme.co.uk',
    'https://connectwise.com.au',
    'https://connectwise.acme.com',
    'https://psa.net.corp.acme.com',
    'http://127.0.0.1:4711',
    'http://localhost:4711/',
    'http://[::1]:4711',
    'https://na.myconnectwise.net:443',
  ]) {
    const text = GOOD_CUSTOMERS.replace('https://na.myconnectwise.net', JSON.stringify(url));
    expect(loadCustomer(file('customers.yaml', text), 'acme', REGISTRY), url).toHaveProperty('name', 'acme');
  }
});

test("a step has its own title, or its action's with the values that are known", () => {
  const text = stepsRunbook(
    `      - id: member
        use: connectwise.member.ensure
        with: { id: "\${{ inputs.a }}", name: N, role: R }
        timeout: 90s
        retries: 0
      - id: key
        use: connectwise.key.ensure
        with: { member: "\${{ steps.member.id }}", description: D, current: { connection: none } }
      - id: last
        title: Look after \${{ inputs.a }}
        use: mspcfo.credentials.read
`,
    'inputs:\n  a: { type: string, default: API }\n',
  )
    .replace('title: Do the job', 'title: Make ${{ inputs.a }}')
    .replace('- title: First', '- title: Phase ${{ inputs.a }}');
  const { runbook, steps } = good(prepare(load(text), acme(), [], REGISTRY));
  expect(steps.map(({ title }) => title)).toEqual([
    'Create API member API with R',
    'Create one pair of keys for (from step "member")',
    'Look after API',
  ]);
  expect([runbook.title, runbook.phases[0]!.title]).toEqual(['Make API', 'Phase API']);
  expect(steps.map(({ timeoutMs, retries }) => [timeoutMs, retries])).toEqual([
    [90_000, 0],
    [900_000, 1],
    [900_000, 1],
  ]);
});

test('a run uses the bytes that were checked, whatever becomes of the file', () => {
  const text = memberRunbook('{ id: M, name: N, role: R }');
  const loaded = load(text);
  file('job.yaml', text.replace('id: M', 'id: X'));
  const prepared: Prepared = good(prepare(loaded, acme(), [], REGISTRY));
  expect(prepared.bytes.toString()).toBe(text);
  expect(prepared.steps[0]!.resolve(new Map())).toEqual({ id: 'M', name: 'N', role: 'R' });
});

test('sane YAML of every style is accepted', () => {
  const text = `\uFEFF--- # a mark, a first document line and comments: { [ {{ & * ! %
keywright: 1 # "unclosed
name: job
title: 'It''s [the] {job} & more * ! % @ #1: yes'
description: |
  Lines with [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ and {{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{ in them,
  # no comment, *no alias, &no anchor, !no tag
  --- no document
  "quotes' of every kind\\
inputs: { a: { type: string, default: "it's \\"quoted\\" \\u00e9 \u{1F511}" } }
phases:\r
- title: First
  steps:

  - id: member
    use: "connectwise.member.ensure"
    with: {id: M, "name": N,
      role: "\${{inputs.a}}",   # across lines
      tags: [ 'a',
        b ]
    }
...`.replace('\n...', '\n');
  expect(good(prepare(load(text), acme(), [], REGISTRY)).steps[0]!.resolve(new Map())).toEqual({
    id: 'M',
    name: 'N',
    role: 'it\'s "quoted" \u00e9 \u{1F511}',
    tags: ['a', 'b'],
  });
});

test('all mistakes are shown at once, in the order of the lines, at most 20', () => {
  const text =
    `keywright: 2\nname: Job\ntitle: x\nphases:\n  - title: First\n    ` +
    `steps:\n${Array.from({ length: 30 }, (_, n) => `      - { id: s${n}, use: nothing.at.all }\n`).join('')}`;
  const said = bad(loadRunbook(file('job.yaml', text), REGISTRY));
  expect(said).toMatch(/job\.yaml:1:12[\s\S]*job\.yaml:2:7[\s\S]*job\.yaml:7:/);
  expect(said).toContain('… and 12 more');
});

test('a message has the place, the line, a caret and a hint', () => {
  const said = bad(
    loadRunbook(
      file(
        'job.yaml',
        memberRunbook(
          '{ id: M, name: N, role: "${{ inputs.rol }}" }',
          'inputs:\n  role: { type: string, default: R }\n',
        ),
      ),
      REGISTRY,
    ),
  );
  expect(said).toBe(
    [
      '/job.yaml:11:40: there is no input "rol" [KW-EXPRESSION-UNKNOWN]',
      '          with: { id: …, name: …, role: "${{ inputs.rol }}" }',
      '                                         ^',
      '  Hint: Did you mean "role"?',
    ].join('\n'),
  );
});

test('validate tells runbooks and customers files apart', () => {
  expect(validateFile(ONBOARD, REGISTRY)).toEqual({ kind: 'runbook', holds: '9 steps', diagnostics: [], hints: [] });
  expect(validateFile(file('c.yaml', GOOD_CUSTOMERS), REGISTRY)).toEqual({
    kind: 'customers file',
    holds: '1 customer',
    diagnostics: [],
    hints: [],
  });
  expect(validateFile(join(folder, 'none.yaml'), REGISTRY)).toMatchObject({
    kind: 'file',
    diagnostics: [{ message: 'there is no such file' }],
  });
});

test('suggestions are near, not any', () => {
  expect(closest('API Report', ['API Reports', 'Table Setup'])).toBe('API Reports');
  expect(closest('sign_in', ['sign-in', 'username'])).toBe('sign-in');
  expect(closest('colour', ['url', 'username', 'company'])).toBeUndefined();
});

test('actions are described in words', () => {
  const actions = describeActions(REGISTRY);
  expect(actions.map(({ name }) => name)).toEqual([...actions.map(({ name }) => name)].sort());
  const key = actions.find(({ name }) => name === 'connectwise.key.verify')!;
  expect(key.inputs.slice(0, 2)).toEqual([
    { name: 'publicKey', type: 'text', required: true, description: '' },
    { name: 'privateKey', type: 'a secret', required: false, description: '' },
  ]);
  expect(key.outputs).toEqual([{ name: 'proven', type: 'true or false', required: true, description: '' }]);
  const role = actions.find(({ name }) => name === 'connectwise.role.ensure')!;
  expect(role.inputs[0]).toEqual({
    name: 'name',
    type: 'text, at most 30 characters',
    required: true,
    description: 'Name of the role',
  });
  expect(key.inputs.find(({ name }) => name === 'levels')).toMatchObject({ required: false });
  expect(actions.find(({ name }) => name === 'mspcfo.credentials.read')!.outputs[1]!.type).toBe(
    'one of works, fails, unknown, none',
  );
});

test('a name tells whether a secret is meant, or only something about one', () => {
  const meant = ['password', 'apiKey', 'private-key', 'token', 'secretValue', 'namePassword'];
  expect(meant.filter((name) => !namesSecret(name))).toEqual([]);
  const about = ['publicKey', 'keyDescription', 'tokenName', 'token-type', 'name'];
  expect(about.filter(namesSecret)).toEqual([]);
});
