import type { ShownStep, View } from '../view.ts';
import { drawing, make, onDifference, part } from './dom.ts';

function line({ n, title, sign, words }: ShownStep): HTMLLIElement {
  const now = sign === 'now';
  const tone = now ? 'calm' : sign === 'to come' ? 'mute' : sign;
  const link = make(
    'div',
    { class: `step-link ${tone} ${sign === 'to come' ? 'to-come' : ''}`, ...(now && { 'aria-current': 'step' }) },
    drawing(now ? 'now' : tone),
    make('span', {}, make('bdi', {}, `${n}. ${title}`), ' ', make('small', {}, words)),
  );
  return make('li', {}, link);
}

/** Phases and steps, with what became of each. The current one is kept in sight without moving the page. */
export const showSteps = onDifference<View['phases']>((phases) => {
  const list = part('steps');
  list.firstElementChild!.replaceChildren(
    ...phases.map(({ title, steps }) =>
      make('li', {}, make('p', { class: 'phase-link', dir: 'auto' }, title), make('ol', {}, ...steps.map(line))),
    ),
  );
  const now = list.querySelector('[aria-current]');
  if (!now) return;
  const [inside, outside] = [now.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollTop += inside.top - outside.top - (outside.height - inside.height) / 2;
});
