import { generated } from './names.ts';

type Child = Node | string;

/**
 * Makes an element. `looks` are names of our style sheet, which become generated classes; `readable` are the classes
 * that people's scripts know.
 * @example element('div', 'button', 'mm_button', icon('save'))
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  looks: string,
  readable = '',
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = [...(looks || 'plain').split(' ').map(generated), readable].filter(Boolean).join(' ');
  made.append(...children);
  return made;
}

export const look = (target: Element, name: string, on: boolean): void =>
  void target.classList.toggle(generated(name), on);

export const show = (target: HTMLElement, on: boolean): void => void (target.style.display = on ? '' : 'none');
