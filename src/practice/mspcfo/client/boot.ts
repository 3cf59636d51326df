import type { Boot } from '../layout.ts';

/** What the server said when the page was made. */
export const { variants, delay } = JSON.parse(document.getElementById('boot')!.textContent!) as Boot;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
