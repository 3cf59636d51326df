import { held } from '../boxes/field.ts';
import { within } from '../layout.ts';
import { saysSomething, type Thing } from '../thing.ts';

/** Whether a thing is a picture of a tick. */
export function isTick({ kind, listed }: Thing): boolean {
  if (kind === 'check') return listed.checked === true;
  if (kind === 'text') return /^\s*[\u2611\u2705\u2713\u2714]\ufe0f?\s*$/.test(listed.text ?? '');
  if (/uncheck|untick|unselect|blank/i.test(listed.look ?? '')) return false;
  return kind === 'icon' && (/^(svg|img|i|canvas)$/.test(listed.tag) || /check|tick/i.test(listed.look ?? ''));
}

/** The words of a cell, from its first to the end of their line; of a text that is cut, its title. */
export function textOf(parts: readonly Thing[]): string {
  const box = parts.find(({ kind }) => kind === 'box');
  if (box !== undefined) return held(box);
  const first = parts.find(saysSomething);
  if (first === undefined)
    return (
      parts.flatMap(({ kind, listed }) => (kind === 'icon' ? [listed.title ?? listed.label ?? ''] : [])).join('') ||
      (parts.some(isTick) ? '\u2713' : '')
    );
  for (const part of [...first.outward()].filter((one) => one.inside.length === 1 || one.listed.block).slice(0, 2))
    if (part.listed.cut && part.listed.title !== undefined) return part.listed.title;
  const block = first.closest(({ listed }) => listed.block === true) ?? first;
  return block.said(
    (part) => part !== block && part.inside.length === 0 && part.kind !== undefined && !parts.includes(part),
  );
}

/** The box that is laid over a cell and no further: some grids have one editor for all cells. */
export const editorOver = (cell: Thing): Thing | undefined =>
  cell.screen.boxes.find((box) => {
    if (box.frame !== cell.frame || box.layer <= cell.layer || cell.holds(box) || !within(cell.box, box.box))
      return false;
    const whole = [box, ...box.outward()].filter((part) => !part.holds(cell)).at(-1)!;
    return within(cell.box, whole.box);
  });
