import { element } from './element.ts';
import { openLayer } from './layers.ts';
import { onPress } from './press.ts';

export interface MenuEntry {
  label: string;
  press?: () => void;
}

/** Opens a drop-down menu below a button. */
export function openMenu(anchor: HTMLElement, entries: MenuEntry[]): void {
  const items = entries.map(({ label, press }) => {
    const item = element('div', press ? 'entry' : 'entry entry-grey', '', element('div', '', 'mm_label', label));
    onPress(item, () => {
      layer.close();
      press?.();
    });
    return item;
  });
  const layer = openLayer(anchor, items, { width: 150 });
}
