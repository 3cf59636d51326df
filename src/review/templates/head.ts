import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Html } from '../../web/html.ts';

/** What a page's policy allows: this very text, as style sheet or script. */
export const allow = (inline: string): string => `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;

/**
 * The head of a page that stands alone and needs no network.
 * @param more what its policy allows beside its style sheet
 */
export function head(title: Html | string, styles: string, more = ''): Html {
  const policy = `default-src 'none'; ${more}style-src ${allow(styles)}; base-uri 'none'; form-action 'none'`;
  return html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <title>${title}</title>
    <style>${raw(styles)}</style>
  </head>`;
}
