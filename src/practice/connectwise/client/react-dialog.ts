import { element } from './element.ts';
import { onPress } from './press.ts';

/** A dialog of the newer make (PRODUCT.md A1): made when it opens and gone when it closes. */
export function openReactDialog(title: string, text: string, buttons: { label: string; press: () => void }[]): void {
  const made = buttons.map(({ label, press }, n) => {
    const inner = element(
      'div',
      n === 0 ? 'react-button primary' : 'react-button',
      'CwButton-innerStandardActive',
      element('div', '', '', label),
    );
    inner.tabIndex = 0;
    onPress(inner, () => {
      modal.remove();
      press();
    });
    return element('div', '', 'CwButton-wrap', inner);
  });
  const content = element(
    'div',
    'react-content',
    'CwDialog-content',
    element('div', 'react-title', '', title),
    element('div', 'react-text', '', text),
    element('div', 'react-buttons', 'CwDialog-buttons', ...made),
  );
  const modal = element('div', 'react-modal', 'CwDialog-modal', content);
  document.body.append(modal);
}
