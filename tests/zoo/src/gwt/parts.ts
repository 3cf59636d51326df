// The drawn parts of the GWT-like make: text box, combo, button, grid.
import { h } from '../dom.ts';
import { set, zoo } from '../zoo.ts';

/** A generated class name. */
export const c = (name: string) => `GMDB3DUB${name}`;
export const div = (name: string, props: Record<string, any> | null, ...kids: any[]) =>
  h('div', { class: name ? name.split(' ').map(c).join(' ') : null, ...props }, ...kids);

/** The toolbar button and the dialog button: three nested divs, placed absolutely. */
export const button = (left: number, top: number, face: Node | string, onPress: (() => void) | null) =>
  div(
    onPress ? 'N' : 'N Q',
    { style: `left:${left}px;top:${top}px`, onclick: () => onPress?.() },
    div('O', {}, div('P', {}, face)),
  );

/** A list under body, below an element. Gone with a press anywhere else. */
export function popup(under: Element, ...kids: any[]) {
  const box = under.getBoundingClientRect();
  const list = div(
    'F',
    { style: `left:${box.left + scrollX}px;top:${box.bottom + scrollY}px;min-width:${box.width}px` },
    ...kids,
  );
  document.body.append(list);
  const away = (e: Event) => {
    if (!list.contains(e.target as Node) && !under.contains(e.target as Node)) close();
  };
  const close = () => {
    list.remove();
    document.removeEventListener('mousedown', away, true);
  };
  document.addEventListener('mousedown', away, true);
  return { list, close };
}

type Source = (from: number, q: string) => Promise<{ entries: string[]; total: number }>;
export const sourceOf =
  (entries: string[]): Source =>
  async (_, q) => {
    const found = entries.filter((entry) => entry.toLowerCase().includes(q.toLowerCase()));
    return { entries: found, total: found.length };
  };

type Combo = {
  value: string;
  source: Source;
  search?: boolean;
  disabled?: boolean;
  onChoose: (entry: string) => void;
};

/** Input, arrow and a list mounted under body. With `search`, typing filters. */
export function combo({ value, source, search, disabled, onChoose }: Combo) {
  let chosen = value;
  let shown: ReturnType<typeof popup> | null = null;
  let asked = 0;
  const box = h('input', { class: c('B'), '.value': value, readonly: !search, disabled });
  const entry = (name: string) =>
    div(
      'G',
      {
        onmousedown: (e: Event) => {
          e.preventDefault();
          chosen = name;
          box.value = name;
          close();
          onChoose(name);
        },
      },
      name,
    );
  const close = () => {
    shown?.close();
    shown = null;
    box.value = chosen;
  };
  async function list(q: string) {
    const turn = ++asked;
    if (!shown) {
      shown = popup(root);
      shown.list.addEventListener('scroll', more);
    }
    const { list } = shown;
    list.replaceChildren(div('G', {}, 'Loading...'));
    const { entries, total } = await source(0, q);
    if (turn !== asked) return;
    list.replaceChildren(...entries.map(entry));
    list.total = total;
    list.q = q;
    if (!entries.length) list.append(div('G', { style: 'color:#999' }, 'No matches'));
  }
  async function more(e: Event) {
    const list = e.target as any;
    if (list.busy || list.children.length >= list.total || list.scrollTop + list.clientHeight < list.scrollHeight - 40)
      return;
    const turn = asked;
    list.busy = true;
    const { entries } = await source(list.children.length, list.q);
    list.busy = false;
    if (turn === asked) list.append(...entries.map(entry));
  }
  const toggle = () => {
    if (disabled) return;
    if (shown?.list.isConnected) close();
    else {
      shown = null;
      void list('');
    }
  };
  const root = div('D', {}, box, div('E', { onclick: toggle }));
  if (!search) box.addEventListener('click', toggle);
  else
    box.addEventListener('input', () => {
      if (!shown?.list.isConnected) shown = null;
      void list(box.value);
    });
  box.addEventListener('keydown', (e: KeyboardEvent) => {
    if (e.key === 'Escape') close();
  });
  box.addEventListener('blur', () =>
    setTimeout(() => {
      if (!shown?.list.isConnected || (search && document.activeElement !== box && !shown.list.matches(':hover')))
        close();
    }, 200),
  );
  return root;
}

export const comboField = (name: string, source: Source, more: Partial<Combo> = {}) => {
  set(name, '');
  return h(
    'table',
    {},
    h(
      'tr',
      {},
      h('td', { style: 'width:110px' }, div('A', {}, name)),
      h('td', {}, combo({ value: zoo.state[name], source, onChoose: (entry) => set(name, entry), ...more })),
    ),
  );
};
