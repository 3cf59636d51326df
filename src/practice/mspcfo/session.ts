import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type MspcfoSession, type MspcfoState, type MspcfoUser, randomToken } from './state.ts';

const COOKIE = 'mspcfo_session';

export interface SignedIn {
  state: MspcfoState;
  user: MspcfoUser;
  session: MspcfoSession;
}

export interface Sessions {
  /** Who is signed in; each look makes the session last longer. */
  of(c: Context): SignedIn | undefined;
  start(c: Context, state: MspcfoState, user: MspcfoUser): void;
  end(c: Context): void;
}

/** @param lifetime milliseconds that a session lives after its last request */
export function openSessions(customers: readonly MspcfoState[], lifetime: number): Sessions {
  return {
    of(c) {
      const token = getCookie(c, COOKIE) ?? '';
      for (const state of customers) {
        const session = state.sessions.get(token);
        const user = session && state.users.find(({ username }) => username === session.username);
        if (session === undefined || user === undefined || session.expires <= Date.now()) continue;
        session.expires = Date.now() + lifetime;
        return { state, user, session };
      }
      return undefined;
    },
    start(c, state, user) {
      const token = randomToken();
      state.sessions.set(token, { username: user.username, expires: Date.now() + lifetime });
      setCookie(c, COOKIE, token, { path: '/', httpOnly: true, sameSite: 'Lax' });
    },
    end(c) {
      for (const state of customers) state.sessions.delete(getCookie(c, COOKIE) ?? '');
      deleteCookie(c, COOKIE, { path: '/' });
    },
  };
}
