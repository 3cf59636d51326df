// A small maker of elements for the makes without a framework.
import { cellName } from './zoo.ts';

type Kid = Node | string | null | undefined | false;
type Props = Record<string, any>;

/** `onclick` and the like are listeners, `.name` sets a property, `on:event-name` listens to any event. */
export function h(tag: string, props: Props | null = {}, ...kids: (Kid | Kid[])[]): any {
  const element = document.createElement(tag) as any;
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on:')) element.addEventListener(name.slice(3), value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.startsWith('.')) element[name.slice(1)] = value;
    else if (name === 'html') element.innerHTML = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const kid of kids.flat()) if (kid) element.append(kid);
  return element;
}

export type Cells = Record<string, () => Kid | Kid[]>;

export function start(cells: Cells) {
  const root = document.getElementById('root')!;
  const made = cells[cellName]?.();
  for (const kid of [made].flat()) if (kid) root.append(kid);
}
