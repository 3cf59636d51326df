import { html } from 'hono/html';
import type { Html } from '../../../web/html.ts';
import { icon } from '../../../web/icons.ts';

/** What is wrong with a log or a list, where everybody sees it. */
export function warnings(sentences: (string | undefined)[]): Html {
  return html`${sentences
    .filter((says) => says !== undefined)
    .map(
      (says) =>
        html`<p class="with-icon check doubt" role="alert">
          ${icon('warn')}<span><bdi>${says}</bdi></span>
        </p>`,
    )}`;
}
