/** Makes an element from markup of our own, with nothing in it that somebody typed. */
export function fromMarkup(markup: string): HTMLElement {
  const template = document.createElement('template');
  template.innerHTML = markup.trim();
  return template.content.firstElementChild as HTMLElement;
}

/** What somebody can press in `root`, by its name. */
export const pressIn = (root: ParentNode, name: string): HTMLElement | null =>
  root.querySelector(`[data-press="${name}"]`);

/** Greys something to press, or lights it up; a button or a div. */
export function setDisabled(press: HTMLElement, disabled: boolean): void {
  if (press instanceof HTMLButtonElement) press.disabled = disabled;
  else {
    press.tabIndex = disabled ? -1 : 0;
    if (disabled) press.setAttribute('aria-disabled', 'true');
    else press.removeAttribute('aria-disabled');
  }
}

export const isDisabled = (press: HTMLElement): boolean =>
  press instanceof HTMLButtonElement ? press.disabled : press.getAttribute('aria-disabled') === 'true';

/** Hears a press by mouse or keyboard. */
export function onPress(press: HTMLElement | null, work: () => void): void {
  press?.addEventListener('click', () => {
    if (!isDisabled(press)) work();
  });
  press?.addEventListener('keydown', (event) => {
    if (!(press instanceof HTMLButtonElement) && (event.key === 'Enter' || event.key === ' ') && !isDisabled(press))
      work();
  });
}
