import { html, raw } from 'hono/html';
import type { Html } from './html.ts';

/** Strokes on a 24 × 24 field. */
const PATHS = {
  good: '<circle cx="12" cy="12" r="9.5"/><path d="m7.5 12.5 3 3 6-6.5"/>',
  calm: '<circle cx="12" cy="12" r="9.5"/><path d="M8 10h8M8 14h8"/>',
  bad: '<circle cx="12" cy="12" r="9.5"/><path d="m8.5 8.5 7 7m0-7-7 7"/>',
  warn: '<path d="M12 3 1.8 20.5h20.4Z"/><path d="M12 9.5v5m0 2.9v.1"/>',
  mute: '<circle cx="12" cy="12" r="9.5" stroke-dasharray="3.6 3.6"/>',
  look:
    '<path d="M1.8 12S5.5 5.5 12 5.5 22.2 12 22.2 12 18.5 18.5 12 18.5 1.8 12 1.8 12Z"/><circle cx="12" cy="12" ' +
    'r="3"/>',
  edit: '<path d="m4 20 1-4.5L16.5 4a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19Zm10-13.5 3.5 3.5"/>',
  commit: '<path d="M12 3v11m-4.5-4.5L12 14l4.5-4.5"/><path d="M3.5 14v6h17v-6"/>',
  cover: '<path d="M12 2.5 4 5.5V12c0 5 3.5 8 8 9.5 4.5-1.5 8-4.5 8-9.5V5.5Z"/><path d="m8.5 12 2.5 2.5 4.5-5"/>',
  hidden:
    '<path d="M3 3l18 18M10 5.7c6-1 10.3 3.3 12 6.3a17 17 0 0 1-3 3.8M6.3 7.3A16 16 0 0 0 2 12c1.7 3 5.5 6.5 10 ' +
    '6.5a9 9 0 0 0 4-.9"/>',
  key: '<circle cx="7.5" cy="15.5" r="4.5"/><path d="m11 12.5 9.5-9.5M16 7l3.5 3.5"/>',
  lock: '<rect x="4.5" y="10.5" width="15" height="10.5" rx="2"/><path d="M8 10.5V7a4 4 0 0 1 8 0v3.5"/>',
  note: '<path d="M4 4h16v12H11l-5 4.5V16H4Z"/>',
  person: '<circle cx="12" cy="7.5" r="4"/><path d="M4 21c.6-5 3.8-7.5 8-7.5s7.4 2.5 8 7.5"/>',
  again: '<path d="M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5"/>',
  search: '<circle cx="10.5" cy="10.5" r="7"/><path d="m16 16 5.5 5.5"/>',
  previous: '<path d="m15 4.5-7.5 7.5 7.5 7.5"/>',
  next: '<path d="m9 4.5 7.5 7.5L9 19.5"/>',
  close: '<path d="m5 5 14 14M19 5 5 19"/>',
  enlarge: '<path d="M9 3.5H3.5V9M15 3.5h5.5V9M9 20.5H3.5V15m11.5 5.5h5.5V15"/>',
  pause: '<path d="M8 5v14M16 5v14"/>',
  play: '<path d="M7 4.5v15l12-7.5Z"/>',
  step: '<path d="M5 4.5v15l9.5-7.5Z"/><path d="M19 5v14"/>',
  pointer: '<path d="m5 3.5 6.5 17 2.4-7.1 7.1-2.4Z"/>',
  less: '<path d="M5 12h14"/>',
  more: '<path d="M5 12h14M12 5v14"/>',
  stop: '<rect x="5.5" y="5.5" width="13" height="13" rx="1.5"/>',
  hand:
    '<path d="M8 13V6.5a1.5 1.5 0 0 1 3 0V11m0-1V4.5a1.5 1.5 0 0 1 3 0V11m0-4.5a1.5 1.5 0 0 1 3 0V12m0-2.5a1.5 ' +
    '1.5 0 0 1 3 0V15c0 4-2.5 6.5-6.5 6.5-3 0-4.5-1.5-6-4l-2.5-3.7A1.5 1.5 0 0 1 7.5 12.2"/>',
  now: '<circle cx="12" cy="12" r="9.5"/><circle cx="12" cy="12" r="3"/>',
} as const;

export type IconName = keyof typeof PATHS;

/** Once per page, before the first `icon`. */
export function iconSheet(): Html {
  const symbols = Object.entries(PATHS).map(
    ([name, paths]) => `<symbol id="icon-${name}" viewBox="0 0 24 24">${paths}</symbol>`,
  );
  return html`<svg class="icon-sheet" aria-hidden="true">${raw(symbols.join(''))}</svg>`;
}

/** A drawing beside words that say the same. */
export function icon(name: IconName): Html {
  return html`<svg class="icon" aria-hidden="true"><use href="#icon-${name}"></use></svg>`;
}
