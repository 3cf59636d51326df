import { Accordion, RadioGroup, Select } from 'radix-ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useRef, useState } from 'react';
import { fewColumns, levelColumns, levels, members, sectionNames, sections } from '../data.ts';
import { open, opened } from '../zoo.ts';
import { useField, useLevels } from '../react.tsx';

type ListProps = {
  id?: string;
  value: string;
  entries: string[];
  onChange: (entry: string) => void;
  disabled?: boolean;
  openNow?: boolean;
  onClose?: () => void;
};
export const List = ({ id, value, entries, onChange, disabled, openNow, onClose }: ListProps) => (
  <Select.Root
    value={value}
    onValueChange={onChange}
    disabled={disabled}
    defaultOpen={openNow}
    onOpenChange={shown => {
      if (!shown) onClose?.();
    }}
  >
    <Select.Trigger id={id} className="trigger">
      <Select.Value placeholder="Select…" />
      <Select.Icon />
    </Select.Trigger>
    <Select.Portal>
      <Select.Content className="popup" position="popper">
        <Select.Viewport>
          {entries.map(entry => (
            <Select.Item key={entry} value={entry} className="item">
              <Select.ItemText>{entry}</Select.ItemText>
            </Select.Item>
          ))}
        </Select.Viewport>
      </Select.Content>
    </Select.Portal>
  </Select.Root>
);

export function TablePaged() {
  useField('opened', '');
  const [page, setPage] = useState(0);
  const rows = members(60).slice(page * 20, page * 20 + 20);
  const go = (name: string, to: number) => (
    <button className="button soft" disabled={to < 0 || to > 2} onClick={() => setPage(to)}>
      {name}
    </button>
  );
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            {fewColumns.map(name => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row['Member ID']}>
              {fewColumns.map((name, i) => (
                <td key={name}>
                  {i ? (
                    row[name]
                  ) : (
                    <a href="#" onClick={() => opened(row[name]!)}>
                      {row[name]}
                    </a>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {go('Previous', page - 1)} Page {page + 1} of 3 {go('Next', page + 1)}
      </p>
    </>
  );
}

function Many({ recycled }: { recycled?: boolean }) {
  useField('opened', '');
  const view = useRef<HTMLDivElement>(null);
  const rows = members(1000);
  const list = useVirtualizer({
    count: 1000,
    getScrollElement: () => view.current,
    estimateSize: () => 34,
    overscan: 3,
  });
  const shown = list.getVirtualItems();
  return (
    <>
      <div style={{ position: 'relative', height: 34 }}>
        <div className="line">
          {fewColumns.map(name => (
            <b key={name}>{name}</b>
          ))}
        </div>
      </div>
      <div className="view" ref={view}>
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {shown.map(({ index, start }) => (
            <div
              key={recycled ? index % 24 : index}
              className="line"
              style={{ top: start }}
              onDoubleClick={() => opened(rows[index]!['Member ID']!)}
            >
              {fewColumns.map(name => (
                <div key={name}>{rows[index]![name]}</div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
export const TableVirtual = () => <Many />;
export const TableRecycled = () => <Many recycled />;

type Cell = (level: string, set: (level: string) => void) => any;

function Levels({ cell }: { cell: Cell }) {
  const { level, setLevel } = useLevels();
  const line = (section: string, row: string) => (
    <tr key={row}>
      <td>{row}</td>
      {levelColumns.map(column => (
        <td key={column}>{cell(level(section, row, column), next => setLevel(section, row, column, next))}</td>
      ))}
    </tr>
  );
  return (
    <table className="table">
      <thead>
        <tr>
          {['Name', ...levelColumns].map(name => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sectionNames.map(section => (
          <Fragment key={section}>
            <tr>
              <th colSpan={5}>{section}</th>
            </tr>
            {sections[section]!.map(row => line(section, row))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Editable({ level, set }: { level: string; set: (level: string) => void }) {
  const [editing, setEditing] = useState(false);
  return editing ? (
    <List value={level} entries={levels} onChange={set} openNow onClose={() => setEditing(false)} />
  ) : (
    <div style={{ minWidth: 80 }} onClick={() => setEditing(true)}>
      {level}
    </div>
  );
}

export const LevelsSelect = () => (
  <Levels cell={(level, set) => <List value={level} entries={levels} onChange={set} />} />
);
export const LevelsEdit = () => <Levels cell={(level, set) => <Editable level={level} set={set} />} />;

/** Sections of an accordion, each with a table of its own. */
export function LevelsRadio() {
  const { level, setLevel } = useLevels();
  return (
    <Accordion.Root
      type="multiple"
      className="accordion"
      onValueChange={now => {
        for (const section of sectionNames) open(section, now.includes(section));
      }}
    >
      {sectionNames.map(section => (
        <Accordion.Item key={section} value={section}>
          <Accordion.Header>
            <Accordion.Trigger>{section}</Accordion.Trigger>
          </Accordion.Header>
          <Accordion.Content>
            <table className="table">
              <thead>
                <tr>
                  {['Name', ...levelColumns].map(name => (
                    <th key={name}>{name}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sections[section]!.map(row => (
                  <tr key={row}>
                    <td>{row}</td>
                    {levelColumns.map(column => (
                      <td key={column}>
                        <RadioGroup.Root
                          className="radios"
                          value={level(section, row, column)}
                          onValueChange={next => setLevel(section, row, column, next)}
                        >
                          {levels.map(name => (
                            <label key={name}>
                              <RadioGroup.Item className="radio" value={name} />
                              {name}
                            </label>
                          ))}
                        </RadioGroup.Root>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Accordion.Content>
        </Accordion.Item>
      ))}
    </Accordion.Root>
  );
}
