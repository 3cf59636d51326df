/** In the browser's storage: the reader has switched single keys off. */
const OFF = 'keywright-keys-off';

const dialog = () => document.querySelector<HTMLDialogElement>('#keys');
const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox]):not([type=range]):not([type=radio]), textarea, select');

const isSwitchedOff = () => localStorage.getItem(OFF) !== null;

/** The first shown element with this key in its `data-keys="ArrowRight j"`. */
function elementOf(key: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-keys]')].find(
    (element) => keysOf(element).includes(key) && !element.closest('dialog:not([open]), [hidden]'),
  );
}

const keysOf = (element: HTMLElement) => element.dataset['keys']!.split(' ');

/** A field gets the cursor; anything else is pressed. */
function press(element: HTMLElement): void {
  if (isField(element)) element.focus();
  else element.click();
}

const scrolls = (element: HTMLElement) => element.matches('.stage, .view') && element.scrollWidth > element.clientWidth;

/** Whether the focused element does something with the key itself. */
function isKeyOfTarget({ key, target }: KeyboardEvent): boolean {
  if (key === 'Enter') return target !== document.body;
  if (!(target instanceof HTMLElement)) return false;
  if (key === ' ') return target.matches('button, a, summary, input');
  return key.startsWith('Arrow') && (target.matches('input') || scrolls(target));
}

/** Whether the key is for the browser, for a field, or for nobody. */
const isIgnored = (event: KeyboardEvent) =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  event.defaultPrevented ||
  isField(event.target) ||
  dialog()?.open === true ||
  isSwitchedOff() ||
  isKeyOfTarget(event);

/** A key's name as `data-keys` has it: `a`, `A` with Shift, `Space`, `ArrowLeft`. */
function nameOf({ key, shiftKey }: KeyboardEvent): string {
  if (key === ' ') return 'Space';
  return key.length === 1 && !shiftKey ? key.toLowerCase() : key;
}

function onKey(event: KeyboardEvent): void {
  if (event.key === 'Escape' && isField(event.target)) (event.target as HTMLElement).blur();
  if (isIgnored(event)) return;
  const element = elementOf(nameOf(event));
  if (element === undefined) return;
  event.preventDefault();
  press(element);
}

/** Tells screen readers which keys press an element: `Shift+A`. */
function announceKeys(element: HTMLElement): void {
  const isCapital = (key: string) => key.length === 1 && key !== key.toLowerCase();
  const names = keysOf(element).map((key) => (isCapital(key) ? `Shift+${key}` : key));
  element.setAttribute('aria-keyshortcuts', names.join(' '));
}

/** Single keys press what `data-keys` names, unless the reader has switched them off. */
export function watchKeys(): void {
  const on = document.querySelector<HTMLInputElement>('#keys-on');
  if (on) {
    on.checked = !isSwitchedOff();
    on.addEventListener('change', () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1')));
  }
  document.querySelector('#keys-open')?.addEventListener('click', () => dialog()?.showModal());
  document.querySelector('#keys-close')?.addEventListener('click', () => dialog()?.close());
  for (const element of document.querySelectorAll<HTMLElement>('[data-keys]')) announceKeys(element);
  document.addEventListener('keydown', onKey);
}
