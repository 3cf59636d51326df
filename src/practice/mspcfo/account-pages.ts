import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { SignedIn } from './session.ts';

const facts = (rows: [name: string, value: string][]) =>
  html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;

export const profile = ({ user }: SignedIn, userNameLabel: string): Html =>
  html`<div class="head"><h1>Profile</h1></div>
    <section class="card narrow">
      ${facts([
        ['Name', user.name],
        [userNameLabel, user.username],
        ['Role', 'Administrator'],
        ['Two-step verification', user.totpSecret === undefined ? 'Off' : 'On'],
      ])}
    </section>`;

export const companySettings = ({ state }: SignedIn): Html =>
  html`<div class="head"><h1>Company Settings</h1></div>
    <section class="card narrow">
      ${facts([
        ['Company', state.companyName],
        ['Currency', 'US dollar'],
        ['Fiscal year begins', 'January'],
        ['Labor cost', 'Burdened, by member'],
        ['PSA', state.credentials === undefined ? 'None' : 'ConnectWise PSA'],
      ])}
    </section>`;
