import { html } from 'hono/html';
import type { Step } from '../../evidence/read-run.ts';
import type { Html } from '../../web/html.ts';
import { timeOfDay } from '../format.ts';
import { instruction, KIND_WORD } from './gesture.ts';

/** A step's gestures in words, for paper: each with when it was, and whether its moments were pictured. */
export function gestureTable({ gestures }: Step): Html | undefined {
  if (gestures.length === 0) return undefined;
  return html`<table class="gestures">
    <thead>
      <tr>
        <th scope="col">No.</th>
        <th scope="col">Time</th>
        <th scope="col">Gesture</th>
        <th scope="col">Kind</th>
        <th scope="col">Pictures in shots/</th>
      </tr>
    </thead>
    <tbody>
      ${gestures.map((gesture) => {
        const { start, end, before, after, failure, withheld } = gesture;
        const files = [before, after, failure].flatMap((shot) => (shot ? [numberOf(shot.file)] : []));
        const outcome = end === undefined ? 'not finished' : end.outcome === 'done' ? '' : end.outcome;
        return html`<tr>
          <td>${start.gesture}</td>
          <td>${timeOfDay(start.utc).replace(' UTC', '')}</td>
          <td><bdi>${instruction(gesture)}</bdi>${outcome !== '' && html` <strong>(${outcome})</strong>`}</td>
          <td>${KIND_WORD[start.kind]}</td>
          <td>${[...new Set(files)].join(', ')}${withheld.length > 0 && ' withheld'}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** `0025` of `shots/0025-look-through.png`. */
const numberOf = (file: string) => /(\d{4})-/.exec(file)?.[1] ?? file;
