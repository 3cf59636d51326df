import { html } from 'hono/html';
import { count } from '../../../evidence/picture-count.ts';
import type { At } from '../../../evidence/runs/access.ts';
import type { Html } from '../../../web/html.ts';
import { dayOf, utcTime } from '../../format.ts';
import { checkWords, type RegisterRow } from '../../register.ts';
import { runAddress } from '../address.ts';
import { frame } from './frame.ts';

const NONE = html`<span class="quiet">–</span>`;

/** A day that leads to the run in which it was read. */
const dayLink = ({ customer }: RegisterRow, { utc, run }: At): Html =>
  html`<a href="${runAddress({ customer, run })}" title="${utcTime(utc)}"><time datetime="${utc}">${dayOf(utc)}</time></a>`;

function row(of: RegisterRow): Html {
  const { title, account, active, role, rights = [], keys = [], heldBy, since, keySince, seen, checked, rotateBy } = of;
  return html`<tr>
    <th scope="row"><bdi>${title}</bdi></th>
    <td data-words="Account"><bdi>${account}</bdi>${!active && html`<small class="quiet">inactive</small>`}</td>
    <td data-words="Role and rights">
      ${role === undefined ? NONE : html`<bdi>${role}</bdi>`}${rights.map(
        (right) => html`<small class="quiet"><bdi>${right}</bdi></small>`,
      )}
    </td>
    <td data-words="Keys">
      ${keys.length === 0 ? NONE : keys.map((key) => html`<code>${key}</code> `)}${
        heldBy !== undefined && keys.length > 0 && html`<small class="quiet">held by ${heldBy}</small>`
      }${keySince !== undefined && keys.length > 0 && html`<small class="quiet">made ${dayOf(keySince)}</small>`}
    </td>
    <td data-words="${active ? 'Since' : 'Ended'}">${dayLink(of, since)}</td>
    <td data-words="Last read">${dayLink(of, seen)}</td>
    <td data-words="Last check">
      ${checked === undefined ? html`<span class="quiet">never</span>` : dayLink(of, checked)}${
        checked !== undefined && html`<small class="${checked.drift ? 'warn-text' : 'quiet'}">${checkWords(of)}</small>`
      }
    </td>
    <td data-words="Next rotation">${rotateBy === undefined ? NONE : dayOf(rotateBy)}</td>
  </tr>`;
}

/** The register of access over all customers. */
export function registerPage(rows: readonly RegisterRow[]): Html {
  const body = html`<main id="main">
    <h1>Access register</h1>
    <p class="found">
      ${count(rows.length, 'account')}, as runs have read them. “Since” is when a run first read it this way. Times are UTC.
      ${rows.length > 0 && html`<a href="/register.csv" download>Download as CSV</a>`}
    </p>
    ${
      rows.length === 0
        ? html`<p class="nothing-found">No run has read an account yet.</p>`
        : html`<table class="list register">
            <thead>
              <tr>
                ${[
                  'Customer',
                  'Account',
                  'Role and rights',
                  'Keys',
                  'Since',
                  'Last read',
                  'Last check',
                  'Next rotation',
                ].map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${rows.map(row)}
            </tbody>
          </table>`
    }
  </main>`;
  return frame({
    title: 'Access register',
    kind: 'list',
    path: [{ words: 'Runs', address: '/', keys: 'l' }, { words: 'Access register' }],
    body,
  });
}
