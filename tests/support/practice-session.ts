import type { Page } from 'playwright';
import type { CompanyState } from '../../src/practice/connectwise/state.ts';

/** Goes on as somebody whom the practice ConnectWise has let in; what its sign-in does has tests of its own. */
export async function enterConnectwise(
  page: Page,
  url: string,
  company: CompanyState,
  username: string,
): Promise<void> {
  const token = `session-of-${username}`;
  const { admin } = company.users.find((user) => user.username === username)!;
  company.sessions.set(token, { username, admin, expires: Date.now() + 3_600_000 });
  const cookies = { companyName: company.companyId, memberId: username, memberHash: token };
  await page.context().addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url })));
  await page.goto(`${url}/v2025_1/connectwise.aspx`);
}
