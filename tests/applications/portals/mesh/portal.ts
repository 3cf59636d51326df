import type { Portal } from 'keywright/portal';
import { signInHooks, signInHosts, speaking } from 'keywright/screen';
import { z } from 'zod';
import { signIn } from './actions/sign-in.ts';
import { tokenEnsure } from './actions/token-ensure.ts';
import { tokenSettle } from './actions/token-settle.ts';
import { words } from './labels.ts';

const settings = z.strictObject({
  username: z.string().min(1).optional().describe('Who signs in.'),
  'sign-in-hosts': signInHosts,
});

export default {
  name: 'mesh',
  title: 'MeshCentral',
  settings,
  address: ['port'],
  secrets: { PASSWORD: 'Mesh password', TOTP_SECRET: 'Mesh one-time-code secret' },
  signIn,
  hosts: () => [],
  signInHosts: (_, its) => (its as z.output<typeof settings>)['sign-in-hosts'] ?? [],
  words: speaking(words, signInHooks),
  actions: [tokenEnsure, tokenSettle],
} satisfies Portal;
