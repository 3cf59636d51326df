import { useEffect, useState } from 'react';
import {
  Button,
  Checkbox,
  Combobox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Dropdown,
  Field,
  FluentProvider,
  Input,
  Option,
  Select,
  Switch,
  Tab,
  TabList,
  Toast,
  ToastTitle,
  Toaster,
  Toolbar,
  ToolbarButton,
  Tooltip,
  Tree,
  TreeItem,
  TreeItemLayout,
  useToastController,
  webLightTheme,
} from '@fluentui/react-components';
import { DatePicker } from '@fluentui/react-datepicker-compat';
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
import { icons } from '../icons.ts';
import { bothDates, type Combo, eachCheck, start, threeCombos, twoSearches, useField } from '../react.tsx';
import { LevelsEdit, LevelsRadio, LevelsSelect, TablePaged, TableVirtual } from './tables.tsx';

function One({ name, how, value: first = '', note }: TextField) {
  const [value, setValue] = useField(name, first);
  const input = (
    <Input
      value={value}
      onChange={(_, data) => setValue(data.value)}
      disabled={how === 'disabled'}
      readOnly={how === 'readonly'}
      placeholder={how === 'placeholder' ? name : undefined}
      aria-label={how === 'aria' ? name : undefined}
      contentAfter={how === 'units' ? <span>{note}</span> : undefined}
    />
  );
  if (how === 'placeholder' || how === 'aria') return <div>{input}</div>;
  if (how === 'star-column') {
    return (
      <div style={{ display: 'grid', gridTemplateColumns: '80px 20px 240px', alignItems: 'center' }}>
        <span>{name}</span>
        <span style={{ color: 'red' }}>*</span>
        {input}
      </div>
    );
  }
  return (
    <Field
      label={name}
      required={how === 'star'}
      orientation={how === 'left' ? 'horizontal' : 'vertical'}
      hint={how === 'help' ? note : undefined}
    >
      {input}
    </Field>
  );
}

const Text = () => (
  <div style={{ display: 'grid', gap: 10, width: 420 }}>
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
    <Field label={name} style={{ width: 260, marginBottom: 12 }}>
      {native ? (
        <Select value={value} onChange={(_, data) => setValue(data.value)} disabled={disabled}>
          <option value="" />
          {entries.map(entry => (
            <option key={entry}>{entry}</option>
          ))}
        </Select>
      ) : (
        <Dropdown
          value={value}
          selectedOptions={value ? [value] : []}
          disabled={disabled}
          placeholder="Select"
          onOptionSelect={(_, data) => setValue(data.optionValue!)}
        >
          {entries.map(entry => (
            <Option key={entry}>{entry}</Option>
          ))}
        </Dropdown>
      )}
    </Field>
  );
}
/** Typing filters; with `paged` the server is asked, and for more as one scrolls. */
function Search({ name, entries, paged }: Combo & { paged?: boolean }) {
  const [chosen, setChosen] = useField(name, '');
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState(false);
  const [found, setFound] = useState(entries);
  const [total, setTotal] = useState(0);
  const query = typed === chosen ? '' : typed;
  useEffect(() => {
    if (!paged || !shown) return;
    let now = true;
    void askRoles(0, query).then(answer => {
      if (now) {
        setFound(answer.entries);
        setTotal(answer.total);
      }
    });
    return () => {
      now = false;
    };
  }, [paged, shown, query]);
  const list = paged ? found : entries.filter(entry => entry.toLowerCase().includes(query.toLowerCase()));
  const more = async (e: any) => {
    const box = e.currentTarget;
    if (!paged || box.busy || found.length >= total) return;
    if (box.scrollTop + box.clientHeight < box.scrollHeight - 40) return;
    box.busy = true;
    const answer = await askRoles(found.length, query);
    box.busy = false;
    setFound([...found, ...answer.entries]);
  };
  return (
    <Field label={name} style={{ width: 260, marginBottom: 12 }}>
      <Combobox
        value={typed}
        selectedOptions={chosen ? [chosen] : []}
        onChange={e => setTyped(e.target.value)}
        open={shown}
        onOpenChange={(_, data) => {
          setShown(data.open);
          if (!data.open) setTyped(window.zoo.state[name]);
        }}
        onOptionSelect={(_, data) => {
          // Typing takes the choice away in the widget; this application keeps it until another is chosen.
          if (data.optionValue) {
            setChosen(data.optionValue);
            setTyped(data.optionText ?? '');
          }
        }}
        listbox={{ onScroll: more, style: { maxHeight: 220 } }}
      >
        {list.map(entry => (
          <Option key={entry}>{entry}</Option>
        ))}
        {list.length === 0 && (
          <Option key="none" disabled text="">
            No entries found
          </Option>
        )}
      </Combobox>
    </Field>
  );
}

const Sections = () => (
  <Tree aria-label="Sections" onOpenChange={(_, data) => open(String(data.value), data.open)}>
    {sectionNames.map(section => (
      <TreeItem key={section} itemType="branch" value={section}>
        <TreeItemLayout>{section}</TreeItemLayout>
        <Tree>
          {sections[section]!.map(row => (
            <TreeItem key={row} itemType="leaf">
              <TreeItemLayout>{row}</TreeItemLayout>
            </TreeItem>
          ))}
        </Tree>
      </TreeItem>
    ))}
  </Tree>
);

type WindowProps = { title: string; words: string; buttons: string[]; shown: boolean; onClose: () => void };
const Window = ({ title, words, buttons, shown, onClose }: WindowProps) => (
  <Dialog modalType="alert" open={shown}>
    <DialogSurface>
      <DialogBody>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>{words}</DialogContent>
        <DialogActions>
          {buttons.map((name, i) => (
            <Button
              key={name}
              appearance={i ? 'secondary' : 'primary'}
              onClick={() => {
                press(name);
                onClose();
              }}
            >
              {name}
            </Button>
          ))}
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  </Dialog>
);

function Dialogs() {
  const [shown, setShown] = useState('');
  const show = (name: string) => {
    press(name);
    setShown(name);
  };
  const close = () => setShown('');
  return (
    <>
      <Button onClick={() => show('Delete')}>Delete</Button>{' '}
      <Button appearance="primary" onClick={() => show('Save')}>
        Save
      </Button>
      <Window
        title={text.confirmTitle}
        words={text.confirm}
        buttons={['Yes', 'No']}
        shown={shown === 'Delete'}
        onClose={close}
      />
      <Window title={text.errorTitle} words={text.error} buttons={['OK']} shown={shown === 'Save'} onClose={close} />
    </>
  );
}

function ToastPage() {
  const { dispatchToast } = useToastController('toasts');
  return (
    <>
      <Toaster toasterId="toasts" />
      <One name="Member ID" how="above" />
      <br />
      <Button
        appearance="primary"
        onClick={() => {
          press('Save');
          const good = !!window.zoo.state['Member ID'];
          dispatchToast(
            <Toast>
              <ToastTitle>{good ? text.saved : text.refused}</ToastTitle>
            </Toast>,
            { intent: good ? 'success' : 'error' },
          );
        }}
      >
        Save
      </Button>
    </>
  );
}

function TabsPage() {
  const [tab, setTab] = useField('tab', 'Details');
  return (
    <>
      <TabList selectedValue={tab} onTabSelect={(_, data) => setTab(String(data.value))}>
        {tabs.map(name => (
          <Tab key={name} value={name} disabled={name === disabledTab}>
            {name}
          </Tab>
        ))}
      </TabList>
      <p>{tabText(tab)}</p>
    </>
  );
}

const ToolbarPage = () => (
  <Toolbar>
    {tools.map(tool => (
      <Tooltip key={tool.name} content={tool.name} relationship="description" withArrow>
        <ToolbarButton
          disabled={tool.disabled}
          onClick={() => press(tool.name)}
          icon={
            <svg viewBox="0 0 24 24">
              <path fill="currentColor" d={icons[tool.icon]} />
            </svg>
          }
        />
      </Tooltip>
    ))}
  </Toolbar>
);

function Box({ name, side, on, disabled, switch: isSwitch }: Check) {
  const [value, setValue] = useField(name, on, 'checks');
  const Part: any = isSwitch ? Switch : Checkbox;
  return (
    <div>
      <Part
        label={name}
        labelPosition={side === 'left' ? 'before' : 'after'}
        checked={value}
        disabled={disabled}
        onChange={(_: any, data: any) => setValue(!!data.checked)}
      />
    </div>
  );
}

function Day({ name }: { name: string }) {
  const [value, setValue] = useField(name, dates[name]!);
  return (
    <Field label={name} style={{ width: 260 }}>
      <DatePicker
        value={fromIso(value)}
        onSelectDate={day => setValue(iso(day))}
        allowTextInput
        formatDate={day =>
          day ? day.toLocaleDateString('en-US', { month: '2-digit', day: '2-digit', year: 'numeric' }) : ''
        }
      />
    </Field>
  );
}

start(
  {
    text: Text,
    'combo-native': threeCombos(Choice, { native: true }),
    'combo-drawn': threeCombos(Choice),
    'combo-search': twoSearches(Search),
    'combo-paged': () => <Search name="Role ID" entries={[]} paged />,
    'table-paged': TablePaged,
    'table-virtual': TableVirtual,
    sections: Sections,
    'levels-select': LevelsSelect,
    'levels-edit': LevelsEdit,
    'levels-radio': LevelsRadio,
    dialog: Dialogs,
    toast: ToastPage,
    tabs: TabsPage,
    toolbar: ToolbarPage,
    check: eachCheck(Box),
    date: bothDates(Day),
  },
  page => (
    <FluentProvider theme={webLightTheme} style={{ padding: 12 }}>
      {page}
    </FluentProvider>
  ),
);
