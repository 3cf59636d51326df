import { html } from 'hono/html';
import type { EscrowEvent, SecretRead } from '../../../evidence/events.ts';
import type { Line, Run, Step } from '../../../evidence/read-run.ts';
import { stepsOf } from '../../../evidence/read-run.ts';
import type { Details } from '../../../portal-sdk/finding.ts';
import type { Html } from '../../../web/html.ts';
import { icon } from '../../../web/icons.ts';
import { STEP_TONE, timeOfDay } from '../../format.ts';
import type { Proof } from '../../proofs.ts';
import { badge } from '../badge.ts';
import { shortDetails } from '../facts.ts';

/** What a step proves, with where that is shown. */
function whatOf(proofs: Proof[]): Html {
  return html`<ul>
    ${proofs.map(
      ({ heading, number }) =>
        html`<li>
          <a href="#proof-${number}"><bdi>${heading}</bdi></a>
        </li>`,
    )}
  </ul>`;
}

function controlList(controls: readonly string[]): Html | undefined {
  if (controls.length === 0) return undefined;
  return html`<p class="controls">
    <span class="quiet">Evidence for</span> ${controls.map((control) => html`<bdi class="control">${control}</bdi> `)}
  </p>`;
}

interface Proven {
  step: Step;
  proofs: Proof[];
}

/** Steps that a last look proves, in their order, each with what proves it: its own looks, or else what it relied on. */
function provenSteps(proofs: Proof[]): Proven[] {
  return [...new Set(proofs.flatMap(({ steps }) => steps))]
    .sort((one, other) => one.n - other.n)
    .map((step) => {
      const own = proofs.filter((proof) => proof.step === step);
      return { step, proofs: own.length > 0 ? own : proofs.filter(({ steps }) => steps.includes(step)) };
    });
}

function lastRead({ result }: Step, later: Proven[]): Details {
  const again = new Set(later.flatMap((one) => Object.keys(one.step.result?.details ?? {})));
  return Object.fromEntries(Object.entries(result?.details ?? {}).filter(([name]) => !again.has(name)));
}

/** @param later the steps after it: what one of them read again is told there, as it is at the end */
function rowOf({ step, proofs }: Proven, later: Proven[]): Html {
  const { result, outcome, controls, n } = step;
  return html`<tr>
    <th scope="row">${whatOf(proofs)}</th>
    <td>
      <p><bdi>${result?.actual}</bdi></p>
      ${shortDetails(lastRead(step, later), result?.actual)}${controlList(controls)}
    </td>
    <td class="how">${badge(STEP_TONE[outcome], outcome)} <a class="quiet" href="#step-${n}">step ${n}</a></td>
  </tr>`;
}

/** What became of a private key: when it was read, sealed, and the sealed copy destroyed. */
interface KeyStory {
  publicKey: string;
  label: string;
  fp?: string | undefined;
  read?: string | undefined;
  sealed?: string;
  destroyed?: string;
}

/** The private keys that the run has handled, by their public half. */
function keyStories(run: Run): KeyStory[] {
  const stories = new Map<string, KeyStory>();
  const lines = stepsOf(run).flatMap(({ timeline }) => timeline);
  const all = [...lines, ...run.remarks].filter((line) => 'type' in line);
  const reads = all.filter((line): line is Line<SecretRead> => line.type === 'secret.read');
  for (const line of all.filter((one): one is Line<EscrowEvent> => one.type.startsWith('escrow.'))) {
    const { publicKey, label = 'private key', type, utc, fp } = line;
    const known = stories.get(publicKey) ?? { publicKey, label };
    stories.set(publicKey, {
      ...known,
      ...(fp !== undefined && { fp, read: reads.find((read) => read.fp === fp)?.utc }),
      ...(type === 'escrow.sealed' && { sealed: utc }),
      ...(type === 'escrow.destroyed' && { destroyed: utc }),
    });
  }
  return [...stories.values()];
}

function keyRow({ publicKey, label, fp, read, sealed, destroyed }: KeyStory): Html {
  const told = [
    read && `read from the screen at ${timeOfDay(read)}`,
    sealed && `sealed in the escrow at ${timeOfDay(sealed)}`,
    destroyed === undefined
      ? 'a sealed copy is still in the escrow'
      : `the sealed copy was destroyed at ${timeOfDay(destroyed)}, once the key had been handed over`,
  ].filter((part) => part !== undefined);
  return html`<tr>
    <th scope="row"><bdi>${label}</bdi></th>
    <td>
      <p>
        Public key <code>${publicKey}</code>. Private key: ${told.join(', ')}.${destroyed !== undefined && ' Keywright keeps none.'}
      </p>
      ${fp !== undefined && html`<p class="quiet">Fingerprint of the private key: <code>${fp}</code></p>`}
    </td>
    <td class="how">${icon('key')}</td>
  </tr>`;
}

/** Outcomes after which nothing was changed any more that nobody read back. */
const CAME_TO_ITS_END: readonly Run['outcome'][] = ['done', 'nothing to do', 'drift'];

/** What is there at the end of the run, as its last looks read it back. Nothing where gestures do not say. */
export function whatExists(run: Run, proofs: Proof[]): Html | undefined {
  const proven = provenSteps(proofs);
  const rows = [...proven.map((one, at) => rowOf(one, proven.slice(at + 1))), ...keyStories(run).map(keyRow)];
  if (proofs.length === 0) return undefined;
  return html`<section class="sheet-part exists-part" aria-labelledby="exists-title">
    <h2 id="exists-title">
      ${CAME_TO_ITS_END.includes(run.outcome) ? 'What exists now, as it was read back' : 'What was read back before the run stopped'}
    </h2>
    <table class="exists">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Read back</th>
          <th scope="col">In this run</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${controlList(run.start.runbook.controls ?? [])}
  </section>`;
}
