// Longer than 300 lines because it is one subject: the practice REST API, endpoint by endpoint.
import { expect, test } from '@playwright/test';
import { ManageAPI } from 'connectwise-rest';
import { COLUMNS, type Level, type LevelColumn, MODULES } from '../../src/practice/connectwise/modules.ts';
import { RECORDS, SETUP_TABLES } from '../../src/practice/connectwise/record-data.ts';
import { addKey, type CompanyState, type RowLevels } from '../../src/practice/connectwise/state.ts';
import { type Practice, type PracticeOptions, startPractice } from '../../src/practice/testing/start.ts';

const running: Practice[] = [];
test.afterEach(async () => void (await Promise.all(running.splice(0).map((practice) => practice.stop()))));

async function start(options: PracticeOptions = {}): Promise<Practice> {
  const practice = await startPractice({ delay: 5, ...options });
  running.push(practice);
  return practice;
}

interface Key {
  publicKey: string;
  privateKey: string;
  recid: number;
  memberRecid: number;
  roleRecid: number;
}

/** An API member with a key, and a role with levels in some rows: `{ 'System/API Reports': { inquire: 'All' } }`. */
function keyWith(company: CompanyState, rows: Record<string, Partial<RowLevels>>): Key {
  const none: RowLevels = { add: 'None', edit: 'None', delete: 'None', inquire: 'None' };
  const role = {
    ...company.roles[0]!,
    recid: company.nextRecid++,
    name: `Role ${company.nextRecid}`,
    levels: Object.fromEntries(Object.entries(rows).map(([row, levels]) => [row, { ...none, ...levels }])),
  };
  company.roles.push(role);
  const member = {
    ...company.members[0]!,
    recid: company.nextRecid++,
    memberId: `Api${company.nextRecid}`,
    roleRecid: role.recid,
    inactive: false,
  };
  company.members.push(member);
  const { key, privateKey } = addKey(company, member.recid, 'test');
  return { publicKey: key.publicKey, privateKey, recid: key.recid, memberRecid: member.recid, roleRecid: role.recid };
}

const REPORTS_ONLY = { 'System/API Reports': { inquire: 'All' } } as const;

interface Ask {
  method?: string;
  companyId?: string;
  base?: string;
  clientId?: string | undefined;
  privateKey?: string;
  body?: unknown;
}

async function ask(
  { connectwise }: Practice,
  key: Key,
  path: string,
  {
    method = 'GET',
    companyId = connectwise.companyId,
    base = 'v4_6_release',
    privateKey = key.privateKey,
    body,
    ...rest
  }: Ask = {},
) {
  const clientId = 'clientId' in rest ? rest.clientId : connectwise.clientId;
  return await fetch(`${connectwise.url}/${base}/apis/3.0/${path}`, {
    method,
    headers: {
      Authorization: `Basic ${btoa(`${companyId}+${key.publicKey}:${privateKey}`)}`,
      ...(clientId !== undefined && { clientId }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

test('good keys with the right to API Reports read the list of reports and each report', async () => {
  const practice = await start();
  const key = keyWith(practice.connectwise.company, REPORTS_ONLY);
  const list = await ask(practice, key, 'system/reports');
  expect(list.status).toBe(200);
  const names = ((await list.json()) as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Agreement', 'Company', 'Member', 'Service']));
  for (const name of names) {
    const report = (await (await ask(practice, key, `system/reports/${name.toLowerCase()}?pageSize=1000`)).json()) as {
      column_definitions: Record<string, { type: string }>[];
      row_values: unknown[][];
    };
    expect(report.row_values.length).toBeGreaterThan(0);
    expect(new Set(report.row_values.map((row) => row.length))).toEqual(new Set([report.column_definitions.length]));
    expect(await (await ask(practice, key, `system/reports/${name}/columns`)).json()).toEqual(
      report.column_definitions,
    );
    expect(await (await ask(practice, key, `system/reports/${name}/count`)).json()).toEqual({
      count: report.row_values.length,
    });
  }
  expect((await ask(practice, key, 'system/reports/Nothing')).status).toBe(404);
});

test('the code base of the company works as v4_6_release does, and paths take any case', async () => {
  const practice = await start();
  const key = keyWith(practice.connectwise.company, REPORTS_ONLY);
  for (const base of ['v2025_1', 'V4_6_Release'])
    expect((await ask(practice, key, 'System/REPORTS', { base })).status).toBe(200);
});

test('wrong keys, an inactive key, a deleted key and an inactive member get 401', async () => {
  const practice = await start();
  const { company, url, clientId } = practice.connectwise;
  const key = keyWith(company, REPORTS_ONLY);
  const other = keyWith(company, REPORTS_ONLY);
  const refused = async (answer: Response) => {
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'ConnectWiseApi', message: 'UserNotAuthenticated' });
  };
  await refused(await ask(practice, key, 'system/info', { privateKey: other.privateKey }));
  await refused(await ask(practice, { ...key, publicKey: 'unknown' }, 'system/info'));
  await refused(await fetch(`${url}/v4_6_release/apis/3.0/system/info`, { headers: { clientId } }));
  await refused(
    await fetch(`${url}/v4_6_release/apis/3.0/system/info`, { headers: { clientId, Authorization: 'Basic bm9wZQ==' } }),
  );
  company.keys.find(({ recid }) => recid === key.recid)!.inactive = true;
  await refused(await ask(practice, key, 'system/info'));
  company.keys.splice(
    company.keys.findIndex(({ recid }) => recid === key.recid),
    1,
  );
  await refused(await ask(practice, key, 'system/info'));
  expect((await ask(practice, other, 'system/info')).status).toBe(200);
  company.members.find(({ recid }) => recid === other.memberRecid)!.inactive = true;
  await refused(await ask(practice, other, 'system/info'));
});

test('a client id is demanded: none, no GUID and an unregistered one get 401', async () => {
  const practice = await start();
  const key = keyWith(practice.connectwise.company, REPORTS_ONLY);
  for (const clientId of [undefined, 'me', '00000000-0000-4000-8000-000000000000'])
    expect((await ask(practice, key, 'system/info', { clientId })).status).toBe(401);
  expect(
    (await ask(practice, key, 'system/info', { clientId: practice.connectwise.clientId.toUpperCase() })).status,
  ).toBe(200);
});

test('a wrong company and a wrong code base get 400 in plain text about routing', async () => {
  const practice = await start();
  const key = keyWith(practice.connectwise.company, REPORTS_ONLY);
  for (const wrong of [{ companyId: 'elsewhere' }, { base: 'v2019_3' }]) {
    const answer = await ask(practice, key, 'system/info', wrong);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toMatch(/^Cannot route/);
  }
});

test('keys of one company open nothing in another', async () => {
  const practice = await start({ customers: ['second'] });
  const key = keyWith(practice.connectwise.company, REPORTS_ONLY);
  expect((await ask(practice, key, 'system/info', { companyId: 'second' })).status).toBe(401);
});

test('unknown paths get 404 in JSON, known ones with another method 405', async () => {
  const practice = await start();
  const key = keyWith(practice.connectwise.company, REPORTS_ONLY);
  const answer = await ask(practice, key, 'system/nothing/here');
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'NotFound', message: 'The endpoint does not exist.' });
  expect((await ask(practice, key, 'system/reports', { method: 'DELETE' })).status).toBe(405);
});

test('too many calls in a minute get 429 and are told when to come back', async () => {
  const practice = await start({ restLimit: 3 });
  const key = keyWith(practice.connectwise.company, REPORTS_ONLY);
  for (let n = 0; n < 3; n++) expect((await ask(practice, key, 'system/info')).status).toBe(200);
  const answer = await ask(practice, key, 'system/info');
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
});

test('only API Reports opens the reports; look-alike rows do not', async () => {
  const practice = await start();
  const lookAlikes = Object.fromEntries(
    [
      'Companies/Reports',
      'Finance/Reports',
      'Service Desk/Reports',
      'Marketing/Marketing Reports',
      'System/System Reports',
      'System/Report Writer',
    ].map((row) => [row, { inquire: 'All' as const }]),
  );
  const key = keyWith(practice.connectwise.company, {
    ...lookAlikes,
    'System/API Reports': { add: 'All', edit: 'All', delete: 'All' },
  });
  const answer = await ask(practice, key, 'system/reports');
  expect(answer.status).toBe(403);
  expect(((await answer.json()) as { message: string }).message).toContain('permission');
  expect((await ask(practice, key, 'system/info')).status).toBe(200);
});

const RIGHTS: [row: string, column: LevelColumn, method: string, path: (key: Key) => string, body?: unknown][] = [
  ['System/Member Maintenance', 'inquire', 'GET', () => 'system/apiMembers'],
  ['System/Member Maintenance', 'inquire', 'GET', () => 'system/apiMembers/count'],
  ['System/Member Maintenance', 'inquire', 'GET', ({ memberRecid }) => `system/apiMembers/${memberRecid}`],
  ['System/Member Maintenance', 'inquire', 'GET', () => 'system/members'],
  ['System/Member Maintenance', 'inquire', 'GET', () => 'system/members/count'],
  [
    'System/Member Maintenance',
    'edit',
    'PUT',
    ({ memberRecid }) => `system/apiMembers/${memberRecid}`,
    { identifier: 'Fresh', securityRole: { name: 'No Access' } },
  ],
  [
    'System/Member Maintenance',
    'add',
    'POST',
    () => 'system/apiMembers',
    { identifier: 'Fresh', securityRole: { name: 'No Access' } },
  ],
  [
    'System/Member Maintenance',
    'edit',
    'PATCH',
    ({ memberRecid }) => `system/apiMembers/${memberRecid}`,
    [{ op: 'replace', path: '/notes', value: 'changed' }],
  ],
  ['System/Security Roles', 'inquire', 'GET', () => 'system/securityroles'],
  ['System/Security Roles', 'inquire', 'GET', ({ roleRecid }) => `system/securityRoles/${roleRecid}/settings`],
  ['System/Security Roles', 'add', 'POST', () => 'system/securityroles', { name: 'Fresh' }],
];
for (const [row, column, method, path, body] of RIGHTS) {
  test(`${method} ${path({ memberRecid: 0, roleRecid: 0 } as Key)} needs ${column} of ${row}`, async () => {
    const practice = await start();
    const { company } = practice.connectwise;
    const others = Object.fromEntries(
      COLUMNS.filter((other) => other !== column).map((other) => [other, 'All' as const]),
    );
    const [without, withIt] = [
      keyWith(company, { ...REPORTS_ONLY, [row]: others }),
      keyWith(company, { [row]: { [column]: 'All' } }),
    ];
    const [refused, done] = [
      await ask(practice, without, path(without), { method, body }),
      await ask(practice, withIt, path(withIt), { method, body }),
    ];
    expect(refused.status).toBe(403);
    expect(done.status).toBe(method === 'POST' ? 201 : 200);
  });
}

for (const kind of RECORDS) {
  test(`each level of ${kind.row} in ${kind.module} opens its own methods of ${kind.path}, and no others`, async () => {
    const practice = await start();
    const { company } = practice.connectwise;
    const row = `${kind.module}/${kind.row}`;
    const everything = Object.fromEntries(
      Object.entries(MODULES).flatMap(([module, rows]) =>
        rows.map((name) => [`${module}/${name}`, { add: 'All', edit: 'All', delete: 'All', inquire: 'All' }] as const),
      ),
    );
    const fresh = {
      [kind.required]: 'Fresh',
      ...(kind.entryOf && { type: { name: kind.path === 'finance/agreements' ? 'Block Time' : 'Printer' } }),
    };
    const calls = { inquire: ['GET', ''], add: ['POST', ''], edit: ['PATCH', '/1'], delete: ['DELETE', '/1'] } as const;
    const good = { inquire: 200, add: 201, edit: 200, delete: 204 };
    const call = async (key: Key, [method, below]: readonly [string, string]) => {
      const body =
        method === 'POST'
          ? fresh
          : method === 'PATCH'
            ? [{ op: 'replace', path: kind.required, value: 'Changed' }]
            : undefined;
      return (await ask(practice, key, kind.path + below, { method, body })).status;
    };
    const outside = keyWith(company, { ...everything, [row]: {} });
    for (const column of COLUMNS) expect(await call(outside, calls[column]), column).toBe(403);
    expect(await call(outside, ['GET', '/1'])).toBe(403);
    expect(await call(outside, ['GET', '/count'])).toBe(403);
    for (const column of ['inquire', 'add', 'edit', 'delete'] as const) {
      const inside = keyWith(company, { [row]: { [column]: 'All' } });
      for (const other of COLUMNS)
        if (other !== column) expect(await call(inside, calls[other]), `${other} with ${column}`).toBe(403);
      expect(await call(inside, calls[column]), column).toBe(good[column]);
    }
    const reader = keyWith(company, { [row]: { inquire: 'All' } });
    const rows = (await (await ask(practice, reader, `${kind.path}?pageSize=1000`)).json()) as Record<
      string,
      unknown
    >[];
    expect(rows.some((record) => record[kind.required] === 'Fresh')).toBe(true);
    expect(rows.some(({ id }) => id === 1)).toBe(false);
    expect(company.mutations).toEqual({
      [`${kind.name} created`]: 1,
      [`${kind.name} saved`]: 1,
      [`${kind.name} deleted`]: 1,
    });
  });
}

test('a role for reports alone is denied everything else that verification may ask', async () => {
  const practice = await start();
  const key = keyWith(practice.connectwise.company, REPORTS_ONLY);
  for (const path of [...RECORDS, ...SETUP_TABLES].map((one) => one.path))
    expect((await ask(practice, key, path)).status, path).toBe(403);
  for (const path of ['system/members', 'system/apiMembers', 'system/securityRoles'])
    expect((await ask(practice, key, path)).status, path).toBe(403);
  for (const [method, path] of [
    ['POST', 'service/tickets'],
    ['PUT', 'company/companies/1'],
    ['PATCH', 'finance/agreements/1'],
    ['DELETE', 'time/entries/1'],
    ['POST', 'system/apiMembers'],
    ['DELETE', 'system/securityRoles/101'],
  ] as const) {
    expect(
      (await ask(practice, key, path, { method, body: method === 'DELETE' ? undefined : {} })).status,
      `${method} ${path}`,
    ).toBe(403);
  }
  expect((await ask(practice, key, 'system/reports')).status).toBe(200);
  expect(practice.connectwise.company.mutations).toEqual({});
});

test('with the level My, a member meets its own records only', async () => {
  const practice = await start();
  const { company } = practice.connectwise;
  const mine = { 'Service Desk/Service Tickets': { add: 'My', edit: 'My', inquire: 'My' } } as const;
  const [one, other] = [keyWith(company, mine), keyWith(company, mine)];
  const list = async (key: Key) =>
    ((await (await ask(practice, key, 'service/tickets')).json()) as { summary: string }[]).map(
      ({ summary }) => summary,
    );
  expect(await list(one)).toEqual([]);
  const { id } = (await (
    await ask(practice, one, 'service/tickets', { method: 'POST', body: { summary: 'Own' } })
  ).json()) as { id: number };
  expect(await list(one)).toEqual(['Own']);
  expect(await list(other)).toEqual([]);
  const edit = { method: 'PATCH', body: [{ op: 'replace', path: 'summary', value: 'Changed' }] };
  expect((await ask(practice, other, `service/tickets/${id}`, edit)).status).toBe(404);
  expect((await ask(practice, one, `service/tickets/${id}`, edit)).status).toBe(200);
});

test('what the (customize) window leaves out is out of reach: types of records, and tables of names', async () => {
  const practice = await start();
  const { company } = practice.connectwise;
  const key = keyWith(company, {
    'Companies/Configurations': { add: 'All', inquire: 'All', only: ['Managed Server', 'Managed Workstation'] },
    'System/Table Setup': { inquire: 'All', only: ['Company / Company Status', 'Company / Configuration'] },
  });
  const types = (
    (await (await ask(practice, key, 'company/configurations?pageSize=1000')).json()) as { type: { name: string } }[]
  ).map(({ type }) => type.name);
  expect([...new Set(types)].sort()).toEqual(['Managed Server', 'Managed Workstation']);
  expect((await ask(practice, key, 'company/configurations/1')).status).toBe(404);
  const made = async (name: string) =>
    (await ask(practice, key, 'company/configurations', { method: 'POST', body: { name: 'New', type: { name } } }))
      .status;
  expect([await made('Printer'), await made('Managed Server')]).toEqual([403, 201]);
  const answers = await Promise.all(
    SETUP_TABLES.map(async ({ path, entry }) => [entry, (await ask(practice, key, path)).status]),
  );
  expect(answers).toEqual([
    ['Company / Company Status', 200],
    ['Company / Company Type', 403],
    ['Company / Configuration Status', 403],
    ['Company / Configuration', 200],
    ['Service / Service Board', 403],
  ]);
});

for (const mySecurity of ['any-key', 'security-roles'] as const) {
  test(`a key reads its own levels (${mySecurity})`, async () => {
    const practice = await start({ variants: { mySecurity } });
    const { company } = practice.connectwise;
    const key = keyWith(company, REPORTS_ONLY);
    const answer = await ask(practice, key, 'system/mySecurity?pageSize=1000');
    expect(answer.status).toBe(mySecurity === 'any-key' ? 200 : 403);
    const allowed =
      mySecurity === 'any-key'
        ? answer
        : await ask(
            practice,
            keyWith(company, { ...REPORTS_ONLY, 'System/Security Roles': { inquire: 'All' } }),
            'system/mySecurity?pageSize=1000',
          );
    const levels = (await allowed.json()) as {
      moduleName: string;
      moduleFunctionName: string;
      inquireLevel: Level;
      member: { identifier: string };
    }[];
    expect(levels).toHaveLength(Object.values(MODULES).flat().length);
    expect(
      levels.filter(({ inquireLevel }) => inquireLevel !== 'None').map(({ moduleFunctionName }) => moduleFunctionName),
    ).toEqual(mySecurity === 'any-key' ? ['API Reports'] : ['API Reports', 'Security Roles']);
    expect((await ask(practice, key, 'system/mySecurity', { method: 'POST', body: {} })).status).toBe(405);
  });
}

for (const roleInUse of ['any-member', 'active-members'] as const) {
  test(`a role that only an inactive member has, deleted by the API (${roleInUse})`, async () => {
    const practice = await start({ variants: { roleInUse } });
    const { company } = practice.connectwise;
    const key = keyWith(company, { 'System/Security Roles': { delete: 'All' } });
    const role = company.roles.find(({ name }) => name === 'Quoting Integration')!;
    expect((await ask(practice, key, `system/securityRoles/${role.recid}`, { method: 'DELETE' })).status).toBe(
      roleInUse === 'any-member' ? 400 : 204,
    );
  });
}

test('roles are made and removed by the API, and their levels can only be read', async () => {
  const practice = await start();
  const { company } = practice.connectwise;
  const key = keyWith(company, { 'System/Security Roles': { add: 'All', delete: 'All', inquire: 'All' } });
  const made = (await (
    await ask(practice, key, 'system/securityroles', { method: 'POST', body: { name: 'Reports only' } })
  ).json()) as { id: number };
  expect(company.roles.find(({ recid }) => recid === made.id)?.name).toBe('Reports only');
  for (const name of ['reports ONLY', '', 'x'.repeat(31)])
    expect((await ask(practice, key, 'system/securityroles', { method: 'POST', body: { name } })).status).toBe(400);
  const settings = (await (
    await ask(practice, key, `system/securityRoles/${key.roleRecid}/settings?pageSize=1000`)
  ).json()) as Record<string, string>[];
  expect(
    settings.find(
      ({ moduleName, moduleFunctionName }) => moduleName === 'System' && moduleFunctionName === 'Security Roles',
    ),
  ).toMatchObject({ addLevel: 'All', editLevel: 'None', deleteLevel: 'All', inquireLevel: 'All' });
  expect(
    (await ask(practice, key, `system/securityRoles/${made.id}/settings`, { method: 'POST', body: {} })).status,
  ).toBe(405);
  expect((await ask(practice, key, `system/securityroles/${made.id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(practice, key, `system/securityroles/${made.id}`)).status).toBe(404);
  expect((await ask(practice, key, `system/securityroles/${key.roleRecid}`, { method: 'DELETE' })).status).toBe(400);
});

test('API members are made and changed by the API, within the limits of the form', async () => {
  const practice = await start();
  const { company } = practice.connectwise;
  const key = keyWith(company, { 'System/Member Maintenance': { add: 'All', edit: 'All', inquire: 'All' } });
  const post = async (body: unknown) => await ask(practice, key, 'system/apiMembers', { method: 'POST', body });
  const made = (await (
    await post({ identifier: 'Reports', name: 'Reports Integration', securityRole: { name: 'No Access' } })
  ).json()) as { id: number };
  expect(company.members.find(({ recid }) => recid === made.id)).toMatchObject({
    memberId: 'Reports',
    license: 'API',
    name: 'Reports Integration',
  });
  for (const wrong of [
    { identifier: 'reports', securityRole: { name: 'Admin' } },
    { identifier: 'x'.repeat(16), securityRole: { name: 'Admin' } },
    { identifier: 'NoRole' },
    { identifier: 'Zone', securityRole: { name: 'Admin' }, timeZone: { name: 'Mars' } },
  ]) {
    expect((await post(wrong)).status).toBe(400);
  }
  const changed = await ask(practice, key, `system/apiMembers/${made.id}`, {
    method: 'PATCH',
    body: [
      { op: 'replace', path: 'inactiveFlag', value: true },
      { op: 'replace', path: 'securityRole/name', value: 'Technician' },
    ],
  });
  expect(await changed.json()).toMatchObject({
    identifier: 'Reports',
    inactiveFlag: true,
    securityRole: { name: 'Technician' },
  });
  const put = await ask(practice, key, `system/apiMembers/${made.id}`, {
    method: 'PUT',
    body: { identifier: 'Reports2', name: 'Second', securityRole: { name: 'No Access' } },
  });
  expect(await put.json()).toMatchObject({ identifier: 'Reports2', inactiveFlag: false });
});

test('lists are paged, ordered and searched, and what is not understood gets 400 in JSON', async () => {
  const practice = await start({ company: { furtherMembers: 60 } });
  const key = keyWith(practice.connectwise.company, { 'System/Member Maintenance': { inquire: 'All' } });
  const identifiers = async (query: string) =>
    ((await (await ask(practice, key, `system/apiMembers?${query}`)).json()) as { identifier: string }[]).map(
      ({ identifier }) => identifier,
    );
  expect(await identifiers('')).toHaveLength(25);
  expect(await identifiers('orderBy=identifier desc&pageSize=2&page=2')).toEqual(['labtech', 'Integration060']);
  expect(await identifiers('conditions=identifier="Automate" and inactiveFlag=false')).toEqual(['Automate']);
  expect(await identifiers('conditions=identifier like "Integration00%25"&pageSize=1000')).toHaveLength(9);
  expect(await identifiers('conditions=securityRole/name contains "quoting"')).toEqual(['quosal']);
  expect(await (await ask(practice, key, 'system/apiMembers?fields=id,identifier&pageSize=1')).json()).toEqual([
    { id: expect.any(Number), identifier: 'Automate' },
  ]);
  for (const query of [
    'conditions=identifier="a" or identifier="b"',
    'conditions=nonsense',
    'childConditions=a=1',
    'page=0',
    'pageSize=2000',
  ]) {
    const answer = await ask(practice, key, `system/apiMembers?${query}`);
    expect(answer.status, query).toBe(400);
    expect(((await answer.json()) as { message: string }).message, query).toMatch(/practice|page/i);
  }
});

test('each call is counted and stands in the API log of its key, refused ones too', async () => {
  const practice = await start();
  const { company } = practice.connectwise;
  const key = keyWith(company, {});
  await ask(practice, key, 'system/info');
  await ask(practice, key, 'system/reports?pageSize=5');
  await ask(practice, key, 'system/info', { privateKey: 'wrong' });
  expect(company.apiLogs.map(({ keyRecid, method, url, status }) => ({ keyRecid, method, url, status }))).toEqual([
    { keyRecid: key.recid, method: 'GET', url: '/v4_6_release/apis/3.0/system/info', status: 200 },
    { keyRecid: key.recid, method: 'GET', url: '/v4_6_release/apis/3.0/system/reports?pageSize=5', status: 403 },
    { keyRecid: key.recid, method: 'GET', url: '/v4_6_release/apis/3.0/system/info', status: 401 },
  ]);
  expect(company.requests['GET /v4_6_release/apis/3.0/system/info']).toBe(2);
  expect(JSON.stringify(company)).not.toContain(key.privateKey);
});

test('the package connectwise-rest pulls a report', async () => {
  const practice = await start();
  const { connectwise } = practice;
  const { publicKey, privateKey } = keyWith(connectwise.company, {
    ...REPORTS_ONLY,
    'System/Member Maintenance': { inquire: 'All' },
    'System/Security Roles': { inquire: 'All' },
  });
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
  expect(defaults.baseURL).toBe(`https://${new URL(connectwise.url).host}/v4_6_release/apis/3.0`);
  defaults.baseURL = defaults.baseURL.replace('https:', 'http:');

  expect(await client.SystemAPI.getSystemInfo()).toMatchObject({ isCloud: true });
  expect((await client.SystemAPI.getSystemReports()).map(({ name }) => name)).toContain('Service');
  const report = await client.SystemAPI.getSystemReportsByReportName('Service', {
    conditions: 'Status_Description = "Closed"',
    pageSize: 10,
  });
  expect(report.row_values).toHaveLength(10);
  expect(Object.keys(report.column_definitions![0]!)).toEqual(['SR_Service_RecID']);
  const members = (await client.paginate(
    client.SystemAPI.getSystemApiMembers.bind(client.SystemAPI),
    { pageSize: 3 },
    {},
  )) as { identifier: string }[];
  expect(members.map(({ identifier }) => identifier)).toEqual(expect.arrayContaining(['Automate', 'screenconnect']));
  const roles = await client.SystemAPI.getSystemSecurityroles({ conditions: 'name = "Admin"' });
  expect(roles).toMatchObject([{ name: 'Admin', adminFlag: true }]);
  await expect(client.SystemAPI.getSystemReportsByReportName('Nothing')).rejects.toMatchObject({ status: 404 });
});
