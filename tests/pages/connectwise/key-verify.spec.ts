import { expect, test } from '@playwright/test';
import { keyVerify } from '../../../pages/connectwise/actions/key-verify.ts';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { hurried } from '../../support/fast-clock.ts';

const levels = {
  System: { 'API Reports': { inquire: 'All' as const } },
  Companies: { Contacts: { inquire: 'My' as const } },
};

/** Proves keys against a REST API that answers as told. New keys get a quarter of a minute there. */
async function prove(
  answer: (path: string) => { status: number; body?: string; retryAfter?: string; location?: string },
) {
  const asked: string[] = [];
  const refused: string[] = [];
  const ctx = {
    url: new URL('https://cw.example'),
    settings: { company: 'acme' },
    job: (runbook: string) => `${runbook} --vendor gozynta`,
    secret: () => new Secret('0b5bf0b6-8e4b-4d4a-9a3c-6c6a0f5b9f10', 'clientId'),
    escrow: { refuse: async (publicKey: string) => void refused.push(publicKey) },
    gesture: async <T>(_title: string, act: () => Promise<T>) => await act(),
    request: async (url: string) => {
      const path = new URL(url).pathname.replace('/v4_6_release/apis/3.0', '');
      asked.push(path);
      const { status, body = '{}', retryAfter, location } = answer(path);
      return { status, body, header: (name: string) => ({ 'retry-after': retryAfter, location })[name] };
    },
  } as unknown as Context;
  return {
    finding: await hurried(
      async () =>
        await keyVerify.inspect(ctx, {
          publicKey: 'PublicPublicPubl',
          receiver: 'MSPCFO',
          privateKey: new Secret('Priv4tePriv4tePr', 'private key'),
          levels,
        }),
    ),
    asked,
    refused,
  };
}

for (const [what, secret, privateKey, reason] of [
  [
    'without their private half',
    new Secret('0b5bf0b6-8e4b-4d4a-9a3c-6c6a0f5b9f10', 'clientId'),
    undefined,
    /^MSPCFO already holds the private key of PublicPublicPubl/,
  ],
  ['without a clientId', undefined, new Secret('Priv4tePriv4tePr', 'private key'), /^CONNECTWISE_CLIENT_ID is not set/],
] as const) {
  test(`verifying keys ${what} is skipped and says so`, async () => {
    const ctx = { secret: () => secret, request: () => Promise.reject(new Error('asked')) } as unknown as Context;
    expect(
      await keyVerify.inspect(ctx, { publicKey: 'PublicPublicPubl', receiver: 'MSPCFO', privateKey, levels }),
    ).toEqual({
      state: 'satisfied',
      skipped: true,
      actual: expect.stringMatching(reason) as unknown,
      output: { proven: false },
    });
  });
}

test("keys are verified if the role's reads are allowed and all else is refused", async () => {
  const { finding, asked } = await prove((path) => ({ status: path === '/system/reports' ? 200 : 403 }));
  expect(finding).toMatchObject({ state: 'satisfied', output: { proven: true } });
  expect(finding).not.toHaveProperty('left');
  expect(finding.actual).toMatch(
    /^\/system\/reports is allowed \(200\)\. Refused \(403\): .*\/system\/securityroles.*\.$/,
  );
  expect(asked).toContain('/system/members');
  expect(asked, 'the role gives contacts, so they are not asked for').not.toContain('/company/contacts');
});

test('a proof with unclear answers is incomplete, and is left to a person, one thing for each kind of answer', async () => {
  const unclear: Record<string, number> = { '/finance/invoices': 404, '/time/entries': 404, '/company/companies': 400 };
  const { finding } = await prove((path) => ({ status: path === '/system/reports' ? 200 : (unclear[path] ?? 403) }));
  expect(finding).toMatchObject({
    state: 'satisfied',
    actual: expect.stringMatching(
      /^The proof is incomplete\. .* No clear answer: .*\/finance\/invoices: 404.*\.$/,
    ) as unknown,
    output: { proven: false },
    left: [
      { what: 'make sure that the keys may not read /company/companies' },
      { what: 'make sure that the keys may not read /finance/invoices, /time/entries' },
    ],
  });
});

test('a page for people proves nothing, whatever its status', async () => {
  const { finding } = await prove((path) => {
    if (path === '/system/reports') return { status: 200, body: '[]' };
    return path === '/finance/invoices'
      ? { status: 200, body: '<html>Sign in</html>' }
      : { status: 403, body: path === '/sales/opportunities' ? '<!doctype html>' : '{}' };
  });
  expect(finding).toMatchObject({ state: 'satisfied', output: { proven: false } });
  expect(finding.actual).toContain(
    'No clear answer: /finance/invoices: 200 (a page), /sales/opportunities: 403 (a page).',
  );
  const { refused } = await prove(() => ({ status: 401, body: '<html>Proxy</html>' }));
  expect(refused).toEqual([]);
});

test('a key that may read more than its role should give is a conflict that names it', async () => {
  const { finding } = await prove((path) => ({
    status: ['/system/reports', '/company/companies'].includes(path) ? 200 : 403,
  }));
  expect(finding).toMatchObject({
    state: 'conflict',
    actual: expect.stringContaining('/company/companies: 200') as unknown,
  });
});

for (const [answer, hint] of [
  [{ status: 400, body: 'Unable to route the request' }, /does not know this company at this server/],
  [{ status: 403 }, /the role lacks the level.* Run onboard --vendor gozynta: it looks/],
  [{ status: 429, retryAfter: '30' }, /no more calls for now \(for 30 seconds\)/],
  [{ status: 429, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' }, /no more calls for now \(until Wed, 21 Oct/],
  [{ status: 400, body: '{"message":"clientId is not registered"}' }, /Check CONNECTWISE_CLIENT_ID/],
  [{ status: 400, body: '{"message":"pageSize is invalid"}' }, /its words above say why/],
  [{ status: 500 }, /Run again later/],
  [{ status: 200, body: '<!DOCTYPE html><title>Blocked</title>' }, /A page for people is no answer/],
  [{ status: 403, body: '<html><body>Access denied</body></html>' }, /A page for people is no answer/],
] as const) {
  test(`an answer of ${answer.status} to new keys says what to do next: ${hint.source}`, async () => {
    const { finding } = await prove(() => answer);
    expect(finding).toMatchObject({
      state: 'conflict',
      actual: expect.stringContaining(String(answer.status)) as unknown,
      hint: expect.stringMatching(hint) as unknown,
    });
  });
}

test('new keys that answer 401 or 404 get some time, then an error says what to do', async () => {
  await Promise.all(
    (
      [
        [401, /CONNECTWISE_CLIENT_ID/],
        [404, /the url of connectwise/],
      ] as const
    ).map(async ([status, hint]) => {
      let calls = 0;
      const later = await prove((path) => ({
        status: path !== '/system/reports' ? 403 : (calls += 1) < 3 ? status : 200,
      }));
      expect(later.finding.state).toBe('satisfied');
      const { finding, refused } = await prove(() => ({ status }));
      expect(finding).toMatchObject({ state: 'conflict', hint: expect.stringMatching(hint) as unknown });
      // 404 says nothing of the key.
      expect(refused).toEqual(status === 401 ? ['PublicPublicPubl'] : []);
    }),
  );
});

test('a clientId that is refused says nothing of the keys, so they are kept', async () => {
  const { finding, refused } = await prove(() => ({ status: 401, body: '{"message":"The clientId is not valid."}' }));
  expect(finding).toMatchObject({
    state: 'conflict',
    hint: expect.stringContaining('CONNECTWISE_CLIENT_ID') as unknown,
  });
  expect(refused).toEqual([]);
});

test('a REST API that leads on to another host, or fails, is told by its own code', async () => {
  const location = 'https://elsewhere.example/v4_6_release/x?token=y';
  expect((await prove(() => ({ status: 302, location }))).finding).toMatchObject({
    code: 'KW-OTHER-HOST',
    actual: expect.stringMatching(/leads on to https:\/\/elsewhere\.example$/) as unknown,
  });
  expect((await prove(() => ({ status: 502 }))).finding).toMatchObject({ code: 'KW-HTTP-STATUS' });
});
