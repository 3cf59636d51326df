import { element } from './element.ts';
import { onPress } from './press.ts';

/** A button with words: `cw_CwTextButton` > `.mm_button` > div > label (PRODUCT.md A2). */
export function textButton(
  label: string,
  press: () => void,
  primary = false,
  readable = 'cw_CwTextButton',
): HTMLElement {
  const button = element(
    'div',
    primary ? 'text-button primary' : 'text-button',
    'mm_button',
    element('div', '', '', element('div', '', 'gwt-Label mm_label', label)),
  );
  button.tabIndex = 0;
  onPress(button, press);
  return element('div', 'text-button-wrap', readable, button);
}
