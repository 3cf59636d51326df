import { AllCommunityModule, type ColDef, createGrid, type GridOptions, ModuleRegistry } from 'ag-grid-community';
import { columns, fewColumns, levelColumns, levels, members, sectionNames, sections } from '../data.ts';
import { h, start } from '../dom.ts';
import { levelOf, open, opened, set, setLevel, startLevels } from '../zoo.ts';

ModuleRegistry.registerModules([AllCommunityModule]);

function grid(options: GridOptions, height = 540) {
  const place = h('div', { style: `height:${height}px;width:940px` });
  requestAnimationFrame(() => createGrid(place, options));
  return place;
}

function table(count: number, names: string[], more: GridOptions) {
  set('opened', '');
  return grid({
    rowData: members(count),
    columnDefs: names.map((name): ColDef => ({ headerName: name, valueGetter: (p) => p.data[name], width: 150 })),
    onRowDoubleClicked: (e) => opened(e.data['Member ID']),
    ...more,
  });
}

type Row = { name: string; section: string; head?: boolean };

/** The free grid has no groups: sections are rows over the full width, which open and close with a click. */
function withSections(columnDefs: ColDef[], openAtFirst: boolean) {
  const shown = new Set(openAtFirst ? sectionNames : []);
  let api: any;
  const rows = () =>
    sectionNames.flatMap((section): Row[] => [
      { name: section, section, head: true },
      ...(shown.has(section) ? sections[section]!.map((name) => ({ name, section })) : []),
    ]);
  const heading = ({ data }: { data: Row }) => {
    const mark = h('span', {}, shown.has(data.section) ? '\u25be ' : '\u25b8 ');
    return h(
      'div',
      {
        style: 'padding:10px;font-weight:bold;cursor:pointer',
        onclick: () => {
          const to = !shown.has(data.section);
          if (to) shown.add(data.section);
          else shown.delete(data.section);
          open(data.section, to);
          api.setGridOption('rowData', rows());
          api.redrawRows();
        },
      },
      mark,
      h('span', {}, data.name),
    );
  };
  return grid({
    rowData: rows(),
    columnDefs: [{ headerName: 'Name', field: 'name', width: 240 }, ...columnDefs],
    getRowId: (p) => `${p.data.section}/${p.data.head ? '' : p.data.name}`,
    isFullWidthRow: (p) => !!p.rowNode.data.head,
    fullWidthCellRenderer: heading,
    onGridReady: (e) => {
      api = e.api;
    },
  });
}

function levelGrid(more: (column: string) => ColDef, openAtFirst = true) {
  startLevels();
  return withSections(
    levelColumns.map(
      (column): ColDef => ({
        headerName: column,
        width: 160,
        sortable: false,
        valueGetter: (p) => levelOf(p.data.section, p.data.name, column),
        ...more(column),
      }),
    ),
    openAtFirst,
  );
}

const levelSelect = (column: string): ColDef => ({
  cellRenderer: ({ data, value }: any) => {
    const list = h(
      'select',
      { onchange: () => setLevel(data.section, data.name, column, list.value) },
      levels.map((level) => h('option', {}, level)),
    );
    list.value = value;
    return list;
  },
});

const levelEdit = (column: string): ColDef => ({
  editable: true,
  cellEditor: 'agSelectCellEditor',
  cellEditorParams: { values: levels },
  valueSetter: ({ data, newValue }) => {
    setLevel(data.section, data.name, column, newValue);
    return true;
  },
});

const levelRadio = (column: string): ColDef => ({
  cellRenderer: ({ data, value }: any) =>
    h(
      'div',
      {},
      levels.map((level) =>
        h(
          'label',
          {},
          h('input', {
            type: 'radio',
            name: `${data.section}/${data.name}/${column}`,
            '.checked': level === value,
            onchange: () => setLevel(data.section, data.name, column, level),
          }),
          level,
        ),
      ),
    ),
});

start({
  'table-paged': () =>
    table(60, fewColumns, { pagination: true, paginationPageSize: 20, paginationPageSizeSelector: false }),
  'table-virtual': () => table(1000, columns, {}),
  sections: () => withSections([], false),
  'levels-select': () => levelGrid(levelSelect),
  'levels-edit': () => levelGrid(levelEdit, false),
  'levels-radio': () => levelGrid(levelRadio),
});
