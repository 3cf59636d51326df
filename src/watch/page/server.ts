import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { RunEvent } from '../../evidence/events.ts';
import { plainText } from '../../files/sanitize.ts';
import { redact } from '../../secrets/redact.ts';
import type { Role, Session } from '../../web/access.ts';
import type { Guest, PairingCode } from '../../web/guests.ts';
import type { Local } from '../../web/local-server.ts';
import { readForm, serveFiles, serveLocally } from '../../web/local-server.ts';
import { readStyles } from '../../web/read-styles.ts';
import type { Control } from '../control.ts';
import type { LivePicture } from '../live/live-view.ts';
import { applyCommand } from './apply-command.ts';
import { forViewers } from './for-viewers.ts';
import { paceOf, questionOf, stateOf } from './format-state.ts';
import { watchPage } from './page.ts';
import { nameOf } from './person-name.ts';
import { RunProgress } from './run-progress.ts';
import type { ShownPicture, View } from './view.ts';
import { Watchers } from './watchers.ts';

export interface WatchPageOptions {
  control: Control;
  /** Who runs this: the page's commands are recorded under this name. */
  operator: string;
  /** The https address of the operator's own tunnel to this page. Visitors through it are view-only. */
  share?: URL | undefined;
  /** Default: a free port. */
  port?: number | undefined;
  /** Tells the person at the terminal. */
  say?(text: string): void;
}

export interface WatchPage {
  /** The address that opens the page with its controls, once. */
  readonly link: string;
  /** The view-only address, for others. */
  readonly guestLink: string;
  /** Makes the steering link anew; the browser that steers until then can do so no longer. */
  renewLink(): string;
  /** A code to read out on the phone, for one more viewer, and where it is typed. */
  makeCode(): PairingCode & { address: string };
  /** Where viewers go; a link or a code lets them in. */
  readonly address: string;
  event(event: RunEvent): void;
  picture(picture: LivePicture): void;
  /** Tells the watchers that the run is over, and closes. @param report where the report is, for who controls */
  stop(report?: string): Promise<void>;
}

const STYLE = readStyles(new URL('style/', import.meta.url), [
  'page',
  'controls',
  'people',
  'question',
  'steps',
  'responsive',
]);

const WORDS = {
  wrongLink: 'This link has already been used or has expired. Ask for a new one.',
  stranger:
    'Enter the code you were given, or open the link you were sent. If this browser had access before, ' +
    'and you came from another page, continue from here.',
};
const LONGEST_BODY = 4 * 1024;
const MOST_WATCHERS = 50;

/** Every text that leaves is redacted once more, and nothing in it changes the reading direction. */
const shown = (text: string): string => redact(plainText(redact(text)));
const send = (value: View | ShownPicture): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? shown(part) : part));

function httpsOrigin(share: URL | undefined): URL | undefined {
  if (share === undefined || (share.protocol === 'https:' && share.href === `${share.origin}/`)) return share;
  throw new Error(
    'The address of the tunnel must be https and end with the host, such as https://watch.example. It is ' +
      `${share.protocol}//${share.host}${share.pathname}.`,
  );
}

/** Starts the page on which a run is watched while it works. Pictures and texts are only held in memory. */
export async function startWatchPage({
  control,
  operator,
  share,
  port,
  say = () => undefined,
}: WatchPageOptions): Promise<WatchPage> {
  const progress = new RunProgress();
  const watchers = new Watchers();
  let picture: { number: number; bytes: Buffer; type: string; asOf?: number } | { withheld: string } | undefined;
  let pictures = 0;
  let last = false;
  let report: string | undefined;
  let codeEnded: string | undefined;
  const setCodeEnded = (why: string | undefined) => {
    codeEnded = why;
    watchers.tell('view');
  };
  const codeFor = (session: Session) => {
    setCodeEnded(undefined);
    return { ...session.makeCode(), address: session.guestOrigin };
  };

  const view = (role: Role): View => {
    const { state } = control;
    const over = progress.over(last, report);
    const whole: View = {
      ...progress.view(state.held),
      state: stateOf(state, progress.hasBegun, over),
      pace: paceOf(state),
      fastest: state.pace === 0,
      ...(state.question && !over && { question: questionOf(state.question) }),
      ...(over && { over }),
      watching: watchers.size,
      viewers: watchers.names,
      ...(codeEnded !== undefined && { codeEnded }),
    };
    return role === 'control' ? whole : forViewers(whole, over && progress.ending);
  };
  const known = new WeakSet<Guest>();
  /** Tells once who watches: when there is a name, and somebody who listens. */
  const announce = (guest: Guest) => {
    const { name } = guest;
    if (name === undefined || known.has(guest) || !watchers.has(guest)) return;
    known.add(guest);
    control.mention('watch', { who: name, via: 'watch page' });
    watchers.tell('view');
  };
  const shownPicture = (): ShownPicture => {
    if (picture === undefined) return { none: true };
    if ('withheld' in picture) return picture;
    return { number: picture.number, ...(picture.asOf !== undefined && { age: Date.now() - picture.asOf }) };
  };

  const routes = (session: Session): Hono<Local> => {
    const app = new Hono<Local>();
    const roleOf = (c: Context<Local>): Role => session.roleOf(c.env.incoming) ?? 'look';

    app.get('/', (c) => {
      const asksName = roleOf(c) === 'look' && session.guestOf(c.env.incoming)?.name === undefined;
      return c.html(watchPage(roleOf(c), shown(operator), asksName));
    });

    app.get('/events', (c) => {
      const role = roleOf(c);
      if (role === 'look' && watchers.size >= MOST_WATCHERS) return c.text('The viewer limit is reached.', 503);
      const guest = session.guestOf(c.env.incoming) ?? {};
      watchers.add(c.env.outgoing as Parameters<Watchers['add']>[0], role === 'control' ? 'control' : guest, {
        view: () => send(view(role)),
        picture: () => send(shownPicture()),
      });
      if (role === 'look') announce(guest);
      return RESPONSE_ALREADY_SENT;
    });

    // A slow watcher asks for an older picture and gets the newest.
    app.get('/picture/:number', (c) => {
      const number = c.req.param('number');
      if (
        picture === undefined ||
        'withheld' in picture ||
        !/^[1-9]\d{0,8}$/.test(number) ||
        Number(number) > picture.number
      )
        return c.text('There is no such picture now.', 404);
      return c.body(picture.bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': picture.type });
    });

    const mayCommand = async (c: Context<Local>, next: () => Promise<void>) =>
      roleOf(c) === 'control' ? await next() : c.text('This link is view only.', 403);
    const small = bodyLimit({ maxSize: LONGEST_BODY, onError: (c) => c.text('That is too long.', 413) });
    app.post('/note', mayCommand, small, async (c) => {
      const form = await readForm(c);
      const text = form?.['note'];
      if (typeof text !== 'string') return c.text('Only this page may send that.', 422);
      if (last || progress.isOver) return c.text('The run has ended.', 409);
      const says = control.note(text, { who: operator, via: 'watch page' });
      return says === undefined ? c.body(null, 204) : c.text(says, 422);
    });
    app.post('/code', mayCommand, (c) => c.json(codeFor(session)));
    // A guest gives a name once, so that nobody can take another one's later.
    app.post('/name', small, async (c) => {
      const guest = session.guestOf(c.env.incoming);
      const name = nameOf((await readForm(c))?.['name']);
      if (guest === undefined || guest.name !== undefined) return c.text('You have a name already.', 409);
      if (name === undefined) return c.text('Say who you are, in one line.', 422);
      guest.name = name;
      announce(guest);
      return c.body(null, 204);
    });
    app.post('/command', mayCommand, small, async (c) => {
      const form = await readForm(c);
      if (form === undefined) return c.text('Only this page may send that.', 422);
      if (last || progress.isOver) return c.text('The run has ended.', 409);
      const { status, says } = applyCommand(control, form, operator);
      return says === undefined ? c.body(null, 204) : c.text(shown(says), status);
    });

    serveFiles(app, STYLE);
    app.notFound((c) => c.text('There is no such page.', 404));
    app.onError((_, c) => c.text('Something went wrong. Try again.', 500));
    return app;
  };

  const { session, stop } = await serveLocally({
    port,
    title: 'Keywright watch',
    start: '/',
    policy: "; connect-src 'self'",
    app: routes,
    session: {
      name: 'watch',
      words: WORDS,
      guests: { nameOf },
      share: httpsOrigin(share),
      onVoidCode() {
        say('A viewer code was entered wrong too often and is no longer valid. Make a new one.');
        setCodeEnded('The viewer code was entered wrong too often.');
      },
      onUsedCode: (name) => setCodeEnded(`${name} used the viewer code.`),
    },
  });
  control.attended = true;
  const unlisten = control.onChange(() => watchers.tell('view'));

  return {
    get link() {
      return session.link;
    },
    guestLink: session.guestLink,
    renewLink() {
      const link = session.renewLink();
      watchers.dropControl();
      control.mention('new link', { who: operator, via: 'terminal' });
      return link;
    },
    address: session.guestOrigin,
    makeCode: () => codeFor(session),
    event: (event) => {
      progress.tell(event);
      watchers.tell('view');
    },
    picture: (newest) => {
      if ('picture' in newest) picture = { number: (pictures += 1), bytes: newest.picture, type: newest.type };
      else if ('withheld' in newest) picture = newest;
      else if (picture !== undefined && 'number' in picture) picture.asOf = newest.asOf;
      watchers.tell('picture');
    },
    stop: async (where) => {
      unlisten();
      [last, report] = [true, where];
      watchers.tell('view');
      await watchers.leave();
      await stop();
      picture = undefined;
    },
  };
}
