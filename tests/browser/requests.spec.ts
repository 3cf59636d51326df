import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { effectOf, isRefused } from '../../src/browser/request-effect.ts';
import { Requests } from '../../src/browser/requests.ts';

const CW = '/v2025_1/services/system_io/actionprocessor';
const RECORDS = /role|security|member|credential|api ?key/i;

for (const [request, effect, verdict, body] of [
  ['GET /delete/role', 'reads', 'sent'],
  ['DELETE /anything', 'may change', 'stopped'],
  ['PATCH /', 'may change', 'stopped'],
  ['POST /', 'not told', 'sent'],
  [`POST ${CW}/Security/GetRoles.rails`, 'reads', 'sent'],
  [`POST ${CW}/Members/SaveMember.rails`, 'may change', 'stopped'],
  [`POST ${CW}/Security/CreateRole.rails`, 'may change', 'stopped'],
  [`POST ${CW}/System/OpenRoleAction.rails`, 'reads', 'sent'],
  [`POST ${CW}/Security/reopen-role.rails`, 'not told', 'stopped'],
  [`POST ${CW}/Security/Refresh.rails`, 'not told', 'stopped'],
  ['POST /api/credentials', 'not told', 'stopped'],
  ['POST /api/credentials/test', 'reads', 'sent'],
  ['POST /api/save-credentials/', 'may change', 'stopped'],
  ['POST /telemetry/save-event', 'may change', 'sent'],
  // What stands behind the name, and how the name is written.
  [`POST ${CW}/Security/SaveRole/45`, 'may change', 'stopped'],
  [`POST ${CW}/Security/GetRole/45`, 'reads', 'sent'],
  ['POST /security/DeleteRole/45', 'may change', 'stopped'],
  ['POST /roles/delete/0f8fad5b-d9cb-469f-a165-70867728950e', 'may change', 'stopped'],
  ['POST /api/credentials/17', 'not told', 'stopped'],
  ['POST /api/credentials/17/disable', 'may change', 'stopped'],
  ['POST /api/api-keys/17', 'not told', 'stopped'],
  ['POST /Security/%53aveRole', 'may change', 'stopped'],
  ['POST /Security/%', 'not told', 'stopped'],
  ['POST /a/DELETERole', 'may change', 'stopped'],
  ['POST /a/saverole', 'not told', 'stopped'],
  // Verbs that are not at the beginning, or are two words.
  ['POST /a/getOrCreateApiKey', 'may change', 'stopped'],
  ['POST /a/PreviewAndSaveRole', 'may change', 'stopped'],
  ['POST /a/CheckInMember', 'may change', 'stopped'],
  ['POST /a/check-out-member', 'may change', 'stopped'],
  ['POST /a/CheckMember', 'reads', 'sent'],
  ['POST /a/roles.list', 'reads', 'sent'],
  ['POST /a/roles.list.rails', 'reads', 'sent'],
  ['POST /a/roles.all.rails', 'reads', 'sent'],
  ['POST /a/roles.list.delete', 'may change', 'stopped'],
  // Things and no deed, and nothing that they could be changed to.
  ['POST /a/member.roles', 'reads', 'sent'],
  ['POST /a/member.roles', 'reads', 'sent', '{"memberId":17,"page":1,"pageSize":50}'],
  ['POST /a/member.roles', 'not told', 'stopped', '{"memberId":17,"roleId":4}'],
  ['POST /a/member.roles', 'not told', 'stopped', '{"names":["Admin"]}'],
  ['POST /a/member.roles', 'not told', 'stopped', 'actionMessage=17'],
  ['POST /a/member.access', 'not told', 'stopped', '{}'],
  ['POST /a/members.sync', 'not told', 'stopped', '{}'],
  ['POST /a/members.default', 'not told', 'stopped', '{"paid":true}'],
  ['POST /api/ui/members.licensing', 'reads', 'sent', '{}'],
  ['POST /api/members/licensing', 'reads', 'sent', '{}'],
  ['POST /api/members/17/licensing', 'not told', 'stopped', '{}'],
  ['POST /api/members/licensing', 'not told', 'stopped', '{"seats":5}'],
  ['POST /api/api-keys', 'not told', 'stopped', '{}'],
  ['POST /System/SecurityRoles/Data', 'reads', 'sent', 'draw=1&columns%5B0%5D%5Bdata%5D=name&start=0&length=10'],
  ['POST /System/SecurityRoles/Data', 'not told', 'stopped', 'draw=1&start=0&length=10&name=MSPCFO'],
  ['POST /System/SecurityRoles/Data', 'not told', 'stopped', 'start=0'],
  ['POST /System/SecurityRoles/Save', 'may change', 'stopped', 'draw=1&start=0&length=10'],
  ['POST /a/roles/filter', 'not told', 'stopped'],
  ['POST /a/roles/section', 'reads', 'sent'],
  [`POST ${CW}/System/roles.section.rails`, 'reads', 'sent'],
  ['POST /a/roles/section/save', 'may change', 'stopped'],
  ['POST /a/roleSection', 'not told', 'stopped'],
  ['POST /a/roles/details', 'not told', 'stopped'],
  ['POST /a/roles/all', 'not told', 'stopped'],
  [`POST ${CW}/Roles/All.rails`, 'reads', 'sent'],
  [`POST ${CW}/Roles/AllOut.rails`, 'not told', 'stopped'],
  [`POST ${CW}/System/RoleList.rails`, 'reads', 'sent'],
  [`POST ${CW}/System/RoleGet.rails`, 'reads', 'sent'],
  [`POST ${CW}/System/RoleListSave.rails`, 'may change', 'stopped'],
  ['POST /api/RoleList', 'not told', 'stopped'],
  ['POST /a/CheckInvitesOfMember', 'reads', 'sent'],
  ['POST /a/GetMemberAddress', 'reads', 'sent'],
  ['POST /a/getAPIKeySettings', 'reads', 'sent'],
  ['POST /api/credentials.get', 'reads', 'sent'],
  // GraphQL tells it in the body alone.
  ['POST /graphql', 'reads', 'sent', '{"query":"query { roles { name } }"}'],
  ['POST /graphql', 'reads', 'sent', '{"query":"{ mutations }"}'],
  ['POST /graphql', 'may change', 'stopped', '{"query":"mutation { saveRole(id: 4) { id } }"}'],
  ['POST /api/graphql/', 'may change', 'stopped', String.raw`[{"query":"fragment f on R { id }\nmutation M { a }"}]`],
  ['POST /graphql', 'may change', 'stopped', '{"operationName":"SaveRole","extensions":{"persistedQuery":{}}}'],
  ['POST /graphql', 'reads', 'sent', '{"operationName":"Roles","extensions":{"persistedQuery":{}}}'],
] as const)
  test(`${request} ${body ?? ''}: ${effect}, ${verdict}`, () => {
    const [method = '', path = ''] = request.split(' ');
    const judged = { method, path, ...(body !== undefined && { body }) };
    expect(effectOf(judged)).toBe(effect);
    expect(isRefused(judged, RECORDS) ? 'stopped' : 'sent').toBe(verdict);
  });

test('where a portal names no records, all that may change anything is stopped', () => {
  expect(isRefused({ method: 'POST', path: '/telemetry/save-event' })).toBe(true);
  expect(isRefused({ method: 'POST', path: '/telemetry/list-events' })).toBe(false);
});

test('a request that would change a record does not reach the server, but at sign-in; all are counted', async ({
  page,
}) => {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.end('<p>hello');
  }).listen(0, '127.0.0.1');
  try {
    const requests = new Requests();
    await requests.watch(page.context(), { name: 'shop', records: /role/i });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/page?token=secret`);
    const send = async () =>
      await page.evaluate(
        async () =>
          await fetch('/roles/4711', { method: 'DELETE' }).then(
            () => 'sent',
            () => 'stopped',
          ),
      );
    expect(await send()).toBe('stopped');
    expect(await requests.whileSigningIn('shop', send)).toBe('sent');
    expect(await requests.whileSigningIn('other', send)).toBe('stopped');
    expect(reached.filter((one) => one.startsWith('DELETE'))).toEqual(['DELETE /roles/4711']);
    const deleted = requests.list().filter(({ method }) => method === 'DELETE');
    expect(deleted).toEqual([
      expect.objectContaining({ path: '/roles/…', stopped: true, requests: 2, 'at sign-in': false }),
      expect.objectContaining({ path: '/roles/…', stopped: false, requests: 1, 'at sign-in': true }),
    ]);
    expect(JSON.stringify(requests.list())).not.toMatch(/secret|4711/);
  } finally {
    server.close();
  }
});

test('a request that does not tell what it does is held back, unless somebody says that it reads', async ({ page }) => {
  const server = createServer((_, response) => void response.end('<p>hello')).listen(0, '127.0.0.1');
  try {
    const requests = new Requests();
    await requests.watch(page.context(), { name: 'shop', records: /role/i, reads: ['/roles/…/part', '/roles/save'] });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const send = async (path: string) =>
      await page.evaluate(
        async (to) =>
          await fetch(to, { method: 'POST' }).then(
            () => 'sent',
            () => 'stopped',
          ),
        path,
      );
    expect(await send('/roles/4711/part')).toBe('sent');
    expect(requests.heldBack('shop')).toEqual({ requests: 0, path: undefined });
    expect(await send('/roles/4711/piece')).toBe('stopped');
    expect(requests.heldBack('shop')).toEqual({ requests: 1, path: '/roles/…/piece' });
    expect(requests.heldBack('other').requests).toBe(0);
    expect(await send('/roles/save')).toBe('stopped');
  } finally {
    server.close();
  }
});

test('WebSockets, and posts that the server sends on, are counted', async ({ page }) => {
  const server = createServer((request, response) => {
    if (request.url === '/on/1') response.writeHead(307, { location: '/roles/4712/save' });
    response.end('<p>hello');
  }).listen(0, '127.0.0.1');
  try {
    const requests = new Requests();
    await requests.watch(page.context(), { name: 'shop', records: /role/i });
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`);
    const seen = page.waitForEvent('websocket');
    await page.evaluate((at) => void new WebSocket(`ws://127.0.0.1:${at}/live/4713?token=secret`), port);
    await seen;
    await page.evaluate(async () => await fetch('/on/1', { method: 'POST', body: '{}' }));
    expect(requests.list().filter(({ method }) => method !== 'GET')).toEqual([
      expect.objectContaining({
        method: 'WebSocket',
        path: '/live/…',
        effect: 'not told',
        stopped: false,
        requests: 1,
      }),
      expect.objectContaining({ method: 'POST', path: '/on/…', effect: 'not told', stopped: false, requests: 1 }),
      expect.objectContaining({ path: '/roles/…/save', effect: 'may change', stopped: false, requests: 1 }),
    ]);
  } finally {
    server.close();
  }
});
