import { html } from 'hono/html';
import { count } from '../../../evidence/picture-count.ts';
import type { NumberedShot } from '../../../evidence/read-run.ts';
import { shortSha } from '../../../evidence/short-sha.ts';
import type { Html } from '../../../web/html.ts';
import { icon } from '../../../web/icons.ts';
import { minuteOf, WHEN_WORD } from '../../format.ts';
import type { Picture } from '../../pictures.ts';
import { caption, notShownCard } from '../../templates/picture.ts';
import type { Look } from '../address.ts';
import { compareAddress, runAddress, shotAddress } from '../address.ts';
import type { Comparison, Pair, Side } from '../comparison.ts';
import { COMPARE_KEYS } from '../keys.ts';
import { frame } from './frame.ts';
import { outcomeBadge } from './runs.ts';
import type { Pane } from './stage.ts';
import { findings, looks, stage } from './stage.ts';

const nameOf = ({ entry }: Side) => `${entry.customerTitle}, ${minuteOf(entry.begun)} UTC`;
const PATH = [{ words: 'Runs', address: '/', keys: 'l' }];

type Pictures = Record<'left' | 'right', Map<number, Picture>>;

function half(shot: NumberedShot | undefined, picture: Picture | undefined, words: string): Html {
  if (shot === undefined || picture === undefined)
    return html`<div class="no-picture"><p>This run has no such picture.</p></div>`;
  if ('wrong' in picture) return notShownCard(picture);
  return html`<span class="pane"
    ><img
      src="${picture.src}"
      alt="${words}, picture ${shot.number}"
      width="${shot.width}"
      height="${shot.height}"
      loading="lazy"
      decoding="async" /><svg class="changes" viewBox="0 0 ${shot.width} ${shot.height}" aria-hidden="true"></svg
  ></span>`;
}

function row({ left, right }: Comparison, pictures: Pictures, pair: Pair, number: number): Html {
  const [one, other] = [
    pair.left && pictures.left.get(pair.left.number),
    pair.right && pictures.right.get(pair.right.number),
  ];
  const shown = one !== undefined && other !== undefined && 'src' in one && 'src' in other;
  const warning = (words: string) => html`<span class="warn-text">${icon('warn')}${words}</span>`;
  const said = shown
    ? ''
    : one && other
      ? warning('could not be compared: a picture is not shown')
      : warning(`only in the ${one ? 'left' : 'right'} run`);
  return html`<li
    class="pair${one && other && !shown ? ' unshown' : ''}"
    id="pair-${number}"
    ${shown ? html` data-left="${one.src}" data-right="${other.src}"` : ''}
  >
    <h3>
      <a href="${compareAddress(left.entry, right.entry, number, { view: 'side', changes: true })}"
        ><bdi>${pair.title}</bdi>, ${WHEN_WORD[pair.when].toLowerCase()}</a
      >
      <span class="said">${said}</span>
    </h3>
    <div class="halves">${half(pair.left, one, 'Left')}${half(pair.right, other, 'Right')}</div>
  </li>`;
}

const DIFFERS = html`<small class="differs">differs</small>`;

const portalsOf = ({ open }: Side) =>
  html`${Object.entries(open.run.start.portals)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([, address]) => html`<bdi>${address}</bdi> `)}`;

function runbookOf({ open }: Side): Html {
  const { name, sha256 } = open.run.start.runbook;
  return html`<bdi>${name}</bdi> <code>${shortSha(sha256)}</code>`;
}

/** Steps that did not end with the same words: what was read back then, and what later. */
const changedSteps = ({ left, right }: Comparison): string[] =>
  [...new Set([...left.open.steps.keys(), ...right.open.steps.keys()])].filter(
    (id) => left.open.steps.get(id)?.result?.actual !== right.open.steps.get(id)?.result?.actual,
  );

/** How the two runs went, and what they read back that differs, in a table with a column for each. */
function heads(comparison: Comparison): Html {
  const { left, right } = comparison;
  const line = (words: string, of: (side: Side) => Html) => {
    const [one, other] = [of(left), of(right)];
    return html`<tr>
      <th scope="row">
        ${words} ${words !== 'Run' && String(one) !== String(other) && DIFFERS}
      </th>
      <td>${one}</td>
      <td>${other}</td>
    </tr>`;
  };
  return html`<table class="heads">
    <thead>
      <tr>
        <td></td>
        <th scope="col">Left</th>
        <th scope="col">Right</th>
      </tr>
    </thead>
    <tbody>
      ${line('Run', (side) => html`<a href="${runAddress(side.entry)}"><bdi>${nameOf(side)}</bdi></a>`)}
      ${line('Outcome', ({ entry }) => outcomeBadge(entry))}
      ${line('Operator', ({ entry }) => html`<bdi>${entry.operator}</bdi>`)}
      ${line('Runbook', runbookOf)}
      ${line('Portals', portalsOf)}
      ${line('Pictures', ({ open }) => html`${open.run.shots.length}`)}
      ${changedSteps(comparison).map((id) =>
        line(stepTitle(comparison, id), ({ open }) => {
          const actual = open.steps.get(id)?.result?.actual;
          return actual === undefined ? html`<span class="quiet">not in this run</span>` : html`<bdi>${actual}</bdi>`;
        }),
      )}
    </tbody>
  </table>`;
}

const stepTitle = ({ left, right }: Comparison, id: string): string =>
  (left.open.steps.get(id) ?? right.open.steps.get(id))?.title ?? id;

/** Two runs, picture by picture. */
export function comparePage(comparison: Comparison, pictures: Pictures): Html {
  const { pairs } = comparison;
  const steps = [...new Set(pairs.map(({ step }) => step))];
  const both = pairs.filter((pair) => pair.left && pair.right).length;
  const body = html`<main id="main">
    <h1>Two runs side by side</h1>
    ${heads(comparison)}
    <div class="compare-tools">
      <p class="found">
        <span
          >${count(both, 'pair')} of
          pictures${pairs.length > both && `, ${pairs.length - both} in one run only`}.</span
        >
        <span class="scripted" id="compared" role="status"></span>
      </p>
      <label class="switch scripted"><input type="checkbox" id="only-differing" /> Only what differs</label>
    </div>
    ${steps.map(
      (id, index) =>
        html`<section class="pairs" aria-labelledby="pairs-${index}">
          <h2 id="pairs-${index}"><bdi>${stepTitle(comparison, id)}</bdi></h2>
          <ol>
            ${pairs.map((pair, at) => (pair.step === id ? row(comparison, pictures, pair, at + 1) : ''))}
          </ol>
        </section>`,
    )}
  </main>`;
  return frame({
    title: 'Two runs',
    kind: 'compare',
    path: [...PATH, { words: 'Two runs' }],
    keys: COMPARE_KEYS,
    body,
  });
}

function captionOf(words: string, { entry, open }: Side, shot: NumberedShot | undefined): Html | undefined {
  if (shot === undefined) return undefined;
  const link = html`<a href="${shotAddress(entry, shot.number)}">picture ${shot.number}</a>`;
  const numbers = new Map([[shot.step, open.steps.get(shot.step)!.n]]);
  return html`<div>
    <p class="side-name">${words}</p>
    ${caption(shot, link, { run: open.run, numbers })}
  </div>`;
}

/** One pair large. */
export function pairPage(comparison: Comparison, number: number, pictures: Pictures, look: Look): Html {
  const { left, right, pairs } = comparison;
  const pair = pairs[number - 1]!;
  const address = (to: number, how: Look = look) => compareAddress(left.entry, right.entry, to, how);
  const pane = (words: string, shot: NumberedShot | undefined, found: Map<number, Picture>): Pane | undefined => {
    const picture = shot && found.get(shot.number);
    return (
      shot && {
        words,
        shot,
        ...(picture !== undefined && 'src' in picture ? { src: picture.src } : picture && { notShown: picture }),
      }
    );
  };
  const [one, other] = [
    pane(`Left: ${nameOf(left)}`, pair.left, pictures.left),
    pane(`Right: ${nameOf(right)}`, pair.right, pictures.right),
  ];
  const both = one && other && { left: one, right: other };
  const turn = (to: number, words: string, keys: string, name: 'previous' | 'next') =>
    to < 1 || to > pairs.length
      ? html`<span class="turn off" aria-hidden="true">${icon(name)}</span>`
      : html`<a class="turn" href="${address(to)}" data-keys="${keys}" title="${words}"
          >${icon(name)}<span class="unseen">${words}</span></a
        >`;
  const looksBar = looks(look, both !== undefined, (how) => address(number, how), 'Mark differences');
  const body = html`<div class="bench pair-bench">
    <main id="main">
      <div class="shot-head">
        <div class="turns">
          ${turn(number - 1, 'Previous pair', 'ArrowLeft k', 'previous')}<span class="place"
            >${number} <span class="quiet">of ${pairs.length}</span></span
          >${turn(number + 1, 'Next pair', 'ArrowRight j', 'next')}
        </div>
        <div class="shot-title">
          <p class="meta">
            <bdi>${left.open.steps.get(pair.step)?.title ?? right.open.steps.get(pair.step)?.title}</bdi>
          </p>
          <h1 dir="auto">${pair.title}</h1>
        </div>
        <p class="shot-kind"><strong>${WHEN_WORD[pair.when]}</strong></p>
      </div>
      <div class="tools">
        ${looksBar}${
          both
            ? findings(both, 'differ', '', look)
            : html`<p class="findings">Only the ${one ? 'left' : 'right'} run has this picture.</p>`
        }
      </div>
      ${stage((look.view === 'picture' ? (other ?? one) : (one ?? other))!, both, look)}
      <div class="under two">${captionOf('Left', left, pair.left)}${captionOf('Right', right, pair.right)}</div>
    </main>
  </div>`;
  return frame({
    title: `Pair ${number}`,
    kind: 'pair',
    path: [
      ...PATH,
      { words: 'Two runs', address: compareAddress(left.entry, right.entry), keys: 'g' },
      { words: `Pair ${number}` },
    ],
    keys: COMPARE_KEYS,
    body,
  });
}
