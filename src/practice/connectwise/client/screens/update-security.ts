import { element, look } from '../element.ts';
import { type IconName, icon } from '../icons.ts';
import { onPress } from '../press.ts';
import { openWindow } from '../window.ts';

/** The window `Update Security` behind a row's (customize) link (PRODUCT.md C3). */
export function openUpdateSecurity(
  all: readonly string[],
  allowed: readonly string[],
  save: (allowed: string[]) => void,
): void {
  const inside = new Set(allowed);
  const chosen = new Set<string>();
  const lists = {
    allow: element('div', 'pick-list', 'mm_listBox'),
    disallow: element('div', 'pick-list', 'mm_listBox'),
  };
  const draw = () => {
    const entries = (on: boolean) =>
      all
        .filter((name) => inside.has(name) === on)
        .map((name) => {
          const entry = element('div', 'pick', '', name);
          look(entry, 'picked', chosen.has(name));
          entry.addEventListener('click', (event) => {
            const again = chosen.has(name);
            if (!event.ctrlKey && !event.metaKey) chosen.clear();
            if (again) chosen.delete(name);
            else chosen.add(name);
            draw();
          });
          return entry;
        });
    for (const [list, on] of [
      [lists.allow, true],
      [lists.disallow, false],
    ] as const) {
      const top = list.scrollTop;
      list.replaceChildren(...entries(on));
      list.scrollTop = top;
    }
  };
  // A scripted event marks an entry, but moves nothing (PRODUCT.md A2).
  const arrow = (name: IconName, act: () => void) => {
    const button = element('div', 'pick-arrow', 'mm_button', icon(name, 18));
    button.tabIndex = 0;
    onPress(
      button,
      () => {
        act();
        chosen.clear();
        draw();
      },
      { trusted: true },
    );
    return button;
  };
  const arrows = element(
    'div',
    'pick-arrows',
    '',
    arrow('right', () => {
      for (const name of chosen) inside.delete(name);
    }),
    arrow('left', () => {
      for (const name of chosen) inside.add(name);
    }),
    arrow('double-right', () => inside.clear()),
    arrow('double-left', () => {
      for (const name of all) inside.add(name);
    }),
  );
  draw();
  openWindow({
    title: 'Update Security',
    width: 528,
    content: [
      element(
        'div',
        'picker',
        '',
        element('div', '', '', element('div', 'pick-title', 'gwt-Label', 'Allow Access to these'), lists.allow),
        arrows,
        element('div', '', '', element('div', 'pick-title', 'gwt-Label', 'Disallow Access to these'), lists.disallow),
      ),
    ],
    buttons: [
      { label: 'SAVE', press: () => save(all.filter((name) => inside.has(name))), primary: true },
      { label: 'CANCEL', press: () => {} },
    ],
  });
}
