import type { Context, Hono, MiddlewareHandler } from 'hono';

/** What an interceptor needs to know about a portal. */
export interface InterceptedPortal<State> {
  app: Hono;
  /** Undefined for scripts, styles and pictures. */
  requestName(c: Context): string | undefined;
  customerOf(c: Context): State | undefined;
  /** Signs everybody out, those who are about to sign in as well. */
  endSessions(): void;
  /** Says no in the way that the request's sender can show. */
  refusal(c: Context, status: 403 | 423, message: string): Response | Promise<Response>;
  lockedMessage: string;
  /** With this cookie, the page shows an announcement. */
  noticeCookie: string;
}

/** Makes what comes before every request of a portal; tests put faults there. */
export type Intercept<State> = (portal: InterceptedPortal<State>) => MiddlewareHandler;
