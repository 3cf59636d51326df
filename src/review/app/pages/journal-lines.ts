import { html } from 'hono/html';
import type { JournalLine } from '../../../evidence/events.ts';
import { formatDuration, formatOffset } from '../../../evidence/format-duration.ts';
import { count } from '../../../evidence/picture-count.ts';
import { formatProblem } from '../../../evidence/problem-parts.ts';
import type { Html } from '../../../web/html.ts';
import type { IconName } from '../../../web/icons.ts';
import { icon } from '../../../web/icons.ts';
import { personDid, STEP_TONE, WHEN_WORD } from '../../format.ts';
import { accountWords } from '../../templates/account.ts';
import { KIND_WORD } from '../../templates/gesture.ts';
import { isProblem } from '../../templates/problem.ts';
import type { Address, Look } from '../address.ts';
import { shotAddress } from '../address.ts';
import type { OpenRun } from '../open-run.ts';

const FOUND = { satisfied: 'In place', needed: 'To be done', conflict: 'In the way' };

function says(line: JournalLine, { numbers }: OpenRun, of: Address, look: Look): { icon: IconName; text: Html } {
  switch (line.type) {
    case 'run.start':
      return { icon: 'mute', text: html`The run begins: <bdi>${line.runbook?.title}</bdi>` };
    case 'step.intent':
      return {
        icon: 'again',
        text: html`<strong>Step ${line.n} begins: <bdi>${line.title}</bdi></strong
          >${line.attempt > 1 && ` (try ${line.attempt})`}`,
      };
    case 'step.found':
      return { icon: 'search', text: html`${FOUND[line.state]}: <bdi>${line.actual}</bdi>` };
    case 'step.failed':
      return {
        icon: 'bad',
        text: html`<strong>Try ${line.attempt} failed</strong>:
          <bdi
            >${
              isProblem(line.problem)
                ? formatProblem(line.problem)
                    .map(({ name, text }) => `${name}: ${text}`)
                    .join(' · ')
                : ''
            }</bdi
          >`,
      };
    case 'gesture':
      return { icon: line.kind, text: html`${KIND_WORD[line.kind]}: <bdi>${line.title}</bdi>` };
    case 'gesture.end':
      return {
        icon: line.outcome === 'done' ? 'good' : 'warn',
        text: html`${line.outcome === 'unknown' ? 'outcome unknown' : line.outcome}, after ${formatDuration(line.ms)}`,
      };
    case 'shot': {
      const number = numbers.get(line.seq);
      const words = `Picture ${number ?? ''} ${WHEN_WORD[line.when]?.toLowerCase()}`;
      const link = number === undefined ? words : html`<a href="${shotAddress(of, number, look)}">${words}</a>`;
      const redacted = line.redacted?.length > 0 && `, ${count(line.redacted.length, 'secret')} covered`;
      return { icon: 'enlarge', text: html`${link}${redacted}` };
    }
    case 'shot.withheld':
      return { icon: 'hidden', text: html`<strong>Picture withheld</strong>, because <bdi>${line.reason}</bdi>` };
    case 'note':
      return { icon: 'note', text: html`<bdi>${line.text}</bdi>` };
    case 'person':
      return { icon: 'person', text: html`<strong><bdi>${line.who}</bdi></strong> ${personDid(line)}` };
    case 'secret.read':
      return {
        icon: 'key',
        text: html`Read the <bdi>${line.secret}</bdi> (not shown), fingerprint <code>${line.fp}</code>`,
      };
    case 'escrow.sealed':
      return {
        icon: 'lock',
        text: html`Sealed the <bdi>${line.label ?? 'private key'}</bdi> of <code>${line.publicKey}</code>`,
      };
    case 'escrow.opened':
      return {
        icon: 'lock',
        text: html`Opened the sealed <bdi>${line.label ?? 'private key'}</bdi> of <code>${line.publicKey}</code>`,
      };
    case 'escrow.destroyed':
      return {
        icon: 'lock',
        text: html`Destroyed the sealed <bdi>${line.label ?? 'private key'}</bdi> of
          <code>${line.publicKey}</code>`,
      };
    case 'list.read':
      return {
        icon: 'search',
        text: html`Read ${count(line.rows, 'row')} of the list
          <bdi>${line.list}</bdi>${line.stated === undefined ? '' : `, of ${line.stated}`}`,
      };
    case 'account':
      return {
        icon: 'person',
        text: html`Signed in to <bdi>${line.portal}</bdi> as: ${accountWords(line.account)}`,
      };
    case 'environment':
      return { icon: 'note', text: html`The machine, its browser and the portals’ certificates` };
    case 'step.result':
      return {
        icon: STEP_TONE[line.outcome],
        text: html`<strong><bdi>${line.outcome}</bdi></strong
          >: <bdi>${line.actual}</bdi>`,
      };
    case 'run.end':
      return { icon: 'mute', text: html`The run ends: <bdi>${line.outcome}</bdi>` };
    default:
      return { icon: 'note', text: html`An event that this version does not know` };
  }
}

/** Journal lines in words. @param here the gesture that is being looked at */
export function journalLines(lines: JournalLine[], open: OpenRun, of: Address, look: Look, here?: number): Html {
  return html`<ol class="lines">
    ${lines.map((line) => {
      const { icon: name, text } = says(line, open, of, look);
      return html`<li
        class="${line.type.replace('.', '-')}"
        ${here !== undefined && 'gesture' in line && line.gesture === here ? html` aria-current="true"` : ''}
      >
        <span class="seq" title="line ${line.seq + 1} of the journal, ${line.utc}">${formatOffset(line.mono_ms)}</span
        >${icon(name)}<span>${text}</span>
      </li>`;
    })}
  </ol>`;
}
