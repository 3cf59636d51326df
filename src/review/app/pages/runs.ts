import { html } from 'hono/html';
import { formatDuration } from '../../../evidence/format-duration.ts';
import { leftInWords } from '../../../evidence/outcomes.ts';
import { count, picturesInWords } from '../../../evidence/picture-count.ts';
import type { Html } from '../../../web/html.ts';
import { icon } from '../../../web/icons.ts';
import type { Tone } from '../../format.ts';
import { clockOf, dayOf, RUN_TONE, RUN_WORD } from '../../format.ts';
import { accountWords } from '../../templates/account.ts';
import { badge } from '../../templates/badge.ts';
import { runAddress } from '../address.ts';
import type { Filter, ReviewState } from '../filter.ts';
import { listAddress, matching, objectionsTo, PAGE, reviewState } from '../filter.ts';
import { LIST_KEYS } from '../keys.ts';
import type { ReviewLog, RunReviews } from '../review-log.ts';
import { keyOf } from '../review-log.ts';
import type { IndexedRun, RunIndex } from '../run-index.ts';
import { frame } from './frame.ts';
import { plansMade } from './plans.ts';
import { warnings } from './warnings.ts';

const OUTCOME: Record<IndexedRun['outcome'], [Tone, string]> = {
  ...(Object.fromEntries(
    Object.entries(RUN_WORD).map(([outcome, word]) => [outcome, [RUN_TONE[outcome as keyof typeof RUN_TONE], word]]),
  ) as Record<keyof typeof RUN_WORD, [Tone, string]>),
  'not closed': ['mute', 'Not closed'],
};

const REVIEW: Record<ReviewState, [Tone, string]> = {
  no: ['mute', 'Not reviewed'],
  approved: ['good', 'Approved'],
  objected: ['bad', 'Objection'],
  pictures: ['calm', 'Begun'],
};

export const outcomeBadge = (run: IndexedRun): Html => badge(...OUTCOME[run.outcome]);

/**
 * A whole run may have been approved while objections to single pictures stand: whoever looks at the list has to know.
 */
function reviewBadge(reviews: RunReviews | undefined): Html {
  const state = reviewState(reviews);
  const objections = state === 'approved' ? objectionsTo(reviews!) : 0;
  if (objections === 0) return badge(...REVIEW[state]);
  return html`${badge(...REVIEW[state])} <small class="warn-text">with ${count(objections, 'objection')}</small>`;
}

/** The values of a field with the number of runs that have each, the most frequent first. */
function values(
  runs: IndexedRun[],
  of: (run: IndexedRun) => [value: string, words: string],
): [value: string, words: string][] {
  const found = new Map<string, { words: string; number: number }>();
  for (const run of runs) {
    const [value, words] = of(run);
    const known = found.get(value);
    if (known) known.number += 1;
    else found.set(value, { words, number: 1 });
  }
  return [...found]
    .sort(([, one], [, other]) => one.words.localeCompare(other.words))
    .map(([value, { words, number }]) => [value, `${words} (${number})`]);
}

type Options = Record<'customer' | 'runbook' | 'outcome' | 'operator', [value: string, words: string][]>;

/** An index is shown many times before there is another. */
const counted = new WeakMap<IndexedRun[], Options>();

function optionsOf(all: IndexedRun[]): Options {
  const known = counted.get(all);
  if (known !== undefined) return known;
  const options: Options = {
    customer: values(all, ({ customer, customerTitle }) => [customer, customerTitle]),
    runbook: values(all, ({ runbook }) => [runbook.name, runbook.name]),
    outcome: values(all, ({ outcome }) => [outcome, OUTCOME[outcome][1]]),
    operator: values(all, ({ operator }) => [operator, operator]),
  };
  counted.set(all, options);
  return options;
}

function select(
  name: keyof Filter,
  words: string,
  any: string,
  filter: Filter,
  options: [value: string, words: string][],
): Html {
  const option = ([value, shown]: [value: string, words: string]) =>
    html`<option value="${value}" ${filter[name] === value && html` selected`}>${shown}</option>`;
  return html`<label
    ><span>${words}</span
    ><select name="${name}">
      <option value="">${any}</option>
      ${options.map(option)}
    </select></label
  >`;
}

function filters(filter: Filter, all: IndexedRun[]): Html {
  const options = optionsOf(all);
  return html`<form class="filters" method="get" action="/" role="search" aria-label="Runs">
    <label class="wide"
      ><span>Search</span
      ><input
        type="search"
        name="q"
        value="${filter.q}"
        data-keys="/"
        autocomplete="off"
        placeholder="Customer, run, #12 …"
    /></label>
    ${select('customer', 'Customer', 'All', filter, options.customer)}
    ${select('runbook', 'Runbook', 'All', filter, options.runbook)}
    ${select('outcome', 'Outcome', 'All', filter, options.outcome)}
    ${select('operator', 'Operator', 'All', filter, options.operator)}
    ${select(
      'review',
      'Review',
      'Any',
      filter,
      (Object.keys(REVIEW) as ReviewState[]).map((state) => [state, REVIEW[state][1]]),
    )}
    <label><span>From</span><input type="date" name="from" value="${filter.from}" /></label>
    <label><span>To</span><input type="date" name="to" value="${filter.to}" /></label>
    <div class="filter-buttons">
      <button>${icon('search')}Search</button>${listAddress(filter) !== '/' && html`<a href="/">Clear</a>`}
    </div>
  </form>`;
}

/**
 * By what the list says, so that no file has to be read. One that was killed before it had a folder has nothing to
 * sign.
 */
const isUnsigned = ({ sums, signedBy, folder }: IndexedRun) => folder && sums !== undefined && signedBy === undefined;

const remarksOn = (run: IndexedRun): string[] => [
  ...(run.number === undefined ? ['not in the list of runs'] : []),
  ...(run.pruned ? ['pictures removed'] : []),
  ...(isUnsigned(run) ? ['unsigned'] : []),
];

/** The sentence about its pictures, for whoever rests on their number. */
const pictureWords = ({ shots, files, withheld = 0 }: IndexedRun) =>
  shots === undefined ? '' : html` title="${picturesInWords({ moments: shots, files, withheld })}"`;

function whereWords({ folder, host }: IndexedRun, inStore: boolean) {
  if (folder) return '';
  return inStore
    ? html`<small class="quiet">run on <bdi>${host}</bdi>, from the bundle store</small>`
    : html`<small class="warn-text">its folder is missing</small>`;
}

function row(run: IndexedRun, reviews: RunReviews | undefined, hasStore: boolean): Html {
  const key = keyOf(run);
  const name = html`<bdi>${run.customerTitle}</bdi>`;
  const inStore = hasStore && !run.folder && run.sums !== undefined && run.sums !== '';
  return html`<tr>
    <td class="choose">
      <input type="checkbox" name="run" value="${key}" aria-label="Compare ${run.customerTitle}, ${run.run}" />
    </td>
    <td class="outcome-cell">
      ${outcomeBadge(run)}
      ${run.left !== undefined && html` <small class="warn-text">${leftInWords(run.left)}</small>`}
    </td>
    <th scope="row">
      ${run.folder || inStore ? html`<a class="row-link" href="${runAddress(run)}">${name}</a>` : name}
      <span class="quiet">${run.runbook.name}</span>
      ${run.failedAt !== undefined && html`<small class="bad-text">at <bdi>${run.failedAt}</bdi></small>`}
      ${whereWords(run, inStore)}${remarksOn(run).map((words) => html`<small class="quiet">${words}</small>`)}
    </th>
    <td data-words="Begun">
      <time datetime="${run.begun}">${dayOf(run.begun)} <span class="quiet">${clockOf(run.begun)}</span></time>
    </td>
    <td data-words="Took" class="figure">${run.ms === undefined ? '–' : formatDuration(run.ms)}</td>
    <td data-words="Pictures" class="figure" ${pictureWords(run)}>
      ${run.files ?? (run.shots === undefined ? '–' : count(run.shots, 'moment'))}
    </td>
    <td data-words="Operator">
      <bdi>${run.operator}</bdi>${run.accounts?.map(
        ({ portal, account }) => html`<small class="quiet"><bdi>${portal}</bdi>: ${accountWords(account)}</small>`,
      )}
    </td>
    <td data-words="Run"><code>${run.number !== undefined && html`#${run.number} `}${run.run.slice(-8)}</code></td>
    <td class="review-cell">${reviewBadge(reviews)}</td>
  </tr>`;
}

/** The links to the pages before and after. */
function pager(filter: Filter, page: number, pages: number): Html | false {
  const turn = (to: number, words: string, keys: string) =>
    to < 1 || to > pages
      ? html`<span class="quiet">${words}</span>`
      : html`<a href="${listAddress(filter, to)}" data-keys="${keys}" rel="${to > page ? 'next' : 'prev'}"
          >${words}</a
        >`;
  return (
    pages > 1 &&
    html`<nav class="pages" aria-label="Pages">
      ${turn(page - 1, '‹ Newer', 'ArrowLeft')}<span>${page} / ${pages}</span
      >${turn(page + 1, 'Older ›', 'ArrowRight')}
    </nav>`
  );
}

/** Runs in rows, of which two can be chosen. */
const listOf = (shown: IndexedRun[], log: ReviewLog, hasStore: boolean, pages: Html | false): Html =>
  html`<form method="get" action="/compare" class="list-form">
    <table class="list">
      <thead>
        <tr>
          <th scope="col"><span class="unseen">Choose</span></th>
          <th scope="col">Outcome</th>
          <th scope="col">Customer and runbook</th>
          <th scope="col">Begun (UTC)</th>
          <th scope="col" class="figure">Took</th>
          <th scope="col" class="figure">Pictures</th>
          <th scope="col">Operator</th>
          <th scope="col">Run</th>
          <th scope="col">Review</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map((run) => row(run, log.runs.get(keyOf(run)), hasStore))}
      </tbody>
    </table>
    <div class="list-foot">
      <button data-keys="c">Compare two chosen runs</button
      >${pages}
    </div>
  </form>`;

/** The list of runs: a page of those that the filter lets through. */
export function runsPage(
  index: RunIndex,
  log: ReviewLog,
  filter: Filter,
  asked: number,
  has: { queue: boolean; store: boolean },
): Html {
  const found = matching(index.runs, filter, log.runs);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(Math.max(1, asked), pages);
  const shown = found.slice((page - 1) * PAGE, page * PAGE);
  const total = index.runs.length;
  const body = html`<main id="main">
    <h1>Runs</h1>
    ${warnings([index.warning, log.warning])} ${filters(filter, index.runs)}
    <p class="found" role="status">
      ${found.length !== total && `${found.length.toLocaleString('en')} of `}${count(total, 'run')}${
        pages > 1 && `, page ${page} of ${pages}`
      }
    </p>
    ${
      shown.length === 0
        ? html`<p class="nothing-found">
            ${total === 0 ? 'No runs yet. Start one with keywright run.' : 'No runs match. Widen or clear the filters.'}
          </p>`
        : listOf(shown, log, has.store, pager(filter, page, pages))
    }
    ${plansMade(index.plans)}
  </main>`;
  return frame({
    title: 'Runs',
    kind: 'list',
    path: [{ words: 'Runs' }],
    beside: html`${has.queue && html`<a href="/queue">Queue</a> `}<a href="/register">Access register</a>`,
    keys: LIST_KEYS,
    body,
  });
}
