import { Column } from 'primereact/column';
import { DataTable } from 'primereact/datatable';
import { Dropdown } from 'primereact/dropdown';
import { SelectButton } from 'primereact/selectbutton';
import { columns, fewColumns, levelColumns, levels, members, sectionNames, sections } from '../data.ts';
import { opened } from '../zoo.ts';
import { useField, useLevels } from '../react.tsx';

const openRow = (e: any) => opened(e.data['Member ID']);

export function TablePaged() {
  useField('opened', '');
  return (
    <DataTable value={members(60)} paginator rows={20} size="small" onRowDoubleClick={openRow}>
      {fewColumns.map(name => (
        <Column key={name} field={name} header={name} />
      ))}
    </DataTable>
  );
}

export function TableVirtual() {
  useField('opened', '');
  return (
    <DataTable
      value={members(1000)}
      size="small"
      scrollable
      scrollHeight="420px"
      onRowDoubleClick={openRow}
      virtualScrollerOptions={{ itemSize: 38 }}
      tableStyle={{ width: 2800 }}
      style={{ width: 900 }}
    >
      {columns.map(name => (
        <Column key={name} field={name} header={name} style={{ height: 38 }} />
      ))}
    </DataTable>
  );
}

type Row = { section: string; name: string };
const rows: Row[] = sectionNames.flatMap(section => sections[section]!.map(name => ({ section, name })));

function Levels({ cell, edit }: { cell?: (level: string, set: (level: string) => void) => any; edit?: boolean }) {
  const { level, setLevel } = useLevels();
  const value = rows.map(row => ({
    ...row,
    ...Object.fromEntries(levelColumns.map(column => [column, level(row.section, row.name, column)])),
  }));
  return (
    <DataTable
      value={value}
      size="small"
      rowGroupMode="subheader"
      groupRowsBy="section"
      editMode={edit ? 'cell' : undefined}
      rowGroupHeaderTemplate={(row: Row) => <b>{row.section}</b>}
    >
      <Column field="name" header="Name" />
      {levelColumns.map(column => (
        <Column
          key={column}
          field={column}
          header={column}
          body={cell && ((row: any) => cell(row[column], next => setLevel(row.section, row.name, column, next)))}
          editor={
            edit
              ? options => (
                  <Dropdown value={options.value} options={levels} onChange={e => options.editorCallback!(e.value)} />
                )
              : undefined
          }
          onCellEditComplete={
            edit
              ? (e: any) => {
                  if (e.newValue !== e.value) setLevel(e.rowData.section, e.rowData.name, column, e.newValue);
                }
              : undefined
          }
        />
      ))}
    </DataTable>
  );
}

export const LevelsSelect = () => (
  <Levels cell={(level, set) => <Dropdown value={level} options={levels} onChange={e => set(e.value)} />} />
);
export const LevelsRadio = () => (
  <Levels
    cell={(level, set) => (
      <SelectButton value={level} options={levels} allowEmpty={false} onChange={e => set(e.value)} />
    )}
  />
);
export const LevelsEdit = () => <Levels edit />;
