import { variants } from './boot.ts';
import { fromMarkup, onPress, pressIn } from './element.ts';

/** A small dialog over the page. @param onCancel with it, there is a second way out */
export function showDialog(inside: string, pressText: string, onDone: () => void, onCancel?: () => void): void {
  const tag = variants.buttons === 'button' ? 'button type="button"' : 'div tabindex="0"';
  const end = tag.split(' ')[0];
  const cancel = onCancel === undefined ? '' : `<${tag} class="press" data-press="cancel">Cancel</${end}>`;
  const mask = fromMarkup(
    '<div class="mask" style="z-index:70"><div class="window small" role="dialog" ' +
      `aria-modal="true">${inside}<div class="presses"><${tag} class="press main" ` +
      `data-press="done">${pressText}</${end}>${cancel}</div></div></div>`,
  );
  for (const [name, act] of [
    ['done', onDone],
    ['cancel', onCancel],
  ] as const) {
    onPress(pressIn(mask, name), () => {
      mask.remove();
      act?.();
    });
  }
  document.body.append(mask);
}
