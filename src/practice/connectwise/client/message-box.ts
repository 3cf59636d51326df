import { openWindow } from './window.ts';

/** Says something in a window. */
export function showMessage(text: string, title = 'ConnectWise PSA'): void {
  openWindow({ title, content: [text], buttons: [{ label: 'OK', press: () => {}, primary: true }] });
}
