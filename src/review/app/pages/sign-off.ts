import { html } from 'hono/html';
import { count } from '../../../evidence/picture-count.ts';
import type { Verdict } from '../../../evidence/runs/reviews.ts';
import type { Html } from '../../../web/html.ts';
import type { Tone } from '../../format.ts';
import { utcTime } from '../../format.ts';
import { badge } from '../../templates/badge.ts';
import type { ReviewLine } from '../review-log.ts';

const VERDICT: Record<Verdict, [Tone, string]> = {
  approved: ['good', 'Approved'],
  objected: ['bad', 'Objection'],
  remarked: ['calm', 'Remark'],
  'taken back': ['mute', 'Taken back'],
};

interface SignOffOptions {
  /** Where the form is sent to. */
  to: string;
  /** `picture` or `run`. */
  what: string;
  reviewer: string;
  /** Whether there is a key that signs it. */
  signs: boolean;
  /** Who ran it. */
  operator: string;
  holds: ReviewLine | undefined;
  /** SHA-256 of the journal as it is now. */
  journal: string;
  /** SHA-256 of the picture as the journal has it. */
  sha256?: string;
  history: ReviewLine[];
  approveKeys: string;
  approveWords: string;
  /** Why it can't be approved. */
  cannot?: string | undefined;
  hidden: Record<string, string>;
}

/** What was said, by whom, when, and whether it was of what is there now. */
function said(
  line: ReviewLine,
  { operator, journal, sha256, what }: Pick<SignOffOptions, 'operator' | 'journal' | 'sha256' | 'what'>,
): Html {
  const isOfJournal = line.shot === undefined || what === 'run';
  const isOutdated = isOfJournal ? line.journal !== journal : line.shot?.sha256 !== sha256;
  const verdict = Object.hasOwn(VERDICT, line.verdict) ? line.verdict : 'remarked';
  return html`<li>
    ${badge(...VERDICT[verdict])}${what === 'run' && line.shot !== undefined && ` picture ${line.shot.number}`}
    <bdi>${line.reviewer}</bdi>${line.reviewer === operator && html` <span class="quiet">(who also ran it)</span>`}
    <time class="quiet" datetime="${line.utc}">${utcTime(line.utc).replace(/\.\d+/, '')}</time
    >${line.remark !== undefined && html`<p class="said" dir="auto">${line.remark}</p>`}${
      isOutdated &&
      html`<p class="warn-text">
        This sign-off was for a different ${isOfJournal ? 'journal' : 'picture'}.
      </p>`
    }
  </li>`;
}

/** Whether a line need not be read to know what was said: an approval of a picture, without a word. */
const isRoutine = ({ shot, verdict, remark }: ReviewLine) =>
  shot !== undefined && remark === undefined && verdict !== 'objected';

/**
 * What was said so far, the latest first. Of a run's pictures what somebody wrote stands open, and the many mere
 * approvals are folded.
 */
function sayings(options: SignOffOptions): Html {
  const latestFirst = options.history.toReversed();
  const isFolded = (line: ReviewLine) => options.what === 'run' && isRoutine(line);
  const [open, folded] = [latestFirst.filter((line) => !isFolded(line)), latestFirst.filter(isFolded)];
  const list = (lines: ReviewLine[]) =>
    lines.length > 0 &&
    html`<ol class="history">
      ${lines.map((line) => said(line, options))}
    </ol>`;
  return html`${list(open)}${
    folded.length > 0 &&
    html`<details>
      <summary>${count(folded.length, 'sign-off')} of pictures without a remark</summary>
      ${list(folded)}
    </details>`
  }`;
}

const UNSIGNED = '. The log is unsigned: this workspace has no signing key yet (its next run makes one)';

/** The form by which a reviewer signs off, with what was said so far. */
export function signOff(options: SignOffOptions): Html {
  const { to, reviewer, signs, holds, approveKeys, approveWords, cannot, hidden } = options;
  const approve = html`<button class="approve" name="verdict" value="approved" data-keys="${approveKeys}">
    ${approveWords}
  </button>`;
  return html`<section class="sign-off" aria-labelledby="sign-off-title">
    <h2 id="sign-off-title">
      Sign-off
      <span class="holds">${holds === undefined ? badge('mute', 'None yet') : badge(...VERDICT[holds.verdict])}</span>
    </h2>
    <form method="post" action="${to}" id="sign-off">
      ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <label for="remark">Remark <span class="quiet">(an objection needs one)</span></label
      ><textarea id="remark" name="remark" rows="1" maxlength="2000" data-keys="o"></textarea>
      <div class="verdicts">
        ${cannot === undefined ? approve : html`<p class="warn-text">${cannot}</p>`}
        <button name="verdict" value="objected" id="object">Object</button
        ><button name="verdict" value="remarked" id="remarked">Comment only</button
        >${holds !== undefined && html`<button name="verdict" value="taken back" data-keys="t">Take back</button>`}
      </div>
      <p class="quiet small">
        You sign as <bdi>${reviewer}</bdi>. Saved in the review log, not in the sealed
        evidence${signs ? ', and signed with this workspace’s key' : UNSIGNED}.
      </p>
    </form>
    ${sayings(options)}
  </section>`;
}
