import type { RunSummary } from '../view.ts';
import { drawing, make, onDifference, part } from './dom.ts';
import { linesOf } from './question.ts';

const CLOSING = document.body.dataset['role'] === 'control' ? 'Closing the evidence …' : 'Finishing …';

/** How the run ended, in the place where questions were. */
export const showEnd = onDifference<RunSummary | undefined>((over) => {
  if (over === undefined) return;
  const panel = part('ask');
  const report =
    over.report === undefined
      ? []
      : [make('dl', {}, make('dt', {}, 'Report'), make('dd', {}, make('code', { id: 'report' }, over.report)))];
  panel.className = `ask ${over.tone}`;
  panel.replaceChildren(
    make('p', { class: 'ask-kind' }, drawing(over.tone), make('strong', {}, 'The run has ended')),
    make('h2', { id: 'ask-title' }, over.words),
    make('p', {}, over.counts),
    ...linesOf(over.lines),
    ...report,
    make('p', { class: 'quiet-line' }, over.last ? 'This page will not update again.' : CLOSING),
  );
  panel.hidden = false;
});
