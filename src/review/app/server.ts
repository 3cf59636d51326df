import type { KeyObject } from 'node:crypto';
import { hostname } from 'node:os';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { NumberedShot } from '../../evidence/read-run.ts';
import { stepsOf } from '../../evidence/read-run.ts';
import { recordReview } from '../../evidence/runs/reviews.ts';
import type { Signer } from '../../evidence/signing.ts';
import type { Local } from '../../web/local-server.ts';
import { serveFiles, serveLocally } from '../../web/local-server.ts';
import { readStyles } from '../../web/read-styles.ts';
import { checkPictures, readPicture } from '../pictures.ts';
import { type RegisterRow, registerCsv } from '../register.ts';
import { witnessOf } from '../witness.ts';
import { pictureAddress, readLook, runAddress, shotAddress } from './address.ts';
import { checkedPictures } from './checked-pictures.ts';
import { comparisonOf } from './comparison.ts';
import { readFilter } from './filter.ts';
import { LookedAt, nextUnsigned, type Progress } from './looked.ts';
import type { OpenRun } from './open-run.ts';
import { openRun, otherHalf } from './open-run.ts';
import { comparePage, pairPage } from './pages/compare.ts';
import { messagePage } from './pages/frame.ts';
import { registerPage } from './pages/register.ts';
import { journalPage, runPage } from './pages/run.ts';
import { runsPage } from './pages/runs.ts';
import { shotPage } from './pages/shot.ts';
import { unseenPage } from './pages/unseen.ts';
import type { QueueDesk } from './queue.ts';
import { queueRoutes } from './queue-routes.ts';
import { BadForm, readVerdict, type Said } from './read-verdict.ts';
import { keyOf, NO_REVIEWS, ReviewLogReader } from './review-log.ts';
import type { IndexedRun, RunIndex } from './run-index.ts';
import { IndexOfRuns } from './run-index.ts';
import { verify } from './verification.ts';

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

export interface ReviewOptions {
  /** The folder of all runs. */
  runs: string;
  /** Who signs off. */
  reviewer: string;
  /** What signatures are checked with. */
  key?: KeyObject | undefined;
  /** What signs the review log. */
  signer?: Signer | undefined;
  /** A free one where left out. */
  port?: number | undefined;
  /** The register of access as it is now; left out: none is shown. */
  register?: (() => Promise<RegisterRow[]>) | undefined;
  /** The queue that several machines share; left out: there is none. */
  queue?: QueueDesk | undefined;
  /** Who may approve runs of this customer; left out, or undefined: anybody. */
  rule?: ((customer: string) => 'another' | undefined) | undefined;
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
const LONGEST_BODY = 16 * 1024;
/** So many runs are offered for a comparison. */
const OFFERED = 200;

interface Found {
  entry: IndexedRun;
  open: OpenRun;
  index: RunIndex;
}

class NotFound extends Error {}

const isOwn = ({ operator }: IndexedRun, reviewer: string): boolean => operator === reviewer;

const NOT_BY_YOURSELF =
  'You started this run, and this workspace wants another person to approve it (review-by: another).';

function routes({ runs, reviewer, key, signer, register = async () => [], queue, rule }: ReviewOptions): Hono<Local> {
  const index = new IndexOfRuns(runs);
  const log = new ReviewLogReader(runs, key);
  const looked = new LookedAt();
  const app = new Hono<Local>();

  const find = (customer: string, run: string): Found => {
    const all = index.read();
    const entry = all.byKey.get(`${customer}/${run}`);
    const open = entry && openRun(runs, entry);
    if (entry === undefined || open === undefined)
      throw new NotFound(
        entry === undefined ? 'Run not found.' : 'This run is in the list, but its folder or its journal is missing.',
      );
    return { entry, open, index: all };
  };
  const asked = (c: Context): Found => find(c.req.param('customer') ?? '', c.req.param('run') ?? '');
  const shotOf = ({ open }: Found, c: Context): NumberedShot => {
    const number = c.req.param('number') ?? '';
    const shot = /^[1-9]\d{0,5}$/.test(number) ? open.run.shots[Number(number) - 1] : undefined;
    if (shot === undefined) throw new NotFound('The run has no such picture.');
    return shot;
  };
  /** Why this reviewer may not approve it; undefined if they may. */
  const barred = ({ entry }: Found): string | undefined =>
    isOwn(entry, reviewer) && rule?.(entry.customer) === 'another' ? NOT_BY_YOURSELF : undefined;
  const check = async ({ entry, open }: Found, shots: NumberedShot[]) =>
    await checkPictures(open.folder, shots, ({ number }) => ({
      src: pictureAddress(entry, number),
      href: shotAddress(entry, number),
    }));

  app.get('/', (c) =>
    c.html(
      runsPage(
        index.read(),
        log.read(),
        readFilter((name) => c.req.query(name)),
        Number(c.req.query('page') ?? 1) || 1,
        queue !== undefined,
      ),
    ),
  );

  app.get('/register', async (c) => c.html(registerPage(await register())));
  app.get('/register.csv', async (c) =>
    c.body(registerCsv(await register()), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="access-register.csv"',
    }),
  );

  if (queue !== undefined) queueRoutes(app, queue);

  app.get('/run/:customer/:run', async (c) => {
    const found = asked(c);
    const { entry, open } = found;
    const pictures = await check(found, open.run.shots);
    const said = log.read();
    const reviews = said.runs.get(keyOf(entry)) ?? NO_REVIEWS;
    const others = found.index.runs.filter(
      (other) => other !== entry && other.folder && other.runbook.name === entry.runbook.name,
    );
    const near = [
      ...others.filter(({ customer }) => customer === entry.customer),
      ...others.filter(({ customer }) => customer !== entry.customer),
    ].slice(0, OFFERED);
    return c.html(
      runPage({
        entry,
        open,
        checks: verify(open.folder, entry, open.run, pictures, key),
        witness: witnessOf(open.folder),
        reviews,
        looked: looked.progress(keyOf(entry), open.run, reviews, reviewer),
        log: said,
        signs: signer !== undefined,
        reviewer,
        cannot: barred(found),
        others: near,
        album: { run: open.run, pictures, numbers: new Map(stepsOf(open.run).map((step) => [step.id, step.n])) },
      }),
    );
  });

  app.get('/run/:customer/:run/journal', (c) => {
    const { entry, open } = asked(c);
    return c.html(journalPage(entry, open));
  });

  app.get('/run/:customer/:run/shot/:number', async (c) => {
    const found = asked(c);
    const shot = shotOf(found, c);
    looked.saw(keyOf(found.entry), shot);
    const other = otherHalf(found.open, shot);
    const large = await check(found, [...new Set([shot, ...(other ? [other.left, other.right] : [])])]);
    const pictures = new Map([...(await checkedPictures(found.open, found.entry, found.open.run.shots)), ...large]);
    const said = log.read();
    return c.html(
      shotPage({
        entry: found.entry,
        open: found.open,
        shot,
        pictures,
        reviews: said.runs.get(keyOf(found.entry)) ?? NO_REVIEWS,
        log: said,
        signs: signer !== undefined,
        reviewer,
        cannot: barred(found),
        look: readLook((name) => c.req.query(name)),
      }),
    );
  });

  app.get('/run/:customer/:run/picture/:number', async (c) => {
    const found = asked(c);
    const bytes = await readPicture(found.open.folder, shotOf(found, c));
    if ('wrong' in bytes) return c.text(bytes.wrong, 404);
    return c.body(bytes, 200, { 'Content-Type': 'image/png' });
  });

  app.get('/compare', async (c) => {
    const names = (c.req.queries('run') ?? []).map((name) => name.split('/'));
    if (names.length !== 2) throw new BadForm('Choose two runs to compare.');
    // The earlier one on the left, however they were chosen.
    const [left, right] = names
      .map(([customer = '', run = '']) => find(customer, run))
      .sort((one, other) => Date.parse(one.entry.begun) - Date.parse(other.entry.begun)) as [Found, Found];
    const comparison = comparisonOf(left, right);
    const number = c.req.query('pair');
    if (number === undefined) {
      const all = async ({ open, entry }: Found) => await checkedPictures(open, entry, open.run.shots);
      return c.html(comparePage(comparison, { left: await all(left), right: await all(right) }));
    }
    const pair = /^[1-9]\d{0,5}$/.test(number) ? comparison.pairs[Number(number) - 1] : undefined;
    if (pair === undefined) throw new NotFound('There is no such pair of pictures.');
    return c.html(
      pairPage(
        comparison,
        Number(number),
        {
          left: await check(left, pair.left ? [pair.left] : []),
          right: await check(right, pair.right ? [pair.right] : []),
        },
        readLook((name) => c.req.query(name)),
      ),
    );
  });

  const limit = bodyLimit({
    maxSize: LONGEST_BODY,
    onError: (c) => c.html(messagePage('Too long', 'The remark is too long. Nothing was saved.'), 413),
  });
  const sign = async (
    c: Context,
    found: Found,
    shot: NumberedShot | undefined,
  ): Promise<Said & { progress: Progress; recorded: boolean }> => {
    const { verdict, remark, form } = await readVerdict(c);
    const reviews = log.read().runs.get(keyOf(found.entry)) ?? NO_REVIEWS;
    const progress = looked.progress(keyOf(found.entry), found.open.run, reviews, reviewer);
    const { unseen, ...seen } = progress;
    const bar = verdict === 'approved' ? barred(found) : undefined;
    if (bar !== undefined) throw new BadForm(bar);
    if (verdict === 'approved' && shot !== undefined && 'wrong' in (await readPicture(found.open.folder, shot)))
      throw new BadForm('A picture that is not shown cannot be approved.');
    const isAsked = unseen.length > 0 || isOwn(found.entry, reviewer);
    if (verdict === 'approved' && shot === undefined && isAsked && form['anyway'] !== '1')
      return { verdict, remark, form, progress, recorded: false };
    recordReview(runs, signer, {
      type: 'review',
      customer: found.entry.customer,
      run: found.entry.run,
      ...(shot && { shot: { number: shot.number, sha256: shot.sha256 } }),
      verdict,
      reviewer,
      host: hostname(),
      ...(remark !== '' && { remark }),
      ...(shot === undefined && { looked: seen }),
      ...(verdict === 'approved' && rule?.(found.entry.customer) === 'another' && { rule: 'another' as const }),
      journal: found.open.run.journal.sha256,
    });
    return { verdict, remark, form, progress, recorded: true };
  };

  app.post('/run/:customer/:run/review', limit, async (c) => {
    const found = asked(c);
    const { remark, progress, recorded } = await sign(c, found, undefined);
    if (!recorded)
      return c.html(unseenPage(found.entry, progress, { remark, isOwn: isOwn(found.entry, reviewer) }), 409);
    return c.redirect(runAddress(found.entry), 303);
  });

  app.post('/run/:customer/:run/shot/:number/review', limit, async (c) => {
    const found = asked(c);
    const shot = shotOf(found, c);
    const { verdict, form } = await sign(c, found, shot);
    const look = readLook((name) => (typeof form[name] === 'string' ? form[name] : undefined));
    const goOn = verdict === 'approved' || verdict === 'objected';
    const reviews = log.read().runs.get(keyOf(found.entry)) ?? NO_REVIEWS;
    const next = goOn ? nextUnsigned(found.open.run, reviews, shot) : shot;
    return c.redirect(next === undefined ? runAddress(found.entry) : shotAddress(found.entry, next.number, look), 303);
  });

  serveFiles(app, STYLE);
  app.notFound((c) => c.html(messagePage('Not found', 'There is no such page.'), 404));
  app.onError((error, c) => {
    if (error instanceof NotFound) return c.html(messagePage('Not found', error.message), 404);
    return c.html(
      messagePage(error instanceof BadForm ? 'Not sent' : 'That did not work', error.message),
      error instanceof BadForm ? 422 : 500,
    );
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
