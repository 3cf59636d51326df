import { Segmented, Select, Table } from 'antd';
import { useState } from 'react';
import { columns, fewColumns, levelColumns, levels, members, sectionNames, sections } from '../data.ts';
import { open, opened } from '../zoo.ts';
import { useField, useLevels } from '../react.tsx';

const shown = (names: string[], width?: number) =>
  names.map(name => ({
    title: name,
    dataIndex: name,
    width,
    render: name === 'Member ID' ? (id: string) => <a onClick={() => opened(id)}>{id}</a> : undefined,
  }));

export function TablePaged() {
  useField('opened', '');
  return (
    <Table
      size="small"
      rowKey="Member ID"
      columns={shown(fewColumns)}
      dataSource={members(60)}
      pagination={{ pageSize: 20, showSizeChanger: false }}
    />
  );
}

export function TableVirtual() {
  useField('opened', '');
  return (
    <Table
      size="small"
      virtual
      rowKey="Member ID"
      columns={shown(columns, 140)}
      dataSource={members(1000)}
      scroll={{ x: 2800, y: 400 }}
      style={{ width: 900 }}
      pagination={false}
    />
  );
}

type Cell = (level: string, set: (level: string) => void) => any;

/** Sections are the branches of a tree table. */
function Levels({ cell, closed }: { cell: Cell; closed?: boolean }) {
  const { level, setLevel } = useLevels();
  const rows = sectionNames.map(section => ({
    key: section,
    name: section,
    section: '',
    children: sections[section]!.map(name => ({ key: `${section}/${name}`, name, section })),
  }));
  return (
    <Table
      size="small"
      pagination={false}
      dataSource={rows as any[]}
      expandable={{ defaultExpandAllRows: !closed, onExpand: (to, row) => open(row.name, to) }}
      columns={[
        { title: 'Name', dataIndex: 'name' },
        ...levelColumns.map(column => ({
          title: column,
          render: (_: any, row: any) =>
            row.section &&
            cell(level(row.section, row.name, column), next => setLevel(row.section, row.name, column, next)),
        })),
      ]}
    />
  );
}

const options = levels.map(value => ({ value, label: value }));

export const LevelsSelect = () => (
  <Levels
    closed
    cell={(level, set) => (
      <Select size="small" style={{ width: 90 }} value={level} onChange={set} options={options} />
    )}
  />
);

export const LevelsRadio = () => (
  <Levels cell={(level, set) => <Segmented size="small" value={level} onChange={set} options={levels} />} />
);

function Editable({ level, set }: { level: string; set: (level: string) => void }) {
  const [editing, setEditing] = useState(false);
  if (!editing)
    return (
      <div style={{ minWidth: 90 }} onClick={() => setEditing(true)}>
        {level}
      </div>
    );
  return (
    <Select
      size="small"
      autoFocus
      defaultOpen
      style={{ width: 90 }}
      value={level}
      options={options}
      onChange={next => {
        set(next);
        setEditing(false);
      }}
      onBlur={() => setEditing(false)}
    />
  );
}
export const LevelsEdit = () => <Levels cell={(level, set) => <Editable level={level} set={set} />} />;
