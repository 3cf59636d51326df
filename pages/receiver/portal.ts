import type { Portal } from '../../src/portal-sdk/index.ts';
import { keeping } from '../keeping.ts';
import { speaking } from '../speaking.ts';
import { credentialsClear } from './actions/credentials-clear.ts';
import { credentialsEnsure } from './actions/credentials-ensure.ts';
import { credentialsRead } from './actions/credentials-read.ts';
import { signIn } from './actions/sign-in.ts';
import { apiPortal } from './api.ts';
import { commandPortal } from './command.ts';
import type { Described } from './description.ts';
import { Receiver } from './receiver.ts';
import { Home } from './screens/home.ts';
import { type Settings, settings } from './settings.ts';
import { neededBy, surveyCredentials } from './survey.ts';
import { hooks } from './view.ts';
import { pack } from './words.ts';

export { Description } from './description.ts';

/**
 * The portal that a page of YAML describes.
 * @param name of its file or folder; its actions begin with it
 */
export function describedPortal(name: string, description: Described): Portal {
  const { form, api } = description;
  if (api !== undefined) return apiPortal(name, description, api);
  if (form === undefined) return commandPortal(name, description);
  const receiver = new Receiver(name, { ...description, form });
  const { title, hosts = [], address, records, vendor } = description;
  return {
    name,
    title,
    ...(vendor && { vendor: { ...vendor, form: receiver.form } }),
    ...(address && { address }),
    settings,
    secrets: { PASSWORD: `${title} password`, TOTP_SECRET: `${title} one-time-code secret` },
    signIn: signIn(receiver),
    account: async (ctx) => await new Home(receiver, ctx).account(),
    hosts: () => [...hosts],
    words: speaking(pack, hooks),
    screens: keeping(pack, [], neededBy(receiver), [
      title,
      receiver.form,
      ...receiver.fields.flatMap(({ labels }) => labels),
    ]),
    signInHosts: (_, its) => (its as Settings)['sign-in-hosts'] ?? [],
    ...(records && { records: new RegExp(records.map((text) => RegExp.escape(text)).join('|'), 'i') }),
    actions: [
      credentialsRead(receiver),
      credentialsEnsure(receiver),
      credentialsClear(receiver),
      surveyCredentials(receiver),
    ],
  };
}
