import type { View } from '../view.ts';
import { onDifference, part, say } from './dom.ts';

/** Sends a command. A refusal is shown in words; what came of it comes as an event. */
export async function command(name: string, more: Record<string, string> = {}): Promise<void> {
  const refusal = part('refusal');
  try {
    const answer = await fetch('/command', { method: 'POST', body: new URLSearchParams({ command: name, ...more }) });
    refusal.textContent = answer.ok ? '' : await answer.text();
  } catch {
    refusal.textContent = 'Your command did not get through. Try again.';
  }
}

function askForSure(open: boolean): void {
  part('sure').hidden = !open;
  part('stop').setAttribute('aria-expanded', String(open));
  (open ? part('not-sure') : part('stop')).focus();
}

/** The buttons; the keys press them. */
export function watchControls(): void {
  if (document.body.dataset['role'] !== 'control') return;
  for (const button of document.querySelectorAll<HTMLElement>('.controls [data-command]')) {
    button.addEventListener('click', () => {
      if (button.dataset['command'] === 'stop') askForSure(false);
      void command(button.dataset['command']!);
    });
  }
  part('stop').addEventListener('click', () => askForSure(part('sure').hidden === true));
  part('not-sure').addEventListener('click', () => askForSure(false));
  part('sure').addEventListener('keydown', (event) => event.key === 'Escape' && askForSure(false));
  // After a press with the mouse, Space is pause again instead of the same button once more.
  document.addEventListener('click', ({ detail, target }) => {
    if (detail > 0 && target instanceof Element && target.closest('.controls [data-command]'))
      (document.activeElement as HTMLElement | null)?.blur();
  });
}

/** Why a command was refused no longer holds when the run pauses or goes on. */
const forgetRefusal = onDifference<string>(() => say(part('refusal'), ''));

/** What can be commanded now. */
export function showControls({ state: { mode }, pace, fastest }: View): void {
  if (document.body.dataset['role'] !== 'control') return;
  forgetRefusal(mode);
  const hold = part('hold');
  const goesOn = mode === 'held' || mode === 'pausing';
  hold.dataset['command'] = goesOn ? 'continue' : 'pause';
  hold.classList.toggle('approve', mode === 'held');
  hold.querySelector('use')!.setAttribute('href', goesOn ? '#icon-play' : '#icon-pause');
  say(hold.querySelector('span')!, goesOn ? 'Continue' : 'Pause');
  say(part('pace'), pace);
  const dim = (selector: string, off: boolean) => {
    for (const button of document.querySelectorAll(`.controls ${selector}`))
      button.setAttribute('aria-disabled', String(off));
  };
  dim('#hold', mode !== 'running' && !goesOn);
  dim('[data-command^=next]', mode !== 'held');
  dim('.pace button', mode === 'stopping' || mode === 'over');
  if (fastest) dim('[data-command=faster]', true);
  dim('#stop', mode === 'stopping' || mode === 'over');
  if (mode === 'over') part('sure').hidden = true;
}
