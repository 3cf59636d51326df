import { html } from 'hono/html';
import type { Remark } from '../../evidence/read-run.ts';
import { offset, personDid, timeOfDay } from '../format.ts';
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

function says(remark: Remark): { icon: IconName; text: Html; more?: Html | undefined } {
  switch (remark.type) {
    case 'step.intent':
      return { icon: 'again', text: html`Try ${remark.attempt} begins, again with looking.` };
    case 'step.found':
      return {
        icon: 'search',
        text: html`<strong>${FOUND[remark.state]}</strong> <bdi>${remark.saw}</bdi>`,
        more: foldedFacts('What the look-up read', remark.facts),
      };
    case 'step.failed':
      return {
        icon: 'bad',
        text: html`Try ${remark.attempt} failed.`,
        more: isProblem(remark.problem) ? problemBox('What went wrong', remark.problem) : undefined,
      };
    case 'note':
      return {
        icon: 'note',
        text: html`<bdi>${remark.text}</bdi>`,
        more: isProblem(remark.facts) ? problemBox('What happened', remark.facts) : foldedFacts('More', remark.facts),
      };
    case 'person':
      return {
        icon: 'person',
        text: html`<strong><bdi>${remark.who}</bdi></strong> ${personDid(remark)}.`,
        more: foldedFacts('What it was', remark.facts),
      };
    case 'account':
      return {
        icon: 'person',
        text: html`Signed in to <bdi>${remark.portal}</bdi> as: ${accountWords(remark.account)}.`,
      };
    case 'list.read':
      return {
        icon: 'search',
        text: html`Read <strong>${remark.rows}</strong> ${remark.rows === 1 ? 'row' : 'rows'} of the list
          <bdi>${remark.list}</bdi
          >${remark.stated === undefined ? ', which states no total' : html`, which states ${remark.stated}`}.`,
      };
    case 'secret.read':
      return {
        icon: 'key',
        text: html`Read the <bdi>${remark.secret}</bdi> from the screen (not shown), fingerprint
          <code>${remark.fp}</code>`,
      };
    case 'escrow.sealed':
      return {
        icon: 'lock',
        text: html`Sealed the <bdi>${remark.label ?? 'private key'}</bdi> of <code>${remark.publicKey}</code> in the
          escrow${remark.fp !== undefined && html`, fingerprint <code>${remark.fp}</code>`}`,
      };
    case 'escrow.opened':
      return {
        icon: 'lock',
        text: html`Opened the escrow’s copy of the <bdi>${remark.label ?? 'private key'}</bdi> of
          <code>${remark.publicKey}</code
          >${remark.fp !== undefined && html`, fingerprint <code>${remark.fp}</code>`}`,
      };
    case 'escrow.destroyed':
      return {
        icon: 'lock',
        text: html`Destroyed the escrow’s copy of the <bdi>${remark.label ?? 'private key'}</bdi> of
          <code>${remark.publicKey}</code>`,
      };
  }
}

/** One line of a step (or of the run) beside the gestures. */
export function remarkItem(remark: Remark): Html {
  const { icon: name, text, more } = says(remark);
  return html`<li class="remark ${remark.type.replace('.', '-')}">
    <span class="bead">${icon(name)}</span>
    <p>
      ${text}
      <span class="meta"
        ><time datetime="${remark.utc}">${timeOfDay(remark.utc)}</time> · ${offset(remark.mono_ms)}</span
      >
    </p>
    ${more}
  </li>`;
}
