import { boot } from './boot.ts';
import { element, look } from './element.ts';
import { type IconName, icon } from './icons.ts';
import { type MenuEntry, openMenu } from './menu.ts';
import { onPress } from './press.ts';
import { textWidth } from './text-width.ts';
import { tooltip } from './tooltip.ts';

export interface ToolbarItem {
  /** The button's readable class, for example `cw_ToolbarButton_Save`. */
  readable: string;
  /** An icon with a tooltip, or words. */
  icon?: IconName;
  tip?: string;
  label?: string;
  press?: () => void;
  menu?: MenuEntry[];
  grey?: boolean;
  /** Only events of a real person count. */
  trusted?: boolean;
  /** Stands at the right end. */
  right?: boolean;
  /** Something that is no button, and its width in CSS pixels. */
  other?: { element: HTMLElement; width: number };
}

/** `list`: low, with small words. `record`: an opened record. `large`: a record of the newer make. */
type ToolbarSize = 'list' | 'record' | 'large';
const SIZES = {
  list: { icon: 17, pitch: 34, height: 33, font: '500 11px' },
  record: { icon: 18, pitch: 34, height: 34, font: '500 11px' },
  large: { icon: 22, pitch: 40, height: 40, font: '500 14px' },
};

/**
 * A bar of buttons (PRODUCT.md A2): each is three nested divs with the listener on the inner `.mm_button`; icons
 * have no words but their tooltip; all are placed by coordinates,
 * and their order in the document is not the order on the screen.
 */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #buttons = new Map<string, HTMLElement>();

  constructor(size: ToolbarSize, items: ToolbarItem[]) {
    const { pitch, height, font } = SIZES[size];
    this.element = element('div', `bar bar-${size}`, size === 'list' ? 'mm_toolbarHolder' : '');
    const placed: HTMLElement[] = [];
    let left = 0;
    let right = 4;
    for (const item of [...items.filter((one) => !one.right), ...items.filter((one) => one.right).reverse()]) {
      const width =
        item.other?.width ??
        (item.label === undefined ? pitch : textWidth(item.label, font) + (item.menu ? 22 : 0) + 16);
      const holder = item.other?.element ?? this.#button(item, size);
      const side = item.right ? `right:${right}px` : `left:${left}px`;
      holder.style.cssText += `;position:absolute;top:0;width:${width}px;height:${height}px;${side}`;
      if (item.right) right += width;
      else left += width;
      placed.push(holder);
    }
    // Any order but the visual one.
    this.element.append(...placed.filter((_, n) => n % 2 === 1).reverse(), ...placed.filter((_, n) => n % 2 === 0));
  }

  enable(readable: string, on: boolean): void {
    const button = this.#buttons.get(readable);
    if (button === undefined) return;
    button.tabIndex = on ? 0 : -1;
    look(button, 'button-grey', !on);
    if (boot.variants.disabledMark === 'aria-disabled') {
      if (on) button.removeAttribute('aria-disabled');
      else button.setAttribute('aria-disabled', 'true');
    } else button.classList.toggle('mm_disabled', !on);
  }

  /** Save and Save and Close go together. */
  enableSave(on: boolean): void {
    this.enable('cw_ToolbarButton_Save', on);
    this.enable('cw_ToolbarButton_SaveAndClose', on);
  }

  #button(item: ToolbarItem, size: ToolbarSize): HTMLElement {
    const button = element('div', 'button', 'mm_button');
    button.append(
      item.icon
        ? element('div', 'button-icon', 'mm_buttonIcon', icon(item.icon, SIZES[size].icon))
        : element('div', 'button-words', '', element('div', '', 'gwt-Label mm_label', item.label ?? '')),
    );
    if (item.menu) button.append(icon('down', 14));
    button.tabIndex = 0;
    onPress(button, () => (item.menu ? openMenu(button, item.menu) : item.press?.()), {
      trusted: item.trusted ?? false,
    });
    if (item.tip) tooltip(button, item.tip);
    this.#buttons.set(item.readable, button);
    const outer = element('div', `button-outer button-${size}`, item.readable, button);
    if (item.grey) this.enable(item.readable, false);
    return outer;
  }
}
