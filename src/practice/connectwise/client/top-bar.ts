import { boot } from './boot.ts';
import { Combo } from './combo.ts';
import { element } from './element.ts';
import { type IconName, icon } from './icons.ts';
import { type MenuEntry, openMenu } from './menu.ts';
import { onPress } from './press.ts';
import { go } from './workspace.ts';

/**
 * The white bar on top (PRODUCT.md A7): New, Recent, Calendar, My Time Sheet, Chat with Support, a tenant's own
 * entries, and the search.
 */
export function topBar(): HTMLElement {
  const logo = element('img', 'logo');
  logo.src = 'images/TopNavLogo.svg';
  const list = (title: string) => () => void go({ screen: 'EmptyList', title });
  const entry = (
    label: string,
    name: IconName | undefined,
    act: (() => void) | MenuEntry[],
    readable = 'cw_CwIconTextMenuButton',
  ) => {
    const button = element(
      'div',
      'top-entry',
      'mm_button',
      ...(name ? [icon(name, 20)] : []),
      element('div', '', 'gwt-Label mm_label', label),
      ...(Array.isArray(act) ? [icon('down', 15)] : []),
    );
    onPress(button, () => (Array.isArray(act) ? openMenu(button, act) : act()));
    return element('div', 'top-holder', readable, button);
  };
  const own = boot.variants.labels === 'first-tenant' ? ['Help Center', 'Report Portal'] : [];
  const search = new Combo({ field: 'NavigationSearchPsaComboBox', options: [] });
  search.input.placeholder = 'Search';
  return element(
    'div',
    'top',
    '',
    element('div', 'logo-holder', '', logo),
    entry('New', 'plus', [
      { label: 'Ticket' },
      { label: 'Activity' },
      { label: 'Company' },
      { label: 'Contact' },
      { label: 'Time Entry' },
    ]),
    entry('Recent', 'recent', [{ label: 'Today', press: () => void go({ screen: 'Today' }) }]),
    entry('Calendar', 'calendar', list('Calendar')),
    entry('My Time Sheet', 'time-list', list('My Time Sheet')),
    entry('Chat with Support', 'chat', list('Chat with Support')),
    ...own.map((label) => entry(label, 'list', list(label))),
    entry('Tickets', undefined, [
      { label: 'Tickets' },
      { label: 'Companies' },
      { label: 'Contacts' },
      { label: 'Configurations' },
    ]),
    element('div', 'top-search', '', search.element),
    element('div', 'top-space', ''),
    entry(
      boot.memberId,
      undefined,
      [{ label: 'My Account' }, { label: 'Log Out', press: () => void (location.href = '/login/logout.aspx') }],
      'cw_MyAccountButton',
    ),
  );
}
