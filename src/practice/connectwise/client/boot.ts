import type { Boot } from '../shell.ts';

/** What the server told this page. */
export const boot: Boot = JSON.parse(document.getElementById('boot')!.textContent!);
