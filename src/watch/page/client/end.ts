import type { RunSummary } from '../view.ts';
import { drawing, make, onDifference, part } from './dom.ts';
import { linesOf } from './question.ts';

const CLOSING = document.body.dataset['role'] === 'control' ? 'Closing the evidence …' : 'Finishing …';

/** What viewers may keep: what was done for whom, how it ended, and what became of each step. */
function summaryOf({ words, counts }: RunSummary): string {
  const steps = [...part('steps').querySelectorAll('.phase-link, .step-link > span')].map((line) =>
    line.matches('.phase-link') ? `\n${line.textContent}` : `  ${line.textContent}`,
  );
  const [title, customer] = [part('title').textContent, part('customer').textContent];
  return [title, customer, new Date().toLocaleString(), '', `${words}. ${counts}`, ...steps, ''].join('\n');
}

/** The server is gone by the time that somebody wants it, so the page makes it itself. */
function saveLink(over: RunSummary): HTMLAnchorElement {
  const link = make('a', { href: '#', download: 'summary.txt' }, 'Save a summary');
  link.addEventListener('click', () => (link.href = URL.createObjectURL(new Blob([summaryOf(over)]))));
  return link;
}

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
    ...(over.last && over.report === undefined ? [make('p', {}, saveLink(over))] : []),
    make('p', { class: 'quiet-line' }, over.last ? 'This page will not update again.' : CLOSING),
  );
  panel.hidden = false;
});
