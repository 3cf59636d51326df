import { type Diagnosis, excerpt, type Portal } from '../../src/portal-sdk/index.ts';
import { apiBases } from './addresses.ts';
import { companyInfo, type Outside, wordsOf } from './company-info.ts';
import type { Settings } from './settings.ts';

/** Whether this server knows the company, and what it says of it. */
async function companyId(outside: Outside): Promise<Diagnosis> {
  const { company } = outside.settings as Settings;
  const what = 'company ID';
  const remedy = 'Check `company` and `url` of connectwise in the customers file against the sign-in page.';
  const info = await companyInfo(outside);
  if (info === null) return { what, state: 'bad', found: `${company} is not known at ${outside.url.host}`, remedy };
  // Whether a sign-in works shows at the sign-in.
  if ('trouble' in info) return { what, state: 'unclear', found: info.trouble, remedy };
  const { CompanyName, Codebase, VersionCode, IsCloud } = info;
  const kind = IsCloud === undefined ? '' : IsCloud ? ', cloud' : ', on-premises';
  const version = `code base ${Codebase.replace(/\/$/, '')}${VersionCode === undefined ? '' : ` (${VersionCode})`}`;
  return { what, state: 'good', found: `${company} is ${excerpt(CompanyName ?? company, 80)}, ${version}${kind}` };
}

/** Which hosts answer for the REST API: sources disagree (PRODUCT.md E1). Without keys, any answer of it will do. */
async function restHosts({ url, request }: Outside): Promise<Diagnosis[]> {
  const asked = await Promise.all(
    apiBases(url).map(async (base) => {
      const { host } = new URL(base);
      const answer = await request(`${base}/system/info`).catch(wordsOf);
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
