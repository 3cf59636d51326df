import { html } from 'hono/html';
import type { Problem } from '../../evidence/events.ts';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';

/** Whether facts of a note are an error in words. */
export function isProblem(data: unknown): data is Problem {
  return (
    data !== null &&
    typeof data === 'object' &&
    'actual' in data &&
    typeof data.actual === 'string' &&
    'hint' in data &&
    typeof data.hint === 'string'
  );
}

/** Where it went wrong, what was expected, what was there, what to do; with the picture of it. */
export function problemBox(
  title: string,
  { code, screen, expected, actual, later, hint }: Problem,
  picture?: Html,
): Html {
  const row = (name: string, text: string | undefined, kind = '') =>
    text === undefined
      ? ''
      : html`<div class="${kind}">
          <dt>${name}</dt>
          <dd dir="auto">${text}</dd>
        </div>`;
  return html`<div class="problem">
    <div>
      <p class="with-icon problem-title">${icon('bad')}<strong>${title}</strong></p>
      <dl>
        ${row('Where', screen)}${row('Expected', expected)}${row('Saw instead', actual)}
        ${row('Later', later)}${row('What to do', hint, 'next')}${row('Code', code, 'code')}
      </dl>
    </div>
    ${picture}
  </div>`;
}
