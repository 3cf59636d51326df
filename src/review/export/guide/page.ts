import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Html } from '../../../web/html.ts';
import { readStyles } from '../../../web/read-styles.ts';
import type { Guide, Section } from './guide.ts';

const STYLE = readStyles(new URL('./', import.meta.url), ['guide']);

/** Nothing may be loaded or run but pictures within the page and its style sheet. */
const POLICY =
  `default-src 'none'; img-src data:; style-src ` +
  `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

export function guidePage({ title, phases, from }: Guide): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>${raw(STYLE)}</style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${phases.map(
            (phase) =>
              html`<section>
                <h2>${phase.number}. ${phase.title}</h2>
                ${phase.sections.map(sectionOf)}
              </section>`,
          )}
          <p class="from">${from}</p>
        </main>
      </body>
    </html> `;
}

function sectionOf({ title, at, instructions, result }: Section): Html {
  return html`<section>
    <h3>${title}</h3>
    ${at !== undefined && html`<p class="at">Go back to <bdi>${at}</bdi>.</p>`}
    <ol>
      ${instructions.map(
        ({ number, words, picture }) =>
          html`<li value="${number}">
            <p>${words}</p>
            ${picture?.figure}
          </li>`,
      )}
    </ol>
    ${
      result &&
      html`<p class="after">Afterwards it looks like this:</p>
        ${result.figure}`
    }
  </section>`;
}
