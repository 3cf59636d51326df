import '@carbon/styles/css/styles.min.css';
import { Fragment, useEffect, useState } from 'react';
import {
  Accordion,
  AccordionItem,
  Button,
  Checkbox,
  ComboBox,
  DatePicker,
  DatePickerInput,
  Dropdown,
  Modal,
  Pagination,
  RadioButton,
  RadioButtonGroup,
  Select,
  SelectItem,
  Tab,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableHeader,
  TableRow,
  TabList,
  TabPanel,
  TabPanels,
  Tabs,
  TextInput,
  ToastNotification,
  Toggle,
} from '@carbon/react';
import { Add, ArrowLeft, Renew, Save, SaveModel, TrashCan } from '@carbon/icons-react';
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
import { askRoles, fromIso, iso, open, opened, press } from '../zoo.ts';
import { bothDates, type Combo, eachCheck, start, threeCombos, twoSearches, useField, useLevels } from '../react.tsx';

const slug = (name: string) => name.toLowerCase().replace(/\W/g, '-');

function One({ name, how, value: first = '', note }: TextField) {
  const [value, setValue] = useField(name, first);
  const hidden = how === 'aria' || how === 'placeholder' || how === 'star-column';
  const input = (
    <TextInput
      id={slug(name)}
      value={value}
      onChange={e => setValue(e.target.value)}
      hideLabel={hidden}
      labelText={how === 'placeholder' || how === 'star-column' ? '' : how === 'star' ? `${name} *` : name}
      placeholder={how === 'placeholder' ? name : undefined}
      inline={how === 'left'}
      disabled={how === 'disabled'}
      readOnly={how === 'readonly'}
      helperText={how === 'help' ? note : undefined}
    />
  );
  if (how === 'star-column') {
    return (
      <div style={{ display: 'grid', gridTemplateColumns: '80px 20px 260px', alignItems: 'center' }}>
        <label className="cds--label" htmlFor={slug(name)}>
          {name}
        </label>
        <span style={{ color: 'red' }}>*</span>
        {input}
      </div>
    );
  }
  return how === 'units' ? (
    <div style={{ display: 'flex', gap: 8, alignItems: 'end' }}>
      {input}
      <span>{note}</span>
    </div>
  ) : (
    input
  );
}

const Text = () => (
  <div style={{ display: 'grid', gap: 12, width: 420 }}>
    <div style={{ display: 'flex', gap: 16 }}>
      {textFields
        .filter(f => f.how === 'side')
        .map(f => (
          <One key={f.name} {...f} />
        ))}
    </div>
    {textFields
      .filter(f => f.how !== 'side' && f.how !== 'floating')
      .map(f => (
        <One key={f.name} {...f} />
      ))}
  </div>
);

function Choice({ name, entries, native, disabled }: Combo) {
  const [value, setValue] = useField(name, '');
  return (
    <div style={{ width: 280, marginBottom: 16 }}>
      {native ? (
        <Select
          id={slug(name)}
          labelText={name}
          value={value}
          onChange={e => setValue(e.target.value)}
          disabled={disabled}
        >
          <SelectItem value="" text="" />
          {entries.map(entry => (
            <SelectItem key={entry} value={entry} text={entry} />
          ))}
        </Select>
      ) : (
        <Dropdown
          id={slug(name)}
          titleText={name}
          label="Choose"
          items={entries}
          selectedItem={value || null}
          disabled={disabled}
          onChange={({ selectedItem }) => setValue(selectedItem ?? '')}
        />
      )}
    </div>
  );
}
function Search({ name, entries }: Combo) {
  const [, setValue] = useField(name, '');
  return (
    <div style={{ width: 280, marginBottom: 16 }}>
      <ComboBox
        id={slug(name)}
        titleText={name}
        items={entries}
        shouldFilterItem={({ item, inputValue }) =>
          !inputValue || item.toLowerCase().includes(inputValue.toLowerCase())
        }
        onChange={({ selectedItem }) => setValue(selectedItem ?? '')}
      />
    </div>
  );
}

/** The server gives 20 entries for what was typed. */
function ComboPaged() {
  const [chosen, setChosen] = useField('Role ID', '');
  const [query, setQuery] = useState('');
  const [entries, setEntries] = useState<string[]>([]);
  useEffect(() => {
    let now = true;
    void askRoles(0, query === chosen ? '' : query).then(answer => {
      if (now) setEntries(answer.entries);
    });
    return () => {
      now = false;
    };
  }, [query]);
  return (
    <div style={{ width: 280 }}>
      <ComboBox
        id="role"
        titleText="Role ID"
        items={entries}
        onInputChange={next => setQuery(next ?? '')}
        onChange={({ selectedItem }) => setChosen(selectedItem ?? '')}
      />
    </div>
  );
}

function TablePaged() {
  useField('opened', '');
  const [page, setPage] = useState(1);
  return (
    <TableContainer title="API Members">
      <Table size="sm">
        <TableHead>
          <TableRow>
            {fewColumns.map(name => (
              <TableHeader key={name}>{name}</TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {members(60)
            .slice(page * 20 - 20, page * 20)
            .map(row => (
              <TableRow key={row['Member ID']} onDoubleClick={() => opened(row['Member ID']!)}>
                {fewColumns.map(name => (
                  <TableCell key={name}>{row[name]}</TableCell>
                ))}
              </TableRow>
            ))}
        </TableBody>
      </Table>
      <Pagination totalItems={60} pageSize={20} pageSizes={[20]} page={page} onChange={e => setPage(e.page)} />
    </TableContainer>
  );
}

const Sections = () => (
  <Accordion>
    {sectionNames.map(section => (
      <AccordionItem key={section} title={section} onHeadingClick={({ isOpen }) => open(section, isOpen)}>
        {sections[section]!.map(row => (
          <p key={row}>{row}</p>
        ))}
      </AccordionItem>
    ))}
  </Accordion>
);

type Cell = (key: string, level: string, set: (level: string) => void) => any;
function Levels({ cell }: { cell: Cell }) {
  const { level, setLevel } = useLevels();
  return (
    <Table size="sm">
      <TableHead>
        <TableRow>
          {['Name', ...levelColumns].map(name => (
            <TableHeader key={name}>{name}</TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {sectionNames.map(section => (
          <Fragment key={section}>
            <TableRow>
              <TableCell colSpan={5}>
                <strong>{section}</strong>
              </TableCell>
            </TableRow>
            {sections[section]!.map(row => (
              <TableRow key={row}>
                <TableCell>{row}</TableCell>
                {levelColumns.map(column => (
                  <TableCell key={column}>
                    {cell(slug(section + row + column), level(section, row, column), next =>
                      setLevel(section, row, column, next),
                    )}
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
const LevelsSelect = () => (
  <Levels
    cell={(key, level, set) => (
      <Dropdown
        id={key}
        size="sm"
        type="inline"
        titleText=""
        label=""
        items={levels}
        selectedItem={level}
        onChange={({ selectedItem }) => set(selectedItem!)}
      />
    )}
  />
);
const LevelsRadio = () => (
  <Levels
    cell={(key, level, set) => (
      <RadioButtonGroup name={key} valueSelected={level} onChange={next => set(String(next))}>
        {levels.map(name => (
          <RadioButton key={name} id={key + name} labelText={name} value={name} />
        ))}
      </RadioButtonGroup>
    )}
  />
);

function Dialogs() {
  const [shown, setShown] = useState('');
  const show = (name: string) => {
    press(name);
    setShown(name);
  };
  const answer = (name: string) => () => {
    press(name);
    setShown('');
  };
  const close = (e: any) => {
    if (e?.type !== 'click') setShown('');
  };
  return (
    <>
      <Button kind="danger" onClick={() => show('Delete')}>
        Delete
      </Button>{' '}
      <Button onClick={() => show('Save')}>Save</Button>
      <Modal
        danger
        size="sm"
        open={shown === 'Delete'}
        modalHeading={text.confirmTitle}
        primaryButtonText="Yes"
        secondaryButtonText="No"
        onRequestSubmit={answer('Yes')}
        onSecondarySubmit={answer('No')}
        onRequestClose={close}
      >
        <p>{text.confirm}</p>
      </Modal>
      <Modal
        size="xs"
        open={shown === 'Save'}
        modalHeading={text.errorTitle}
        primaryButtonText="OK"
        onRequestSubmit={answer('OK')}
        onRequestClose={close}
      >
        <p>{text.error}</p>
      </Modal>
    </>
  );
}

function Toast() {
  const [shown, setShown] = useState<{ n: number; good: boolean } | null>(null);
  return (
    <>
      <One name="Member ID" how="above" />
      <Button
        onClick={() => {
          press('Save');
          setShown({ n: Date.now(), good: !!window.zoo.state['Member ID'] });
        }}
      >
        Save
      </Button>
      {shown && (
        <div style={{ position: 'fixed', top: 16, right: 16 }}>
          <ToastNotification
            key={shown.n}
            kind={shown.good ? 'success' : 'error'}
            timeout={shown.good ? 4000 : 0}
            title={shown.good ? 'Saved' : 'Error'}
            subtitle={shown.good ? text.saved : text.refused}
          />
        </div>
      )}
    </>
  );
}

function TabsPage() {
  const [, setTab] = useField('tab', 'Details');
  return (
    <Tabs onChange={({ selectedIndex }) => setTab(tabs[selectedIndex]!)}>
      <TabList>
        {tabs.map(name => (
          <Tab key={name} disabled={name === disabledTab}>
            {name}
          </Tab>
        ))}
      </TabList>
      <TabPanels>
        {tabs.map(name => (
          <TabPanel key={name}>{tabText(name)}</TabPanel>
        ))}
      </TabPanels>
    </Tabs>
  );
}

const faces = { back: ArrowLeft, plus: Add, save: Save, saveClose: SaveModel, refresh: Renew, trash: TrashCan };
const Toolbar = () => (
  <>
    {tools.map(tool => (
      <Button
        key={tool.name}
        hasIconOnly
        kind="ghost"
        renderIcon={faces[tool.icon]}
        iconDescription={tool.name}
        tooltipPosition="bottom"
        disabled={tool.disabled}
        onClick={() => press(tool.name)}
      />
    ))}
  </>
);

function Box({ name, on, disabled, switch: isSwitch }: Check) {
  const [value, setValue] = useField(name, on, 'checks');
  return isSwitch ? (
    <Toggle id={slug(name)} labelText={name} toggled={value} onToggle={setValue} />
  ) : (
    <Checkbox
      id={slug(name)}
      labelText={name}
      checked={value}
      disabled={disabled}
      onChange={(_, data) => setValue(data.checked)}
    />
  );
}

function Day({ name }: { name: string }) {
  const [value, setValue] = useField(name, dates[name]!);
  return (
    <DatePicker
      datePickerType="single"
      value={fromIso(value) ?? undefined}
      onChange={([day]: Date[]) => setValue(iso(day))}
    >
      <DatePickerInput id={slug(name)} labelText={name} placeholder="mm/dd/yyyy" />
    </DatePicker>
  );
}

start(
  {
    text: Text,
    'combo-native': threeCombos(Choice, { native: true }),
    'combo-drawn': threeCombos(Choice),
    'combo-search': twoSearches(Search),
    'combo-paged': ComboPaged,
    'table-paged': TablePaged,
    sections: Sections,
    'levels-select': LevelsSelect,
    'levels-radio': LevelsRadio,
    dialog: Dialogs,
    toast: Toast,
    tabs: TabsPage,
    toolbar: Toolbar,
    check: eachCheck(Box),
    date: bothDates(Day),
  },
  page => <div style={{ padding: 16 }}>{page}</div>,
);
