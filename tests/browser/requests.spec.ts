import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { effectOf, Requests } from '../../src/browser/requests.ts';

const CW = '/v2025_1/services/system_io/actionprocessor';

for (const [method, path, effect] of [
  ['GET', '/delete/role', 'reads'],
  ['POST', `${CW}/Security/GetRoles.rails`, 'reads'],
  ['POST', `${CW}/Members/SaveMember.rails`, 'may change'],
  ['POST', `${CW}/Security/CreateRole.rails`, 'may change'],
  ['POST', '/api/credentials', 'not told'],
  ['POST', '/api/credentials/test', 'reads'],
  ['DELETE', '/api/credentials', 'may change'],
  ['PATCH', '/', 'may change'],
  ['POST', '/', 'not told'],
  ['POST', '/api/save-credentials/', 'may change'],
] as const)
  test(`${method} ${path}: ${effect}`, () => expect(effectOf(method, path)).toBe(effect));

test('a check may send what touches no record, and nothing that changes one', () => {
  const portal = { name: 'shop', records: /role|member|credential/i };
  const refused = (method: string, path: string) => Requests.isRefused(portal, method, path);
  expect(refused('POST', `${CW}/Members/SaveMember.rails`)).toBe(true);
  expect(refused('POST', '/api/credentials')).toBe(true);
  expect(refused('DELETE', '/anything')).toBe(true);
  expect(refused('POST', `${CW}/Members/GetMember.rails`)).toBe(false);
  expect(refused('POST', '/telemetry/save-event')).toBe(false);
  expect(refused('POST', '/api/credentials/test')).toBe(false);
  expect(Requests.isRefused({ name: 'unknown' }, 'POST', '/telemetry/save-event')).toBe(true);
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
