/** Where the reader's wish to have no single keys is kept. */
const OFF = 'keywright-keys-off';

const dialog = () => document.querySelector<HTMLDialogElement>('#keys');
const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox]):not([type=range]):not([type=radio]), textarea, select');

/** The elements that a key presses, in the page's order: `data-keys="ArrowRight j"`. What is hidden is not pressed. */
function pressed(key: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-keys]')].find(
    (element) => element.dataset['keys']!.split(' ').includes(key) && !element.closest('dialog:not([open]), [hidden]'),
  );
}

/** A field gets the cursor; anything else is pressed. */
function press(element: HTMLElement): void {
  if (isField(element)) element.focus();
  else element.click();
}

/** Single keys do what `data-keys` says, unless one is writing, holds another key, or has switched them off. */
export function watchKeys(): void {
  const on = document.querySelector<HTMLInputElement>('#keys-on');
  if (on) {
    on.checked = localStorage.getItem(OFF) === null;
    on.addEventListener('change', () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1')));
  }
  document.querySelector('#keys-open')?.addEventListener('click', () => dialog()?.showModal());
  document.querySelector('#keys-close')?.addEventListener('click', () => dialog()?.close());
  for (const element of document.querySelectorAll<HTMLElement>('[data-keys]')) {
    element.setAttribute(
      'aria-keyshortcuts',
      element.dataset['keys']!.split(' ')
        .map((key) => (key.length === 1 && key !== key.toLowerCase() ? `Shift+${key}` : key))
        .join(' '),
    );
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isField(event.target)) return (event.target as HTMLElement).blur();
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.defaultPrevented ||
      isField(event.target) ||
      dialog()?.open ||
      localStorage.getItem(OFF) !== null
    )
      return;
    // Where the focus is on something that the key works on already, it does that.
    if (event.key === 'Enter' && event.target !== document.body) return;
    if (event.key === ' ' && event.target instanceof HTMLElement && event.target.matches('button, a, summary, input'))
      return;
    if (
      event.key.startsWith('Arrow') &&
      event.target instanceof HTMLElement &&
      (event.target.matches('input') || scrolls(event.target))
    )
      return;
    const key =
      event.key === ' ' ? 'Space' : event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
    const element = pressed(key);
    if (element === undefined) return;
    event.preventDefault();
    press(element);
  });
}

const scrolls = (element: HTMLElement) => element.matches('.stage, .view') && element.scrollWidth > element.clientWidth;
