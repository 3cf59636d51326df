import { element } from './element.ts';
import { nextId } from './names.ts';

/** A text box (PRODUCT.md A3). `limit` letters fit; the rest is dropped without a word. */
export function textField(field: string, options: { limit?: number; changed?: () => void } = {}): HTMLInputElement {
  const input = element('input', 'text-input', `cw_CwTextField cw_${field}`);
  input.type = 'text';
  input.autocomplete = 'off';
  input.id = nextId('x-auto', 'input');
  input.addEventListener('input', () => {
    if (options.limit !== undefined && input.value.length > options.limit)
      input.value = input.value.slice(0, options.limit);
    options.changed?.();
  });
  return input;
}

export function textArea(field: string, changed: () => void): { element: HTMLElement; area: HTMLTextAreaElement } {
  const area = element('textarea', 'area-input', `cw_${field}`);
  area.addEventListener('input', changed);
  return { element: element('div', 'area', 'mm_textArea', area), area };
}

/** A box with its label above, as the newer screens have it: `Member ID*`. */
export function labelAbove(label: string, required: boolean, control: HTMLElement): HTMLElement {
  const words = element('div', 'label', 'CwLabel', label);
  if (required) words.append(element('span', '', 'cw_RequiredLabel', '*'));
  return element('div', 'field', 'CwField', words, control);
}

/** A row of an older pod: `Label:`, an asterisk in a column of its own, then the value (PRODUCT.md A3). */
export function podRow(label: string, required: boolean, control: Node): HTMLTableRowElement {
  const words = element('div', 'pod-label', 'gwt-Label mm_label mm_podElementLabel', `${label}:`);
  words.title = `${label}:`;
  words.id = nextId('x-auto', 'label');
  return element(
    'tr',
    'pod-row',
    'pod-element-row',
    element('td', 'pod-label-cell', '', words),
    element('td', 'pod-star', '', element('div', '', 'cw_RequiredLabel', required ? '*' : '')),
    element('td', 'pod-value', '', control),
  );
}
