import { $ } from './jquery.ts';
import 'jquery-ui/dist/jquery-ui.js';
import 'jquery-ui/dist/themes/base/jquery-ui.css';
import './style.css';
import {
  checks,
  departments,
  disabledTab,
  levelColumns,
  levels,
  locations,
  sectionNames,
  sections,
  someRoles,
  tabs,
  tabText,
  text,
  tools,
} from '../data.ts';
import { h, start } from '../dom.ts';
import {
  askRoles,
  fromIso,
  iso,
  levelOf,
  open,
  press,
  put,
  set,
  setLevel,
  startDates,
  startLevels,
  zoo,
} from '../zoo.ts';

const slug = (name: string) => name.toLowerCase().replace(/\W+/g, '-');
/** Widgets are made of elements that stand in the page. */
const later = (then: () => void) => {
  setTimeout(then);
};

function list(name: string, entries: string[], disabled = false) {
  set(name, '');
  const select = h(
    'select',
    { id: slug(name), disabled },
    h('option', { value: '' }, ''),
    entries.map((e) => h('option', {}, e)),
  );
  later(() =>
    $(select)
      .selectmenu({ width: 260, change: (_: any, { item }: any) => set(name, item.value) })
      .selectmenu('menuWidget')
      .css({ maxHeight: 260, overflow: 'auto' }),
  );
  return h('div', { class: 'field' }, h('label', { for: slug(name) }, name), select);
}

function search(name: string, source: any) {
  set(name, '');
  const input = h('input', {
    id: slug(name),
    class: 'ui-widget ui-widget-content ui-corner-all',
    style: 'width:240px;padding:5px',
  });
  later(() =>
    $(input).autocomplete({
      source,
      minLength: 1,
      select: (_: any, { item }: any) => set(name, item.value),
      change: (_: any, { item }: any) => {
        if (!item && input.value === '') set(name, '');
        else if (!item) input.value = zoo.state[name];
      },
    }),
  );
  return h('div', { class: 'field' }, h('label', { for: slug(name) }, name), input);
}

function sectionsPage() {
  const accordion = h(
    'div',
    {},
    sectionNames.flatMap((section) => [
      h('h3', {}, section),
      h(
        'div',
        {},
        h(
          'ul',
          {},
          sections[section]!.map((row) => h('li', {}, row)),
        ),
      ),
    ]),
  );
  later(() =>
    $(accordion).accordion({
      active: false,
      collapsible: true,
      heightStyle: 'content',
      activate: (_: any, { newHeader, oldHeader }: any) => {
        if (oldHeader.length) open(oldHeader.text().trim(), false);
        if (newHeader.length) open(newHeader.text().trim(), true);
      },
    }),
  );
  return accordion;
}

function levelTable(cell: (section: string, row: string, column: string) => any) {
  startLevels();
  return h(
    'table',
    { class: 'grid' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ['Name', ...levelColumns].map((name) => h('th', {}, name)),
      ),
    ),
    sectionNames.map((section) =>
      h(
        'tbody',
        {},
        h('tr', { class: 'ui-widget-header' }, h('th', { colspan: 5 }, section)),
        sections[section]!.map((row) =>
          h(
            'tr',
            {},
            h('td', {}, row),
            levelColumns.map((column) => h('td', {}, cell(section, row, column))),
          ),
        ),
      ),
    ),
  );
}

const levelSelect = (section: string, row: string, column: string) => {
  const select = h(
    'select',
    {},
    levels.map((level) => h('option', {}, level)),
  );
  select.value = levelOf(section, row, column);
  later(() =>
    $(select).selectmenu({
      width: 100,
      change: (_: any, { item }: any) => setLevel(section, row, column, item.value),
    }),
  );
  return select;
};

const levelRadio = (section: string, row: string, column: string) => {
  const name = slug(section + row + column);
  const group = h(
    'div',
    {},
    levels.flatMap((level) => [
      h('label', { for: name + level }, level),
      h('input', {
        type: 'radio',
        name,
        id: name + level,
        '.checked': levelOf(section, row, column) === level,
        onchange: () => setLevel(section, row, column, level),
      }),
    ]),
  );
  later(() => $('input', group).checkboxradio({ icon: false }).closest('div').controlgroup());
  return group;
};

function dialogPage() {
  const show = (title: string, words: string, names: string[]) => {
    const box = $(h('div', { title }, words)).appendTo('body');
    box.dialog({
      modal: true,
      close: () => box.dialog('destroy').remove(),
      buttons: names.map((name) => ({
        text: name,
        click: () => {
          press(name);
          box.dialog('close');
        },
      })),
    });
  };
  const button = (name: string, then: () => void) => {
    const made = h(
      'button',
      {
        onclick: () => {
          press(name);
          then();
        },
      },
      name,
    );
    later(() => $(made).button());
    return made;
  };
  return [
    button('Delete', () => show(text.confirmTitle, text.confirm, ['Yes', 'No'])),
    ' ',
    button('Save', () => show(text.errorTitle, text.error, ['OK'])),
  ];
}

function toastPage() {
  set('Member ID', '');
  const place = h('div');
  const save = h(
    'button',
    {
      onclick: () => {
        press('Save');
        const good = zoo.state['Member ID'] !== '';
        const message = h(
          'div',
          { class: `message ui-corner-all ${good ? 'ui-state-highlight' : 'ui-state-error'}` },
          h('span', { class: `ui-icon ${good ? 'ui-icon-info' : 'ui-icon-alert'}` }),
          ' ',
          good ? text.saved : text.refused,
        );
        place.replaceChildren(message);
        if (good) setTimeout(() => $(message).fadeOut(), 4000);
      },
    },
    'Save',
  );
  later(() => $(save).button());
  return [
    place,
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'id' }, 'Member ID'),
      h('input', {
        id: 'id',
        class: 'ui-widget ui-widget-content ui-corner-all',
        oninput: (e: any) => set('Member ID', e.target.value),
      }),
    ),
    save,
  ];
}

function tabsPage() {
  set('tab', 'Details');
  const box = h(
    'div',
    {},
    h(
      'ul',
      {},
      tabs.map((name) => h('li', {}, h('a', { href: `#${slug(name)}` }, name))),
    ),
    tabs.map((name) => h('div', { id: slug(name) }, h('p', {}, tabText(name)))),
  );
  later(() =>
    $(box).tabs({
      disabled: [tabs.indexOf(disabledTab)],
      activate: (_: any, { newTab }: any) => set('tab', newTab.text().trim()),
    }),
  );
  return box;
}

const faces = {
  back: 'arrow-1-w',
  plus: 'plus',
  save: 'disk',
  saveClose: 'check',
  refresh: 'refresh',
  trash: 'trash',
};
function toolbarPage() {
  const bar = h(
    'div',
    { class: 'ui-widget-header ui-corner-all', style: 'padding:4px' },
    tools.map((tool) => {
      const made = h('button', { onclick: () => press(tool.name) }, tool.name);
      later(() => $(made).button({ icon: `ui-icon-${faces[tool.icon]}`, showLabel: false, disabled: tool.disabled }));
      return made;
    }),
  );
  later(() => $(document).tooltip());
  return bar;
}

const checkPage = () =>
  checks.map((check) => {
    put('checks', check.name, check.on);
    const box = h('input', {
      type: 'checkbox',
      id: slug(check.name),
      '.checked': check.on,
      disabled: check.disabled,
      onchange: (e: any) => put('checks', check.name, e.target.checked),
    });
    later(() => $(box).checkboxradio({ icon: !check.switch }));
    return h('p', {}, h('label', { for: slug(check.name) }, check.name), box);
  });

function datePage() {
  startDates();
  return ['Start Date', 'End Date'].map((name) => {
    const input = h('input', { id: slug(name) });
    const tell = () => set(name, input.value ? iso($(input).datepicker('getDate')) : '');
    later(() => {
      $(input).datepicker({ onSelect: tell });
      if (zoo.state[name]) $(input).datepicker('setDate', fromIso(zoo.state[name]));
    });
    input.addEventListener('change', tell);
    return h('div', { class: 'field' }, h('label', { for: slug(name) }, name), input);
  });
}

start({
  'combo-drawn': () => [list('Role ID', someRoles), list('Location', locations), list('Department', departments, true)],
  'combo-search': () => [search('Role ID', someRoles), search('Location', locations)],
  'combo-paged': () => search('Role ID', async ({ term }: any, done: any) => done((await askRoles(0, term)).entries)),
  sections: sectionsPage,
  'levels-select': () => levelTable(levelSelect),
  'levels-radio': () => levelTable(levelRadio),
  dialog: dialogPage,
  toast: toastPage,
  tabs: tabsPage,
  toolbar: toolbarPage,
  check: checkPage,
  date: datePage,
});
