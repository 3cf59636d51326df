import type { IncomingMessage } from 'node:http';
import { html } from 'hono/html';
import { LONGEST_NAME } from './guests.ts';
import type { Html } from './html.ts';

/** Where a code is sent to; never a part of an address, since addresses are logged on their way. */
export const PAIR = '/pair';
const LONGEST_FORM = 1024;

/** Asks a browser that is not let in for a code. @param name as it was typed with a wrong code */
export const pairingForm = (name = ''): Html =>
  html`<form method="post" action="${PAIR}">
    <p>
      <label>Code <input name="code" required inputmode="numeric" autocomplete="off" maxlength="20" size="12" /></label>
    </p>
    <p>
      <label
        >Your name <input name="name" required autocomplete="name" maxlength="${LONGEST_NAME}" value="${name}"
      /></label>
    </p>
    <p><button>Watch</button></p>
  </form>`;

/** A small form that a stranger sends; undefined if it is none, or larger than that. */
export async function readSmallForm(incoming: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!/^application\/x-www-form-urlencoded(;|$)/.test(incoming.headers['content-type'] ?? '')) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_FORM) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
