import { html } from 'hono/html';
import { appHead } from '../../../web/app-head.ts';
import type { Html } from '../../../web/html.ts';
import { iconSheet } from '../../../web/icons.ts';
import type { KeyRow } from '../../../web/key-help.ts';
import { keyHelp, keysButton } from '../../../web/key-help.ts';

interface FrameOptions {
  title: string;
  /** What the style sheet and the scripts go by. */
  kind: 'list' | 'run' | 'shot' | 'journal' | 'compare' | 'pair' | 'message';
  /** Where one is: the last is the page itself. */
  path: { words: string; address?: string; keys?: string }[];
  /** At the right of the bar. */
  beside?: Html | undefined;
  keys?: KeyRow[];
  body: Html;
}

function pathLink({ words, address, keys }: FrameOptions['path'][number]): Html {
  if (address === undefined) return html`<span aria-current="page"><bdi>${words}</bdi></span>`;
  return html`<a href="${address}" ${keys !== undefined && html`data-keys="${keys}"`}><bdi>${words}</bdi></a>`;
}

/** What the main script imports, asked for at once. */
const CLIENT = [
  'web/client/keys',
  ...['stage', 'list', 'pairs', 'sign-off', 'compare-pictures', 'differences'].map(
    (name) => `review/app/client/${name}`,
  ),
];

/**
 * A page of the app. It is not drawn before its script runs, so no key is lost on what one sees, and none signs off
 * what one does not see yet.
 */
export function frame({ title, kind, path, beside, keys = [], body }: FrameOptions): Html {
  return html`<!doctype html>
    <html lang="en">
      ${appHead(`${title} – Keywright review`, 'review/app/client/main', CLIENT)}
      <body class="app ${kind}">
        ${iconSheet()}
        <a class="skip" href="#main">Skip to the content</a>
        <header class="bar">
          <nav aria-label="Where you are">
            <ol class="path">
              ${path.map((part) => html`<li>${pathLink(part)}</li>`)}
            </ol>
          </nav>
          <div class="beside">${beside}${keys.length > 0 && keysButton()}</div>
        </header>
        ${body} ${keys.length > 0 && keyHelp(keys)}
      </body>
    </html> `;
}

/** A page that only says something. */
export const messagePage = (title: string, says: string): Html =>
  frame({
    title,
    kind: 'message',
    path: [{ words: 'Runs', address: '/', keys: 'l' }, { words: title }],
    body: html`<main id="main" class="message">
      <h1>${title}</h1>
      <p><bdi>${says}</bdi></p>
      <p><a href="/">Go to the list of runs</a></p>
    </main>`,
  });
