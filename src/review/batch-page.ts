import { html } from 'hono/html';
import { formatDuration } from '../evidence/format-duration.ts';
import { outcomesInWords } from '../evidence/outcomes.ts';
import { count } from '../evidence/picture-count.ts';
import { type Batch, type BatchedCustomer, outcomesOfBatch } from '../evidence/runs/batches.ts';
import { type Cause, causesOf, causeWords, nextOf } from '../evidence/runs/causes.ts';
import { redact } from '../secrets/redact.ts';
import type { Html } from '../web/html.ts';
import { icon, iconSheet } from '../web/icons.ts';
import { BATCH_STYLES } from '../web/styles.ts';
import { minuteOf, type Tone } from './format.ts';
import { badge } from './templates/badge.ts';
import { head } from './templates/head.ts';

const TONE: Record<string, Tone> = {
  done: 'good',
  'nothing to do': 'calm',
  drift: 'warn',
  failed: 'bad',
  'not started': 'bad',
  interrupted: 'warn',
};
const toneOf = ({ outcome, left }: BatchedCustomer): Tone =>
  left !== undefined && TONE[outcome] === 'good' ? 'warn' : (TONE[outcome] ?? 'mute');

const reportOf = ({ name, run }: BatchedCustomer) => `../../${name}/${run}/report.html`;

function causeCard(one: Cause): Html {
  const { cause, customers } = one;
  const { actual, hint } = causeWords(one);
  return html`<section class="cause">
    <h3><code>${cause}</code> <span class="quiet">${count(customers.length, 'customer')}</span></h3>
    ${actual !== undefined && html`<p class="advice"><span>Saw:</span> <bdi>${actual}</bdi></p>`}
    ${hint !== undefined && html`<p class="advice"><span>What to do:</span> <bdi>${hint}</bdi></p>`}
    <p>${customers.map((one, at) => html`${at > 0 && ', '}<a href="#customer-${one.n}"><bdi>${one.name}</bdi></a>`)}</p>
  </section>`;
}

function row(one: BatchedCustomer): Html {
  const { n, name, title, outcome, code, step, left, run, ms } = one;
  const what = [step !== undefined && `at step ${step}`, code, left !== undefined && `${left} left for you`];
  return html`<tr id="customer-${n}">
    <td class="number">${n}</td>
    <th scope="row"><bdi>${title}</bdi> <span class="quiet"><bdi>${name}</bdi></span></th>
    <td>${badge(toneOf(one), outcome)}</td>
    <td>${what.filter((part) => part).join(', ')}</td>
    <td class="number">${ms !== undefined && formatDuration(ms)}</td>
    <td>${run !== undefined && html`<a href="${reportOf(one)}">Report</a>`}</td>
  </tr>`;
}

/** The summary of a batch as one HTML page that needs no network. Its links lead to the runs' reports beside it. */
export async function renderBatch(batch: Batch): Promise<string> {
  const { runbook, customers, operator, host, begun, ended, stopped, atOnce } = batch;
  const causes = causesOf(batch);
  const next = nextOf(batch);
  const tone: Tone =
    causes.length === 0 ? 'good' : causes.some(({ customers: [one] }) => toneOf(one!) === 'bad') ? 'bad' : 'warn';
  const page = html`<!doctype html>
    <html lang="en">
      ${head(`${runbook.title}: ${customers.length} customers – ${batch.batch}`, BATCH_STYLES)}
      <body class="report batch">
        ${iconSheet()}
        <div class="frame">
        <header class="summary">
          <p class="kicker">Keywright · summary of a batch</p>
          <h1 dir="auto">${runbook.title}</h1>
          <p class="customer">
            for <strong>${customers.length} customers</strong>, ${atOnce} at once, run by
            <strong><bdi>${operator}</bdi></strong> on <bdi>${host}</bdi>,
            <time datetime="${begun}">${minuteOf(begun)} UTC</time>${
              ended !== undefined && html`, for ${formatDuration(Date.parse(ended) - Date.parse(begun))}`
            }
          </p>
          <div class="outcome ${tone}">
            ${icon(tone)}
            <div>
              <p class="outcome-word">${outcomesInWords(outcomesOfBatch(batch))}</p>
              ${stopped !== undefined && html`<p>Not all customers were started: ${stopped}.</p>`}
            </div>
          </div>
          ${causes.length > 0 && html`<h2>What to do</h2>`} ${causes.map(causeCard)}
          ${next !== undefined && html`<p class="next">For those who were not served: <code>${next}</code></p>`}
        </header>
        <main>
          <h2>Customers</h2>
          <table class="customers">
            <thead>
              <tr><th scope="col">No.</th><th scope="col">Customer</th><th scope="col">Outcome</th><th scope="col">What</th><th scope="col">Time</th><th scope="col">Evidence</th></tr>
            </thead>
            <tbody>${customers.map(row)}</tbody>
          </table>
          <p class="quiet">
            Batch <code>${batch.batch}</code>. Its <code>batch.json</code> is named, with its SHA-256, in the list of
            runs; <code>keywright verify</code> checks both.
          </p>
        </main>
        </div>
      </body>
    </html> `;
  return redact(String(await page));
}
