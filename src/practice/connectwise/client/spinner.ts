import { boot } from './boot.ts';
import { element, show } from './element.ts';

const image = element(
  'div',
  'spinner',
  'cw-loading-image cw-loading-spinner',
  ...[1, 2, 3].map((n) => element('div', `dot dot-${n}`, `cw-loading-spinner-child cw-loading-spinner${n}`)),
);
const mask = element('div', 'loading-mask', 'ext-el-mask');
show(image, false);
show(mask, false);

/** The loading picture over the workspace (PRODUCT.md A8), and by variant a mask below it. */
export function spinner(on: boolean): void {
  if (!image.isConnected) document.body.append(mask, image);
  show(image, on);
  show(mask, on && boot.variants.loadingMask === 'spinner-and-mask');
}
