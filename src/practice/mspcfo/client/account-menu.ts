import { delay, pause, variants } from './boot.ts';
import { openCredentialsDialog } from './credentials-dialog.ts';

/** The pull-down at the user's name. */
export function startAccountMenu(account: HTMLElement): void {
  const trigger = account.querySelector<HTMLElement>('.trigger')!;
  const template = account.querySelector('template');
  let menu = account.querySelector<HTMLElement>('.pull-down');
  const isOpen = () => menu !== null && !menu.hidden;

  const close = () => {
    if (template === null) menu!.hidden = true;
    else {
      menu?.remove();
      menu = null;
    }
  };
  const open = async () => {
    if (isOpen()) return;
    await pause(delay / 4);
    if (isOpen()) return;
    if (template !== null) {
      menu = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
      account.append(menu);
    }
    menu!.hidden = false;
  };

  if (variants.menuOpens === 'click') {
    trigger.addEventListener('click', () => (isOpen() ? close() : void open()));
    document.addEventListener('mousedown', (event) => {
      if (isOpen() && !account.contains(event.target as Node)) close();
    });
  } else {
    account.addEventListener('mouseenter', () => void open());
    account.addEventListener('mouseleave', () => isOpen() && close());
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen()) close();
  });
  account.addEventListener('click', (event) => {
    const entry = (event.target as Element).closest<HTMLElement>('.entry');
    if (entry === null) return;
    const to = entry.dataset['to'] ?? entry.getAttribute('href')!;
    if (to === '/settings/api-credentials' && variants.credentials === 'dialog') {
      event.preventDefault();
      close();
      void openCredentialsDialog();
    } else if (entry.dataset['to'] !== undefined) location.assign(to);
  });
}
