import '@vaadin/vaadin-lumo-styles/lumo.css';
import '@vaadin/button';
import '@vaadin/checkbox';
import '@vaadin/combo-box';
import '@vaadin/confirm-dialog';
import '@vaadin/date-picker';
import '@vaadin/details';
import '@vaadin/form-layout';
import '@vaadin/form-layout/vaadin-form-item.js';
import '@vaadin/grid';
import '@vaadin/grid/vaadin-grid-tree-column.js';
import '@vaadin/radio-group';
import '@vaadin/select';
import '@vaadin/switch';
import '@vaadin/tabs';
import '@vaadin/text-field';
import '@vaadin/tooltip';
import { Notification } from '@vaadin/notification';
import {
  checks,
  columns,
  departments,
  disabledTab,
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
import { askRoles, levelOf, open, opened, press, put, set, setLevel, startDates, startLevels, zoo } from '../zoo.ts';

/** Calls back when the user has changed a value. */
const onValue = (then: (value: any) => void) => ({
  'on:value-changed': (e: any) => {
    if (e.target.ready_) then(e.detail.value);
  },
});
/** Widgets tell of their first value too; only later ones are changes. */
const settled = (element: any) => {
  setTimeout(() => {
    element.ready_ = true;
  }, 50);
  return element;
};

function field({ name, how, value, note }: TextField) {
  set(name, value ?? '');
  const label = how === 'left' || how === 'star-column' || how === 'placeholder' || how === 'aria' ? null : name;
  const box = settled(
    h(
      'vaadin-text-field',
      {
        '.value': value ?? '',
        label,
        ...onValue((next) => set(name, next)),
        required: how === 'star',
        readonly: how === 'readonly',
        disabled: how === 'disabled',
        placeholder: how === 'placeholder' ? name : null,
        'accessible-name': how === 'aria' ? name : null,
        'helper-text': how === 'help' ? note : null,
        style: 'width: 260px',
      },
      how === 'units' && h('span', { slot: 'suffix' }, note),
    ),
  );
  if (how === 'left') {
    return h(
      'vaadin-form-item',
      { style: '--vaadin-form-item-label-width:140px' },
      h('label', { slot: 'label' }, name),
      box,
    );
  }
  if (how === 'star-column') {
    return h(
      'div',
      { style: 'display:grid;grid-template-columns:80px 20px 260px;align-items:center' },
      h('label', {}, name),
      h('span', { style: 'color:red' }, '*'),
      box,
    );
  }
  return h('div', {}, box);
}

const textPage = () => {
  const shown = textFields.filter((f) => f.how !== 'floating');
  return [
    h('div', { style: 'display:flex;gap:16px' }, shown.filter((f) => f.how === 'side').map(field)),
    ...shown.filter((f) => f.how !== 'side').map(field),
  ];
};

const list = (name: string, entries: string[], more = {}) => {
  set(name, '');
  return h(
    'p',
    {},
    settled(
      h('vaadin-select', {
        label: name,
        ...more,
        ...onValue((next) => set(name, next)),
        '.items': entries.map((entry) => ({ label: entry, value: entry })),
      }),
    ),
  );
};

const search = (name: string, entries: string[]) => {
  set(name, '');
  return h(
    'p',
    {},
    settled(h('vaadin-combo-box', { label: name, '.items': entries, ...onValue((next) => set(name, next)) })),
  );
};

function comboPaged() {
  set('Role ID', '');
  return settled(
    h('vaadin-combo-box', {
      label: 'Role ID',
      '.pageSize': 20,
      ...onValue((next) => set('Role ID', next)),
      '.dataProvider': async ({ page, filter }: any, done: any) => {
        const { entries, total } = await askRoles(page * 20, filter);
        done(entries, total);
      },
    }),
  );
}

/** The grid uses its row elements again as it scrolls; columns are made as they come into view. */
function tableRecycled() {
  set('opened', '');
  const grid = h(
    'vaadin-grid',
    { '.items': members(1000), '.columnRendering': 'lazy', style: 'height:460px;width:900px' },
    columns.map((name) => h('vaadin-grid-column', { path: name, header: name, width: '150px', 'flex-grow': 0 })),
  );
  grid.addEventListener('dblclick', (e: any) => {
    const { item } = grid.getEventContext(e);
    if (item) opened(item['Member ID']);
  });
  return grid;
}

/** A tree grid. */
const sectionsPage = () =>
  h(
    'vaadin-grid',
    {
      'all-rows-visible': true,
      '.dataProvider': ({ parentItem }: any, done: any) => {
        const entries = parentItem
          ? sections[parentItem.name]!.map((name) => ({ name, children: false }))
          : sectionNames.map((name) => ({ name, children: true }));
        done(entries, entries.length);
      },
      'on:expanded-items-changed': (e: any) => {
        for (const name of sectionNames)
          open(
            name,
            e.detail.value.some((item: any) => item.name === name),
          );
      },
    },
    h('vaadin-grid-tree-column', { path: 'name', header: 'Name' }),
  );

/** One grid for each section, in details that open. */
function levelPage(make: (level: string, change: (level: string) => void) => any, width: string) {
  startLevels();
  return sectionNames.map((section) => {
    const grid = h(
      'vaadin-grid',
      { '.items': sections[section]!.map((name) => ({ name })), style: 'height:420px' },
      h('vaadin-grid-column', { path: 'name', header: 'Name' }),
      levelColumns.map((column) =>
        h('vaadin-grid-column', {
          header: column,
          width,
          '.renderer': (root: any, _: any, { item }: any) =>
            root.replaceChildren(
              make(levelOf(section, item.name, column), (level) => setLevel(section, item.name, column, level)),
            ),
        }),
      ),
    );
    return h(
      'vaadin-details',
      {
        summary: section,
        'on:opened-changed': (e: any) => {
          open(section, e.detail.value);
          grid.recalculateColumnWidths();
        },
      },
      grid,
    );
  });
}

const levelSelect = (level: string, change: (level: string) => void) =>
  settled(
    h('vaadin-select', {
      '.items': levels.map((name) => ({ label: name, value: name })),
      '.value': level,
      ...onValue(change),
      theme: 'small',
      style: 'width:110px',
    }),
  );
const levelRadio = (level: string, change: (level: string) => void) =>
  settled(
    h(
      'vaadin-radio-group',
      {
        '.value': level,
        ...onValue(change),
      },
      levels.map((name) => h('vaadin-radio-button', { value: name, label: name })),
    ),
  );

function dialogPage() {
  const show = (props: any) => {
    const window_ = h('vaadin-confirm-dialog', { ...props, 'on:closed': () => window_.remove() });
    document.body.append(window_);
    window_.opened = true;
  };
  const said = (name: string) => () => press(name);
  return [
    h(
      'vaadin-button',
      {
        theme: 'error',
        onclick: () => {
          press('Delete');
          show({
            header: text.confirmTitle,
            message: text.confirm,
            'confirm-text': 'Yes',
            'cancel-button-visible': true,
            'cancel-text': 'No',
            'on:confirm': said('Yes'),
            'on:cancel': said('No'),
          });
        },
      },
      'Delete',
    ),
    ' ',
    h(
      'vaadin-button',
      {
        theme: 'primary',
        onclick: () => {
          press('Save');
          show({ header: text.errorTitle, message: text.error, 'confirm-text': 'OK', 'on:confirm': said('OK') });
        },
      },
      'Save',
    ),
  ];
}

const toastPage = () => [
  field({ name: 'Member ID', how: 'above' }),
  h(
    'vaadin-button',
    {
      theme: 'primary',
      onclick: () => {
        press('Save');
        const good = zoo.state['Member ID'] !== '';
        Notification.show(good ? text.saved : text.refused, {
          theme: good ? 'success' : 'error',
          position: 'top-center',
        });
      },
    },
    'Save',
  ),
];

function tabsPage() {
  set('tab', 'Details');
  const panel = h('p', {}, tabText('Details'));
  return [
    h(
      'vaadin-tabs',
      {
        'on:selected-changed': (e: any) => {
          set('tab', tabs[e.detail.value]);
          panel.textContent = tabText(tabs[e.detail.value]!);
        },
      },
      tabs.map((name) => h('vaadin-tab', { disabled: name === disabledTab }, name)),
    ),
    panel,
  ];
}

const toolbarPage = () =>
  tools.map((tool) =>
    h(
      'vaadin-button',
      {
        theme: 'icon tertiary',
        disabled: tool.disabled,
        onclick: () => {
          if (!tool.disabled) press(tool.name);
        },
      },
      h('span', { html: svg(tool.icon) }),
      h('vaadin-tooltip', { slot: 'tooltip', text: tool.name }),
    ),
  );

const checkPage = () =>
  checks.map((check) => {
    put('checks', check.name, check.on);
    return h(
      'p',
      {},
      h(check.switch ? 'vaadin-switch' : 'vaadin-checkbox', {
        label: check.name,
        '.checked': check.on,
        disabled: check.disabled,
        onchange: (e: any) => put('checks', check.name, e.target.checked),
      }),
    );
  });

const datePage = () => {
  startDates();
  return ['Start Date', 'End Date'].map((name) =>
    h(
      'p',
      {},
      settled(
        h('vaadin-date-picker', {
          label: name,
          '.value': zoo.state[name],
          ...onValue((next) => set(name, next)),
        }),
      ),
    ),
  );
};

document.body.style.padding = '16px';
start({
  text: textPage,
  'combo-drawn': () => [
    list('Role ID', someRoles),
    list('Location', locations),
    list('Department', departments, { disabled: true }),
  ],
  'combo-search': () => [search('Role ID', someRoles), search('Location', locations)],
  'combo-paged': comboPaged,
  'table-recycled': tableRecycled,
  sections: sectionsPage,
  'levels-select': () => levelPage(levelSelect, '150px'),
  'levels-radio': () => levelPage(levelRadio, '250px'),
  dialog: dialogPage,
  toast: toastPage,
  tabs: tabsPage,
  toolbar: toolbarPage,
  check: checkPage,
  date: datePage,
});
