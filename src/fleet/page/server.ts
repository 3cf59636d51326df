import { setTimeout as delay } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { plainText } from '../../files/sanitize.ts';
import { redact } from '../../secrets/redact.ts';
import { type Actor, COMMANDS, type Command } from '../../watch/commands.ts';
import type { Html } from '../../web/html.ts';
import { type Local, readForm, serveFiles, serveLocally } from '../../web/local-server.ts';
import { readStyles } from '../../web/read-styles.ts';
import type { Row } from '../row.ts';
import { EVERY, fleetPage } from './page.ts';

interface FleetPageOptions {
  title: string;
  rows: readonly Row[];
  operator: string;
  /** Default: a free port. */
  port?: number | undefined;
  /** Answers what a customer's run asked at that moment. */
  answer(n: number, command: Command, since: number, actor: Actor): void;
  /** A link to the live page of a customer's run; undefined if it is over. */
  open(n: number): Promise<string | undefined>;
}

export interface FleetPage {
  /** The address that opens the page, once. */
  link: string;
  /** The batch is over. */
  stop(): Promise<void>;
}

const STYLE = readStyles(new URL('./', import.meta.url), ['fleet']);

const WORDS = {
  wrongLink: 'This link has already been used or has expired.',
  stranger: 'Open the link that the terminal shows.',
};

/** Leads on to a run's own page, on another port: a form's answer may not. */
const leadOn = (link: string): Html =>
  html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" /><meta name="color-scheme" content="light dark" /><meta http-equiv="refresh" content="0;url=${link}" />
      <title>Keywright watch</title>
      <p><a href="${link}">Go on</a></p>
    </html>`;

/** Starts the page that shows all runs of a batch. Without a script it loads itself anew. */
export async function startFleetPage(options: FleetPageOptions): Promise<FleetPage> {
  const { title, rows, operator } = options;
  let over = false;
  const app = new Hono<Local>();
  const numbered = async (c: Context<Local>) => {
    const form = (await readForm(c)) ?? {};
    return { form, n: rows.findIndex(({ turn }) => String(turn.n) === form['n']) + 1 };
  };
  /** When somebody last looked, as performance.now() tells it. */
  let looked = -Infinity;
  app.get('/', async (c) => {
    looked = performance.now();
    const page = await fleetPage({ title, rows, over, operator });
    return c.html(redact(plainText(String(page))));
  });
  app.post('/answer', async (c) => {
    const { form, n } = await numbered(c);
    const command = COMMANDS.find((known) => known === form['command']);
    if (n === 0 || command === undefined) return c.text('Only this page may send that.', 422);
    options.answer(n, command, Number(form['since']), { who: operator, via: 'watch page' });
    return c.redirect('/', 303);
  });
  app.post('/open', async (c) => {
    const { n } = await numbered(c);
    const link = n === 0 ? undefined : await options.open(n);
    return link === undefined ? c.text('This run is over.', 404) : c.html(leadOn(link));
  });
  serveFiles(app, STYLE);
  app.notFound((c) => c.text('There is no such page.', 404));
  const { session, stop } = await serveLocally({
    port: options.port,
    title: 'Keywright watch',
    start: '/',
    policy: "; connect-src 'self'",
    app: () => app,
    session: { name: 'fleet', words: WORDS },
  });
  return {
    link: session.link,
    async stop() {
      if (over) return;
      over = true;
      // A page that somebody looks at loads itself once more, and then no longer: the end stays on it, and no error.
      const again = 2 * EVERY * 1_000;
      if (performance.now() - looked < again) await delay(again);
      await stop();
    },
  };
}
