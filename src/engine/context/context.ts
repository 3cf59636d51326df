import type { Context } from '../../portal-sdk/index.ts';
import { Gestures } from './gestures.ts';
import { requestTo } from './http.ts';
import type { ContextOptions, StepTrace } from './options.ts';
import { askPersonOf } from './people.ts';
import { secretsOf } from './secrets.ts';

/** `Context.note` and `Context.listRead` */
function notesOf({ recorder, session, step }: ContextOptions): Pick<Context, 'note' | 'listRead'> {
  return {
    // What a screen says may be the key that nobody has read yet.
    note: (text, details) =>
      recorder.write({
        type: 'note',
        step,
        text: session.secretUnread
          ? 'Something came up; its words are withheld, because a private key may be among them.'
          : text,
        ...(details && !session.secretUnread && { details }),
      }),
    listRead: ({ list, rows, stated }) =>
      recorder.write({ type: 'list.read', step, list, rows, ...(stated !== undefined && { stated }) }),
  };
}

/** An attempt's view of a portal: everything that an action does goes through it and leaves its trace. */
export function createContext(options: ContextOptions): { ctx: Context; trace: StepTrace } {
  const { session, escrow, handOvers, tag, ourTags, planning } = options;
  const { page, portal, url, settings } = session;
  const origins = new Set([url.origin, ...portal.hosts(url).map((host) => `${url.protocol}//${host}`)]);
  const gestures = new Gestures(options);
  const notes = notesOf(options);
  const held = () => options.heldBack?.(portal.name);
  const before = held()?.requests;
  const ctx: Context = {
    page,
    url,
    settings,
    tag,
    job: options.job ?? ((runbook) => runbook),
    madeFor: options.madeFor ?? (() => undefined),
    isOurTag: (other) => ourTags.has(other),
    escrow,
    handOvers,
    planning,
    gesture: (title, act, how) => gestures.make(title, act, how),
    touches: (at, place) => gestures.touches(at, place),
    reading: (what, read) => gestures.reading(what, read),
    ...notes,
    heldBack: () => (held()?.requests === before ? undefined : held()?.path),
    ...secretsOf(options, gestures, origins, notes.note),
    askPerson: askPersonOf(options),
    ...(options.teach && { teach: (unknown) => options.teach!(ctx, unknown) }),
    ...(options.keep && { keep: (screen, shown) => options.keep!(session, screen, shown) }),
    request: requestTo(origins, {
      proxies: options.proxies,
      signal: options.signal,
      note: notes.note,
      committing: () => gestures.trace.committing,
    }),
  };
  return { ctx, trace: gestures.trace };
}
