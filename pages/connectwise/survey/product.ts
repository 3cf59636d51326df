import { type Compared, type Context, type Details, excerpt } from '../../../src/portal-sdk/index.ts';
import { told } from '../../screen/survey/expect.ts';
import { words } from '../../screen/words/words.ts';
import { surveyAction } from '../../survey.ts';
import { type CompanyInfo, companyInfo } from '../company-info.ts';
import { labels } from '../labels.ts';
import { foreignLanguage, languageInWords } from '../languages.ts';
import { TopBar } from '../screens/top-bar.ts';
import { settingsOf } from '../settings.ts';
import { View } from '../widgets/view.ts';

/** Which ConnectWise it is: what maintainers must know before anything else (PRODUCT.md F). */
async function productOf(ctx: Context): Promise<{ says: string; facts: Details; differs: Compared[] }> {
  const { page, url } = ctx;
  const view = new View(ctx, 'first screen');
  const { company, language: chosen = 'en' } = settingsOf(ctx);
  const [answer, member] = await Promise.all([
    companyInfo(ctx),
    ctx.gesture('Look which ConnectWise this is', async () => {
      await view.settled();
      return await new TopBar(ctx).account();
    }),
  ]);
  const info: Partial<CompanyInfo> = answer === null || 'trouble' in answer ? {} : answer;
  const screen = await view.see();
  const foreign = foreignLanguage(screen, chosen);
  const isClassic = screen.hooked('railSection').length > 0;
  const isOurs = words(screen, labels.menu.system).length > 0;
  const spoken = { thing: 'language', expected: languageInWords(chosen), found: foreign ?? '' };
  const differs = foreign === undefined ? [] : [told({ ...spoken, state: 'renamed', usable: false })];
  const version = /\/(v\d{4}_\d+|v4_6_release)\//i.exec(page.url())?.[1] ?? 'not shown in the address';
  const kind = info.IsCloud === undefined ? 'not told' : info.IsCloud ? 'cloud' : 'on-premises';
  const shell = isClassic ? 'classic' : 'not the classic one, as far as its parts tell';
  const language = foreign ?? (isOurs ? languageInWords(chosen) : 'not known');
  return {
    differs,
    says: `Host ${url.host}, version ${version}, ${kind}; shell: ${shell}; language: ${language}; signed in as ${member ?? 'somebody whom the screen does not name'}.`,
    facts: {
      host: url.host,
      version,
      ...(info.VersionCode !== undefined && { 'version of the company': excerpt(info.VersionCode, 40) }),
      'company ID': company,
      ...(info.CompanyName !== undefined && { company: excerpt(info.CompanyName, 80) }),
      kind,
      shell,
      language,
      'signed in as': member ?? 'not shown',
    },
  };
}

export const surveyProduct = surveyAction({
  name: 'connectwise.screens.product',
  title: 'Look which ConnectWise this is',
  doc: 'Host, version, shell, language, cloud or on-premises, and who is signed in (PRODUCT.md E1, F). Only looks.',
  serves: ['connectwise.role.ensure', 'connectwise.member.ensure', 'connectwise.key.ensure'],
  survey: () => [],
  facts: productOf,
});
