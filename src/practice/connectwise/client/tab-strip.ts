import { boot } from './boot.ts';
import { element, look } from './element.ts';
import { icon } from './icons.ts';
import { onPress } from './press.ts';
import { textWidth } from './text-width.ts';

export interface Tab {
  label: string;
  press: () => void;
}

/** A strip of tabs under the banner, a gear after the last (PRODUCT.md A7); its make is a variant. */
export function tabStrip(tabs: Tab[], active: string): HTMLElement {
  const gear = element('div', 'tab-gear', 'mm_icon', icon('gear', 16));
  const looks = (label: string) => (label === active ? 'tab tab-active' : 'tab');
  switch (boot.variants.tabStrip) {
    case 'gwt-table': {
      const cells = tabs.map((tab) => {
        const item = element('div', looks(tab.label), 'gwt-TabBarItem', element('div', '', 'gwt-HTML', tab.label));
        onPress(item, tab.press);
        return element('td', '', 'gwt-TabBarItem-wrapper', item);
      });
      return element(
        'table',
        'tabs',
        'gwt-TabBar',
        element('tbody', '', '', element('tr', '', '', ...cells, element('td', '', '', gear))),
      );
    }
    case 'gxt-list': {
      const items = tabs.map((tab) => {
        const link = element(
          'a',
          looks(tab.label),
          'x-tab-right',
          element('em', 'tab-em', 'x-tab-left', element('span', '', 'x-tab-strip-text', tab.label)),
        );
        onPress(link, tab.press);
        return element('li', 'tab-item', '', link);
      });
      return element('ul', 'tabs', 'x-tab-strip', ...items, element('li', 'tab-item', '', gear));
    }
    case 'cw-divs': {
      let left = 0;
      const placed = tabs.map((tab) => {
        const item = element('div', looks(tab.label), 'cw_CwTab', element('div', '', 'gwt-Label', tab.label));
        const width = textWidth(tab.label) + 38;
        item.style.cssText = `position:absolute;left:${left}px;top:0;width:${width}px`;
        left += width;
        onPress(item, tab.press);
        return item;
      });
      gear.style.cssText = `position:absolute;left:${left}px;top:0`;
      const strip = element('div', 'tabs', 'cw_CwTabStrip', gear, ...placed.reverse());
      look(strip, 'tabs-free', true);
      return strip;
    }
  }
}
