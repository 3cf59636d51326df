import type { Variants } from '../../../src/practice/connectwise/variants.ts';
import type { Kit, Mutation } from './kit.ts';

export type ActionName = 'role' | 'member' | 'key';

/** One way in which a portal may differ from what is known. */
export interface Mutant {
  name: string;
  mutations?: Mutation[];
  /** No class and no id to know. */
  bare?: boolean;
  variants?: Partial<Variants>;
  view?: { width: number; height: number };
  /** What cannot be known any more, and what the refusal must name then. */
  refused?: Partial<Record<ActionName, RegExp>>;
}

/** A mutation with values of its own: it travels to the page as text. */
export function rename(part: string, from: string, to: string): Mutation {
  return new Function(
    'kit',
    `for (const part of kit.parts(${JSON.stringify(part)})) kit.rename(part, ${JSON.stringify(from)}, ${JSON.stringify(to)});`,
  ) as Mutation;
}

const style = (css: string): Mutation =>
  new Function(
    'kit',
    `if (document.head !== null) kit.add(${JSON.stringify(`<style>${css}</style>`)}, document.head);`,
  ) as Mutation;

const columnsOf = (part: string, order: string): Mutation =>
  new Function(
    'kit',
    `for (const part of kit.parts(${JSON.stringify(part)}))
       for (const list of part.querySelectorAll('*'))
         if (kit.parts('mm_grid').includes(list)) kit.columns(list, ${order}, ${JSON.stringify(part === 'SecurityModules' ? 'All' : 'x12')});`,
  ) as Mutation;

/** Another word for a label: one of ours, and one that nobody knows. */
const RENAMED: [part: string, from: string, ours: string | undefined, action: ActionName, named: RegExp][] = [
  ['SecurityRole', 'Role ID', 'Role Name', 'role', /Role ID/],
  ['SecurityRoleList', 'Name', 'Role Name', 'role', /Name/],
  ['SecurityModules', 'Inquire Level', 'Inquire', 'role', /Inquire|security modules/],
  ['MemberList', 'Member ID', undefined, 'member', /Member ID/],
  ['MemberDetail', 'Member ID', undefined, 'member', /Member ID/],
  ['MemberDetail', 'Member Name', undefined, 'member', /Member Name/],
  ['MemberDetail', 'Role ID', 'Role', 'member', /Role ID/],
  ['MemberDetail', 'Business Unit', 'Department', 'member', /Business Unit/],
  ['MemberDetail', 'Default Territory', 'Territory', 'member', /Territory/],
  ['MemberApiKeys', 'Public API Key', 'Public Key', 'key', /keys|Public/],
  ['ApiKey', 'Description', undefined, 'key', /Description/],
  ['ApiKey', 'Public Key', 'Public API Key', 'key', /keys|Public/],
  ['ApiKey', 'Private Key', 'Private API Key', 'key', /keys|Private/],
];

const renamedToOurs: Mutant = {
  name: 'labels: other words of ours',
  mutations: RENAMED.flatMap(([part, from, ours]) => (ours === undefined ? [] : [rename(part, from, ours)])),
};

/** Fields that the form requires and that nobody told us of are filled by what is required. */
const FILLED_ANYWAY = new Set(['Business Unit', 'Default Territory']);

const renamedToUnknown = RENAMED.map(
  ([part, from, , action, named]): Mutant => ({
    name: `label unknown: ${from} of ${part}`,
    mutations: [rename(part, from, 'Zwirbel')],
    ...(!FILLED_ANYWAY.has(from) && { refused: { [action]: named, ...(part === 'MemberList' && { key: named }) } }),
  }),
);

/** Two fields of the member's form change places, labels and all. */
function swapFields({ parts, saying, first }: Kit): void {
  for (const form of parts('MemberDetail')) {
    const pair = [
      ['Member ID', 'Member Name'],
      ['Role ID', 'Level'],
      ['Location', 'Default Territory'],
    ];
    for (const [one, other] of pair) {
      const [a, b] = [one, other].map((label) => saying(form, label!)[0]?.closest('.CwField, [data-field]'));
      if (!a || !b || !first(a, 'swapped')) continue;
      const mark = document.createComment('');
      a.replaceWith(mark);
      b.replaceWith(a);
      mark.replaceWith(b);
    }
  }
}

/** The labels of two fields change places in the document, and are drawn where they were. */
function labelsInOtherOrder({ parts, saying, first }: Kit): void {
  for (const form of parts('MemberDetail')) {
    for (const [one, other] of [
      ['Member ID', 'Member Name'],
      ['Role ID', 'Level'],
    ]) {
      const [a, b] = [one, other].map((label) => saying(form, label!)[0]);
      if (!a || !b || a.getBoundingClientRect().width === 0 || !first(a, 'turned')) continue;
      const [top, below] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
      const mark = document.createComment('');
      a.replaceWith(mark);
      b.replaceWith(a);
      mark.replaceWith(b);
      a.style.cssText += `;position:relative;top:${top.top - below.top}px`;
      b.style.cssText += `;position:relative;top:${below.top - top.top}px`;
    }
  }
}

/** The labels of Role ID and Level are drawn over the other's box. */
function labelsOverTheOther({ parts, saying, first }: Kit): void {
  for (const form of parts('MemberDetail')) {
    const [a, b] = ['Role ID', 'Level'].map((label) => saying(form, label)[0]);
    if (!a || !b || a.getBoundingClientRect().width === 0 || !first(a, 'over')) continue;
    const between = b.getBoundingClientRect().top - a.getBoundingClientRect().top;
    a.style.cssText += `;position:relative;top:${between}px`;
    b.style.cssText += `;position:relative;top:${-between}px`;
  }
}

/** Boxes that the form requires, and that nothing is known of: the test is told what they hold at Save. */
function requiredBoxes({ parts, saying, first, wrong }: Kit): void {
  const boxes = {
    'Cost Center': '<input type="text" data-added="text">',
    'Hire Date': '<input type="date" data-added="date">',
    'Contact Email': '<input type="text" data-added="email">',
    'Hourly Cost': '<input type="number" data-added="number">',
    Region: '<select data-added="list"><option></option><option>North</option><option>South</option></select>',
  };
  for (const form of parts('MemberDetail')) {
    const field = saying(form, 'Email')[0]?.parentElement;
    const column = field?.parentElement;
    if (!field || !column || !first(column, 'required')) continue;
    for (const [label, box] of Object.entries(boxes)) {
      const added = document.createElement('div');
      added.className = field.className;
      added.innerHTML = `<div class="${saying(form, 'Email')[0]!.className}">${label}<span>*</span></div>${box}`;
      column.append(added);
    }
  }
  if (!first(document, 'fetch')) return;
  const { fetch } = window;
  window.fetch = async (to, how) => {
    if (String(to).includes('Members/SaveMember'))
      for (const box of document.querySelectorAll<HTMLInputElement>('[data-added]'))
        if (box.value === '' || (box.dataset['added'] === 'email' && !/^\S+@\S+\.\S+$/.test(box.value)))
          wrong(`Save with "${box.value}" in the required ${box.dataset['added']}`);
    return await fetch(to, how);
  };
}

/** The same row in another section, and rows called much like it. */
function alikeRows(): void {
  const boot = document.getElementById('boot');
  if (!boot?.textContent || boot.dataset['alike']) return;
  const all = JSON.parse(boot.textContent) as { modules: Record<string, string[]> };
  all.modules['Finance']!.push('API Reports');
  all.modules['Project']!.unshift('API Reports');
  all.modules['System']!.splice(1, 0, 'API Report', 'Reports', 'API Reports (old)');
  boot.textContent = JSON.stringify(all);
  boot.dataset['alike'] = 'yes';
}

/** A panel at the right side with a Save and an API Keys of its own, and a tab of the same name. */
function sidePanel({ add, wrong, parts }: Kit): void {
  if (parts('cw-main-banner').length === 0) return;
  const panel = add(
    '<div style="position:fixed;right:0;bottom:80px;width:220px;background:#fff;border:1px solid #999;z-index:20;' +
      'padding:8px"><h4>Notes</h4><textarea rows=3></textarea><button>Save</button> <button title="Save">✓</button>' +
      '<p><a>API Keys</a> · <a>API Members</a> · <a>System</a></p></div>',
  );
  for (const one of panel?.querySelectorAll('a, button, textarea') ?? [])
    one.addEventListener('mousedown', () => wrong(`"${one.textContent || one.tagName}" of the side panel`));
}

/** The header's search has a field called Role ID. */
function searchInHeader({ parts, first, wrong }: Kit): void {
  const [search] = parts('cw_MyAccountButton');
  if (!search || !first(search, 'search')) return;
  const more = document.createElement('div');
  more.innerHTML = 'Role ID: <input style="width:80px"> Member ID: <input style="width:80px">';
  search.before(more);
  for (const box of more.querySelectorAll('input'))
    box.addEventListener('input', () => wrong('a box of the search in the header'));
}

function tour({ add, parts }: Kit): void {
  if (parts('cw-main-banner').length === 0) return;
  const pop = add(
    '<div style="position:fixed;inset:0;background:#0006;z-index:9999"><div style="position:absolute;left:420px;' +
      'top:260px;width:380px;background:#fff;padding:20px"><h3>What is new</h3><p>Let us show you around in three ' +
      'steps.</p><button>Start tour</button> <button>Skip</button></div></div>',
  );
  for (const button of pop?.querySelectorAll('button') ?? [])
    button.addEventListener('click', () => button.textContent === 'Skip' && pop?.remove());
}

function cookies({ add }: Kit): void {
  if (window !== top || document.body === null) return;
  const bar = add(
    '<div style="position:fixed;left:0;right:0;bottom:0;background:#222;color:#fff;z-index:9999;padding:16px">We use ' +
      'cookies to improve your experience. <button>Cookie settings</button> <button>Accept all</button></div>',
  );
  bar?.querySelectorAll('button')[1]?.addEventListener('click', () => bar.remove());
}

function chat({ add, wrong }: Kit): void {
  if (window !== top || document.body === null) return;
  add(
    '<div style="position:fixed;right:24px;bottom:24px;width:64px;height:64px;border-radius:32px;background:#06c;' +
      'color:#fff;z-index:9999;text-align:center;cursor:pointer">Help?</div>',
  )?.addEventListener('click', () => wrong('the chat'));
}

function sticky({ add, parts }: Kit): void {
  if (window !== top || parts('cw-main-banner').length === 0) return;
  add(
    '<div style="position:relative;height:40px;background:#fe8;padding:10px;z-index:40">Maintenance on Sunday from 2 ' +
      'to 4 am. <a>Details</a></div>',
  );
  const bar = document.body.lastElementChild;
  if (bar?.textContent?.startsWith('Maintenance') && document.body.firstElementChild !== bar)
    document.body.prepend(bar);
}

function largerTexts({ first }: Kit): void {
  for (const sheet of document.querySelectorAll('style')) {
    if (!sheet.textContent || !first(sheet, 'larger')) continue;
    sheet.textContent = sheet.textContent.replace(
      /(font(?:-size)?:[^;}]*?)(\d+(?:\.\d+)?)px/g,
      (_, before: string, size: string) => `${before}${Number(size) * 1.2}px`,
    );
  }
}

/** A sign after each label of a form. */
const signed = (sign: string): Mutation =>
  new Function(
    'kit',
    `for (const part of [...kit.parts('CwLabel'), ...kit.parts('mm_podElementLabel'), ...kit.parts('pod-label')])
       if (kit.first(part, 'sign')) part.append(${JSON.stringify(sign)});`,
  ) as Mutation;

export const connectwiseMutants: Mutant[] = [
  { name: 'nothing changed' },
  { name: 'no hooks at all', bare: true },
  { name: 'no hooks, names of buttons in tooltips only', bare: true, variants: { tooltip: 'layer' } },
  {
    name: 'no hooks, the older form',
    bare: true,
    variants: { memberForm: 'gxt', keyPod: 'divs', tabStrip: 'cw-divs' },
  },
  { name: 'no hooks, in a frame', bare: true, variants: { systemScreens: 'iframe' } },
  { name: 'no hooks, sections in panels', bare: true, variants: { moduleRows: 'panel-per-module' } },
  { name: 'no hooks, levels become boxes when pressed', bare: true, variants: { levelCells: 'editor-on-click' } },
  { name: 'in a frame', variants: { systemScreens: 'iframe' } },
  renamedToOurs,
  ...renamedToUnknown,
  { name: 'two fields in each other’s place', mutations: [swapFields] },
  { name: 'labels in another order in the document', mutations: [labelsInOtherOrder] },
  {
    name: 'labels over the other’s box',
    mutations: [labelsOverTheOther],
    refused: { member: /Role ID|Level/ },
  },
  { name: 'required boxes added', mutations: [requiredBoxes] },
  { name: 'required boxes added, no hooks', mutations: [requiredBoxes], bare: true },
  {
    name: 'columns in the other order',
    mutations: ['SecurityRoleList', 'MemberList', 'MemberApiKeys', 'SecurityModules'].map((part) =>
      columnsOf(part, 'names => [...names].reverse()'),
    ),
  },
  {
    name: 'columns left out',
    mutations: [
      columnsOf('SecurityRoleList', "names => names.filter(name => !['Updated By', 'Type'].includes(name))"),
      columnsOf('MemberList', "names => names.filter(name => !['Location', 'Role ID', 'Inactive'].includes(name))"),
    ],
  },
  {
    name: 'columns added',
    mutations: [
      columnsOf('SecurityRoleList', "names => ['Code', ...names, 'Members']"),
      columnsOf('MemberList', "names => ['Site', ...names]"),
      columnsOf('MemberApiKeys', "names => [names[0], 'Made By', ...names.slice(1)]"),
      columnsOf('SecurityModules', "names => [names[0], 'View Level', ...names.slice(1), 'Export Level']"),
    ],
  },
  {
    name: 'a column of levels left out',
    mutations: [columnsOf('SecurityModules', "names => names.filter(name => name !== 'Edit Level')")],
    refused: { role: /security modules|Edit/i },
  },
  { name: 'rows called alike', mutations: [alikeRows] },
  { name: 'a panel with its own Save', mutations: [sidePanel] },
  { name: 'a panel with its own Save, no hooks', mutations: [sidePanel], bare: true },
  { name: 'a search in the header', mutations: [searchInHeader] },
  { name: 'a search in the header, no hooks', mutations: [searchInHeader], bare: true },
  { name: 'a tour', mutations: [tour] },
  { name: 'a cookie banner', mutations: [cookies] },
  { name: 'a chat bubble', mutations: [chat] },
  { name: 'a banner at the top', mutations: [sticky] },
  { name: 'texts 20 % larger', mutations: [largerTexts] },
  { name: 'texts 20 % larger, no hooks', mutations: [largerTexts], bare: true },
  { name: 'zoom of 125 %', mutations: [style('html { zoom: 1.25 }')] },
  { name: 'a narrow view', view: { width: 1280, height: 720 } },
  { name: 'labels in capitals', mutations: [style('div, span, td, a { text-transform: uppercase }')] },
  { name: 'labels with a colon', mutations: [signed(':')] },
  { name: 'labels with an asterisk', mutations: [signed(' *')] },
  { name: 'wide letters', mutations: [style('div, span, td, a { letter-spacing: 1.5px }')] },
];
