import { html } from 'hono/html';
import { formatClock } from '../../evidence/format-duration.ts';
import { outcomesInWords } from '../../evidence/outcomes.ts';
import type { Tone } from '../../review/format.ts';
import { badge } from '../../review/templates/badge.ts';
import { ENDING } from '../../web/client-files.ts';
import type { Html } from '../../web/html.ts';
import { icon, iconSheet } from '../../web/icons.ts';
import type { Row } from '../row.ts';

interface FleetView {
  title: string;
  rows: readonly Row[];
  /** The batch is over: nothing more will change. */
  over: boolean;
  operator: string;
}

/** How often the page is brought up to date, in seconds. */
export const EVERY = 3;

function toneOf({ turn, waits }: Row): Tone {
  if (waits) return 'warn';
  if (turn.end !== undefined) {
    if (turn.end.exit === 0) return 'good';
    return turn.end.outcome === 'drift' || turn.end.outcome === 'interrupted' ? 'warn' : 'bad';
  }
  return turn.state === 'running' ? 'calm' : 'mute';
}

/** What did not end has not begun, once the batch is over. */
function wordOf({ turn, waits }: Row, over: boolean): string {
  if (waits) return 'waits for you';
  const open = over ? 'not begun' : turn.state;
  return turn.end?.outcome ?? (turn.state === 'running' ? 'under way' : open);
}

/** What a run asks, with its answers. An answer is for this question alone. */
function question({ turn, asking }: Row, operator: string): Html | false {
  if (asking === null) return false;
  const button = (command: string, words: string) =>
    asking.choices.some((choice) => choice === command) &&
    html`<button name="command" value="${command}">${words}</button>`;
  return html`<form method="post" action="/answer" class="asking">
    <p><strong><bdi>${asking.title}</bdi></strong></p>
    ${asking.again !== undefined && html`<p>Asked again: <bdi>${asking.again}</bdi></p>`}
    <ul>${asking.lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}</ul>
    ${asking.signed && html`<p><bdi>${asking.signed.who}</bdi> Send them this command: <code>${asking.signed.command}</code></p>`}
    <input type="hidden" name="n" value="${turn.n}" /><input type="hidden" name="since" value="${asking.since}" />
    <p class="answers">${button('approve', `Approve as ${operator}`)} ${button('retry', 'Retry')} ${button('by hand', 'Done by hand')} ${button('take over', 'Take over in a window')} ${button('stop', 'Stop')}</p>
  </form>`;
}

function card(row: Row, { operator, over }: FleetView): Html {
  const { turn } = row;
  const time = turn.begun === undefined || turn.end !== undefined ? '' : formatClock(performance.now() - turn.begun);
  return html`<li class="card" id="customer-${turn.n}">
    <h2><span class="quiet">${turn.n}</span> <bdi>${turn.customer}</bdi> ${badge(toneOf(row), wordOf(row, over))} <span class="quiet">${time}</span></h2>
    ${turn.state === 'running' && row.asking === null && html`<p class="doing"><bdi>${row.words}</bdi></p>`}
    ${turn.end?.code !== undefined && html`<p><code>${turn.end.code}</code> <bdi>${turn.end.problem?.actual ?? ''}</bdi></p>`}
    ${question(row, operator)}
    ${
      turn.state === 'running' &&
      html`<form method="post" action="/open" target="_blank"><input type="hidden" name="n" value="${turn.n}" /><button class="quiet-button">${icon('look')}Open its live page</button></form>`
    }
  </li>`;
}

/** Who waits first, then who works, then what has ended badly, then the rest. */
const RANK: Record<Tone, number> = { calm: 1, bad: 2, warn: 3, mute: 4, good: 5 };
const rankOf = (row: Row) => (row.waits ? 0 : RANK[toneOf(row)]);

/** `1 waiting for you, 2 under way, 1 failed, 3 to go`: each customer once. */
function sumOf({ rows, over }: FleetView): string {
  const sums: Record<string, number> = {};
  for (const { turn, waits } of rows) {
    const state = turn.end?.outcome ?? (turn.state === 'running' ? 'under way' : over ? 'not begun' : 'to go');
    const word = waits ? 'waiting for you' : state;
    sums[word] = (sums[word] ?? 0) + 1;
  }
  return outcomesInWords(sums);
}

export function fleetPage(view: FleetView): Html {
  const { title, rows, over } = view;
  const waiting = rows.filter(({ waits }) => waits).length;
  const shown = rows.toSorted((a, b) => rankOf(a) - rankOf(b));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${!over && html`<noscript><meta http-equiv="refresh" content="${EVERY}" /></noscript>`}
        <title>${waiting > 0 ? `(${waiting}) ` : ''}${title} – Keywright watch</title>
        <script type="module" src="/fleet/page/client/main${ENDING}"></script>
        <link rel="stylesheet" href="/style.css" /><link rel="icon" href="/icon.svg" type="image/svg+xml" />
      </head>
      <body class="app fleet" data-every="${EVERY}" ${over && html` data-over`}>
        ${iconSheet()}
        <header class="bar">
          <h1 dir="auto">${title}</h1>
          <p>${over ? 'The batch is over. ' : ''}${rows.length} customers: ${sumOf(view)}</p>
        </header>
        <main><ul class="cards">${shown.map((row) => card(row, view))}</ul></main>
      </body>
    </html> `;
}
