import type { Portal } from '../../src/portal-sdk/index.ts';
import { keeping } from '../keeping.ts';
import { speaking } from '../speaking.ts';
import { credentialsClear } from './actions/credentials-clear.ts';
import { credentialsEnsure } from './actions/credentials-ensure.ts';
import { credentialsRead } from './actions/credentials-read.ts';
import { secretEnsure } from './actions/secret-ensure.ts';
import { secretsDeleteOrphans } from './actions/secrets-delete-orphans.ts';
import { signIn } from './actions/sign-in.ts';
import { apiPortal } from './api.ts';
import { commandPortal } from './command.ts';
import type { DescribedPages } from './described-pages.ts';
import type { Described } from './description.ts';
import { Maker } from './maker.ts';
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
  const { form, makes, api, vendor } = description;
  if (api !== undefined) return apiPortal(name, description, api);
  if (makes !== undefined) {
    const maker = new Maker(name, { ...description, makes });
    return { ...withPages(maker, description), actions: [secretEnsure(maker), secretsDeleteOrphans(maker)] };
  }
  if (form === undefined) return commandPortal(name, description);
  const receiver = new Receiver(name, { ...description, form });
  const { title } = receiver;
  return {
    ...withPages(receiver, description),
    ...(vendor && { vendor: { ...vendor, form: receiver.form } }),
    screens: keeping(pack, [], neededBy(receiver), [
      title,
      receiver.form,
      ...receiver.fields.flatMap(({ labels }) => labels),
    ]),
    actions: [
      credentialsRead(receiver),
      credentialsEnsure(receiver),
      credentialsClear(receiver),
      surveyCredentials(receiver),
    ],
  };
}

/** What all portals with pages have. */
function withPages(pages: DescribedPages, { hosts = [], address, records }: Described): Omit<Portal, 'actions'> {
  const { name, title } = pages;
  return {
    name,
    title,
    ...(address && { address }),
    settings,
    secrets: { PASSWORD: `${title} password`, TOTP_SECRET: `${title} one-time-code secret` },
    signIn: signIn(pages),
    account: async (ctx) => await new Home(pages, ctx).account(),
    hosts: () => [...hosts],
    words: speaking(pack, hooks),
    signInHosts: (_, its) => (its as Settings)['sign-in-hosts'] ?? [],
    ...(records && { records: new RegExp(records.map((text) => RegExp.escape(text)).join('|'), 'i') }),
  };
}
