import './style.css';
import { Command } from 'cmdk';
import { Accordion, AlertDialog, Checkbox, Label, Popover, Switch, Tabs, Toast, Toolbar, Tooltip } from 'radix-ui';
import { useEffect, useState } from 'react';
import {
  checks,
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
import { askRoles, open, press } from '../zoo.ts';
import { icons } from '../icons.ts';
import { type Combo, eachCheck, start, threeCombos, twoSearches, useField } from '../react.tsx';
import { LevelsEdit, LevelsRadio, LevelsSelect, List, TablePaged, TableRecycled, TableVirtual } from './tables.tsx';

const slug = (name: string) => name.toLowerCase().replace(/\W/g, '-');

function One({ name, how, value: first = '', note }: TextField) {
  const [value, setValue] = useField(name, first);
  const id = slug(name);
  const input = (
    <input
      id={id}
      className="input"
      value={value}
      onChange={e => setValue(e.target.value)}
      disabled={how === 'disabled'}
      readOnly={how === 'readonly'}
      placeholder={how === 'placeholder' ? name : undefined}
      aria-label={how === 'aria' ? name : undefined}
    />
  );
  const label = (
    <Label.Root htmlFor={id}>
      {name}
      {how === 'star' && ' *'}
    </Label.Root>
  );
  if (how === 'placeholder' || how === 'aria') return <div className="field">{input}</div>;
  if (how === 'left')
    return (
      <div className="left">
        {label}
        {input}
      </div>
    );
  if (how === 'units')
    return (
      <div className="left">
        {label}
        {input}
        <span className="hint">{note}</span>
      </div>
    );
  if (how === 'star-column') {
    return (
      <div className="left">
        {label}
        <span style={{ color: 'red', width: 20 }}>*</span>
        {input}
      </div>
    );
  }
  return (
    <div className="field">
      {label}
      {input}
      {how === 'help' && <span className="hint">{note}</span>}
    </div>
  );
}

const Text = () => (
  <>
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
  </>
);

function Choice({ name, entries, disabled }: Combo) {
  const [value, setValue] = useField(name, '');
  return (
    <div className="field">
      <Label.Root htmlFor={slug(name)}>{name}</Label.Root>
      <List id={slug(name)} value={value} entries={entries} onChange={setValue} disabled={disabled} />
    </div>
  );
}

/** The usual combo box of Radix pages: a button, a popover, and cmdk's list with a search field in it. */
function Search({ name, entries, paged }: Combo & { paged?: boolean }) {
  const [value, setValue] = useField(name, '');
  const [shown, setShown] = useState(false);
  const [query, setQuery] = useState('');
  const [found, setFound] = useState(entries);
  const [total, setTotal] = useState(0);
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
  const more = async (e: any) => {
    const list = e.currentTarget;
    if (!paged || found.length >= total || list.scrollTop + list.clientHeight < list.scrollHeight - 40 || list.busy)
      return;
    list.busy = true;
    const answer = await askRoles(found.length, query);
    list.busy = false;
    setFound([...found, ...answer.entries]);
  };
  return (
    <div className="field">
      <Label.Root htmlFor={slug(name)}>{name}</Label.Root>
      <Popover.Root open={shown} onOpenChange={setShown}>
        <Popover.Trigger id={slug(name)} className="trigger">
          {value || 'Select…'}
          <span>⌄</span>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className="popup" align="start" style={{ width: 280 }}>
            <Command shouldFilter={!paged}>
              <Command.Input className="input" placeholder="Search…" value={query} onValueChange={setQuery} />
              <Command.List style={{ maxHeight: 220, overflow: 'auto' }} onScroll={more}>
                <Command.Empty>Nothing found.</Command.Empty>
                {found.map(entry => (
                  <Command.Item
                    key={entry}
                    value={entry}
                    className="item"
                    onSelect={() => {
                      setValue(entry);
                      setShown(false);
                      setQuery('');
                    }}
                  >
                    {entry}
                  </Command.Item>
                ))}
              </Command.List>
            </Command>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}

const Sections = () => (
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
          <ul>
            {sections[section]!.map(row => (
              <li key={row}>{row}</li>
            ))}
          </ul>
        </Accordion.Content>
      </Accordion.Item>
    ))}
  </Accordion.Root>
);

function Window({ name, title, words, buttons }: { name: string; title: string; words: string; buttons: string[] }) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger className="button" onClick={() => press(name)}>
        {name}
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay" />
        <AlertDialog.Content className="dialog">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description>{words}</AlertDialog.Description>
          {buttons.map(button => {
            const Part = button === 'No' ? AlertDialog.Cancel : AlertDialog.Action;
            return (
              <Part
                key={button}
                className={button === 'No' ? 'button soft' : 'button'}
                style={{ marginRight: 8 }}
                onClick={() => press(button)}
              >
                {button}
              </Part>
            );
          })}
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
const Dialogs = () => (
  <>
    <Window name="Delete" title={text.confirmTitle} words={text.confirm} buttons={['Yes', 'No']} />{' '}
    <Window name="Save" title={text.errorTitle} words={text.error} buttons={['OK']} />
  </>
);

function ToastPage() {
  const [shown, setShown] = useState({ n: 0, good: true });
  return (
    <Toast.Provider>
      <One name="Member ID" how="above" />
      <button
        className="button"
        onClick={() => {
          press('Save');
          setShown({ n: shown.n + 1, good: !!window.zoo.state['Member ID'] });
        }}
      >
        Save
      </button>
      {shown.n > 0 && (
        <Toast.Root
          key={shown.n}
          className={shown.good ? 'toast' : 'toast bad'}
          type={shown.good ? 'background' : 'foreground'}
        >
          <Toast.Title>
            <b>{shown.good ? 'Saved' : 'Error'}</b>
          </Toast.Title>
          <Toast.Description>{shown.good ? text.saved : text.refused}</Toast.Description>
        </Toast.Root>
      )}
      <Toast.Viewport className="toasts" />
    </Toast.Provider>
  );
}

function TabsPage() {
  const [tab, setTab] = useField('tab', 'Details');
  return (
    <Tabs.Root value={tab} onValueChange={setTab}>
      <Tabs.List className="tabs">
        {tabs.map(name => (
          <Tabs.Trigger key={name} value={name} disabled={name === disabledTab}>
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map(name => (
        <Tabs.Content key={name} value={name}>
          <p>{tabText(name)}</p>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

const ToolbarPage = () => (
  <Tooltip.Provider delayDuration={300}>
    <Toolbar.Root className="toolbar">
      {tools.map(tool => (
        <Tooltip.Root key={tool.name}>
          <Tooltip.Trigger asChild>
            <Toolbar.Button disabled={tool.disabled} onClick={() => press(tool.name)}>
              <svg width="18" height="18" viewBox="0 0 24 24">
                <path fill="currentColor" d={icons[tool.icon]} />
              </svg>
            </Toolbar.Button>
          </Tooltip.Trigger>
          <Tooltip.Portal>
            <Tooltip.Content className="tip" side="bottom">
              {tool.name}
            </Tooltip.Content>
          </Tooltip.Portal>
        </Tooltip.Root>
      ))}
    </Toolbar.Root>
  </Tooltip.Provider>
);

function Box({ name, side, on, disabled, switch: isSwitch }: Check) {
  const [value, setValue] = useField(name, on, 'checks');
  const id = slug(name);
  const box = isSwitch ? (
    <Switch.Root id={id} className="switch" checked={value} onCheckedChange={setValue}>
      <Switch.Thumb className="thumb" />
    </Switch.Root>
  ) : (
    <Checkbox.Root
      id={id}
      className="box"
      checked={value}
      disabled={disabled}
      onCheckedChange={to => setValue(to === true)}
    >
      <Checkbox.Indicator>✓</Checkbox.Indicator>
    </Checkbox.Root>
  );
  const label = <Label.Root htmlFor={id}>{name}</Label.Root>;
  return (
    <div className="left">
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

start({
  text: Text,
  'combo-drawn': threeCombos(Choice),
  'combo-search': twoSearches(Search),
  'combo-paged': () => <Search name="Role ID" entries={[]} paged />,
  'table-paged': TablePaged,
  'table-virtual': TableVirtual,
  'table-recycled': TableRecycled,
  sections: Sections,
  'levels-select': LevelsSelect,
  'levels-edit': LevelsEdit,
  'levels-radio': LevelsRadio,
  dialog: Dialogs,
  toast: ToastPage,
  tabs: TabsPage,
  toolbar: ToolbarPage,
  check: eachCheck(Box),
});
