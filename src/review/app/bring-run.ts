import type { MiddlewareHandler } from 'hono';
import type { Local } from '../../web/local-server.ts';
import type { Address } from './address.ts';
import type { ReviewContext } from './review-context.ts';
import { keyOf } from './review-log.ts';

/** Brings a run's folder here from the bundle store. @throws Error with a message for people */
export type Bring = (run: Address) => Promise<void>;

/** Has each run that an address names brought here, if its folder is not here, before it is opened. */
export function bringOpened(review: ReviewContext, bring: Bring): MiddlewareHandler<Local> {
  const underWay = new Map<string, Promise<void>>();
  return async (c, next) => {
    const [, customer, run] = /^\/run\/([^/]+)\/([^/]+)/.exec(c.req.path) ?? [];
    const named = customer === undefined ? (c.req.queries('run') ?? []) : [`${customer}/${run}`];
    for (const name of named) {
      const known = review.index().byKey.get(name);
      if (known === undefined || known.folder || !known.sums) continue;
      const brought = underWay.get(name) ?? bring(known).finally(() => underWay.delete(keyOf(known)));
      underWay.set(name, brought);
      await brought;
    }
    await next();
  };
}
