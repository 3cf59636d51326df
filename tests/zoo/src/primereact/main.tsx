import 'primereact/resources/themes/lara-light-blue/theme.css';
import 'primereact/resources/primereact.min.css';
import 'primeicons/primeicons.css';
import { useRef, useState } from 'react';
import { Accordion, AccordionTab } from 'primereact/accordion';
import { AutoComplete } from 'primereact/autocomplete';
import { Button } from 'primereact/button';
import { Calendar } from 'primereact/calendar';
import { Checkbox } from 'primereact/checkbox';
import { ConfirmDialog, confirmDialog } from 'primereact/confirmdialog';
import { Dialog } from 'primereact/dialog';
import { Dropdown } from 'primereact/dropdown';
import { FloatLabel } from 'primereact/floatlabel';
import { InputSwitch } from 'primereact/inputswitch';
import { InputText } from 'primereact/inputtext';
import { TabPanel, TabView } from 'primereact/tabview';
import { Toast } from 'primereact/toast';
import { PrimeReactProvider } from 'primereact/api';
import {
  checks,
  dates,
  disabledTab,
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
import { askRoles, fromIso, iso, open, press } from '../zoo.ts';
import { bothDates, type Combo, eachCheck, start, threeCombos, twoSearches, useField } from '../react.tsx';
import { LevelsEdit, LevelsRadio, LevelsSelect, TablePaged, TableVirtual } from './tables.tsx';

const slug = (name: string) => name.toLowerCase().replace(/\W/g, '-');

function One({ name, how, value: first = '', note }: TextField) {
  const [value, setValue] = useField(name, first);
  const id = slug(name);
  const input = (
    <InputText
      id={id}
      value={value}
      onChange={e => setValue(e.target.value)}
      disabled={how === 'disabled'}
      readOnly={how === 'readonly'}
      placeholder={how === 'placeholder' ? name : undefined}
      aria-label={how === 'aria' ? name : undefined}
      aria-describedby={how === 'help' ? `${id}-help` : undefined}
    />
  );
  const label = (
    <label htmlFor={id}>
      {name}
      {how === 'star' && ' *'}
    </label>
  );
  switch (how) {
    case 'placeholder':
    case 'aria':
      return <div>{input}</div>;
    case 'left':
      return (
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          {label}
          {input}
        </div>
      );
    case 'star-column':
      return (
        <div style={{ display: 'grid', gridTemplateColumns: '80px 20px 260px', alignItems: 'center' }}>
          {label}
          <span style={{ color: 'red' }}>*</span>
          {input}
        </div>
      );
    case 'floating':
      return (
        <div style={{ marginTop: 12 }}>
          <FloatLabel>
            {input}
            {label}
          </FloatLabel>
        </div>
      );
    case 'units':
      return (
        <div>
          {label}
          <div className="p-inputgroup">
            {input}
            <span className="p-inputgroup-addon">{note}</span>
          </div>
        </div>
      );
    default:
      return (
        <div style={{ display: 'grid', gap: 4 }}>
          {label}
          {input}
          {how === 'help' && <small id={`${id}-help`}>{note}</small>}
        </div>
      );
  }
}

const Text = () => (
  <div style={{ display: 'grid', gap: 12, width: 480 }}>
    <div style={{ display: 'flex', gap: 16 }}>
      {textFields
        .filter(f => f.how === 'side')
        .map(f => (
          <One key={f.name} {...f} />
        ))}
    </div>
    {textFields
      .filter(f => f.how !== 'side')
      .map(f => (
        <One key={f.name} {...f} />
      ))}
  </div>
);

function Choice({ name, entries, search, disabled }: Combo) {
  const [value, setValue] = useField(name, '');
  return (
    <div style={{ marginBottom: 16 }}>
      <label htmlFor={slug(name)} style={{ display: 'block' }}>
        {name}
      </label>
      <Dropdown
        inputId={slug(name)}
        value={value}
        options={entries}
        onChange={e => setValue(e.value)}
        filter={search}
        disabled={disabled}
        style={{ width: 260 }}
      />
    </div>
  );
}

/** The server gives 20 entries for what was typed; one types on to see others. */
function ComboPaged() {
  const [, setChosen] = useField<string>('Role ID', '');
  const [shown, setShown] = useState('');
  const [entries, setEntries] = useState<string[]>([]);
  return (
    <div>
      <label htmlFor="role" style={{ display: 'block' }}>
        Role ID
      </label>
      <AutoComplete
        inputId="role"
        value={shown}
        suggestions={entries}
        dropdown
        completeMethod={async e => setEntries((await askRoles(0, e.query)).entries)}
        onChange={e => setShown(e.value ?? '')}
        onSelect={e => setChosen(e.value)}
        onBlur={() => setTimeout(() => setShown(window.zoo.state['Role ID']), 300)}
      />
    </div>
  );
}

function Sections() {
  const [shown, setShown] = useState<number[]>([]);
  return (
    <Accordion
      multiple
      activeIndex={shown}
      onTabChange={e => {
        const now = e.index as number[];
        setShown(now);
        sectionNames.forEach((section, i) => open(section, now.includes(i)));
      }}
    >
      {sectionNames.map(section => (
        <AccordionTab key={section} header={section}>
          {sections[section]!.map(row => (
            <div key={row}>{row}</div>
          ))}
        </AccordionTab>
      ))}
    </Accordion>
  );
}

function Dialogs() {
  const [error, setError] = useState(false);
  const ok = () => {
    press('OK');
    setError(false);
  };
  return (
    <>
      <ConfirmDialog />
      <Button
        label="Delete"
        severity="danger"
        onClick={() => {
          press('Delete');
          confirmDialog({
            header: text.confirmTitle,
            message: text.confirm,
            icon: 'pi pi-exclamation-triangle',
            accept: () => press('Yes'),
            reject: how => {
              if (how !== 'cancel') press('No');
            },
          } as any);
        }}
      />{' '}
      <Button
        label="Save"
        onClick={() => {
          press('Save');
          setError(true);
        }}
      />
      <Dialog
        header={text.errorTitle}
        visible={error}
        onHide={() => setError(false)}
        style={{ width: '26rem' }}
        footer={<Button label="OK" onClick={ok} />}
      >
        {text.error}
      </Dialog>
    </>
  );
}

function ToastPage() {
  const toast = useRef<Toast>(null);
  return (
    <>
      <Toast ref={toast} />
      <One name="Member ID" how="above" />
      <Button
        label="Save"
        style={{ marginTop: 8 }}
        onClick={() => {
          press('Save');
          toast.current!.show(
            window.zoo.state['Member ID']
              ? { severity: 'success', summary: 'Success', detail: text.saved }
              : { severity: 'error', summary: 'Error', detail: text.refused },
          );
        }}
      />
    </>
  );
}

function TabsPage() {
  const [tab, setTab] = useField('tab', 'Details');
  return (
    <TabView scrollable activeIndex={tabs.indexOf(tab)} onTabChange={e => setTab(tabs[e.index]!)}>
      {tabs.map(name => (
        <TabPanel key={name} header={name} disabled={name === disabledTab}>
          {tabText(name)}
        </TabPanel>
      ))}
    </TabView>
  );
}

const faces = {
  back: 'arrow-left',
  plus: 'plus',
  save: 'save',
  saveClose: 'check-square',
  refresh: 'refresh',
  trash: 'trash',
};
const Toolbar = () => (
  <>
    {tools.map(tool => (
      <Button
        key={tool.name}
        icon={`pi pi-${faces[tool.icon]}`}
        text
        disabled={tool.disabled}
        tooltip={tool.name}
        tooltipOptions={{ position: 'bottom', showOnDisabled: true }}
        onClick={() => press(tool.name)}
      />
    ))}
  </>
);

function Box({ name, side, on, disabled, switch: isSwitch }: Check) {
  const [value, setValue] = useField(name, on, 'checks');
  const id = slug(name);
  const box = isSwitch ? (
    <InputSwitch inputId={id} checked={value} onChange={e => setValue(e.value)} />
  ) : (
    <Checkbox inputId={id} checked={value} disabled={disabled} onChange={e => setValue(e.checked!)} />
  );
  const label = (
    <label htmlFor={id} style={{ margin: '0 8px' }}>
      {name}
    </label>
  );
  return (
    <div style={{ display: 'flex', alignItems: 'center', margin: 8 }}>
      {side === 'left' ? (
        <>
          {label}
          {box}
        </>
      ) : (
        <>
          {box}
          {label}
        </>
      )}
    </div>
  );
}

function Day({ name }: { name: string }) {
  const [value, setValue] = useField(name, dates[name]!);
  return (
    <div style={{ marginBottom: 16 }}>
      <label htmlFor={slug(name)} style={{ display: 'block' }}>
        {name}
      </label>
      <Calendar inputId={slug(name)} value={fromIso(value)} showIcon onChange={e => setValue(iso(e.value as Date))} />
    </div>
  );
}

start(
  {
    text: Text,
    'combo-drawn': threeCombos(Choice),
    'combo-search': twoSearches(Choice),
    'combo-paged': ComboPaged,
    'table-paged': TablePaged,
    'table-virtual': TableVirtual,
    sections: Sections,
    'levels-select': LevelsSelect,
    'levels-edit': LevelsEdit,
    'levels-radio': LevelsRadio,
    dialog: Dialogs,
    toast: ToastPage,
    tabs: TabsPage,
    toolbar: Toolbar,
    check: eachCheck(Box),
    date: bothDates(Day),
  },
  page => <PrimeReactProvider>{page}</PrimeReactProvider>,
);
