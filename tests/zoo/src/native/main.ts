import './style.css';
import {
  checks,
  columns,
  departments,
  disabledTab,
  fewColumns,
  levelColumns,
  levels,
  locations,
  members,
  sectionNames,
  sections,
  someRoles,
  type TextField,
  tabs,
  tabText,
  text,
  textFields,
  tools,
} from '../data.ts';
import { h, start } from '../dom.ts';
import { svg } from '../icons.ts';
import { recycledRows, virtualRows } from '../virtual.ts';
import { askRoles, levelOf, open, opened, press, put, set, setLevel, startDates, startLevels, zoo } from '../zoo.ts';

const slug = (name: string) => name.toLowerCase().replace(/\W+/g, '-');

function input({ name, how, value }: TextField) {
  set(name, value ?? '');
  return h('input', {
    id: slug(name),
    '.value': value ?? '',
    oninput: (e: any) => set(name, e.target.value),
    placeholder: how === 'placeholder' ? name : how === 'floating' ? ' ' : null,
    'aria-label': how === 'aria' ? name : null,
    readonly: how === 'readonly',
    disabled: how === 'disabled',
    required: how === 'star' || how === 'star-column',
  });
}

function field(f: TextField) {
  const label = (extra = '') => h('label', { for: slug(f.name) }, f.name + extra);
  if (f.how === 'placeholder' || f.how === 'aria') return h('div', { class: 'field' }, input(f));
  if (f.how === 'left') return h('div', { class: 'left' }, label(), input(f));
  if (f.how === 'floating') return h('div', { class: 'floating' }, input(f), label());
  if (f.how === 'star-column') {
    return h(
      'table',
      {},
      h('tr', {}, h('td', {}, label()), h('td', { style: 'color:red;width:20px' }, '*'), h('td', {}, input(f))),
    );
  }
  return h(
    'div',
    { class: 'field' },
    label(f.how === 'star' ? ' *' : ''),
    input(f),
    f.how === 'units' && ` ${f.note}`,
    f.how === 'help' && h('div', {}, h('small', {}, f.note)),
  );
}

const textPage = () => [
  ...textFields.filter((f) => f.how !== 'side').map(field),
  h('div', { class: 'row' }, textFields.filter((f) => f.how === 'side').map(field)),
];

function select(name: string, entries: string[], props = {}) {
  set(name, '');
  return h(
    'div',
    { class: 'left' },
    h('label', { for: slug(name) }, name),
    h(
      'select',
      { id: slug(name), onchange: (e: any) => set(name, e.target.value), ...props },
      h('option', { value: '' }, ''),
      entries.map((entry) => h('option', {}, entry)),
    ),
  );
}

function search(name: string, find: (q: string) => Promise<string[]>, first: string[]) {
  set(name, '');
  const list = h(
    'datalist',
    { id: `${slug(name)}-list` },
    first.map((entry) => h('option', { value: entry })),
  );
  let entries = Promise.resolve(first);
  return h(
    'div',
    { class: 'left' },
    h('label', { for: slug(name) }, name),
    h('input', {
      id: slug(name),
      list: `${slug(name)}-list`,
      oninput: (e: any) => {
        entries = find(e.target.value);
        void entries.then((found) => list.replaceChildren(...found.map((entry) => h('option', { value: entry }))));
      },
      onchange: async (e: any) => {
        const typed = e.target.value;
        if (typed === '' || (await entries).includes(typed)) set(name, typed);
        else e.target.value = zoo.state[name];
      },
    }),
    list,
  );
}

function tablePaged() {
  set('opened', '');
  const rows = members(60);
  let page = 0;
  const body = h('tbody');
  const at = h('span');
  const prev = h(
    'button',
    {
      onclick: () => {
        page--;
        draw();
      },
    },
    'Previous',
  );
  const next = h(
    'button',
    {
      onclick: () => {
        page++;
        draw();
      },
    },
    'Next',
  );
  function draw() {
    body.replaceChildren(
      ...rows.slice(page * 20, page * 20 + 20).map((row) =>
        h(
          'tr',
          { ondblclick: () => opened(row['Member ID']!) },
          fewColumns.map((name) => h('td', {}, row[name])),
        ),
      ),
    );
    at.textContent = ` Page ${page + 1} of 3 `;
    prev.disabled = page === 0;
    next.disabled = page === 2;
  }
  draw();
  return [
    h(
      'table',
      { class: 'grid' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          fewColumns.map((name) => h('th', {}, name)),
        ),
      ),
      body,
    ),
    h('p', {}, prev, at, next),
  ];
}

function tableMany(recycled: boolean) {
  set('opened', '');
  const names = recycled ? fewColumns : columns;
  const head = h(
    'div',
    { class: 'line head' },
    names.map((name) => h('div', {}, name)),
  );
  const body = h('div', { style: 'position:relative' });
  const view = h('div', { class: 'viewport' }, head, body);
  const options = {
    rows: members(1000),
    line: 'line',
    height: 28,
    fill: (element: any, row: any) => {
      if (!element.firstChild) element.append(...fewColumns.map(() => h('div')));
      fewColumns.forEach((name, i) => {
        element.children[i].textContent = row[name];
      });
    },
  };
  head.style.position = 'sticky';
  head.style.width = `${names.length * 140}px`;
  (recycled ? recycledRows : virtualRows)(view, body, options, (row) => opened(row['Member ID']!));
  return view;
}

const sectionsPage = () =>
  sectionNames.map((section) =>
    h(
      'details',
      { ontoggle: (e: any) => open(section, e.target.open) },
      h('summary', {}, section),
      h(
        'ul',
        {},
        sections[section]!.map((row) => h('li', {}, row)),
      ),
    ),
  );

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
        ['', ...levelColumns].map((name) => h('th', {}, name)),
      ),
    ),
    sectionNames.map((section) =>
      h(
        'tbody',
        {},
        h('tr', {}, h('th', { colspan: 5 }, section)),
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

const levelSelect = (section: string, row: string, column: string, after = () => {}) => {
  const list = h(
    'select',
    {
      onchange: () => {
        setLevel(section, row, column, list.value);
        after();
      },
    },
    levels.map((level) => h('option', {}, level)),
  );
  list.value = levelOf(section, row, column);
  return list;
};

const levelEdit = (section: string, row: string, column: string) => {
  const span = h('div', { style: 'min-width:60px', onclick: edit }, levelOf(section, row, column));
  function edit() {
    if (span.firstElementChild) return;
    const show = () => {
      span.textContent = levelOf(section, row, column);
    };
    const list = levelSelect(section, row, column, show);
    list.addEventListener('blur', show);
    span.replaceChildren(list);
    list.focus();
  }
  return span;
};

const levelRadio = (section: string, row: string, column: string) =>
  levels.map((level) =>
    h(
      'label',
      {},
      h('input', {
        type: 'radio',
        name: slug(section + row + column),
        '.checked': levelOf(section, row, column) === level,
        onchange: () => setLevel(section, row, column, level),
      }),
      level,
    ),
  );

function dialogPage() {
  const window_ = (title: string, body: string, buttons: string[]) => {
    const dialog = h(
      'dialog',
      { onclose: () => dialog.remove() },
      h('h2', {}, title),
      h('p', {}, body),
      buttons.map((name) =>
        h(
          'button',
          {
            onclick: () => {
              press(name);
              dialog.close();
            },
          },
          name,
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  };
  const button = (name: string, then: () => void) =>
    h(
      'button',
      {
        onclick: () => {
          press(name);
          then();
        },
      },
      name,
    );
  return [
    button('Delete', () => window_(text.confirmTitle, text.confirm, ['Yes', 'No'])),
    ' ',
    button('Save', () => window_(text.errorTitle, text.error, ['OK'])),
  ];
}

function toastPage() {
  const place = h('div');
  const save = () => {
    press('Save');
    const good = zoo.state['Member ID'] !== '';
    const banner = h(
      'output',
      {},
      h('div', { class: `banner ${good ? 'good' : 'bad'}` }, good ? text.saved : text.refused),
    );
    place.replaceChildren(banner);
    if (good) setTimeout(() => banner.remove(), 4000);
  };
  return [place, field({ name: 'Member ID', how: 'above' }), h('button', { onclick: save }, 'Save')];
}

function tabsPage() {
  set('tab', 'Details');
  const panel = h('div', { style: 'padding:16px' }, tabText('Details'));
  const buttons = tabs.map((name) =>
    h(
      'button',
      {
        disabled: name === disabledTab,
        class: name === 'Details' ? 'current' : '',
        onclick: () => {
          set('tab', name);
          panel.textContent = tabText(name);
          for (const button of buttons) button.className = button.textContent === name ? 'current' : '';
        },
      },
      name,
    ),
  );
  return [h('nav', { class: 'tabs' }, buttons), panel];
}

const toolbarPage = () =>
  h(
    'div',
    { class: 'bar' },
    tools.map((tool) =>
      h('button', {
        title: tool.name,
        disabled: tool.disabled,
        html: svg(tool.icon),
        onclick: () => press(tool.name),
      }),
    ),
  );

const checkPage = () =>
  checks.map((check) => {
    put('checks', check.name, check.on);
    const box = h('input', {
      type: 'checkbox',
      id: slug(check.name),
      '.checked': check.on,
      disabled: check.disabled,
      class: check.switch ? 'switch' : null,
      onchange: (e: any) => put('checks', check.name, e.target.checked),
    });
    const label = h('label', { for: slug(check.name) }, check.name);
    return h('p', {}, check.side === 'left' ? [label, ' ', box] : [box, ' ', label]);
  });

function datePage() {
  startDates();
  return ['Start Date', 'End Date'].map((name) =>
    h(
      'div',
      { class: 'field' },
      h('label', { for: slug(name) }, name),
      h('input', {
        type: 'date',
        id: slug(name),
        '.value': zoo.state[name],
        onchange: (e: any) => set(name, e.target.value),
      }),
    ),
  );
}

const has = (entries: string[]) => async (q: string) =>
  entries.filter((entry) => entry.toLowerCase().includes(q.toLowerCase()));

start({
  text: textPage,
  'combo-native': () => [
    select('Role ID', someRoles),
    select('Location', locations),
    select('Department', departments, { disabled: true }),
  ],
  'combo-search': () => [search('Role ID', has(someRoles), someRoles), search('Location', has(locations), locations)],
  'combo-paged': () => search('Role ID', async (q) => (await askRoles(0, q)).entries, []),
  'table-paged': tablePaged,
  'table-virtual': () => tableMany(false),
  'table-recycled': () => tableMany(true),
  sections: sectionsPage,
  'levels-select': () => levelTable(levelSelect),
  'levels-edit': () => levelTable(levelEdit),
  'levels-radio': () => levelTable(levelRadio),
  dialog: dialogPage,
  toast: toastPage,
  tabs: tabsPage,
  toolbar: toolbarPage,
  check: checkPage,
  date: datePage,
});
