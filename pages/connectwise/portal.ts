import { type Portal, until } from '../../src/portal-sdk/index.ts';
import { keeping } from '../keeping.ts';
import { locate, look } from '../screen/look.ts';
import { click } from '../screen/mouse.ts';
import { sessionQuestion } from '../screen/signing/sign-in.ts';
import { signInWords } from '../sign-in-words.ts';
import { speaking } from '../speaking.ts';
import { keyEnsure } from './actions/key-ensure.ts';
import { keyVerify } from './actions/key-verify.ts';
import { keysDelete } from './actions/keys-delete.ts';
import { keysDeleteOrphans } from './actions/keys-delete-orphans.ts';
import { keysList } from './actions/keys-list.ts';
import { memberDeactivate } from './actions/member-deactivate.ts';
import { memberEnsure } from './actions/member-ensure.ts';
import { roleEnsure } from './actions/role-ensure.ts';
import { roleRemove } from './actions/role-remove.ts';
import { signIn } from './actions/sign-in.ts';
import { apiBases, wrongAddress } from './addresses.ts';
import { diagnose } from './diagnose.ts';
import { words } from './labels.ts';
import { hooks } from './profile.ts';
import { TopBar } from './screens/top-bar.ts';
import { type Settings, settings } from './settings.ts';
import { surveyKeys, surveyMembers, surveyNewMember } from './survey/members.ts';
import { needed } from './survey/needed.ts';
import { surveyProduct } from './survey/product.ts';
import { surveyModules, surveyNewRole, surveyRoles } from './survey/roles.ts';

/** Milliseconds within which a second window asks, if it does. */
const ASKED = 10_000;

export default {
  name: 'connectwise',
  title: 'ConnectWise PSA',
  settings,
  secrets: {
    PASSWORD: 'ConnectWise password',
    TOTP_SECRET: 'ConnectWise one-time-code secret',
    CLIENT_ID: 'ConnectWise clientId',
  },
  signIn,
  account: async (ctx) => await new TopBar(ctx).account(),
  tenant: (its) => (its as Settings).company,
  wrongUrl: wrongAddress,
  hosts: (url) => [...new Set(apiBases(url).map((base) => new URL(base).host))],

  // The single-sign-on service of the cloud (PRODUCT.md B), and what the customers file names behind it.
  signInHosts: (url, its) => [
    ...(apiBases(url).length > 1 ? ['auth.connectwise.com'] : []),
    ...((its as Settings)['sign-in-hosts'] ?? []),
  ],

  async watch(page, note) {
    if ((await page.opener()) === null) return;
    // The question about another session may come in a window of its own (PRODUCT.md B).
    const proceed = await until(
      async () => page.isClosed() || sessionQuestion(await look(page, { hooks }), signInWords),
      () => new Error('This window does not ask about another session.'),
      ASKED,
    );
    if (proceed === true) return;
    note('ConnectWise asked about another session in a second window. Proceeded.');
    await click(locate(proceed), 30_000);
  },

  words: speaking(words, hooks),
  screens: keeping(words, ['title', 'breadcrumb', 'railSection', 'listHead', 'listToolbar'], needed),
  // As scripts saw them: `Security/SaveRole.rails`, `Members/SaveMember.rails` (PRODUCT.md A11 (gap)).
  records: /role|security|member|api ?key/i,
  diagnose,

  actions: [
    roleEnsure,
    roleRemove,
    memberEnsure,
    memberDeactivate,
    keysList,
    keyEnsure,
    keyVerify,
    keysDeleteOrphans,
    keysDelete,
    surveyProduct,
    surveyRoles,
    surveyModules,
    surveyNewRole,
    surveyMembers,
    surveyNewMember,
    surveyKeys,
  ],
} satisfies Portal;
