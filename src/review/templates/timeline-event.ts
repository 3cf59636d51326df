import { html } from 'hono/html';
import type { TimelineEvent } from '../../evidence/read-run.ts';
import { formatOffset } from '../../evidence/format-duration.ts';
import { personDid, timeOfDay } from '../format.ts';
import { accountWords } from './account.ts';
import { foldedFacts } from './facts.ts';
import { icon } from '../../web/icons.ts';
import type { IconName } from '../../web/icons.ts';
import type { Html } from '../../web/html.ts';
import { isProblem, problemBox } from './problem.ts';

const FOUND = {
  satisfied: 'Look-up: it is in place.',
  needed: 'Look-up: something is to be done.',
  conflict: 'Look-up: something is in the way.',
};

function says(timelineEvent: TimelineEvent): { icon: IconName; text: Html; more?: Html | undefined } {
  switch (timelineEvent.type) {
    case 'step.intent':
      return { icon: 'again', text: html`Try ${timelineEvent.attempt} begins, again with looking.` };
    case 'step.found':
      return {
        icon: 'search',
        text: html`<strong>${FOUND[timelineEvent.state]}</strong> <bdi>${timelineEvent.actual}</bdi>`,
        more: foldedFacts('What the look-up read', timelineEvent.details),
      };
    case 'step.failed':
      return {
        icon: 'bad',
        text: html`Try ${timelineEvent.attempt} failed.`,
        more: isProblem(timelineEvent.problem) ? problemBox('What went wrong', timelineEvent.problem) : undefined,
      };
    case 'note':
      return {
        icon: 'note',
        text: html`<bdi>${timelineEvent.text}</bdi>`,
        more: isProblem(timelineEvent.details)
          ? problemBox('What happened', timelineEvent.details)
          : foldedFacts('More', timelineEvent.details),
      };
    case 'person':
      return {
        icon: 'person',
        text: html`<strong><bdi>${timelineEvent.who}</bdi></strong> ${personDid(timelineEvent)}.`,
        more: foldedFacts('What it was', timelineEvent.details),
      };
    case 'account':
      return {
        icon: 'person',
        text: html`Signed in to <bdi>${timelineEvent.portal}</bdi> as: ${accountWords(timelineEvent.account)}.`,
      };
    case 'list.read':
      return {
        icon: 'search',
        text: html`Read <strong>${timelineEvent.rows}</strong> ${timelineEvent.rows === 1 ? 'row' : 'rows'} of the list
          <bdi>${timelineEvent.list}</bdi
          >${timelineEvent.stated === undefined ? ', which states no total' : html`, which states ${timelineEvent.stated}`}.`,
      };
    case 'secret.read':
      return {
        icon: 'key',
        text: html`Read the <bdi>${timelineEvent.secret}</bdi> from the screen (not shown), fingerprint
          <code>${timelineEvent.fp}</code>`,
      };
    case 'escrow.sealed':
      return {
        icon: 'lock',
        text: html`Sealed the <bdi>${timelineEvent.label ?? 'private key'}</bdi> of <code>${timelineEvent.publicKey}</code> in the
          escrow${timelineEvent.fp !== undefined && html`, fingerprint <code>${timelineEvent.fp}</code>`}`,
      };
    case 'escrow.opened':
      return {
        icon: 'lock',
        text: html`Opened the escrow’s copy of the <bdi>${timelineEvent.label ?? 'private key'}</bdi> of
          <code>${timelineEvent.publicKey}</code
          >${timelineEvent.fp !== undefined && html`, fingerprint <code>${timelineEvent.fp}</code>`}`,
      };
    case 'escrow.destroyed':
      return {
        icon: 'lock',
        text: html`Destroyed the escrow’s copy of the <bdi>${timelineEvent.label ?? 'private key'}</bdi> of
          <code>${timelineEvent.publicKey}</code>`,
      };
  }
}

/** One line of a step (or of the run) beside the gestures. */
export function timelineEvent(timelineEvent: TimelineEvent): Html {
  const { icon: name, text, more } = says(timelineEvent);
  return html`<li class="remark ${timelineEvent.type.replace('.', '-')}">
    <span class="bead">${icon(name)}</span>
    <p>
      ${text}
      <span class="meta"
        ><time datetime="${timelineEvent.utc}">${timeOfDay(timelineEvent.utc)}</time> · ${formatOffset(timelineEvent.mono_ms)}</span
      >
    </p>
    ${more}
  </li>`;
}
