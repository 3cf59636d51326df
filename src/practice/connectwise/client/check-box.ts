import { boot } from './boot.ts';
import { element, look } from './element.ts';
import { icon } from './icons.ts';
import { nextId } from './names.ts';
import { onPress } from './press.ts';

export interface CheckBox {
  readonly element: HTMLElement;
  get(): boolean;
  set(on: boolean): void;
}

/** A check box with its words, in one of three makes (PRODUCT.md A1, A6). */
export function checkBox(label: string, field: string, changed: () => void): CheckBox {
  if (boot.variants.checkBox === 'gwt-input') return inputBox(label, field, changed);
  return drawnBox(label, field, changed, boot.variants.checkBox);
}

function inputBox(label: string, field: string, changed: () => void): CheckBox {
  const input = element('input', 'check-input');
  input.type = 'checkbox';
  input.id = nextId('gwt-uid');
  const words = element('label', 'check-words', '', label);
  words.htmlFor = input.id;
  input.addEventListener('change', changed);
  return {
    element: element('span', 'check', `gwt-CheckBox cw_${field}`, input, words),
    get: () => input.checked,
    set: (on) => void (input.checked = on),
  };
}

function drawnBox(label: string, field: string, changed: () => void, make: 'sprite' | 'react'): CheckBox {
  let checked = false;
  const box =
    make === 'react'
      ? element('div', 'check-box', 'CwCheckBox-checkbox', icon('tick', 14))
      : element('div', 'check-box check-sprite', 'mm_checkBox', icon('tick', 14));
  const whole = element(
    'div',
    'check',
    make === 'react' ? '' : `cw_${field}`,
    box,
    element('div', 'check-words', make === 'react' ? 'CwCheckBox-label' : 'gwt-Label mm_label', label),
  );
  const set = (on: boolean) => {
    checked = on;
    look(box, 'checked', on);
  };
  set(false);
  onPress(box, () => {
    set(!checked);
    changed();
  });
  return { element: whole, get: () => checked, set };
}
