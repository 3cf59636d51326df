import { html } from 'hono/html';
import { UNREAD_ACCOUNT } from '../../evidence/accounts.ts';
import type { Html } from '../../web/html.ts';

/** Who is signed in, as the screen says it, or that it does not say it. */
export function accountWords(account: string | null): Html {
  return account === null ? html`<span class="quiet">${UNREAD_ACCOUNT}</span>` : html`<bdi>${account}</bdi>`;
}
