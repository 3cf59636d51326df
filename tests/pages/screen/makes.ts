/** Pages with the same list of members, or the same levels of a role, as different widget libraries draw them. */
const STYLE = '<style>body{font:14px sans-serif;margin:8px}div{box-sizing:border-box}</style>';

const HEAD = ['Member Name', 'Member ID', 'Role ID', 'Inactive'];
const ROWS = [
  ['Automate', 'Automate', 'Automate Role', ''],
  ['Reports of MSPCFO', 'MSPCFO', 'MSPCFO', '\u2713'],
  ['MSPCFO Admin', 'MSPCFO2', 'No access', ''],
];

const each = <T>(all: readonly T[], make: (one: T, n: number) => string): string => all.map(make).join('');
const TICK = '<svg width=16 height=16><path d="M1 8l5 5 9-9"/></svg>';
const CHEVRON = '<svg width=16 height=16><path d="M4 2l8 6-8 6"/></svg>';
const cell = (text: string): string => (text === '\u2713' ? TICK : text);

/** Roles everywhere, rows placed by transform, a filter row in the head, a footer with both page buttons at right. */
const dataGrid = (rows: string[][]): string =>
  `<nav><a href="#">Members</a> <a href="#">Member ID</a></nav><h1>Member ID and more</h1>
<div role="grid" style="width:900px;border:1px solid #ccc">
<div role="row" style="display:flex;height:56px">
  <div role="columnheader" style="width:50px"><input type="checkbox"></div>
  ${each(HEAD, (text) => `<div role="columnheader" style="width:200px;display:flex;align-items:center"><div><span>${text}</span></div><button aria-label="Menu" style="opacity:0">m</button></div>`)}
</div>
<div style="position:relative;height:240px;overflow:auto">
  ${rows.length === 0 ? '<div style="position:absolute;inset:0;display:flex;align-items:center;justify-content:center">No rows</div>' : ''}
  ${each(rows, (row, y) => `<div role="row" style="position:absolute;transform:translateY(${y * 52}px);display:flex;height:52px"><div role="gridcell" style="width:50px"><input type="checkbox"></div>${each(row, (text, n) => `<div role="gridcell" style="width:200px;line-height:51px;${n === 3 ? 'text-align:center' : ''}">${cell(text)}</div>`)}</div>`)}
</div>
<div style="display:flex;justify-content:flex-end;height:52px;align-items:center"><p>Rows per page:</p>
  <div role="combobox" tabindex=0 aria-haspopup=listbox>100</div><p>${rows.length === 0 ? '0\u20130 of 0' : `1\u2013${rows.length} of ${rows.length + 5}`}</p>
  <button aria-label="Go to previous page" disabled>${CHEVRON}</button><button aria-label="Go to next page">${CHEVRON}</button></div>
</div>`;

/** A column that stands still and the others scroll: each row is drawn in two pieces. */
const pinned = (rows: string[][]): string => {
  const cells = (row: string[], role: string, from: number) =>
    each(
      row,
      (text, n) =>
        `<div role="${role}" style="position:absolute;left:${n * 180}px;width:180px;height:40px;padding:10px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">${from + n === 3 && role === 'gridcell' ? `<input type=checkbox disabled ${text === '' ? '' : 'checked'}>` : `<span>${text}</span>`}</div>`,
    );
  const piece = (row: string[], y: number, role: string, from: number) =>
    `<div role="row" style="position:absolute;transform:translateY(${y * 42}px);height:42px;width:100%">${cells(row, role, from)}</div>`;
  const part = (from: number, to: number, wide: number, make: (row: string[], y: number) => string, of: string[][]) =>
    `<div style="position:relative;width:${wide}px;height:${of.length * 42}px">${each(of, (row, y) => make(row.slice(from, to), y))}</div>`;
  const half = (of: string[][], role: string) =>
    `<div style="display:flex">${part(0, 1, 180, (row, y) => piece(row, y, role, 0), of)}${part(1, 4, 540, (row, y) => piece(row, y, role, 1), of)}</div>`;
  return `<div role="treegrid" style="width:760px">${half([HEAD], 'columnheader')}${half(rows, 'gridcell')}</div>
    <div style="width:760px;display:flex;justify-content:flex-end;gap:8px"><span><b>1</b> to <b>${rows.length}</b> of <b>60</b></span>
    <i style="width:16px;height:16px;background:#333" class="first off"></i><i style="width:16px;height:16px;background:#333" class="previous"></i><span>Page <b>1</b> of <b>3</b></span><i style="width:16px;height:16px;background:#333" id=next></i><i style="width:16px;height:16px;background:#333"></i></div>`;
};

/** No roles, no links, right-aligned words in the last column, a footer in the same part. */
const divs = (rows: string[][]): string => {
  const line = (row: string[], bold: string) =>
    `<div style="display:flex;padding:8px 0;${bold}">${each(row, (text, n) => `<div style="width:190px;padding:0 8px;${n === 3 ? 'text-align:right' : ''}">${cell(text)}</div>`)}</div>`;
  const form = each(
    ['Member ID', 'Inactive'],
    (text, n) => `<label style="margin-right:300px">${text} <input style="width:80px" value="${n}"></label>`,
  );
  return `<div>${form}</div><div style="width:800px">${line(HEAD, 'font-weight:bold')}
<div style="display:flex">${each(HEAD, () => '<div style="width:190px"><input style="width:150px"></div>')}</div>
${each(rows, (row) => line(row, ''))}<div style="display:flex">1-${rows.length} / 60 <span style="cursor:pointer">&gt;</span></div></div>`;
};

const LEVELS = ['Add Level', 'Edit Level', 'Delete Level', 'Inquire Level'];
const NAMES = ['None', 'My', 'All'];
const SECTIONS = { Companies: ['Contacts', 'Reports'], 'Hosted Things': ['Reports'], System: ['API Reports'] };

/** Sections that open, and one cell of each row for one level, made by `make`. */
const levels = (head: string, make: (row: string, column: number) => string): string =>
  `<table style="table-layout:fixed;width:1200px">${head}${each(
    Object.entries(SECTIONS),
    ([section, rows]) =>
      `<tr><td colspan=5><button aria-expanded=true>${CHEVRON} ${section}</button></td></tr>` +
      each(
        rows,
        (row) =>
          `<tr><td style="width:200px">${row}</td>${each(LEVELS, (_, n) => `<td>${make(`${section}${row}`, n)}</td>`)}</tr>`,
      ),
  )}</table>`;

const headOf = (of: string[]): string =>
  `<tr><th style="width:200px"></th>${each(of, (text) => `<th>${text}</th>`)}</tr>`;
const given = (row: string, column: number): number => (row === 'SystemAPI Reports' && column === 3 ? 2 : column % 2);

const radios = levels(
  headOf(LEVELS),
  (row, column) =>
    `<div role=radiogroup>${each(NAMES, (name, n) => `<label><input type=radio name="${row}${column}" ${n === given(row, column) ? 'checked' : ''}>${name}</label>`)}</div>`,
);

const underHeads = levels(
  headOf(LEVELS) +
    headOf(
      LEVELS.map(
        () => `<div style="display:flex">${each(NAMES, (name) => `<div style="width:60px">${name}</div>`)}</div>`,
      ),
    ),
  (row, column) =>
    `<div style="display:flex">${each(NAMES, (_, n) => `<div style="width:60px;text-align:center"><input type=radio name="${row}${column}" ${n === given(row, column) ? 'checked' : ''}></div>`)}</div>`,
);

const segments = levels(
  headOf(LEVELS),
  (row, column) =>
    `<div style="display:flex">${each(NAMES, (name, n) => `<button aria-pressed=${n === given(row, column)}>${name}</button>`)}</div>`,
);

export const MAKES: Record<string, string> = {
  'list-data-grid': STYLE + dataGrid(ROWS),
  'list-data-grid-empty': STYLE + dataGrid([]),
  'list-pinned': STYLE + pinned(ROWS),
  'list-divs': STYLE + divs(ROWS),
  'levels-radios': STYLE + radios,
  'levels-under-heads': STYLE + underHeads,
  'levels-segments': STYLE + segments,
};
