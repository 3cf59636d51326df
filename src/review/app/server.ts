import { Hono } from 'hono';
import type { Local } from '../../web/local-server.ts';
import { serveFiles, serveLocally } from '../../web/local-server.ts';
import { readStyles } from '../../web/read-styles.ts';
import type { RegisterRow } from '../register.ts';
import { runAddress } from './address.ts';
import { type Bring, bringOpened } from './bring-run.ts';
import { messagePage } from './pages/frame.ts';
import type { QueueDesk } from './queue.ts';
import { BadForm } from './read-verdict.ts';
import { type ContextOptions, NotFound, ReviewContext } from './review-context.ts';
import { compareRoutes } from './routes/compare.ts';
import { listRoutes } from './routes/list.ts';
import { queueRoutes } from './routes/queue.ts';
import { registerRoutes } from './routes/register.ts';
import { runRoutes } from './routes/run.ts';
import { signOffRoutes } from './routes/sign-off.ts';

const STYLE = readStyles(new URL('style/', import.meta.url), [
  'list',
  'run',
  'journal',
  'shot',
  'stage',
  'panel',
  'filmstrip',
  'responsive',
  'compare',
  'dark',
]);

export interface ReviewOptions extends ContextOptions {
  /** A free one where left out. */
  port?: number | undefined;
  /** The register of access as it is now; left out: none is shown. */
  register?: (() => Promise<RegisterRow[]>) | undefined;
  /** The queue that several machines share; left out: there is none. */
  queue?: QueueDesk | undefined;
  /** Brings the folders of other machines' runs here; left out: none is brought. */
  bring?: Bring | undefined;
  /** Where the one-time link leads. */
  to?: { customer: string; run: string } | undefined;
}

export interface ReviewServer {
  /** The address that opens the app, once. */
  link: string;
  origin: string;
  stop(): Promise<void>;
}

const WRONG_LINK = 'This link has already been used or has expired. Start keywright review again for a new one.';
const STRANGER =
  'This browser has no access yet: open the link that keywright review printed. If it had access, and you ' +
  'came from another page, continue from here.';

function routes(options: ReviewOptions): Hono<Local> {
  const { register = async () => [], queue, bring } = options;
  const review = new ReviewContext(options);
  const app = new Hono<Local>();
  if (bring !== undefined) app.use(bringOpened(review, bring));
  app.route('/', listRoutes(review, { queue: queue !== undefined, store: bring !== undefined }));
  app.route('/', registerRoutes(register));
  if (queue !== undefined) app.route('/queue', queueRoutes(queue));
  app.route('/run/:customer/:run', runRoutes(review));
  app.route('/run/:customer/:run', signOffRoutes(review));
  app.route('/compare', compareRoutes(review));
  serveFiles(app, STYLE);
  app.notFound((c) => c.html(messagePage('Not found', 'There is no such page.'), 404));
  app.onError((error, c) => {
    if (error instanceof NotFound) return c.html(messagePage('Not found', error.message), 404);
    if (error instanceof BadForm) return c.html(messagePage('Not sent', error.message), 422);
    return c.html(messagePage('That did not work', error.message), 500);
  });
  return app;
}

/** Starts the app on this machine's loopback address; nobody else can reach it. */
export async function startReview(options: ReviewOptions): Promise<ReviewServer> {
  const { session, stop } = await serveLocally({
    port: options.port,
    title: 'Keywright review',
    start: options.to === undefined ? '/' : runAddress(options.to),
    app: () => routes(options),
    session: { name: 'review', words: { wrongLink: WRONG_LINK, stranger: STRANGER } },
  });
  return { link: session.link, origin: session.origin, stop };
}
