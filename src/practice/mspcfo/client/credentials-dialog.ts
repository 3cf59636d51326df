import { fromMarkup } from './element.ts';
import { loadPanel } from './panel.ts';

/** The credentials in a dialog over whatever page is open. */
export async function openCredentialsDialog(): Promise<void> {
  const mask = fromMarkup(
    '<div class="mask"><div class="window" role="dialog" aria-modal="true" aria-label="Api Credentials"><button ' +
      'type="button" class="close" aria-label="Close">×</button><div></div></div></div>',
  );
  mask.querySelector('.close')!.addEventListener('click', () => mask.remove());
  document.body.append(mask);
  await loadPanel(mask.querySelector<HTMLElement>('.window > div')!);
}
