import { html } from 'hono/html';
import type { EscrowEvent, SecretRead } from '../../../evidence/events.ts';
import type { Line, Run, Step } from '../../../evidence/read-run.ts';
import { stepsOf } from '../../../evidence/read-run.ts';
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

/** Steps whose last look proves something, each with what it proves. */
function provenSteps(proofs: Proof[]): { step: Step; proofs: Proof[] }[] {
  return [...new Set(proofs.map(({ step }) => step))].map((step) => ({
    step,
    proofs: proofs.filter((proof) => proof.step === step),
  }));
}

function rowOf({ step, proofs }: { step: Step; proofs: Proof[] }): Html {
  const { result, outcome, controls, n } = step;
  return html`<tr>
    <th scope="row">${whatOf(proofs)}</th>
    <td>
      <p><bdi>${result?.actual}</bdi></p>
      ${shortDetails(result?.details, result?.actual)}${controlList(controls)}
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
      : `the sealed copy was destroyed at ${timeOfDay(destroyed)}, after the hand-over`,
  ].filter((part) => part !== undefined);
  return html`<tr>
    <th scope="row"><bdi>${label}</bdi></th>
    <td>
      <p>Public half <code>${publicKey}</code>; private half: ${told.join(', ')}.</p>
      ${fp !== undefined && html`<p class="quiet">Fingerprint of the private half: <code>${fp}</code></p>`}
    </td>
    <td class="how">${icon('key')}</td>
  </tr>`;
}

/** What is there at the end of the run, as its last looks read it back. Nothing where gestures do not say. */
export function whatExists(run: Run, proofs: Proof[]): Html | undefined {
  const rows = [...provenSteps(proofs).map(rowOf), ...keyStories(run).map(keyRow)];
  if (proofs.length === 0) return undefined;
  return html`<section class="sheet-part" aria-labelledby="exists-title">
    <h2 id="exists-title">What exists now, as it was read back</h2>
    <table class="exists">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Read back</th>
          <th scope="col">How</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${controlList(run.start.runbook.controls ?? [])}
  </section>`;
}
