import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import { setCookie } from 'hono/cookie';
import type { InterceptedPortal } from '../intercept.ts';

/**
 * What can go wrong with one request.
 * - `error-before`, `error-after`: an internal error (500) instead of the work, or after it is done
 * - `cut-before`, `cut-after`: the connection is closed without an answer, instead of the work or after it is done
 * - `twice`: the work is done twice, and the second answer arrives; so it ends when a reused connection breaks after
 * the work: Chromium sends the request again by itself, POST too
 * - `session-lost`: everybody is signed out just before it
 * - `locked`: somebody else has the record open
 * - `dialog`: it works, and an announcement comes up over the page
 * - `{ refuse }`: refused (4xx) with these words
 * - `{ answer }`: this answer instead of the work
 * - `{ late }`: the work is done at once, the answer comes that many milliseconds later
 */
export type Fault =
  | 'error-before'
  | 'error-after'
  | 'cut-before'
  | 'cut-after'
  | 'twice'
  | 'session-lost'
  | 'locked'
  | 'dialog'
  | { refuse: string }
  | { answer: () => Response }
  | { late: number };

/**
 * Asked before each request but those for scripts, styles and pictures. It may take its time, which makes the request
 * slow.
 * @param request `Security/SaveRole`, `credentials/save`; other requests by method and path: `GET /dashboard`
 * @param customer where the request says whose it is: by its session, or by its key
 */
export type FaultOf<State> = (
  request: string,
  customer: State | undefined,
) => Fault | undefined | Promise<Fault | undefined>;

/**
 * A fault at one request of a flow: the nth one of that name, and with `always` each one after it, too.
 * @example startPractice({ fault: failAt('cut-after', 'ApiKeys/SaveKey') })
 */
export function failAt(
  fault: Fault,
  request: string,
  { nth = 1, always = false } = {},
): (request: string) => Fault | undefined {
  let seen = 0;
  return (name) => {
    if (name !== request) return undefined;
    seen++;
    return seen === nth || (always && seen > nth) ? fault : undefined;
  };
}

/** Puts faults in the way of every request of a portal. */
export function faults<State>(portal: InterceptedPortal<State>, faultOf: FaultOf<State>): MiddlewareHandler {
  const repeats = new WeakSet<Request>();
  return async (c, next) => {
    const name = portal.requestName(c);
    if (name === undefined || repeats.has(c.req.raw)) return next();
    const fault = await faultOf(name, portal.customerOf(c));
    switch (fault) {
      case undefined:
        return next();
      case 'error-before':
        return internalError(c);
      case 'error-after':
        await next();
        return replace(c, internalError(c));
      case 'cut-before':
        return cut(c);
      case 'cut-after':
        await next();
        return replace(c, cut(c));
      case 'twice': {
        const first = c.req.raw.clone();
        repeats.add(first);
        await portal.app.fetch(first, c.env);
        return next();
      }
      case 'session-lost':
        portal.endSessions();
        return next();
      case 'locked':
        return await portal.refusal(c, 423, portal.lockedMessage);
      case 'dialog':
        await next();
        return setCookie(c, portal.noticeCookie, '1', { path: '/', sameSite: 'Lax' });
    }
    if ('answer' in fault) return fault.answer();
    if ('refuse' in fault) return await portal.refusal(c, 403, fault.refuse);
    await next();
    // Nobody waits for it once the portal has stopped.
    await wait(fault.late, undefined, { ref: false });
  };
}

const internalError = (c: Context) => c.text('Internal Server Error', 500);

function cut(c: Context): Response {
  (c.env as HttpBindings).incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Nothing of the answer that there was may go along, a cookie least of all. */
function replace(c: Context, answer: Response): void {
  c.res = undefined;
  c.res = answer;
}
