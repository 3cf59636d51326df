import type { Context } from '../../portal-sdk/index.ts';
import type { PreparedStep } from '../../runbook/load.ts';
import type { CustomerEscrow } from '../../secrets/escrow/escrow.ts';
import type { SecretSource } from '../../secrets/sources.ts';
import type { Vault } from '../../secrets/vault.ts';
import type { PortalSession } from '../portal-session.ts';
import type { OpenPortal } from '../portals.ts';
import { otherCustomerOf } from '../run-tags.ts';
import type { Unknown } from '../teach.ts';
import { createContext } from './context.ts';
import { handOversOf } from './hand-overs.ts';
import type { ContextOptions, StepTrace } from './options.ts';

interface ContextsOptions
  extends Pick<
    ContextOptions,
    | 'recorder'
    | 'readings'
    | 'people'
    | 'tag'
    | 'job'
    | 'ourTags'
    | 'signal'
    | 'headed'
    | 'proxies'
    | 'say'
    | 'mayCommit'
    | 'keep'
    | 'heldBack'
  > {
  /** Has people point at what is not found; undefined where nobody can. */
  teach?: ((session: PortalSession, ctx: Context, unknown: Unknown) => Promise<boolean>) | undefined;
  escrow: CustomerEscrow;
  /** The workspace's state. */
  state: string;
  customer: string;
  vault: Vault;
  sources: SecretSource;
}

/** Makes the context of a step's attempt. @param planning as `ContextOptions.planning` */
export type OpenContext = (
  step: PreparedStep,
  portal: OpenPortal,
  planning: boolean,
) => { ctx: Context; trace: StepTrace };

/** Contexts for the steps of one walk. */
export function contextsOf({
  escrow,
  vault,
  sources,
  state,
  customer,
  teach,
  ...shared
}: ContextsOptions): OpenContext {
  const begun = new Set<string>();
  return ({ id, portal: { name, title } }, { session, secrets }, planning) => {
    // Something went wrong in the try before: the next one begins from looking.
    if (begun.has(id)) shared.readings.forget(session.page);
    begun.add(id);
    return createContext({
      ...shared,
      session,
      planning,
      teach: teach && ((ctx, unknown) => teach(session, ctx, unknown)),
      escrow: escrow.of(name),
      handOvers: handOversOf({ state, customer, portal: name, sources }, planning),
      madeFor: (tag) => otherCustomerOf(state, tag, customer),
      step: id,
      secrets: secrets.known,
      wasRefused: (value) => secrets.wasRefused(value),
      fingerprint: (secret) => vault.fingerprint(secret),
      askCode: () => sources.ask(`${title} one-time code`, name),
    });
  };
}
