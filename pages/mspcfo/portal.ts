import type { Portal } from '../../src/portal-sdk/index.ts';
import { credentialsClear } from './actions/credentials-clear.ts';
import { credentialsEnsure } from './actions/credentials-ensure.ts';
import { credentialsRead } from './actions/credentials-read.ts';
import { signIn } from './actions/sign-in.ts';
import { words } from './labels.ts';
import { hooks } from './profile.ts';
import { speaking } from '../speaking.ts';
import { Home } from './screens/home.ts';
import { settings, type Settings } from './settings.ts';
import { surveyCredentials } from './survey.ts';

export default {
  name: 'mspcfo',
  title: 'MSPCFO',
  settings,
  secrets: {
    PASSWORD: 'MSPCFO password',
    TOTP_SECRET: 'MSPCFO one-time-code secret',
  },
  signIn,
  account: async (ctx) => await new Home(ctx).account(),
  hosts: () => [],
  signInHosts: (_, its) => (its as Settings)['sign-in-hosts'] ?? [],
  words: speaking(words, hooks),
  records: /credential|api ?key/i,
  actions: [credentialsRead, credentialsEnsure, credentialsClear, surveyCredentials],
} satisfies Portal;
