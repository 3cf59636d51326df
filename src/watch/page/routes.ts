import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { plainText } from '../../files/sanitize.ts';
import { redact } from '../../secrets/redact.ts';
import type { Role, Session } from '../../web/access.ts';
import type { PairingCode } from '../../web/guests.ts';
import type { Local } from '../../web/local-server.ts';
import { readForm, serveFiles } from '../../web/local-server.ts';
import { readStyles } from '../../web/read-styles.ts';
import type { Control } from '../control.ts';
import { applyCommand } from './apply-command.ts';
import { watchPage } from './page.ts';
import type { PageState } from './page-state.ts';
import { nameOf } from './person-name.ts';
import type { ShownPicture, View } from './view.ts';

const STYLE = readStyles(new URL('style/', import.meta.url), [
  'page',
  'controls',
  'people',
  'question',
  'steps',
  'responsive',
]);

const LONGEST_BODY = 4 * 1024;
const MOST_WATCHERS = 50;

/** Every text that leaves is redacted once more, and nothing in it changes the reading direction. */
const shown = (text: string): string => redact(plainText(redact(text)));
const send = (value: View | ShownPicture): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? shown(part) : part));

interface RoutesOptions {
  control: Control;
  operator: string;
  makeCode(): PairingCode & { address: string };
}

/** What the page asks the server for, and the commands that it sends. */
export function watchRoutes(
  state: PageState,
  session: Session,
  { control, operator, makeCode }: RoutesOptions,
): Hono<Local> {
  const { watchers } = state;
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
    watchers.add(c.env.outgoing as Parameters<typeof watchers.add>[0], role === 'control' ? 'control' : guest, {
      view: () => send(state.view(role)),
      picture: () => send(state.shownPicture),
    });
    if (role === 'look') state.announce(guest);
    return RESPONSE_ALREADY_SENT;
  });

  // A slow watcher asks for an older picture and gets the newest.
  app.get('/picture/:number', (c) => {
    const picture = state.pictureFor(c.req.param('number'));
    if (picture === undefined) return c.text('There is no such picture now.', 404);
    return c.body(picture.bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': picture.type });
  });

  const mayCommand = async (c: Context<Local>, next: () => Promise<void>) =>
    roleOf(c) === 'control' ? await next() : c.text('This link is view only.', 403);
  const small = bodyLimit({ maxSize: LONGEST_BODY, onError: (c) => c.text('That is too long.', 413) });
  app.post('/note', mayCommand, small, async (c) => {
    const form = await readForm(c);
    const text = form?.['note'];
    if (typeof text !== 'string') return c.text('Only this page may send that.', 422);
    if (state.isOver) return c.text('The run has ended.', 409);
    const says = control.note(text, { who: operator, via: 'watch page' });
    return says === undefined ? c.body(null, 204) : c.text(says, 422);
  });
  app.post('/code', mayCommand, (c) => c.json(makeCode()));
  // A guest gives a name once, so that nobody can take another one's later.
  app.post('/name', small, async (c) => {
    const guest = session.guestOf(c.env.incoming);
    const name = nameOf((await readForm(c))?.['name']);
    if (guest === undefined || guest.name !== undefined) return c.text('You have a name already.', 409);
    if (name === undefined) return c.text('Say who you are, in one line.', 422);
    guest.name = name;
    state.announce(guest);
    return c.body(null, 204);
  });
  app.post('/command', mayCommand, small, async (c) => {
    const form = await readForm(c);
    if (form === undefined) return c.text('Only this page may send that.', 422);
    if (state.isOver) return c.text('The run has ended.', 409);
    const { status, says } = applyCommand(control, form, operator);
    return says === undefined ? c.body(null, 204) : c.text(shown(says), status);
  });

  serveFiles(app, STYLE);
  app.notFound((c) => c.text('There is no such page.', 404));
  app.onError((_, c) => c.text('Something went wrong. Try again.', 500));
  return app;
}
