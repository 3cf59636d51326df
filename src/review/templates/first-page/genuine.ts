import { html } from 'hono/html';
import type { Prevented } from '../../../evidence/events.ts';
import { count } from '../../../evidence/picture-count.ts';
import type { Run } from '../../../evidence/read-run.ts';
import { shortSha } from '../../../evidence/short-sha.ts';
import type { Witnessed } from '../../../evidence/witness/tell.ts';
import type { Html } from '../../../web/html.ts';
import { utcTime } from '../../format.ts';
import { entry } from '../facts.ts';
import { hash } from '../picture.ts';

/** What vouches for the time, as far as this page can know. */
export type Witness = 'time stamp' | 'none' | 'not known yet' | Witnessed;

const WITNESS: Record<Exclude<Witness, Witnessed>, string> = {
  'time stamp':
    'A time stamp service (RFC 3161): SHA256SUMS.tsr in the bundle. Check it with openssl, as README.txt says.',
  none: 'None. Only the holder of the signing key vouches for the time.',
  'not known yet': 'This page was made before the bundle was closed. A time stamp would be SHA256SUMS.tsr beside it.',
};

/** Who was told, what came back, and where the whole is kept. */
function witnessWords(witness: Witness): Html {
  if (typeof witness === 'string') return html`${WITNESS[witness]}`;
  const { by, where, answer, list, utc } = witness;
  return html`<bdi>${where}</bdi> was told of this run and of the list (line ${list.lines}, head
    <code>${shortSha(list.head)}…</code>), ${utcTime(utc).replace(/\.\d+/, '')}${
      answer !== '' && html`; ${by === 'git' ? 'commit' : 'its answer:'} <code>${answer}</code>`
    }<br /><span class="quiet">Compare it with the copy kept there. All answers are in runs/witnesses.jsonl.</span>`;
}

/** Whether anybody outside was told, for the first line. */
export const hasWitness = (witness: Witness): string | undefined => {
  if (witness === 'not known yet') return undefined;
  if (witness === 'none') return 'No outside witness.';
  return `Outside witness: ${witness === 'time stamp' ? 'a time stamp' : witness.where}.`;
};

/** `practice.example: 0.7 s ahead`: the server's clock against this machine's. */
function clocks({ environment }: Run): Html {
  const told = (environment?.connections ?? []).flatMap(({ origin, skewSeconds }) =>
    typeof skewSeconds === 'number' ? [{ origin: String(origin), skewSeconds }] : [],
  );
  if (told.length === 0) return html`<span class="quiet">No server told its time.</span>`;
  const words = (seconds: number) =>
    seconds === 0 ? 'as this machine’s' : `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this machine`;
  return html`<ul>
      ${told.map(({ origin, skewSeconds }) => html`<li><bdi>${origin}</bdi>: ${words(skewSeconds)}</li>`)}
    </ul>
    <span class="quiet">to the second; the machine's time zone is ${environment?.timeZone}</span>`;
}

/** What was not let happen. */
function prevented(run: Run): Html {
  const refused = run.environment?.refused ?? [];
  const untyped = run.lines.filter((line) => line.type === 'prevented') as Prevented[];
  const covered = run.shots.filter(({ redacted }) => redacted.length > 0).length;
  const withheld = run.lines.filter((line) => line.type === 'shot.withheld').length;
  return html`<ul>
    ${refused.map(
      ({ host, requests }) => html`<li>The host <bdi>${host}</bdi> was refused (${count(requests, 'request')}).</li>`,
    )}
    ${untyped.map(
      ({ secret, origin }) =>
        html`<li>The <bdi>${secret}</bdi> was not typed into a field of <bdi>${origin}</bdi>.</li>`,
    )}
    <li>A secret is covered in ${count(covered, 'moment')}; ${count(withheld, 'picture')} withheld.</li>
    ${refused.length + untyped.length === 0 && html`<li class="quiet">No request to another host and no secret on its way to a wrong field is recorded as stopped.</li>`}
  </ul>`;
}

/**
 * What vouches for it and for the time, and what was kept from happening. The verdict stands above, with the outcome.
 * @param key SHA-256 of the public key that signed it, where this page can know it
 */
export function genuine(run: Run, witness: Witness, key: string | undefined): Html {
  return html`<section class="sheet-part" aria-labelledby="genuine-title">
    <h2 id="genuine-title">Is it genuine?</h2>
    <dl class="told">
      ${
        key !== undefined &&
        entry(
          'Signing key',
          html`SHA-256 ${hash(key)}<br /><span class="quiet">Ask whoever ran this for it by another way than this file, and compare. README.txt in the bundle says how to check the rest yourself.</span>`,
        )
      }
      ${entry('Outside witness', witnessWords(witness))} ${entry('Clocks of the portals', clocks(run))} ${entry('Prevented', prevented(run))}
    </dl>
  </section>`;
}
