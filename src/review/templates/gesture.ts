import { html } from 'hono/html';
import type { GestureStart } from '../../evidence/events.ts';
import { formatDuration, formatOffset } from '../../evidence/format-duration.ts';
import type { Gesture } from '../../evidence/read-run.ts';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';
import { timeOfDay } from '../format.ts';
import { badge } from './badge.ts';
import type { Album } from './picture.ts';
import { figure, withheldCard } from './picture.ts';

export const KIND_WORD: Record<GestureStart['kind'], string> = {
  look: 'Reads',
  edit: 'Edits',
  commit: 'Submits',
};

function outcome({ end }: Gesture): Html | undefined {
  if (end === undefined) return badge('warn', 'not finished');
  if (end.outcome === 'failed') return badge('bad', 'failed');
  if (end.outcome === 'stopped') return badge('mute', 'the run was stopped here');
  return end.outcome === 'unknown' ? badge('warn', 'outcome unknown') : undefined;
}

/** What was to be done, with what was chosen where that was open: `Choose the first entry of Level: Corporate`. */
export const instruction = ({ start, end }: Gesture): string =>
  end?.chose === undefined ? start.title : `${start.title}: ${end.chose}`;

/** One instruction, when it was followed, and its pictures. */
export function gestureItem(gesture: Gesture, album: Album): Html {
  const { start, end } = gesture;
  const cell = (when: 'before' | 'after' | 'failure') => {
    const withheld = gesture.withheld.find((line) => line.when === when);
    const shot = gesture[when];
    return shot ? figure(shot, start.title, album) : withheld && withheldCard(withheld);
  };
  const cells = [cell('before'), cell('after'), cell('failure')].filter((item) => item !== undefined);
  return html`<li class="gesture ${start.kind}" id="gesture-${start.gesture}">
    <span class="bead">${start.gesture}</span>
    <div class="gesture-head">
      <h4 dir="auto">${instruction(gesture)}</h4>
      ${outcome(gesture)}<span class="kind ${start.kind}">${icon(start.kind)}${KIND_WORD[start.kind]}</span>
    </div>
    <p class="meta">
      <time datetime="${start.utc}">${timeOfDay(start.utc)}</time> ·
      ${formatOffset(start.mono_ms)}${end && ` · took ${formatDuration(end.ms)}`} · <bdi>${start.portal}</bdi>
    </p>
    ${cells.length > 0 && html`<div class="shots">${cells}</div>`}
  </li>`;
}
