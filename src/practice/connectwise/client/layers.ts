import { element, show } from './element.ts';

const pool: HTMLElement[] = [];
let height = 5000;

/** An opened layer under `<body>`. */
export interface Layer {
  readonly element: HTMLElement;
  close(): void;
}

/**
 * Puts entries on a positioned layer under `<body>`, below `anchor`. Closed layers stay in the document with their old
 * entries, and the next one to open re-uses them (PRODUCT.md A4, A5). A press outside, scrolling or Escape closes it.
 */
export function openLayer(
  anchor: HTMLElement,
  entries: Node[],
  options: { width?: number; closed?: () => void } = {},
): Layer {
  let layer = pool.find((old) => old.style.display === 'none');
  if (layer === undefined) {
    layer = element('div', 'layer', 'gwt-dropdown-options');
    // Keeps the focus in the box that the list belongs to.
    layer.addEventListener('mousedown', (event) => event.preventDefault());
    pool.push(layer);
    document.body.append(layer);
  }
  const used = layer;
  const box = anchor.getBoundingClientRect();
  used.replaceChildren(...entries);
  used.scrollTop = 0;
  Object.assign(used.style, {
    left: `${box.left}px`,
    top: `${box.bottom + 1}px`,
    minWidth: `${options.width ?? box.width}px`,
    zIndex: String(height++),
  });
  show(used, true);
  if (box.bottom + used.offsetHeight > innerHeight - 4)
    used.style.top = `${Math.max(4, box.top - used.offsetHeight - 1)}px`;

  const outside = (event: Event) => {
    if (!used.contains(event.target as Node) && !anchor.contains(event.target as Node)) close();
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  document.addEventListener('mousedown', outside, true);
  document.addEventListener('scroll', outside, true);
  document.addEventListener('keydown', onEscape, true);
  let open = true;
  function close(): void {
    if (!open) return;
    open = false;
    document.removeEventListener('mousedown', outside, true);
    document.removeEventListener('scroll', outside, true);
    document.removeEventListener('keydown', onEscape, true);
    show(used, false);
    options.closed?.();
  }
  return { element: used, close };
}
