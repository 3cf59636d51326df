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

type Said = [icon: IconName, text: Html];

interface Place {
  open: OpenRun;
  of: Address;
  look: Look;
}

/** The line of a type; one line may have several. */
type Typed<Line, Type> = Line extends { type: infer Own } ? (Type extends Own ? Line : never) : never;

const escrow =
  (did: string) =>
  (line: Typed<JournalLine, 'escrow.sealed'>): Said => [
    'lock',
    html`${did} <bdi>${line.label ?? 'private key'}</bdi> of <code>${line.publicKey}</code>`,
  ];

const SAYS: { [Type in JournalLine['type']]: (line: Typed<JournalLine, Type>, place: Place) => Said } = {
  'run.start': (line) => ['mute', html`The run begins: <bdi>${line.runbook?.title}</bdi>`],
  'step.intent': (line) => [
    'again',
    html`<strong>Step ${line.n} begins: <bdi>${line.title}</bdi></strong
      >${line.attempt > 1 && ` (try ${line.attempt})`}`,
  ],
  'step.found': (line) => ['search', html`${FOUND[line.state]}: <bdi>${line.actual}</bdi>`],
  'step.failed': (line) => [
    'bad',
    html`<strong>Try ${line.attempt} failed</strong>: <bdi>${problemWords(line.problem)}</bdi>`,
  ],
  gesture: (line) => [line.kind, html`${KIND_WORD[line.kind]}: <bdi>${line.title}</bdi>`],
  'gesture.end': (line) => [
    line.outcome === 'done' ? 'good' : 'warn',
    html`${line.outcome === 'unknown' ? 'outcome unknown' : line.outcome}, after ${formatDuration(line.ms)}`,
  ],
  shot(line, { open, of, look }) {
    const number = open.numbers.get(line.seq);
    const words = `Picture ${number ?? ''} ${WHEN_WORD[line.when]?.toLowerCase()}`;
    const link = number === undefined ? words : html`<a href="${shotAddress(of, number, look)}">${words}</a>`;
    const redacted = line.redacted?.length > 0 && `, ${count(line.redacted.length, 'secret')} covered`;
    return ['enlarge', html`${link}${redacted}`];
  },
  'shot.withheld': (line) => ['hidden', html`<strong>Picture withheld</strong>, because <bdi>${line.reason}</bdi>`],
  note: (line) => ['note', html`<bdi>${line.text}</bdi>`],
  person: (line) => ['person', html`<strong><bdi>${line.who}</bdi></strong> ${personDid(line)}`],
  prevented: (line) => [
    'lock',
    html`Did not type the <bdi>${line.secret}</bdi>: the field belongs to <bdi>${line.origin}</bdi>`,
  ],
  'secret.read': (line) => [
    'key',
    html`Read the <bdi>${line.secret}</bdi> (not shown), fingerprint <code>${line.fp}</code>`,
  ],
  'escrow.sealed': escrow('Sealed the'),
  'escrow.opened': escrow('Opened the sealed'),
  'escrow.destroyed': escrow('Destroyed the sealed'),
  'list.read': (line) => [
    'search',
    html`Read ${count(line.rows, 'row')} of the list <bdi>${line.list}</bdi>${line.stated === undefined ? '' : `, of ${line.stated}`}`,
  ],
  account: (line) => ['person', html`Signed in to <bdi>${line.portal}</bdi> as: ${accountWords(line.account)}`],
  environment: () => ['note', html`The machine, its browser and the portals’ certificates`],
  'step.result': (line) => [
    STEP_TONE[line.outcome],
    html`<strong><bdi>${line.outcome}</bdi></strong>: <bdi>${line.actual}</bdi>`,
  ],
  'run.end': (line) => ['mute', html`The run ends: <bdi>${line.outcome}</bdi>`],
};

const problemWords = (problem: unknown): string =>
  isProblem(problem)
    ? formatProblem(problem)
        .map(({ name, text }) => `${name}: ${text}`)
        .join(' · ')
    : '';

/** A journal may be from a version with other events, and its types are whatever stands there. */
function says(line: JournalLine, place: Place): Said {
  const known = Object.hasOwn(SAYS, line.type)
    ? (SAYS[line.type] as (line: JournalLine, place: Place) => Said)
    : undefined;
  return known?.(line, place) ?? ['note', html`An event that this version does not know`];
}

/** Journal lines in words. @param here the gesture that is being looked at */
export function journalLines(lines: JournalLine[], open: OpenRun, of: Address, look: Look, here?: number): Html {
  return html`<ol class="lines">
    ${lines.map((line) => {
      const [name, text] = says(line, { open, of, look });
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
