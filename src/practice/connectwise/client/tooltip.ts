import { boot } from './boot.ts';
import { element } from './element.ts';
import { pause } from './pause.ts';

let layer: HTMLElement | undefined;

/** Gives an icon its only words: a `title`, or one drawn layer that all icons share (PRODUCT.md A2). */
export function tooltip(target: HTMLElement, text: string): void {
  if (boot.variants.tooltip === 'title') {
    target.title = text;
    return;
  }
  let over = false;
  target.addEventListener('mouseenter', async () => {
    over = true;
    await pause(3);
    if (!over) return;
    if (layer === undefined) document.body.append((layer = element('div', 'tip')));
    const { left, bottom } = target.getBoundingClientRect();
    layer.textContent = text;
    Object.assign(layer.style, {
      left: `${left + 14}px`,
      top: `${bottom + 4}px`,
      zIndex: '9000',
      visibility: 'visible',
    });
  });
  target.addEventListener('mouseleave', () => {
    over = false;
    if (layer) layer.style.visibility = 'hidden';
  });
}
