import { Hono } from 'hono';
import type { Local } from '../../../web/local-server.ts';
import { readFilter } from '../filter.ts';
import { runsPage } from '../pages/runs.ts';
import type { ReviewContext } from '../review-context.ts';

/**
 * `/`: the list of all runs.
 * @param has whether there is a page of the queue to lead to, and a store with runs of other machines
 */
export function listRoutes(review: ReviewContext, has: { queue: boolean; store: boolean }): Hono<Local> {
  return new Hono<Local>().get('/', (c) =>
    c.html(
      runsPage(
        review.index(),
        review.log(),
        readFilter((name) => c.req.query(name)),
        Number(c.req.query('page') ?? 1) || 1,
        has,
      ),
    ),
  );
}
