import type { RunEvent } from '../../evidence/events.ts';
import type { Session } from '../../web/access.ts';
import type { PairingCode } from '../../web/guests.ts';
import { serveLocally } from '../../web/local-server.ts';
import type { Control } from '../control.ts';
import type { LivePicture } from '../live/live-view.ts';
import { PageState } from './page-state.ts';
import { nameOf } from './person-name.ts';
import { watchRoutes } from './routes.ts';

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

const WORDS = {
  wrongLink: 'This link has already been used or has expired. Ask for a new one.',
  stranger:
    'Enter the code you were given, or open the link you were sent. If this browser had access before, ' +
    'and you came from another page, continue from here.',
};

function httpsOrigin(share: URL | undefined): URL | undefined {
  if (share === undefined || (share.protocol === 'https:' && share.href === `${share.origin}/`)) return share;
  throw new Error(
    'The address of the tunnel must be https and end with the host, such as https://watch.example. It is ' +
      `${share.protocol}//${share.host}${share.pathname}.`,
  );
}

/** Starts the page on which a run is watched while it works. */
export async function startWatchPage({
  control,
  operator,
  share,
  port,
  say = () => undefined,
}: WatchPageOptions): Promise<WatchPage> {
  const state = new PageState(control);
  const makeCode = (session: Session) => {
    state.endCode(undefined);
    return { ...session.makeCode(), address: session.guestOrigin };
  };
  const { session, stop } = await serveLocally({
    port,
    title: 'Keywright watch',
    start: '/',
    policy: "; connect-src 'self'",
    app: (session) => watchRoutes(state, session, { control, operator, makeCode: () => makeCode(session) }),
    session: {
      name: 'watch',
      words: WORDS,
      guests: { nameOf },
      share: httpsOrigin(share),
      onVoidCode() {
        say('A viewer code was entered wrong too often and is no longer valid. Make a new one.');
        state.endCode('The viewer code was entered wrong too often.');
      },
      onUsedCode: (name) => state.endCode(`${name} used the viewer code.`),
    },
  });
  control.attended = true;
  const unlisten = control.onChange(() => state.watchers.tell('view'));

  return {
    get link() {
      return session.link;
    },
    guestLink: session.guestLink,
    renewLink() {
      const link = session.renewLink();
      state.watchers.dropControl();
      control.mention('new link', { who: operator, via: 'terminal' });
      return link;
    },
    address: session.guestOrigin,
    makeCode: () => makeCode(session),
    event: (event) => state.event(event),
    picture: (newest) => state.show(newest),
    async stop(report) {
      unlisten();
      await state.end(report);
      await stop();
      state.forgetPicture();
    },
  };
}
