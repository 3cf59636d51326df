import { html } from 'hono/html';
import { ENDING } from './client-files.ts';
import type { Html } from './html.ts';

/**
 * The head of a local server's page, which is not drawn before its script runs.
 * @param imports what the script imports, asked for at once
 */
export function appHead(title: string, script: string, imports: string[]): Html {
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <link rel="stylesheet" href="/style.css" />
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    ${imports.map((name) => html`<link rel="modulepreload" href="/${name}${ENDING}" />`)}
    <script type="module" blocking="render" src="/${script}${ENDING}"></script>
  </head>`;
}
