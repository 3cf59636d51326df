import { html } from 'hono/html';
import { count } from '../../../evidence/picture-count.ts';
import type { Html } from '../../../web/html.ts';
import { clockOf, dayOf } from '../../format.ts';
import type { IndexedPlan } from '../run-index.ts';

/** More are not shown: the list of runs has them all. */
const SHOWN = 50;

/** `2 steps would change something, 1 would fail` */
function foundWords({ found, code }: IndexedPlan): string {
  const states = Object.values(found);
  const number = (state: string) => states.filter((one) => one === state).length;
  if (code !== undefined) return `stopped early (${code})`;
  const stuck = number('conflict');
  return `${count(number('needed'), 'step')} would change something${stuck > 0 ? `, ${stuck} would fail` : ''}`;
}

/** Who signed in and looked at what a run would do. */
export const plansMade = (plans: readonly IndexedPlan[]): Html | false =>
  plans.length > 0 &&
  html`<details class="plans">
    <summary>${count(plans.length, 'plan')} (signed in and looked, changed nothing)</summary>
    <ul>
      ${plans.slice(0, SHOWN).map(
        (plan) =>
          html`<li>
            <time datetime="${plan.utc}">${dayOf(plan.utc)} ${clockOf(plan.utc)}</time> ·
            <bdi>${plan.customer.title}</bdi> · <bdi>${plan.runbook.name}</bdi> by <bdi>${plan.operator}</bdi>:
            ${foundWords(plan)}
          </li>`,
      )}
    </ul>
  </details>`;
