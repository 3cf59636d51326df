import { html } from 'hono/html';
import type { ByPerson, EscrowEvent } from '../../evidence/events.ts';
import { formatOffset } from '../../evidence/format-duration.ts';
import { count } from '../../evidence/picture-count.ts';
import type { TimelineEvent } from '../../evidence/read-run.ts';
import type { Details } from '../../portal-sdk/index.ts';
import type { Html } from '../../web/html.ts';
import type { IconName } from '../../web/icons.ts';
import { icon } from '../../web/icons.ts';
import { personDid, timeOfDay } from '../format.ts';
import { accountWords } from './account.ts';
import { foldedFacts } from './facts.ts';
import { isProblem, problemBox } from './problem.ts';

const FOUND = {
  satisfied: 'Check: OK.',
  needed: 'Check: change needed.',
  conflict: 'Check: conflict.',
};

/** What an operator was shown, and signed. */
const signedFacts = ({ statement }: ByPerson): Details | undefined =>
  statement && {
    ...('changes' in statement.shown && { changes: statement.shown.changes }),
    ...(statement.reason !== undefined && { reason: statement.reason }),
    key: statement.key,
  };

const ESCROW: Record<EscrowEvent['type'], readonly [did: string, where: string]> = {
  'escrow.sealed': ['Sealed the', ' in the escrow'],
  'escrow.opened': ['Opened the escrow’s copy of the', ''],
  'escrow.destroyed': ['Destroyed the escrow’s copy of the', ''],
};

function escrowWords({ type, label = 'private key', publicKey, fp }: EscrowEvent): Html {
  const [did, where] = ESCROW[type];
  const fingerprint = fp !== undefined && html`, fingerprint <code>${fp}</code>`;
  return html`${did} <bdi>${label}</bdi> of <code>${publicKey}</code>${where}${fingerprint}`;
}

function contentOf(event: TimelineEvent): { icon: IconName; text: Html; more?: Html | undefined } {
  switch (event.type) {
    case 'step.intent':
      return { icon: 'again', text: html`Try ${event.attempt} begins, by checking first.` };
    case 'step.found':
      return {
        icon: 'search',
        text: html`<strong>${FOUND[event.state]}</strong> <bdi>${event.actual}</bdi>`,
        more: foldedFacts('What the check read', event.details),
      };
    case 'step.failed':
      return {
        icon: 'bad',
        text: html`Try ${event.attempt} failed.`,
        more: isProblem(event.problem) ? problemBox('What went wrong', event.problem) : undefined,
      };
    case 'note':
      return {
        icon: 'note',
        text: html`<bdi>${event.text}</bdi>`,
        more: isProblem(event.details)
          ? problemBox('What happened', event.details)
          : foldedFacts('More', event.details),
      };
    case 'person':
      return {
        icon: 'person',
        text: html`<strong><bdi>${event.who}</bdi></strong> ${personDid(event)}.`,
        more: foldedFacts('What it was', event.details ?? signedFacts(event)),
      };
    case 'account':
      return {
        icon: 'person',
        text: html`Signed in to <bdi>${event.portal}</bdi> as: ${accountWords(event.account)}.`,
      };
    case 'prevented':
      return {
        icon: 'lock',
        text: html`Did not type the <bdi>${event.secret}</bdi>: the field belongs to <bdi>${event.origin}</bdi>.`,
      };
    case 'list.read':
      return {
        icon: 'search',
        text:
          event.stated === undefined
            ? html`Read ${count(event.rows, 'row')} of <bdi>${event.list}</bdi>, which states no total.`
            : html`Read ${event.rows === event.stated ? 'all ' : ''}${event.rows} of ${count(event.stated, 'row')} of
                <bdi>${event.list}</bdi>.`,
      };
    case 'secret.read':
      return {
        icon: 'key',
        text: html`Read the <bdi>${event.secret}</bdi> from the screen (not shown), fingerprint
          <code>${event.fp}</code>`,
      };
    case 'escrow.sealed':
    case 'escrow.opened':
    case 'escrow.destroyed':
      return { icon: 'lock', text: escrowWords(event) };
  }
}

/** One line of a step (or of the run) beside the gestures. */
export function timelineEvent(event: TimelineEvent): Html {
  const { icon: name, text, more } = contentOf(event);
  return html`<li class="remark ${event.type.replace('.', '-')}">
    <span class="bead">${icon(name)}</span>
    <p>
      ${text}
      <span class="meta"
        ><time datetime="${event.utc}">${timeOfDay(event.utc)}</time> · ${formatOffset(event.mono_ms)}</span
      >
    </p>
    ${more}
  </li>`;
}
