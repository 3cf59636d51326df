import { html } from 'hono/html';
import { differenceInWords, type Replayed } from '../../portal-sdk/index.ts';
import { head } from '../../review/templates/head.ts';
import type { Html } from '../../web/html.ts';
import { REPORT_STYLES } from '../../web/styles.ts';

/** A screen of a bundle, with what the model sees in it. */
export interface Shown extends Replayed {
  portal: string;
  screen: string;
}

const STYLE = `
.sketch { display: block; width: 100%; height: auto; background: var(--card); border: 1px solid var(--line); }
.sketch rect { fill: none; stroke: var(--line); }
.sketch .box { stroke: var(--calm); fill: var(--calm-ground); }
.sketch .button, .sketch .check, .sketch .icon { stroke: var(--strong-line); fill: var(--mute-ground); }
.sketch .found { stroke: var(--mark); stroke-width: 2; fill: none; }
.sketch text { font: 11px system-ui, sans-serif; fill: var(--text); }
.sketch .name { fill: var(--mark); font-weight: 650; }
main { max-width: 90rem; margin: 0 auto; padding: 1rem; }
section { margin-block: 1.5rem; }
`;

/** What is drawn as such; all else by its outline. */
const DRAWN = ['box', 'button', 'check', 'icon'];

function drawn({ kind, says, at: [left, top, width, height], found }: Shown['shown'][number]): Html {
  const shape = found !== undefined ? 'found' : DRAWN.find((one) => one === kind);
  return html`${
    shape !== undefined &&
    html`<rect class="${shape}" x="${left}" y="${top}" width="${width}" height="${height}"><title>${found ?? kind} ${says}</title></rect>`
  }${kind === 'text' && html`<text x="${left}" y="${top + height - 3}">${says}</text>`}${
    // A box is empty; what else is found says its name itself.
    kind !== 'text' &&
    found?.startsWith('box ') &&
    html`<text class="name" x="${left + 4}" y="${top + height / 2 + 4}">${found}</text>`
  }`;
}

function section({ portal, screen, compared, shown, view: [width, height] }: Shown): Html {
  const differing = compared.filter(({ state }) => state !== 'same');
  return html`<section>
    <h2>${portal}, ${screen}</h2>
    <p>${compared.length - differing.length} of ${compared.length} as known.</p>
    <ul>${differing.map((one) => html`<li>${differenceInWords(one)}</li>`)}</ul>
    <svg class="sketch" role="img" aria-label="${screen}" viewBox="0 0 ${width} ${height}">${shown.map(drawn)}</svg>
  </section>`;
}

/** Screens as the model sees them, as one page that needs no network. */
export const sketchPage = async (all: readonly Shown[]): Promise<string> =>
  String(
    await html`<!doctype html>
      <html lang="en">
        ${head('Replayed screens', `${REPORT_STYLES}${STYLE}`)}
        <body class="report"><main><h1>Replayed screens</h1>${all.map(section)}</main></body>
      </html>`,
  );
