import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import { Fragment, useEffect, useState } from 'react';
import {
  Accordion,
  ActionIcon,
  Button,
  Checkbox,
  Combobox,
  Group,
  Input,
  InputBase,
  MantineProvider,
  Modal,
  NativeSelect,
  Pagination,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Table,
  Tabs,
  Text as Words,
  TextInput,
  Tooltip,
  Tree,
  useCombobox,
  useTree,
} from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { Notifications, notifications } from '@mantine/notifications';
import {
  checks,
  dates,
  disabledTab,
  fewColumns,
  levelColumns,
  levels,
  members,
  sectionNames,
  sections,
  tabs,
  tabText,
  text,
  textFields,
  tools,
  type Check,
  type TextField,
} from '../data.ts';
import { askRoles, open, opened, press } from '../zoo.ts';
import { icons } from '../icons.ts';
import { bothDates, type Combo, eachCheck, start, threeCombos, twoSearches, useField, useLevels } from '../react.tsx';

function One({ name, how, value: first = '', note }: TextField) {
  const [value, setValue] = useField(name, first);
  const common = { value, onChange: (e: any) => setValue(e.currentTarget.value), w: 260 };
  const id = name.replace(/\W/g, '-');
  switch (how) {
    case 'placeholder':
      return <TextInput {...common} placeholder={name} />;
    case 'aria':
      return <TextInput {...common} aria-label={name} />;
    case 'left':
      return (
        <Group>
          <Input.Label htmlFor={id}>{name}</Input.Label>
          <TextInput id={id} {...common} />
        </Group>
      );
    case 'star-column':
      return (
        <div style={{ display: 'grid', gridTemplateColumns: '80px 20px 260px', alignItems: 'center' }}>
          <Input.Label htmlFor={id}>{name}</Input.Label>
          <span style={{ color: 'red' }}>*</span>
          <TextInput id={id} {...common} />
        </div>
      );
    default:
      return (
        <TextInput
          {...common}
          label={name}
          withAsterisk={how === 'star'}
          disabled={how === 'disabled'}
          readOnly={how === 'readonly'}
          description={how === 'help' ? note : undefined}
          rightSection={how === 'units' ? <small>{note}</small> : undefined}
          rightSectionWidth={90}
        />
      );
  }
}

const Text = () => (
  <Stack gap="xs">
    <Group>
      {textFields
        .filter(f => f.how === 'side')
        .map(f => (
          <One key={f.name} {...f} />
        ))}
    </Group>
    {textFields
      .filter(f => f.how !== 'side' && f.how !== 'floating')
      .map(f => (
        <One key={f.name} {...f} />
      ))}
  </Stack>
);

function Native({ name, entries, disabled }: Combo) {
  const [value, setValue] = useField(name, '');
  return (
    <NativeSelect
      label={name}
      data={['', ...entries]}
      value={value}
      disabled={disabled}
      w={260}
      mb="sm"
      onChange={e => setValue(e.currentTarget.value)}
    />
  );
}
function Choice({ name, entries, search, disabled }: Combo) {
  const [value, setValue] = useField(name, '');
  return (
    <Select
      label={name}
      data={entries}
      value={value || null}
      searchable={search}
      disabled={disabled}
      w={260}
      mb="sm"
      allowDeselect={false}
      onChange={next => setValue(next ?? '')}
    />
  );
}
/** A button-like combo with a search field in its list; the server is asked, and for more as one scrolls. */
function ComboPaged() {
  const [value, setValue] = useField('Role ID', '');
  const [query, setQuery] = useState('');
  const [entries, setEntries] = useState<string[]>([]);
  const [total, setTotal] = useState(0);
  const combo = useCombobox({ onDropdownClose: () => setQuery(''), onDropdownOpen: () => combo.focusSearchInput() });
  useEffect(() => {
    let now = true;
    void askRoles(0, query).then(answer => {
      if (now) {
        setEntries(answer.entries);
        setTotal(answer.total);
      }
    });
    return () => {
      now = false;
    };
  }, [query]);
  const more = async (e: any) => {
    const list = e.currentTarget;
    if (list.busy || entries.length >= total || list.scrollTop + list.clientHeight < list.scrollHeight - 40) return;
    list.busy = true;
    const answer = await askRoles(entries.length, query);
    list.busy = false;
    setEntries([...entries, ...answer.entries]);
  };
  return (
    <Combobox
      store={combo}
      onOptionSubmit={entry => {
        setValue(entry);
        combo.closeDropdown();
      }}
    >
      <Combobox.Target>
        <InputBase
          component="button"
          type="button"
          pointer
          label="Role ID"
          w={260}
          rightSection={<Combobox.Chevron />}
          onClick={() => combo.toggleDropdown()}
        >
          {value || <Input.Placeholder>Pick a role</Input.Placeholder>}
        </InputBase>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search value={query} onChange={e => setQuery(e.currentTarget.value)} placeholder="Search" />
        <Combobox.Options mah={220} style={{ overflowY: 'auto' }} onScroll={more}>
          {entries.map(entry => (
            <Combobox.Option key={entry} value={entry}>
              {entry}
            </Combobox.Option>
          ))}
          {entries.length === 0 && <Combobox.Empty>Nothing found</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function TablePaged() {
  useField('opened', '');
  const [page, setPage] = useState(1);
  return (
    <>
      <Table striped highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {fewColumns.map(name => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members(60)
            .slice(page * 20 - 20, page * 20)
            .map(row => (
              <Table.Tr key={row['Member ID']} onDoubleClick={() => opened(row['Member ID']!)}>
                {fewColumns.map(name => (
                  <Table.Td key={name}>{row[name]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      <Pagination total={3} value={page} onChange={setPage} />
    </>
  );
}

const treeData = sectionNames.map(section => ({
  value: section,
  label: section,
  children: sections[section]!.map(row => ({ value: `${section}/${row}`, label: row })),
}));

function Sections() {
  const tree = useTree({
    onNodeExpand: section => open(section, true),
    onNodeCollapse: section => open(section, false),
  });
  return <Tree tree={tree} data={treeData} />;
}

type Cell = (level: string, set: (level: string) => void) => any;
function LevelRows({ section, cell, all }: { section: string; cell: Cell; all: ReturnType<typeof useLevels> }) {
  return sections[section]!.map(row => (
    <Table.Tr key={row}>
      <Table.Td>{row}</Table.Td>
      {levelColumns.map(column => (
        <Table.Td key={column}>
          {cell(all.level(section, row, column), next => all.setLevel(section, row, column, next))}
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}
const Head = () => (
  <Table.Thead>
    <Table.Tr>
      {['Name', ...levelColumns].map(name => (
        <Table.Th key={name}>{name}</Table.Th>
      ))}
    </Table.Tr>
  </Table.Thead>
);

function Levels({ cell }: { cell: Cell }) {
  const all = useLevels();
  return (
    <Table>
      <Head />
      <Table.Tbody>
        {sectionNames.map(section => (
          <Fragment key={section}>
            <Table.Tr>
              <Table.Th colSpan={5}>{section}</Table.Th>
            </Table.Tr>
            <LevelRows section={section} cell={cell} all={all} />
          </Fragment>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Each section is an item of an accordion. */
function LevelsSelect() {
  const all = useLevels();
  return (
    <Accordion
      multiple
      onChange={now => {
        for (const section of sectionNames) open(section, now.includes(section));
      }}
    >
      {sectionNames.map(section => (
        <Accordion.Item key={section} value={section}>
          <Accordion.Control>{section}</Accordion.Control>
          <Accordion.Panel>
            <Table>
              <Head />
              <Table.Tbody>
                <LevelRows
                  section={section}
                  all={all}
                  cell={(level, set) => (
                    <Select
                      size="xs"
                      w={90}
                      data={levels}
                      value={level}
                      allowDeselect={false}
                      onChange={next => set(next!)}
                    />
                  )}
                />
              </Table.Tbody>
            </Table>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function Editable({ level, set }: { level: string; set: (level: string) => void }) {
  const [editing, setEditing] = useState(false);
  return editing ? (
    <Select
      size="xs"
      w={90}
      data={levels}
      value={level}
      allowDeselect={false}
      autoFocus
      defaultDropdownOpened
      onChange={next => {
        set(next!);
        setEditing(false);
      }}
      onBlur={() => setEditing(false)}
    />
  ) : (
    <div style={{ minWidth: 90 }} onClick={() => setEditing(true)}>
      {level}
    </div>
  );
}

function Dialogs() {
  const [shown, setShown] = useState('');
  const show = (name: string) => {
    press(name);
    setShown(name);
  };
  const window_ = (name: string, title: string, words: string, buttons: string[]) => (
    <Modal opened={shown === name} onClose={() => setShown('')} title={title} centered>
      <Words mb="md">{words}</Words>
      <Group>
        {buttons.map((button, i) => (
          <Button
            key={button}
            variant={i ? 'default' : 'filled'}
            onClick={() => {
              press(button);
              setShown('');
            }}
          >
            {button}
          </Button>
        ))}
      </Group>
    </Modal>
  );
  return (
    <Group>
      <Button color="red" onClick={() => show('Delete')}>
        Delete
      </Button>
      <Button onClick={() => show('Save')}>Save</Button>
      {window_('Delete', text.confirmTitle, text.confirm, ['Yes', 'No'])}
      {window_('Save', text.errorTitle, text.error, ['OK'])}
    </Group>
  );
}

const Toast = () => (
  <>
    <One name="Member ID" how="above" />
    <Button
      mt="sm"
      onClick={() => {
        press('Save');
        const good = !!window.zoo.state['Member ID'];
        notifications.show({
          color: good ? 'green' : 'red',
          title: good ? 'Saved' : 'Error',
          message: good ? text.saved : text.refused,
        });
      }}
    >
      Save
    </Button>
  </>
);

function TabsPage() {
  const [tab, setTab] = useField('tab', 'Details');
  return (
    <Tabs value={tab} onChange={next => setTab(next!)}>
      <Tabs.List>
        {tabs.map(name => (
          <Tabs.Tab key={name} value={name} disabled={name === disabledTab}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(name => (
        <Tabs.Panel key={name} value={name} p="md">
          {tabText(name)}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const Toolbar = () => (
  <Group gap="xs">
    {tools.map(tool => (
      <Tooltip key={tool.name} label={tool.name}>
        <ActionIcon variant="default" size="lg" disabled={tool.disabled} onClick={() => press(tool.name)}>
          <svg width="18" height="18" viewBox="0 0 24 24">
            <path fill="currentColor" d={icons[tool.icon]} />
          </svg>
        </ActionIcon>
      </Tooltip>
    ))}
  </Group>
);

function Box({ name, side, on, disabled, switch: isSwitch }: Check) {
  const [value, setValue] = useField(name, on, 'checks');
  const Part = isSwitch ? Switch : Checkbox;
  return (
    <Part
      label={name}
      labelPosition={side}
      checked={value}
      disabled={disabled}
      mb="sm"
      onChange={(e: any) => setValue(e.currentTarget.checked)}
    />
  );
}

function Day({ name }: { name: string }) {
  const [value, setValue] = useField(name, dates[name]!);
  return (
    <DateInput
      label={name}
      w={260}
      valueFormat="MM/DD/YYYY"
      placeholder="mm/dd/yyyy"
      value={value || null}
      onChange={day => setValue(day ?? '')}
    />
  );
}

start(
  {
    text: Text,
    'combo-native': threeCombos(Native),
    'combo-drawn': threeCombos(Choice),
    'combo-search': twoSearches(Choice),
    'combo-paged': ComboPaged,
    'table-paged': TablePaged,
    sections: Sections,
    'levels-select': LevelsSelect,
    'levels-edit': () => <Levels cell={(level, set) => <Editable level={level} set={set} />} />,
    'levels-radio': () => (
      <Levels cell={(level, set) => <SegmentedControl size="xs" data={levels} value={level} onChange={set} />} />
    ),
    dialog: Dialogs,
    toast: Toast,
    tabs: TabsPage,
    toolbar: Toolbar,
    check: eachCheck(Box),
    date: bothDates(Day),
  },
  page => (
    <MantineProvider>
      <Notifications />
      <div style={{ padding: 16 }}>{page}</div>
    </MantineProvider>
  ),
);
