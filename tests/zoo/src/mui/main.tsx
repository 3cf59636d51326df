import dayjs from 'dayjs';
import { useState } from 'react';
import {
  Alert,
  Button,
  Checkbox,
  CssBaseline,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  FormControlLabel,
  FormLabel,
  IconButton,
  InputAdornment,
  Snackbar,
  SvgIcon,
  Switch,
  Tab,
  Tabs,
  TextField,
  Tooltip,
} from '@mui/material';
import { LocalizationProvider } from '@mui/x-date-pickers/LocalizationProvider';
import { AdapterDayjs } from '@mui/x-date-pickers/AdapterDayjs';
import { DatePicker } from '@mui/x-date-pickers/DatePicker';
import { SimpleTreeView } from '@mui/x-tree-view/SimpleTreeView';
import { TreeItem } from '@mui/x-tree-view/TreeItem';
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
  type TextField as Field,
} from '../data.ts';
import { iso, open, press } from '../zoo.ts';
import { icons } from '../icons.ts';
import { eachCheck, start, useField } from '../react.tsx';
import { ComboDrawn, ComboNative, ComboPaged, ComboSearch } from './combos.tsx';
import { LevelsEdit, LevelsRadio, LevelsSelect, TablePaged, TableVirtual } from './tables.tsx';

function One({ name, how, value: first = '', note }: Field) {
  const [value, setValue] = useField(name, first);
  const id = name.toLowerCase().replace(/\W/g, '-');
  const common = { id, value, onChange: (e: any) => setValue(e.target.value), size: 'small' as const };
  switch (how) {
    case 'above':
      return <TextField {...common} label={name} variant="standard" slotProps={{ inputLabel: { shrink: true } }} />;
    case 'left':
      return (
        <div style={{ display: 'flex', alignItems: 'center', gap: 16 }}>
          <FormLabel htmlFor={id}>{name}</FormLabel>
          <TextField {...common} />
        </div>
      );
    case 'star-column':
      return (
        <div style={{ display: 'grid', gridTemplateColumns: '80px 24px 240px', alignItems: 'center' }}>
          <FormLabel htmlFor={id}>{name}</FormLabel>
          <span style={{ color: 'red' }}>*</span>
          <TextField {...common} />
        </div>
      );
    case 'placeholder':
      return <TextField {...common} placeholder={name} />;
    case 'aria':
      return <TextField {...common} slotProps={{ htmlInput: { 'aria-label': name } }} />;
    case 'units':
      return (
        <TextField
          {...common}
          label={name}
          slotProps={{ input: { endAdornment: <InputAdornment position="end">{note}</InputAdornment> } }}
        />
      );
    default:
      return (
        <TextField
          {...common}
          label={name}
          required={how === 'star'}
          disabled={how === 'disabled'}
          helperText={how === 'help' ? note : undefined}
          variant={how === 'floating' ? 'filled' : 'outlined'}
          slotProps={{ input: { readOnly: how === 'readonly' } }}
        />
      );
  }
}

const Text = () => (
  <div style={{ display: 'grid', gap: 12, width: 480, justifyItems: 'start' }}>
    {textFields
      .filter(f => f.how !== 'side')
      .map(f => (
        <One key={f.name} {...f} />
      ))}
    <div style={{ display: 'flex', gap: 16 }}>
      {textFields
        .filter(f => f.how === 'side')
        .map(f => (
          <One key={f.name} {...f} />
        ))}
    </div>
  </div>
);

const Sections = () => (
  <SimpleTreeView onItemExpansionToggle={(_, id, to) => open(id!, to)}>
    {sectionNames.map(section => (
      <TreeItem key={section} itemId={section} label={section}>
        {sections[section]!.map(row => (
          <TreeItem key={row} itemId={`${section}/${row}`} label={row} />
        ))}
      </TreeItem>
    ))}
  </SimpleTreeView>
);

function Window({ title, words, buttons, shown, onClose }: any) {
  return (
    <Dialog open={shown} onClose={onClose}>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent>
        <DialogContentText>{words}</DialogContentText>
      </DialogContent>
      <DialogActions>
        {buttons.map((name: string) => (
          <Button
            key={name}
            onClick={() => {
              press(name);
              onClose();
            }}
          >
            {name}
          </Button>
        ))}
      </DialogActions>
    </Dialog>
  );
}

function Dialogs() {
  const [shown, setShown] = useState('');
  const show = (name: string) => {
    press(name);
    setShown(name);
  };
  const close = () => setShown('');
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => show('Delete')}>
        Delete
      </Button>{' '}
      <Button variant="contained" onClick={() => show('Save')}>
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

function Toast() {
  const [id, setId] = useField('Member ID', '');
  const [shown, setShown] = useState<'' | 'success' | 'error'>('');
  return (
    <>
      <TextField label="Member ID" value={id} onChange={e => setId(e.target.value)} />{' '}
      <Button
        variant="contained"
        onClick={() => {
          press('Save');
          setShown(id ? 'success' : 'error');
        }}
      >
        Save
      </Button>
      <Snackbar
        open={!!shown}
        key={shown}
        autoHideDuration={shown === 'error' ? null : 4000}
        onClose={() => setShown('')}
      >
        <Alert severity={shown || 'success'} variant="filled">
          {shown === 'error' ? text.refused : text.saved}
        </Alert>
      </Snackbar>
    </>
  );
}

function TabsPage() {
  const [tab, setTab] = useField('tab', 'Details');
  return (
    <>
      <Tabs value={tab} onChange={(_, value) => setTab(value)} variant="scrollable" scrollButtons="auto">
        {tabs.map(name => (
          <Tab key={name} value={name} label={name} disabled={name === disabledTab} />
        ))}
      </Tabs>
      <p>{tabText(tab)}</p>
    </>
  );
}

const Toolbar = () => (
  <>
    {tools.map(tool => (
      <Tooltip key={tool.name} title={tool.name}>
        <span>
          <IconButton disabled={tool.disabled} onClick={() => press(tool.name)}>
            <SvgIcon>
              <path d={icons[tool.icon]} />
            </SvgIcon>
          </IconButton>
        </span>
      </Tooltip>
    ))}
  </>
);

function Box({ name, side, on, disabled, switch: isSwitch }: Check) {
  const [value, setValue] = useField(name, on, 'checks');
  const Control = isSwitch ? Switch : Checkbox;
  return (
    <div>
      <FormControlLabel
        label={name}
        labelPlacement={side === 'left' ? 'start' : 'end'}
        disabled={disabled}
        control={<Control checked={value} onChange={e => setValue(e.target.checked)} />}
      />
    </div>
  );
}

function Day({ name }: { name: string }) {
  const [value, setValue] = useField(name, dates[name]!);
  return (
    <DatePicker
      label={name}
      defaultValue={value ? dayjs(value) : null}
      onChange={day => setValue(iso(day?.toDate()))}
    />
  );
}

start(
  {
    text: Text,
    'combo-native': ComboNative,
    'combo-drawn': ComboDrawn,
    'combo-search': ComboSearch,
    'combo-paged': ComboPaged,
    'table-paged': TablePaged,
    'table-virtual': TableVirtual,
    sections: Sections,
    'levels-select': LevelsSelect,
    'levels-edit': LevelsEdit,
    'levels-radio': LevelsRadio,
    dialog: Dialogs,
    toast: Toast,
    tabs: TabsPage,
    toolbar: Toolbar,
    check: eachCheck(Box),
    date: () => (
      <div style={{ display: 'flex', gap: 16 }}>
        <Day name="Start Date" />
        <Day name="End Date" />
      </div>
    ),
  },
  page => (
    <LocalizationProvider dateAdapter={AdapterDayjs}>
      <CssBaseline />
      <div style={{ padding: 16 }}>{page}</div>
    </LocalizationProvider>
  ),
);
