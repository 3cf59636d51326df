import { z } from 'zod';
import { type Context, excerpt, ScreenProblem } from '../../src/portal-sdk/index.ts';
import { pathBefore } from './addresses.ts';
import type { Settings } from './settings.ts';

/** What ConnectWise tells everybody of a company (PRODUCT.md E1). */
const CompanyInfo = z.object({
  CompanyName: z.string().optional(),
  Codebase: z.string(),
  VersionCode: z.string().optional(),
  IsCloud: z.boolean().optional(),
});

export type CompanyInfo = z.output<typeof CompanyInfo>;

/** What somebody who is not signed in may ask of ConnectWise. */
export type Outside = Pick<Context, 'url' | 'settings' | 'request'>;

export const wordsOf = (error: unknown): string =>
  error instanceof ScreenProblem ? error.actual : excerpt(String(error), 200);

/**
 * What the server says of the company.
 * @returns null where it does not know the company, and in words what else stood in the way
 */
export async function companyInfo({
  url,
  settings,
  request,
}: Outside): Promise<CompanyInfo | null | { trouble: string }> {
  const { company } = settings as Settings;
  const answer = await request(
    `${url.origin}${pathBefore(url)}/login/companyinfo/${encodeURIComponent(company)}`,
  ).catch(wordsOf);
  if (typeof answer === 'string') return { trouble: answer };
  const trouble = `the answer ${answer.status} that is no company information (${excerpt(answer.body, 80)})`;
  try {
    const body = JSON.parse(answer.body) as unknown;
    if (body === null) return null;
    const info = CompanyInfo.safeParse(body);
    return info.success ? info.data : { trouble };
  } catch {
    return { trouble };
  }
}
