import { boot } from './boot.ts';
import { openWindow } from './window.ts';

/** The server no longer knows this session (a guess: no source shows it). Never returns. */
export async function sessionLost(): Promise<never> {
  const leave = () => void (top!.location.href = '/login/login.aspx');
  if (boot.variants.sessionEnd === 'redirect') leave();
  else
    openWindow({
      title: 'Session Expired',
      content: ['Your session has expired. Please log in again.'],
      buttons: [{ label: 'Log In', press: leave }],
      closed: leave,
    });
  return new Promise<never>(() => {});
}
