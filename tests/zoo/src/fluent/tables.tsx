import { Fragment, useRef, useState } from 'react';
import {
  Button,
  DataGrid,
  DataGridBody,
  DataGridCell,
  DataGridHeader,
  DataGridHeaderCell,
  DataGridRow,
  Dropdown,
  Option,
  Radio,
  RadioGroup,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  createTableColumn,
} from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { columns, fewColumns, levelColumns, levels, members, sectionNames, sections, type Member } from '../data.ts';
import { opened } from '../zoo.ts';
import { useField, useLevels } from '../react.tsx';

const shown = fewColumns.map(name =>
  createTableColumn<Member>({
    columnId: name,
    renderHeaderCell: () => name,
    renderCell: row => row[name],
  }),
);

export function TablePaged() {
  useField('opened', '');
  const [page, setPage] = useState(0);
  return (
    <>
      <DataGrid
        items={members(60).slice(page * 20, page * 20 + 20)}
        columns={shown}
        getRowId={row => row['Member ID']}
        size="small"
      >
        <DataGridHeader>
          <DataGridRow>
            {({ renderHeaderCell }) => <DataGridHeaderCell>{renderHeaderCell()}</DataGridHeaderCell>}
          </DataGridRow>
        </DataGridHeader>
        <DataGridBody<Member>>
          {({ item, rowId }) => (
            <DataGridRow<Member> key={rowId} onDoubleClick={() => opened(item['Member ID']!)}>
              {({ renderCell }) => <DataGridCell>{renderCell(item)}</DataGridCell>}
            </DataGridRow>
          )}
        </DataGridBody>
      </DataGrid>
      <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
        Previous
      </Button>
      {` Page ${page + 1} of 3 `}
      <Button disabled={page === 2} onClick={() => setPage(page + 1)}>
        Next
      </Button>
    </>
  );
}

export function TableVirtual() {
  useField('opened', '');
  const view = useRef<HTMLDivElement>(null);
  const rows = members(1000);
  const list = useVirtualizer({ count: 1000, getScrollElement: () => view.current, estimateSize: () => 44 });
  const cell = { width: 150, flex: 'none' as const };
  return (
    <div ref={view} style={{ height: 460, width: 900, overflow: 'auto' }}>
      <Table noNativeElements aria-rowcount={1000} style={{ width: columns.length * 150 }}>
        <TableHeader>
          <TableRow>
            {columns.map(name => (
              <TableHeaderCell key={name} style={cell}>
                {name}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody style={{ height: list.getTotalSize(), position: 'relative' }}>
          {list.getVirtualItems().map(({ index, start }) => (
            <TableRow
              key={index}
              aria-rowindex={index + 1}
              style={{ position: 'absolute', top: start, left: 0, width: '100%' }}
              onDoubleClick={() => opened(rows[index]!['Member ID']!)}
            >
              {columns.map(name => (
                <TableCell key={name} style={cell}>
                  {rows[index]![name]}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

type Cell = (level: string, set: (level: string) => void) => any;

function Levels({ cell }: { cell: Cell }) {
  const { level, setLevel } = useLevels();
  return (
    <Table size="small" style={{ width: 950 }}>
      <TableHeader>
        <TableRow>
          {['Name', ...levelColumns].map(name => (
            <TableHeaderCell key={name}>{name}</TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {sectionNames.map(section => (
          <Fragment key={section}>
            <TableRow>
              <TableCell colSpan={5}>
                <b>{section}</b>
              </TableCell>
            </TableRow>
            {sections[section]!.map(row => (
              <TableRow key={row}>
                <TableCell>{row}</TableCell>
                {levelColumns.map(column => (
                  <TableCell key={column}>
                    {cell(level(section, row, column), next => setLevel(section, row, column, next))}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </Fragment>
        ))}
      </TableBody>
    </Table>
  );
}

type ListProps = { level: string; set: (level: string) => void; openNow?: boolean; onClose?: () => void };
const List = ({ level, set, openNow, onClose }: ListProps) => (
  <Dropdown
    size="small"
    style={{ minWidth: 90 }}
    value={level}
    selectedOptions={[level]}
    defaultOpen={openNow}
    onOptionSelect={(_, data) => set(data.optionValue!)}
    onOpenChange={(_, data) => {
      if (!data.open) onClose?.();
    }}
  >
    {levels.map(name => (
      <Option key={name}>{name}</Option>
    ))}
  </Dropdown>
);

function Editable({ level, set }: { level: string; set: (level: string) => void }) {
  const [editing, setEditing] = useState(false);
  return editing ? (
    <List level={level} set={set} openNow onClose={() => setEditing(false)} />
  ) : (
    <div style={{ minWidth: 90 }} onDoubleClick={() => setEditing(true)}>
      {level}
    </div>
  );
}

export const LevelsSelect = () => <Levels cell={(level, set) => <List level={level} set={set} />} />;
export const LevelsEdit = () => <Levels cell={(level, set) => <Editable level={level} set={set} />} />;
export const LevelsRadio = () => (
  <Levels
    cell={(level, set) => (
      <RadioGroup layout="horizontal-stacked" value={level} onChange={(_, data) => set(data.value)}>
        {levels.map(name => (
          <Radio key={name} value={name} label={name} />
        ))}
      </RadioGroup>
    )}
  />
);
