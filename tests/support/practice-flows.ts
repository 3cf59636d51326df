import { addKey, type CompanyState } from '../../src/practice/connectwise/state.ts';
import type { Practice } from '../../src/practice/testing/start.ts';

/** What came back: a status and a body, or nothing at all. */
export interface Answer {
  status: number;
  body: string;
  cookies: string[];
}

/** The requests of a flow by their names, in order. */
export type Flow = Record<string, () => Promise<Answer>>;

/** Asks as a browser would, with cookies and without following redirects; 0 where the connection broke. */
export function browserless(base: string) {
  const jar = new Map<string, string>();
  return async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(base + path, {
      redirect: 'manual',
      ...init,
      headers: { ...init.headers, cookie },
    }).catch(() => undefined);
    const cookies = response?.headers.getSetCookie() ?? [];
    for (const set of cookies) jar.set(set.split('=')[0]!, set.slice(set.indexOf('=') + 1).split(';')[0]!);
    return {
      status: response?.status ?? 0,
      body: (await response?.text()) ?? '',
      cookies: cookies.map((set) => set.split('=')[0]!),
    };
  };
}

/** Each request of signing in to ConnectWise and making a role, a member and a key. */
export function connectwiseFlow({ connectwise: { url, companyId, username, password, company } }: Practice): Flow {
  const ask = browserless(url);
  const action = (name: string, payload: () => unknown) => () =>
    ask(`/v4_6_release/services/system_io/actionprocessor/${name}.rails`, {
      method: 'POST',
      body: new URLSearchParams({ actionMessage: JSON.stringify({ payload: JSON.stringify(payload()) }) }),
    });
  const role = () => company.roles.find(({ name }) => name === 'Reports only')?.recid;
  const member = () => company.members.find(({ memberId }) => memberId === 'Reports')?.recid;
  return {
    'GET /login/login.aspx': () => ask('/login/login.aspx'),
    'POST /v4_6_release/login/login.aspx': () =>
      ask('/v4_6_release/login/login.aspx', {
        method: 'POST',
        body: new URLSearchParams({ CompanyName: companyId, UserName: username, Password: password }),
      }),
    'GET /v2025_1/connectwise.aspx': () => ask('/v2025_1/connectwise.aspx'),
    'Security/GetRoles': action('Security/GetRoles', () => ({ query: { filters: {}, page: 0 } })),
    'Security/CreateRole': action('Security/CreateRole', () => ({ name: 'Reports only' })),
    'Security/SaveRole': action('Security/SaveRole', () => ({
      recid: role(),
      levels: { 'System/API Reports': { add: 'None', edit: 'None', delete: 'None', inquire: 'All' } },
    })),
    'Members/SaveMember': action('Members/SaveMember', () => {
      const { recid: _recid, license, ...fields } = company.members[0]!;
      return { license, fields: { ...fields, memberId: 'Reports', name: 'Reports', roleRecid: role() } };
    }),
    'ApiKeys/SaveKey': action('ApiKeys/SaveKey', () => ({
      memberRecid: member(),
      description: 'made',
      inactive: false,
    })),
  };
}

/** Each request of signing in to MSPCFO, storing credentials and removing them. */
export function mspcfoFlow(
  { mspcfo: { url, username, password }, connectwise: { companyId, url: serverUrl } }: Practice,
  { publicKey, privateKey }: { publicKey: string; privateKey: string },
): Flow {
  const ask = browserless(url);
  const json = (body: unknown) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    'GET /signin': () => ask('/signin'),
    'POST /signin': () => ask('/signin', { method: 'POST', body: new URLSearchParams({ username, password }) }),
    'GET /dashboard': () => ask('/dashboard'),
    'GET /settings/api-credentials': () => ask('/settings/api-credentials'),
    'GET /settings/api-credentials/panel': () => ask('/settings/api-credentials/panel'),
    'credentials/save': () => ask('/api/credentials', json({ publicKey, privateKey, serverUrl, companyId })),
    'credentials/test': () => ask('/api/credentials/test', json({})),
    'GET /api/credentials/connection': () => ask('/api/credentials/connection'),
    'credentials/remove': () => ask('/api/credentials', { method: 'DELETE' }),
  };
}

/** A key that may read reports. */
export function reportKey(company: CompanyState) {
  const { key, privateKey } = addKey(
    company,
    company.members.find(({ memberId }) => memberId === 'Automate')!.recid,
    'for MSPCFO',
  );
  return { publicKey: key.publicKey, privateKey };
}

/** Runs a flow up to one request. @returns that request's answer */
export async function upTo(flow: Flow, last: string): Promise<Answer> {
  for (const [name, ask] of Object.entries(flow)) {
    const answer = await ask();
    if (name === last) return answer;
  }
  throw new Error(`The flow has no request ${last}.`);
}
