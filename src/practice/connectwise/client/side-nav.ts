import { boot } from './boot.ts';
import { element, look, show } from './element.ts';
import { icon } from './icons.ts';
import { menuTree, type Section } from './menu-tree.ts';
import { pause } from './pause.ts';
import { onPress } from './press.ts';
import { go } from './workspace.ts';

/**
 * The left rail (PRODUCT.md A7). Collapsed, hovering a section opens the dark fly-out under `<body>`; expanded, a
 * press opens its entries in the rail.
 */
export function sideNav(): HTMLElement {
  let expanded = boot.variants.sideNav === 'expanded';
  const flyout = element('div', 'flyout');
  show(flyout, false);
  document.body.append(flyout);

  const expander = element('div', 'rail-expander', 'mm_button', icon('right', 20));
  const sections = menuTree.map((section) => {
    const head = element(
      'div',
      'rail-head',
      '',
      icon(section.icon, 22),
      element('div', 'rail-label', 'gwt-Label', section.label),
    );
    const sub = element('div', 'rail-sub');
    show(sub, false);
    const holder = element('div', 'rail-section', 'cw-lcm-section', head, sub);
    return { section, head, sub, holder };
  });
  const whole = element(
    'div',
    'rail',
    '',
    expander,
    element('div', 'rail-sections', '', ...sections.map(({ holder }) => holder)),
  );
  const mark = (chosen: HTMLElement | undefined) => {
    for (const { holder } of sections) look(holder, 'rail-active', holder === chosen);
  };

  const entries = (section: Section, holder: HTMLElement, chosen: () => void) =>
    section.entries.map(({ label, place }) => {
      const entry = element('div', 'flyout-entry', '', element('div', '', 'gwt-Label', label));
      onPress(entry, () => {
        chosen();
        mark(holder);
        void go(place);
      });
      return entry;
    });

  let over: HTMLElement | undefined;
  const close = async () => {
    over = undefined;
    await pause(1.5);
    if (over === undefined) show(flyout, false);
  };
  for (const { section, head, sub, holder } of sections) {
    holder.addEventListener('mouseenter', async () => {
      if (expanded) return;
      over = holder;
      await pause(0.5);
      if (over !== holder) return;
      flyout.replaceChildren(
        ...entries(section, holder, () => {
          over = undefined;
          show(flyout, false);
        }),
      );
      show(flyout, true);
      flyout.style.left = `${holder.getBoundingClientRect().right}px`;
    });
    holder.addEventListener('mouseleave', () => void close());
    onPress(head, () => {
      if (!expanded) return;
      sub.replaceChildren(...entries(section, holder, () => {}));
      show(sub, sub.style.display === 'none');
    });
  }
  flyout.addEventListener('mouseenter', () => (over = flyout));
  flyout.addEventListener('mouseleave', () => void close());

  const draw = () => {
    look(whole, 'rail-expanded', expanded);
    expander.replaceChildren(icon(expanded ? 'left' : 'right', 20));
    if (!expanded) for (const { sub } of sections) show(sub, false);
  };
  onPress(expander, () => {
    expanded = !expanded;
    draw();
  });
  draw();
  return whole;
}
