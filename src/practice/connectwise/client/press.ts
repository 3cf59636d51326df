/**
 * Runs `act` on a real press: button down and up on the element, then the click; or Enter or Space with the focus on
 * it.
 * A lone `click()` from a script has no button down and does nothing; with `trusted`, no scripted event does
 * (PRODUCT.md A2).
 */
export function onPress(target: HTMLElement, act: (event: Event) => void, options: { trusted?: boolean } = {}): void {
  let down = false;
  const allowed = (event: Event) => (event.isTrusted || !options.trusted) && target.getAttribute('tabindex') !== '-1';
  target.addEventListener('mousedown', (event) => void (down = event.button === 0 && allowed(event)));
  target.addEventListener('click', (event) => {
    if (down && allowed(event)) act(event);
    down = false;
  });
  target.addEventListener('keydown', (event) => {
    if (event.target !== target || (event.key !== 'Enter' && event.key !== ' ') || !allowed(event)) return;
    event.preventDefault();
    act(event);
  });
}
