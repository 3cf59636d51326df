import { html } from 'hono/html';
import { count } from '../../../evidence/picture-count.ts';
import type { Html } from '../../../web/html.ts';
import { minuteOf, type Tone, utcTime } from '../../format.ts';
import { badge } from '../../templates/badge.ts';
import { runAddress } from '../address.ts';
import type { Decided, Decision, QueuedRow, QueueNow, ScheduleRow } from '../queue.ts';
import { frame } from './frame.ts';

/** What needs a person first. */
const STATES: Record<QueuedRow['state'], Tone> = {
  failed: 'bad',
  held: 'warn',
  blocked: 'warn',
  running: 'calm',
  waiting: 'mute',
};
const RANKS = Object.keys(STATES);
/** So many jobs are shown. */
const SHOWN = 200;

const NAMES: Record<Decision, string> = { retry: 'Retry', hold: 'Hold', release: 'Release' };
const DECIDED: Record<string, string> = {
  retry: 'had run again',
  hold: 'held',
  release: 'released',
  drop: 'set aside the failed job of',
  schedule: 'added the schedule',
  unschedule: 'removed the schedule',
};

const time = (utc: string): Html => html`<time datetime="${utc}" title="${utcTime(utc)}">${minuteOf(utc)}</time>`;

const button = (what: Decision, customer: string): Html =>
  html`<form method="post" action="/queue">
    <input type="hidden" name="customer" value="${customer}" />
    <button name="what" value="${what}" aria-label="${NAMES[what]} ${customer}">${NAMES[what]}</button>
  </form>`;

/** What may be done about a job: a failed one runs again, a customer is kept from being begun, or is not any more. */
function choices({ state, customer }: QueuedRow, isHeld: boolean, isFirst: boolean): Html | false {
  const hold = isFirst && button(isHeld ? 'release' : 'hold', customer);
  return html`${state === 'failed' && button('retry', customer)}${hold}`;
}

function row(job: QueuedRow, isHeld: boolean, isFirst: boolean): Html {
  const { customer, state, runbook, operator, schedule, since, code, run, tag } = job;
  return html`<tr>
    <td class="outcome-cell">${badge(STATES[state], state)}</td>
    <th scope="row">
      ${run === undefined ? html`<bdi>${customer}</bdi>` : html`<a href="${runAddress({ customer, run })}"><bdi>${customer}</bdi></a>`}
      <span class="quiet"><bdi>${runbook}</bdi></span>${code !== undefined && html`<small class="warn-text"><code>${code}</code></small>`}
    </th>
    <td data-words="Since">${time(since)}</td>
    <td data-words="Asked by">
      <bdi>${operator ?? '–'}</bdi>${schedule !== undefined && html`<small class="quiet">schedule <bdi>${schedule}</bdi></small>`}
    </td>
    <td data-words="Tag">${tag === undefined ? html`<span class="quiet">–</span>` : html`<bdi>${tag}</bdi>`}</td>
    <td class="decide">${choices(job, isHeld, isFirst)}</td>
  </tr>`;
}

const heads = (...names: string[]): Html =>
  html`<thead>
    <tr>
      ${names.map((name) => html`<th scope="col">${name || html`<span class="unseen">Decide</span>`}</th>`)}
    </tr>
  </thead>`;

function scheduleRow({ name, runbook, whom, rule, operator, next, came, missed }: ScheduleRow): Html {
  return html`<tr>
    <th scope="row"><bdi>${name}</bdi> <span class="quiet"><bdi>${runbook}</bdi> for <bdi>${whom}</bdi></span></th>
    <td data-words="Rule" class="rule"><code><bdi>${rule}</bdi></code></td>
    <td data-words="Added by"><bdi>${operator}</bdi></td>
    <td data-words="Next">${next === undefined ? html`<span class="quiet">none</span>` : time(next)}</td>
    <td data-words="Last">
      <span>${came ?? html`<span class="quiet">no date yet</span>`}${
        missed.length > 0 &&
        html`<small class="warn-text">missed ${missed.length}, last ${minuteOf(missed.at(-1)!)}: no worker ran</small>`
      }</span>
    </td>
  </tr>`;
}

const decision = ({ at, operator, host, what, about }: Decided): Html =>
  html`<li>${time(at)} <bdi>${operator}</bdi> (<bdi>${host}</bdi>) ${DECIDED[what] ?? what} <bdi>${about}</bdi></li>`;

/** `1 failed, 2 running, 40 done` */
function sumOf({ counts }: QueueNow): string {
  const some = [...RANKS, 'done'].flatMap((state) => {
    const number = counts[state as keyof typeof counts];
    return number === 0 && state !== 'done' ? [] : [`${number.toLocaleString('en')} ${state}`];
  });
  return some.join(', ');
}

function jobTable(now: QueueNow): Html {
  const sorted = now.jobs.toSorted((a, b) => RANKS.indexOf(a.state) - RANKS.indexOf(b.state));
  const seen = new Set<string>();
  const rows = sorted.slice(0, SHOWN).map((job) => {
    const isFirst = !seen.has(job.customer);
    seen.add(job.customer);
    return row(job, now.held.includes(job.customer), isFirst);
  });
  const all = Object.values(now.counts).reduce((sum, number) => sum + number, -now.counts.done);
  const idle = now.held.filter((customer) => !seen.has(customer));
  return html`${
    rows.length === 0
      ? html`<p class="nothing-found">No job waits. Submit some with keywright submit.</p>`
      : html`<table class="list register queue">
          ${heads('State', 'Customer and runbook', 'Since (UTC)', 'Asked by', 'Tag', '')}
          <tbody>
            ${rows}
          </tbody>
        </table>`
  }
  ${all > rows.length && html`<p class="found">Jobs that need a person, and the oldest others: ${rows.length} of ${all.toLocaleString('en')}.</p>`}
  ${
    idle.length > 0 &&
    html`<p class="found">Held, with no job:</p>
      <ul class="held">${idle.map((customer) => html`<li><bdi>${customer}</bdi> ${button('release', customer)}</li>`)}</ul>`
  }`;
}

/** The jobs that are not done, the schedules, and what people have decided. */
export function queuePage(now: QueueNow): Html {
  const body = html`<main id="main">
    <h1>Queue</h1>
    <p class="found" role="status">${sumOf(now)}. Behind a failed job, the customer’s others are blocked.</p>
    ${jobTable(now)}
    <h2>Schedules</h2>
    ${
      now.schedules.length === 0
        ? html`<p class="found">None. Add one with keywright schedule add.</p>`
        : html`<table class="list register queue">
            ${heads('Schedule', 'Rule', 'Added by', 'Next (UTC)', 'Last date')}
            <tbody>
              ${now.schedules.map(scheduleRow)}
            </tbody>
          </table>`
    }
    ${
      now.decided.length > 0 &&
      html`<h2>Who decided what</h2>
        <p class="found">The last ${count(now.decided.length, 'decision')}.</p>
        <ul class="decided">${now.decided.map(decision)}</ul>`
    }
  </main>`;
  return frame({
    title: 'Queue',
    kind: 'list',
    path: [{ words: 'Runs', address: '/', keys: 'l' }, { words: 'Queue' }],
    body,
  });
}
