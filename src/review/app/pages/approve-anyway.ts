import { html } from 'hono/html';
import { lookedWords } from '../../../evidence/runs/reviews.ts';
import type { Html } from '../../../web/html.ts';
import { runAddress, shotAddress } from '../address.ts';
import type { Progress } from '../looked.ts';
import type { IndexedRun } from '../run-index.ts';
import { frame } from './frame.ts';

/**
 * Asked when a run is approved by who started it, or with proving pictures that the reviewer has not looked at. Nothing
 * is recorded yet.
 */
export function unseenPage(
  entry: IndexedRun,
  progress: Progress,
  { remark, isOwn }: { remark: string; isOwn: boolean },
): Html {
  const { unseen, ofProving } = progress;
  const kind = ofProving === 0 ? 'pictures' : 'pictures that prove what the run did';
  return frame({
    title: 'Approve anyway?',
    kind: 'message',
    path: [
      { words: 'Runs', address: '/', keys: 'l' },
      { words: entry.customerTitle, address: runAddress(entry), keys: 'g' },
      { words: 'Approve anyway?' },
    ],
    body: html`<main id="main" class="message">
      <h1>
        ${unseen.length === 0 ? 'You started this run yourself' : `You have not looked at ${unseen.length} of the ${kind}`}
      </h1>
      ${isOwn && html`<p>An approval by the person who started the run is marked as such in the log and on the first page.</p>`}
      <p>You have looked at ${lookedWords(progress)}. Nothing was recorded yet.</p>
      <form method="post" action="${runAddress(entry)}/review">
        <input type="hidden" name="verdict" value="approved" />
        <input type="hidden" name="anyway" value="1" />
        <input type="hidden" name="remark" value="${remark}" />
        <p class="go">
          ${
            unseen[0] === undefined
              ? html`<a class="button primary" href="${runAddress(entry)}">Back to the run</a>`
              : html`<a class="button primary" href="${shotAddress(entry, unseen[0].number)}">Look at the next one</a>`
          }
          <button>Approve anyway</button>
        </p>
      </form>
    </main>`,
  });
}
