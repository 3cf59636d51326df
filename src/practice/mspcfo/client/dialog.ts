import { switches } from './boot.ts';
import { fromMarkup, onPress, pressIn } from './element.ts';

/** A small dialog over the page with one way out. */
export function showDialog(inside: string, pressText: string, onDone: () => void): void {
  const tag = switches.buttons === 'button' ? 'button type="button"' : 'div tabindex="0"';
  const mask = fromMarkup(`<div class="mask" style="z-index:70"><div class="window small" role="dialog" aria-modal="true">${inside}<div class="presses"><${tag} class="press main" data-press="done">${pressText}</${tag.split(' ')[0]}></div></div></div>`);
  onPress(pressIn(mask, 'done'), () => {
    mask.remove();
    onDone();
  });
  document.body.append(mask);
}
