import '@shoelace-style/shoelace/dist/themes/light.css';
import './style.css';
import '@shoelace-style/shoelace/dist/components/alert/alert.js';
import '@shoelace-style/shoelace/dist/components/button/button.js';
import '@shoelace-style/shoelace/dist/components/checkbox/checkbox.js';
import '@shoelace-style/shoelace/dist/components/details/details.js';
import '@shoelace-style/shoelace/dist/components/dialog/dialog.js';
import '@shoelace-style/shoelace/dist/components/input/input.js';
import '@shoelace-style/shoelace/dist/components/option/option.js';
import '@shoelace-style/shoelace/dist/components/radio-button/radio-button.js';
import '@shoelace-style/shoelace/dist/components/radio-group/radio-group.js';
import '@shoelace-style/shoelace/dist/components/select/select.js';
import '@shoelace-style/shoelace/dist/components/switch/switch.js';
import '@shoelace-style/shoelace/dist/components/tab/tab.js';
import '@shoelace-style/shoelace/dist/components/tab-group/tab-group.js';
import '@shoelace-style/shoelace/dist/components/tab-panel/tab-panel.js';
import '@shoelace-style/shoelace/dist/components/tooltip/tooltip.js';
import '@shoelace-style/shoelace/dist/components/tree/tree.js';
import '@shoelace-style/shoelace/dist/components/tree-item/tree-item.js';
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
  type TextField,
  tabs,
  tabText,
  text,
  textFields,
  tools,
} from '../data.ts';
import { h, start } from '../dom.ts';
import { svg } from '../icons.ts';
import { levelOf, open, press, put, set, setLevel, startDates, startLevels, zoo } from '../zoo.ts';

const field = ({ name, how, value, note }: TextField) => {
  set(name, value ?? '');
  return h(
    'div',
    { class: 'field' },
    h(
      'sl-input',
      {
        '.value': value ?? '',
        label: how === 'placeholder' ? null : name,
        required: how === 'star',
        placeholder: how === 'placeholder' ? name : null,
        readonly: how === 'readonly',
        disabled: how === 'disabled',
        'help-text': how === 'help' ? note : null,
        'on:sl-input': (e: any) => set(name, e.target.value),
      },
      how === 'units' && h('span', { slot: 'suffix' }, note),
    ),
  );
};

const textPage = () => {
  const shown = textFields.filter((f) => !['left', 'star-column', 'floating', 'aria'].includes(f.how));
  return [
    h('div', { style: 'display:flex;gap:16px' }, shown.filter((f) => f.how === 'side').map(field)),
    ...shown.filter((f) => f.how !== 'side').map(field),
  ];
};

/** Values of options must not hold spaces. */
const coded = (entry: string) => entry.replaceAll(' ', '_');
const plain = (value: string) => value.replaceAll('_', ' ');

const list = (name: string, entries: string[], disabled = false) => {
  set(name, '');
  return h(
    'div',
    { class: 'field' },
    h(
      'sl-select',
      { label: name, disabled, 'on:sl-change': (e: any) => set(name, plain(e.target.value)) },
      entries.map((entry) => h('sl-option', { value: coded(entry) }, entry)),
    ),
  );
};

const sectionsPage = () =>
  h(
    'sl-tree',
    {},
    sectionNames.map((section) =>
      h(
        'sl-tree-item',
        {
          'on:sl-expand': () => open(section, true),
          'on:sl-collapse': () => open(section, false),
        },
        section,
        sections[section]!.map((row) => h('sl-tree-item', {}, row)),
      ),
    ),
  );

type Cell = (level: string, change: (level: string) => void) => any;
const levelRows = (section: string, cell: Cell) =>
  sections[section]!.map((row) =>
    h(
      'tr',
      {},
      h('td', {}, row),
      levelColumns.map((column) =>
        h(
          'td',
          {},
          cell(levelOf(section, row, column), (level) => setLevel(section, row, column, level)),
        ),
      ),
    ),
  );
const levelHead = () =>
  h(
    'thead',
    {},
    h(
      'tr',
      {},
      ['Name', ...levelColumns].map((name) => h('th', {}, name)),
    ),
  );

function levelTable(cell: Cell) {
  startLevels();
  return h(
    'table',
    { class: 'grid' },
    levelHead(),
    sectionNames.map((section) =>
      h('tbody', {}, h('tr', {}, h('th', { colspan: 5 }, section)), levelRows(section, cell)),
    ),
  );
}

function levelDetails(cell: Cell) {
  startLevels();
  return sectionNames.map((section) =>
    h(
      'sl-details',
      { summary: section, 'on:sl-show': () => open(section, true), 'on:sl-hide': () => open(section, false) },
      h('table', { class: 'grid' }, levelHead(), h('tbody', {}, levelRows(section, cell))),
    ),
  );
}

const levelSelect: Cell = (level, change) =>
  h(
    'sl-select',
    { size: 'small', value: level, hoist: true, 'on:sl-change': (e: any) => change(e.target.value) },
    levels.map((name) => h('sl-option', { value: name }, name)),
  );
const levelRadio: Cell = (level, change) =>
  h(
    'sl-radio-group',
    { size: 'small', value: level, 'on:sl-change': (e: any) => change(e.target.value) },
    levels.map((name) => h('sl-radio-button', { value: name }, name)),
  );

function dialogPage() {
  const make = (title: string, words: string, names: string[]) => {
    const window_ = h(
      'sl-dialog',
      { label: title },
      words,
      names.map((name, i) =>
        h(
          'sl-button',
          {
            slot: 'footer',
            variant: i ? 'default' : 'primary',
            onclick: () => {
              press(name);
              window_.hide();
            },
          },
          name,
        ),
      ),
    );
    return window_;
  };
  const sure = make(text.confirmTitle, text.confirm, ['Yes', 'No']);
  const error = make(text.errorTitle, text.error, ['OK']);
  const button = (name: string, variant: string, window_: any) =>
    h(
      'sl-button',
      {
        variant,
        onclick: () => {
          press(name);
          window_.show();
        },
      },
      name,
    );
  return [button('Delete', 'danger', sure), ' ', button('Save', 'primary', error), sure, error];
}

const toastPage = () => [
  field({ name: 'Member ID', how: 'above' }),
  h(
    'sl-button',
    {
      variant: 'primary',
      onclick: () => {
        press('Save');
        const good = zoo.state['Member ID'] !== '';
        const alert = h(
          'sl-alert',
          { variant: good ? 'success' : 'danger', closable: true, duration: good ? 4000 : null },
          good ? text.saved : text.refused,
        );
        document.body.append(alert);
        alert.toast();
      },
    },
    'Save',
  ),
];

function tabsPage() {
  set('tab', 'Details');
  return h(
    'sl-tab-group',
    { 'on:sl-tab-show': (e: any) => set('tab', tabs[Number(e.detail.name)]) },
    tabs.map((name, i) => h('sl-tab', { slot: 'nav', panel: String(i), disabled: name === disabledTab }, name)),
    tabs.map((name, i) => h('sl-tab-panel', { name: String(i) }, tabText(name))),
  );
}

const toolbarPage = () =>
  tools.map((tool) =>
    h(
      'sl-tooltip',
      { content: tool.name },
      h('sl-button', {
        variant: 'text',
        disabled: tool.disabled,
        html: svg(tool.icon),
        onclick: () => {
          if (!tool.disabled) press(tool.name);
        },
      }),
    ),
  );

const checkPage = () =>
  checks.map((check) => {
    put('checks', check.name, check.on);
    return h(
      'p',
      {},
      h(
        check.switch ? 'sl-switch' : 'sl-checkbox',
        {
          '.checked': check.on,
          disabled: check.disabled,
          'on:sl-change': (e: any) => put('checks', check.name, e.target.checked),
        },
        check.name,
      ),
    );
  });

const datePage = () => {
  startDates();
  return ['Start Date', 'End Date'].map((name) =>
    h(
      'div',
      { class: 'field' },
      h('sl-input', {
        type: 'date',
        label: name,
        '.value': zoo.state[name],
        'on:sl-change': (e: any) => set(name, e.target.value),
      }),
    ),
  );
};

start({
  text: textPage,
  'combo-drawn': () => [list('Role ID', someRoles), list('Location', locations), list('Department', departments, true)],
  sections: sectionsPage,
  'levels-select': () => levelTable(levelSelect),
  'levels-radio': () => levelDetails(levelRadio),
  dialog: dialogPage,
  toast: toastPage,
  tabs: tabsPage,
  toolbar: toolbarPage,
  check: checkPage,
  date: datePage,
});
