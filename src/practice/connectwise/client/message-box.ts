import { openWindow } from './window.ts';

/** Says something in a window. */
export function tell(text: string, title = 'ConnectWise PSA'): void {
  openWindow({ title, content: [text], buttons: [{ label: 'OK', press: () => {}, primary: true }] });
}
