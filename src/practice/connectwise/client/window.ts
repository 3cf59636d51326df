import { boot } from './boot.ts';
import { element, show } from './element.ts';
import { icon } from './icons.ts';
import { onPress } from './press.ts';
import { textButton } from './text-button.ts';
import { tooltip } from './tooltip.ts';

interface WindowOptions {
  title: string;
  content: (Node | string)[];
  buttons: { label: string; press: () => void; primary?: boolean }[];
  /** The close control was used. */
  closed?: () => void;
  width?: number;
}

interface Pooled {
  mask: HTMLElement;
  window: HTMLElement;
  title: HTMLElement;
  body: HTMLElement;
  buttons: HTMLElement;
  close: () => void;
  open: boolean;
}
const pool: Pooled[] = [];
let height = 7000;

/**
 * Opens a window over the screen (PRODUCT.md A5). Windows are made once, hidden when closed, and re-used with other
 * contents for the next one.
 * @returns closes it
 */
export function openWindow(options: WindowOptions): () => void {
  const pooled = pool.find((old) => !old.open) ?? make();
  const close = () => {
    if (!pooled.open) return;
    pooled.open = false;
    pooled.window.style.visibility = 'hidden';
    show(pooled.mask, false);
  };
  pooled.open = true;
  pooled.title.textContent = options.title;
  pooled.body.replaceChildren(...options.content);
  pooled.buttons.replaceChildren(
    ...options.buttons.map(({ label, press, primary }) =>
      textButton(
        label,
        () => {
          close();
          press();
        },
        primary,
      ),
    ),
  );
  pooled.close = () => {
    close();
    options.closed?.();
  };
  pooled.mask.style.zIndex = String(height++);
  show(pooled.mask, true);
  const width = options.width ?? 420;
  Object.assign(pooled.window.style, { width: `${width}px`, zIndex: String(height++), visibility: 'visible' });
  Object.assign(pooled.window.style, {
    left: `${Math.max(8, (innerWidth - width) / 2)}px`,
    top: `${Math.max(8, (innerHeight - pooled.window.offsetHeight) / 3)}px`,
  });
  return close;
}

function make(): Pooled {
  const title = element('div', 'window-title', 'gwt-Label');
  const body = element('div', 'window-body');
  const buttons = element('div', 'window-buttons');
  const control = closeControl();
  const window = element(
    'div',
    'window',
    'cw-gxt-wnd',
    element('div', 'window-head', '', title, control.outer),
    body,
    buttons,
  );
  const pooled: Pooled = { mask: element('div', 'mask'), window, title, body, buttons, close: () => {}, open: false };
  onPress(control.pressed, () => pooled.close());
  document.body.append(pooled.mask, window);
  pool.push(pooled);
  return pooled;
}

const CROSS =
  '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" stroke="#000" stroke-width="2">' +
  '<path d="m2 2 12 12M14 2 2 14"/></svg>';

/** The older windows have an image, the newer ones an icon on a small toolbar. */
function closeControl(): { outer: HTMLElement; pressed: HTMLElement } {
  if (boot.variants.windowClose === 'gxt-cls') {
    const image = element('img', 'window-close', 'gwt-Image cw-gxt-wnd-cls');
    image.src = `data:image/svg+xml,${encodeURIComponent(CROSS)}`;
    return { outer: image, pressed: image };
  }
  const pressed = element('div', 'window-close', 'mm_icon', icon('close', 16));
  tooltip(pressed, 'Close');
  return { outer: element('div', 'window-tools', 'x-panel-toolbar', pressed), pressed };
}
