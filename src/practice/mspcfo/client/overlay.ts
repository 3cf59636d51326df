import { delay, pause, variants } from './boot.ts';
import { showDialog } from './dialog.ts';
import { fromMarkup, onPress, pressIn } from './element.ts';

const isSeen = (name: string) => document.cookie.split('; ').includes(`${name}=seen`);
const setSeen = (name: string): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous
  document.cookie = `${name}=seen; path=/; max-age=31536000; samesite=lax`;
};

const announce = (done: () => void) =>
  showDialog(
    '<h2>New: margin by agreement</h2><p>The dashboard now lists the agreements that earn least. Find it under ' +
      'Agreements to look at.</p>',
    'Got it',
    done,
  );

/** An announcement that the server wants to be shown now; it says so once, by a cookie. */
export function showNoticeDue(): void {
  if (!document.cookie.split('; ').includes('mspcfo_notice=1')) return;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous
  document.cookie = 'mspcfo_notice=; path=/; max-age=0';
  announce(() => {});
}

/** Shows what covers the page until somebody closes it: a cookie bar or an announcement, a moment after the page. */
export async function startOverlay(): Promise<void> {
  if (variants.overlay === 'none' || isSeen(`mspcfo_${variants.overlay}`)) return;
  await pause(delay * 2);
  if (variants.overlay === 'announcement') {
    return announce(() => setSeen('mspcfo_announcement'));
  }
  const tag = variants.buttons === 'button' ? 'button type="button"' : 'div tabindex="0"';
  const end = tag.split(' ')[0];
  const bar = fromMarkup(
    '<div class="cookies"><span>We use cookies to keep you signed in and to see which pages are ' +
      `used.</span><${tag} class="press" data-press="decline">Only necessary</${end}><${tag} class="press main" ` +
      `data-press="accept">Accept all</${end}></div>`,
  );
  for (const name of ['decline', 'accept']) {
    onPress(pressIn(bar, name), () => {
      setSeen('mspcfo_cookies');
      bar.remove();
    });
  }
  document.body.append(bar);
}
