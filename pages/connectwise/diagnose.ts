import { z } from 'zod';
import { excerpt, ScreenProblem, type Diagnosis, type Portal } from '../../src/portal-sdk/index.ts';
import { apiBases } from './actions/key-verify.ts';
import type { Settings } from './settings.ts';

type Outside = Parameters<NonNullable<Portal['diagnose']>>[0];

/** What ConnectWise tells everybody of a company (PRODUCT.md E1). */
const CompanyInfo = z.object({
  CompanyName: z.string().optional(),
  Codebase: z.string(),
  VersionCode: z.string().optional(),
  IsCloud: z.boolean().optional(),
});

const wordsOf = (error: unknown): string =>
  error instanceof ScreenProblem ? error.actual : excerpt(String(error), 200);

/** The part of the address before ConnectWise's own paths: an on-premises server may have one. */
const rootOf = ({ origin, pathname }: URL): string => origin + pathname.replace(/\/(v4_6_release\b.*)?$/, '');

/** Whether this server knows the company, and what it says of it. */
async function companyId({ url, settings, get }: Outside): Promise<Diagnosis> {
  const { company } = settings as Settings;
  const what = 'company ID';
  const remedy = 'Check `company` and `url` of connectwise in the customers file against the sign-in page.';
  const answer = await get(`${rootOf(url)}/login/companyinfo/${encodeURIComponent(company)}`).catch(wordsOf);
  if (typeof answer === 'string') return { what, state: 'bad', found: answer, remedy };
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer.body);
  } catch {
    const found = `the answer ${answer.status} that is no company information (${excerpt(answer.body, 80)})`;
    return { what, state: 'unclear', found, remedy };
  }
  const info = CompanyInfo.safeParse(parsed);
  if (!info.success)
    return { what, state: 'bad', found: `${company} is not known at ${url.host} (answer ${answer.status})`, remedy };
  const { CompanyName, Codebase, VersionCode, IsCloud } = info.data;
  const kind = IsCloud === undefined ? '' : IsCloud ? ', cloud' : ', on-premises';
  const version = `code base ${Codebase.replace(/\/$/, '')}${VersionCode === undefined ? '' : ` (${VersionCode})`}`;
  return { what, state: 'good', found: `${company} is ${excerpt(CompanyName ?? company, 80)}, ${version}${kind}` };
}

/** Which hosts answer for the REST API: sources disagree (PRODUCT.md E1). Without keys, any answer of it will do. */
async function restHosts({ url, get }: Outside): Promise<Diagnosis[]> {
  const asked = await Promise.all(
    apiBases(url).map(async (base) => {
      const { host } = new URL(base);
      const answer = await get(`${base}/system/info`).catch(wordsOf);
      return typeof answer === 'string'
        ? { host, answers: false, found: answer }
        : { host, answers: answer.status < 500, found: `${host} answers ${answer.status} to nobody, as it should` };
    }),
  );
  const some = asked.some(({ answers }) => answers);
  return asked.map(({ host, answers, found }) => ({
    what: `REST host ${host}`,
    state: answers ? 'good' : some ? 'unclear' : 'bad',
    found,
    ...(!answers && {
      remedy: some
        ? 'The other host answers, and is used.'
        : 'Keys can be made, but not verified over the REST API. Check `url`, and whether the network lets it through.',
    }),
  }));
}

/** Looks at ConnectWise from outside. */
export const diagnose: NonNullable<Portal['diagnose']> = async (portal) => [
  await companyId(portal),
  ...(await restHosts(portal)),
];
