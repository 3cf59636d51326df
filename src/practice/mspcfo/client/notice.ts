import { variants } from './boot.ts';
import { fromMarkup } from './element.ts';

/** Milliseconds that a toast stays. */
const TOAST = 4000;

/** Says that saving worked: a toast that goes away, or a notice that stays above the panel. */
export function saveNotice(place: HTMLElement, message: string): void {
  const notice = fromMarkup(
    `<div class="${variants.saved === 'toast' ? 'toast' : 'notice good'}" role="status"></div>`,
  );
  notice.textContent = message;
  if (variants.saved === 'toast') {
    document.querySelector('.toast')?.remove();
    document.body.append(notice);
    setTimeout(() => notice.remove(), TOAST);
  } else place.querySelector('.panel')!.prepend(notice);
}
