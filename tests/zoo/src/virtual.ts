// Two hand-made lists of many rows: one makes row elements as they come into view, one uses a fixed pool of them again.

import { columns, type Member } from './data.ts';
import { h } from './dom.ts';

type Options = { rows: Member[]; line: string; height: number; fill: (element: any, row: Member) => void };

/** Rows (and 20 columns) that are made when they come into view and removed afterwards. */
export function virtualRows(
  view: HTMLElement,
  body: HTMLElement,
  { rows, line, height }: Options,
  onOpen: (row: Member) => void,
  columnWidth = 140,
) {
  const shown = new Map<number, HTMLElement>();
  body.style.height = `${rows.length * height}px`;
  body.style.width = `${columns.length * columnWidth}px`;
  let left = -1;
  const draw = () => {
    const from = Math.max(0, Math.floor(view.scrollTop / height) - 2);
    const to = Math.min(rows.length, from + Math.ceil(view.clientHeight / height) + 4);
    const nowLeft = Math.max(0, Math.floor(view.scrollLeft / columnWidth) - 1);
    const right = Math.min(columns.length, nowLeft + Math.ceil(view.clientWidth / columnWidth) + 2);
    if (nowLeft !== left) {
      for (const element of shown.values()) element.remove();
      shown.clear();
    }
    left = nowLeft;
    for (const [i, element] of shown)
      if (i < from || i >= to) {
        element.remove();
        shown.delete(i);
      }
    for (let i = from; i < to; i++) {
      if (shown.has(i)) continue;
      const row = rows[i]!;
      const element = h(
        'div',
        { class: line, style: `top:${i * height}px`, ondblclick: () => onOpen(row) },
        columns
          .slice(left, right)
          .map((name, k) => h('div', { style: `position:absolute;left:${(left + k) * columnWidth}px` }, row[name])),
      );
      shown.set(i, element);
      body.append(element);
    }
  };
  view.addEventListener('scroll', draw);
  requestAnimationFrame(draw);
}

/** A pool of row elements that are filled again as the list scrolls. */
export function recycledRows(
  view: HTMLElement,
  body: HTMLElement,
  { rows, line, height, fill }: Options,
  onOpen: (row: Member) => void,
) {
  body.style.height = `${rows.length * height}px`;
  let pool: any[] = [];
  const draw = () => {
    if (!pool.length) {
      const size = Math.ceil(view.clientHeight / height) + 4;
      pool = Array.from({ length: size }, () => {
        const element = h('div', { class: line });
        element.addEventListener('dblclick', () => onOpen(element.row));
        body.append(element);
        return element;
      });
    }
    const from = Math.max(0, Math.min(rows.length - pool.length, Math.floor(view.scrollTop / height) - 2));
    for (let i = from; i < from + pool.length; i++) {
      const element = pool[i % pool.length];
      if (element.row === rows[i]) continue;
      element.row = rows[i];
      element.style.top = `${i * height}px`;
      fill(element, rows[i]!);
    }
  };
  view.addEventListener('scroll', draw);
  requestAnimationFrame(draw);
}
