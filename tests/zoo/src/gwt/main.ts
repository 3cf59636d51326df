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
import {
  askRoles,
  fromIso,
  iso,
  levelOf,
  open,
  opened,
  press,
  put,
  set,
  setLevel,
  startDates,
  startLevels,
  zoo,
} from '../zoo.ts';
import { button, c, combo, comboField, div, popup, sourceOf } from './parts.ts';

function box({ name, how, value }: TextField) {
  set(name, value ?? '');
  return h('input', {
    type: 'text',
    class: c('B'),
    '.value': value ?? '',
    oninput: (e: any) => set(name, e.target.value),
    placeholder: how === 'placeholder' ? name : null,
    readonly: how === 'readonly',
    disabled: how === 'disabled',
  });
}

function textPage() {
  const td = (...kids: any[]) => h('td', {}, ...kids);
  const label = (words: string) => div('A', {}, words);
  const shown = textFields.filter((f) => f.how !== 'aria' && f.how !== 'floating');
  const above = (f: TextField) => td(label(f.name), div('', {}, box(f)));
  return [
    h(
      'table',
      {},
      shown.filter((f) => f.how === 'above').map((f) => h('tr', {}, above(f))),
    ),
    h(
      'table',
      {},
      shown
        .filter((f) => f.how !== 'above' && f.how !== 'side')
        .map((f) =>
          h(
            'tr',
            {},
            td(f.how === 'placeholder' ? null : label(f.name + (f.how === 'star' ? ' *' : ''))),
            td(f.how === 'star-column' ? div('C', {}, '*') : null),
            td(box(f)),
            td(f.note ? div('A', { style: 'color:#999' }, f.note) : null),
          ),
        ),
    ),
    h('table', {}, h('tr', {}, shown.filter((f) => f.how === 'side').map(above))),
  ];
}

/** A grid whose head is a table of its own. */
function grid(names: string[], body: Node) {
  const head = div(
    'J',
    {},
    h(
      'table',
      { class: c('I'), style: `width:${names.length * 140}px` },
      h(
        'tr',
        {},
        names.map((name) => h('td', {}, div('', {}, name))),
      ),
    ),
  );
  const view = div(
    'K',
    {
      onscroll: () => {
        head.scrollLeft = view.scrollLeft;
      },
    },
    body,
  );
  return { head, view };
}

function tablePaged() {
  set('opened', '');
  const rows = members(60);
  let page = 0;
  const body = h('tbody');
  const at = div('A', { style: 'position:absolute;left:50px;top:5px' });
  const turn = (by: number) => {
    page = Math.max(0, Math.min(2, page + by));
    draw();
  };
  const { head, view } = grid(fewColumns, h('table', { class: c('I') }, body));
  function draw() {
    body.replaceChildren(
      ...rows.slice(page * 20, page * 20 + 20).map((row) =>
        h(
          'tr',
          { class: c('L'), ondblclick: () => opened(row['Member ID']!) },
          fewColumns.map((name) => h('td', {}, div('', {}, row[name]))),
        ),
      ),
    );
    at.textContent = `${page * 20 + 1} - ${page * 20 + 20} of 60`;
  }
  draw();
  return [
    head,
    view,
    div(
      '',
      { style: 'position:relative;height:30px;margin-top:6px' },
      button(0, 0, '<', () => turn(-1)),
      at,
      button(150, 0, '>', () => turn(1)),
    ),
  ];
}

function tableMany(recycled: boolean) {
  set('opened', '');
  const body = h('div', { style: 'position:relative' });
  const { head, view } = grid(recycled ? fewColumns : columns, body);
  const fill = (element: any, row: any) => {
    if (!element.firstChild) element.append(...fewColumns.map(() => h('div')));
    fewColumns.forEach((name, i) => {
      element.children[i].textContent = row[name];
    });
  };
  (recycled ? recycledRows : virtualRows)(view, body, { rows: members(1000), line: c('M'), height: 26, fill }, (row) =>
    opened(row['Member ID']!),
  );
  return [head, view];
}

const sectionsPage = () =>
  sectionNames.map((section) => {
    const rows = div(
      '',
      { style: 'display:none' },
      sections[section]!.map((row) => div('AI', {}, row)),
    );
    const mark = div('AG', {});
    const toggle = () => {
      const show = rows.style.display === 'none';
      rows.style.display = show ? '' : 'none';
      mark.className = show ? `${c('AG')} ${c('AH')}` : c('AG');
      open(section, show);
    };
    return div('', {}, div('AF', { onclick: toggle }, mark, h('span', {}, section)), rows);
  });

function levelPage(cell: (section: string, row: string, column: string) => any) {
  startLevels();
  const wide = h(
    'div',
    {},
    sectionNames.map((section) =>
      div(
        '',
        {},
        div('AK', {}, section),
        h(
          'table',
          { class: c('I') },
          sections[section]!.map((row) =>
            h(
              'tr',
              { class: c('L') },
              h('td', {}, div('', {}, row)),
              levelColumns.map((column) => h('td', {}, cell(section, row, column))),
            ),
          ),
        ),
      ),
    ),
  );
  const { head, view } = grid(['', ...levelColumns], wide);
  return [head, view];
}

const levelCombo = (section: string, row: string, column: string, after = () => {}) => {
  const made = combo({
    value: levelOf(section, row, column),
    source: sourceOf(levels),
    onChoose: (level) => {
      setLevel(section, row, column, level);
      after();
    },
  });
  made.style.width = '100px';
  made.firstChild.style.width = '72px';
  return made;
};

const levelEdit = (section: string, row: string, column: string) => {
  const cell = div('', { ondblclick: edit, style: 'min-height:16px' }, levelOf(section, row, column));
  function edit() {
    const show = () => {
      cell.textContent = levelOf(section, row, column);
    };
    const editor = levelCombo(section, row, column, show);
    cell.replaceChildren(editor);
    editor.firstChild.focus();
    editor.firstChild.addEventListener('blur', () => setTimeout(show, 250));
  }
  return cell;
};

const levelRadio = (section: string, row: string, column: string) => {
  const marks = levels.map((level) =>
    div(levelOf(section, row, column) === level ? 'Y AA AB' : 'Y AA', { style: 'margin:0 2px' }),
  );
  return levels.map((level, i) =>
    div(
      'AJ',
      {
        style: 'margin:0',
        onclick: () => {
          setLevel(section, row, column, level);
          for (const [k, mark] of marks.entries()) mark.classList.toggle(c('AB'), k === i);
        },
      },
      marks[i],
      h('span', {}, level),
    ),
  );
};

function dialogPage() {
  const show = (title: string, words: string, names: string[]) => {
    const glass = div('R', {});
    const close = (name: string) => {
      press(name);
      glass.remove();
      window_.remove();
    };
    const window_ = div(
      'S',
      {},
      div('T', {}, title),
      div('U', {}, words),
      names.map((name, i) => button(100 + i * 60, 110, name, () => close(name))),
    );
    document.body.append(glass, window_);
  };
  const act = (left: number, name: string, then: () => void) =>
    button(left, 12, name, () => {
      press(name);
      then();
    });
  return [
    act(12, 'Delete', () => show(text.confirmTitle, text.confirm, ['Yes', 'No'])),
    act(90, 'Save', () => show(text.errorTitle, text.error, ['OK'])),
  ];
}

function toastPage() {
  const place = div('', { style: 'margin-top:40px' });
  const save = () => {
    press('Save');
    const good = zoo.state['Member ID'] !== '';
    const strip = div(good ? 'AD' : 'AD AE', {}, div('', {}, good ? text.saved : text.refused));
    place.replaceChildren(strip);
    if (good) setTimeout(() => strip.remove(), 4000);
  };
  return [
    button(12, 8, 'Save', save),
    place,
    h(
      'table',
      {},
      h('tr', {}, h('td', {}, div('A', {}, 'Member ID')), h('td', {}, box({ name: 'Member ID', how: 'left' }))),
    ),
  ];
}

function tabsPage() {
  set('tab', 'Details');
  const panel = div('U', {}, tabText('Details'));
  const made = tabs.map((name) =>
    div(
      name === 'Details' ? 'V W' : name === disabledTab ? 'V X' : 'V',
      {
        onclick: () => {
          if (name === disabledTab) return;
          set('tab', name);
          panel.textContent = tabText(name);
          for (const tab of made) tab.classList.toggle(c('W'), tab.textContent === name);
        },
      },
      name,
    ),
  );
  const strip = div('AL', {}, made);
  const slide = (by: number) => () => {
    strip.scrollLeft += by;
  };
  return [
    div(
      '',
      { style: 'position:relative' },
      strip,
      div('AM', { style: 'left:0', onclick: slide(-150) }, '\u2039'),
      div('AM', { style: 'right:0', onclick: slide(150) }, '\u203a'),
    ),
    panel,
  ];
}

function toolbarPage() {
  return tools.map((tool, i) => {
    const made = button(
      12 + i * 46,
      10,
      h('span', { html: svg(tool.icon) }),
      tool.disabled ? null : () => press(tool.name),
    );
    let tip: any;
    let timer: any;
    made.addEventListener('mouseenter', () => {
      timer = setTimeout(() => {
        tip = div('AC', { style: `left:${20 + i * 46}px;top:48px` }, tool.name);
        document.body.append(tip);
      }, 400);
    });
    made.addEventListener('mouseleave', () => {
      clearTimeout(timer);
      tip?.remove();
    });
    return made;
  });
}

const checkPage = () =>
  checks.map((check) => {
    let on = check.on;
    put('checks', check.name, on);
    const mark = div(on ? 'Y Z' : 'Y', {});
    const label = h('span', { class: c('A') }, check.name);
    return div(
      check.disabled ? 'Q' : '',
      {
        style: 'margin:8px 0;width:160px',
        onclick: () => {
          if (check.disabled) return;
          on = !on;
          mark.classList.toggle(c('Z'), on);
          put('checks', check.name, on);
        },
      },
      check.side === 'left' ? [label, mark] : [mark, label],
    );
  });

function dateField(name: string) {
  const shown = () => (zoo.state[name] ? zoo.state[name].replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1') : '');
  const input = h('input', {
    class: c('B'),
    '.value': shown(),
    onchange: () => {
      const [, m, d, y] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(input.value.trim()) ?? [];
      if (y || !input.value) set(name, y ? iso(new Date(Number(y), Number(m) - 1, Number(d))) : '');
      input.value = shown();
    },
  });
  const field = div('D', {}, input, div('E', { onclick: calendar }));
  function calendar() {
    const month = fromIso(zoo.state[name]) ?? new Date();
    month.setDate(1);
    const { list, close } = popup(field);
    list.style.maxHeight = 'none';
    const draw = () => {
      const turn = (by: number) => () => {
        month.setMonth(month.getMonth() + by);
        draw();
      };
      const days = new Date(month.getFullYear(), month.getMonth() + 1, 0).getDate();
      const boxes = [...Array(month.getDay()).fill(0), ...Array.from({ length: days }, (_, i) => i + 1)];
      const pick = (day: number) => () => {
        set(name, iso(new Date(month.getFullYear(), month.getMonth(), day)));
        input.value = shown();
        close();
      };
      const weeks = Array.from({ length: Math.ceil(boxes.length / 7) }, (_, w) => boxes.slice(w * 7, w * 7 + 7));
      list.replaceChildren(
        h(
          'table',
          { class: c('AN') },
          h(
            'tr',
            {},
            h('td', { onclick: turn(-1) }, '\u2039'),
            h('td', { colspan: 5 }, month.toLocaleDateString('en-US', { month: 'long', year: 'numeric' })),
            h('td', { onclick: turn(1) }, '\u203a'),
          ),
          h(
            'tr',
            {},
            [...'SMTWTFS'].map((day) => h('td', {}, day)),
          ),
          weeks.map((week) =>
            h(
              'tr',
              {},
              week.map((day) => (day ? h('td', { onclick: pick(day) }, String(day)) : h('td'))),
            ),
          ),
        ),
      );
    };
    draw();
  }
  return h('tr', {}, h('td', {}, div('A', {}, name)), h('td', {}, field));
}

const nativeField = (name: string, entries: string[], disabled = false) => {
  set(name, '');
  return h(
    'table',
    {},
    h(
      'tr',
      {},
      h('td', { style: 'width:110px' }, div('A', {}, name)),
      h(
        'td',
        {},
        h(
          'select',
          { class: c('B'), disabled, onchange: (e: any) => set(name, e.target.value) },
          ['', ...entries].map((entry) => h('option', {}, entry)),
        ),
      ),
    ),
  );
};

start({
  text: textPage,
  'combo-native': () => [
    nativeField('Role ID', someRoles),
    nativeField('Location', locations),
    nativeField('Department', departments, true),
  ],
  'combo-drawn': () => [
    comboField('Role ID', sourceOf(someRoles)),
    comboField('Location', sourceOf(locations)),
    comboField('Department', sourceOf(departments), { disabled: true }),
  ],
  'combo-search': () => [
    comboField('Role ID', sourceOf(someRoles), { search: true }),
    comboField('Location', sourceOf(locations), { search: true }),
  ],
  'combo-paged': () => comboField('Role ID', askRoles, { search: true }),
  'table-paged': tablePaged,
  'table-virtual': () => tableMany(false),
  'table-recycled': () => tableMany(true),
  sections: sectionsPage,
  'levels-select': () => levelPage(levelCombo),
  'levels-edit': () => levelPage(levelEdit),
  'levels-radio': () => levelPage(levelRadio),
  dialog: dialogPage,
  toast: toastPage,
  tabs: tabsPage,
  toolbar: toolbarPage,
  check: checkPage,
  date: () => {
    startDates();
    return h('table', {}, dateField('Start Date'), dateField('End Date'));
  },
});
