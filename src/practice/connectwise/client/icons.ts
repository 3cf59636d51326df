/** Our own neutral icons, drawn on 24 by 24. */
const ICONS = {
  plus: 'M12 4v16M4 12h16',
  down: 'm6 9 6 6 6-6',
  up: 'm6 15 6-6 6 6',
  right: 'm9 5 7 7-7 7',
  left: 'm15 5-7 7 7 7',
  back: 'm15 4-8 8 8 8',
  'double-right': 'm5 5 7 7-7 7m7-14 7 7-7 7',
  'double-left': 'm19 5-7 7 7 7M12 5l-7 7 7 7',
  save: 'M4 4h12l4 4v12H4ZM8 4v4h6V4M8 12.5h8M8 16.5h8',
  'save-close': 'M4 4h12l4 4v12H4ZM8 4v4h6V4M16.5 14.5H8.5m3-3-3 3 3 3',
  refresh: 'M4 12a8 8 0 0 1 14-5l2 2m0-5v5h-5M20 12a8 8 0 0 1-14 5l-2-2m0 5v-5h5',
  copy: 'M9 7h10v14H9ZM15 7V3H5v14h4',
  bin: 'M5 7h14v14H5ZM3 6.5h18M9 6V3h6v3M10 10v8M14 10v8',
  info: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 11v6M12 7v1.5',
  help: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.9M12 16v1.5',
  gear:
    'M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM10 3h4l.6 2.6 1.9 1.1 2.6-.8 2 3.4-2 1.9v1.6l2 1.9-2 3.4-2.6-.8-1.9 ' +
    '1.1L14 21h-4l-.6-2.6-1.9-1.1-2.6.8-2-3.4 2-1.9v-1.6l-2-1.9 2-3.4 2.6.8 1.9-1.1Z',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7Z',
  clock: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 7v5l3.5 2',
  close: 'm5 5 14 14M19 5 5 19',
  tick: 'm4 12.5 5.5 5.5L20 6.5',
  warning: 'M12 3 22 20H2ZM12 9v6M12 17v1',
  star: 'm12 3 2.7 5.8 6.3.8-4.6 4.3 1.2 6.3L12 17l-5.6 3.2 1.2-6.3L3 9.6l6.3-.8Z',
  buildings: 'M4 21V4h9v17M13 9h7v12M4 21h16M7 8h3M7 12h3M7 16h3M16 13h1M16 17h1',
  chart: 'M4 21v-6h4v6M10 21v-9h4v9M16 21v-7h4v7M3 11l6-5 4 3 7-6m-4 0h4v4',
  target:
    'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 7.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM12 11a1 1 0 1 1 0 2 1 1 0 ' +
    '0 1 0-2Z',
  cart:
    'M2 4h3l3 11h10l3-8H6.5M9 18.5a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6M17 18.5a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 ' +
    '0 1 0-2.6',
  plan: 'M4 3v18h17M8 7h6M8 11h9M11 15h9',
  headset: 'M4 15v-3a8 8 0 0 1 16 0v3M4 13h3v6H4ZM17 13h3v6h-3ZM20 19c0 2-3 2.5-6 2.5',
  'time-list': 'M9 4h11M13 8h7M15 12h5M15 16h5M12 20h8M7 8a5 5 0 1 1 0 10A5 5 0 0 1 7 8ZM7 10.5v3l2 1',
  sums: 'M7 4v7M3.5 7.5h7M14 7.5h7M4 15l6 6M10 15l-6 6M14 16.5h7M14 20h7',
  recent: 'M4 12a8.5 8.5 0 1 1 2.5 6M4 12l-2-2.5M4 12l2.5-2M12.5 8v4.5l3.5 2',
  calendar: 'M4 5h16v16H4ZM4 10h16M8 3v4M16 3v4M8 13.5h1M12 13.5h1M16 13.5h.5M8 17h1M12 17h1',
  chat: 'M4 4h16v12h-9l-4 4v-4H4ZM8 8.5h8M8 12h5',
  list: 'M3 4h18v16H3ZM7 9h1M11 9h6M7 12h1M11 12h6M7 15h1M11 15h6',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4ZM10 21h4',
} as const;
export type IconName = keyof typeof ICONS;

/** An icon as the product draws them: an svg of class `cwsvg`. @param size CSS pixels */
export function icon(name: IconName, size = 20): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({
    class: 'cwsvg',
    width: size,
    height: size,
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
  }))
    svg.setAttribute(key, String(value));
  svg.setAttribute('stroke-width', size < 16 ? '2.6' : '2');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
