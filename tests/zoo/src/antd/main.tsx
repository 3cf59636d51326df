import {
  ArrowLeftOutlined,
  CloseSquareOutlined,
  DeleteOutlined,
  PlusOutlined,
  ReloadOutlined,
  SaveOutlined,
} from '@ant-design/icons';
import {
  App,
  Button,
  Checkbox,
  Col,
  Collapse,
  DatePicker,
  Form,
  Input,
  Row,
  Select,
  Space,
  Switch,
  Tabs,
  Tooltip,
} from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
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
import { askRoles, iso, open, press, set } from '../zoo.ts';
import { bothDates, type Combo, eachCheck, start, threeCombos, twoSearches, useField } from '../react.tsx';
import { LevelsEdit, LevelsRadio, LevelsSelect, TablePaged, TableVirtual } from './tables.tsx';

function One({ name, how, note }: TextField) {
  const input = (
    <Input
      disabled={how === 'disabled'}
      readOnly={how === 'readonly'}
      suffix={how === 'units' ? note : null}
      placeholder={how === 'placeholder' ? name : undefined}
      aria-label={how === 'aria' ? name : undefined}
    />
  );
  if (how === 'placeholder' || how === 'aria') return <Form.Item name={name}>{input}</Form.Item>;
  if (how === 'star-column') {
    return (
      <Row gutter={8}>
        <Col span={6}>
          <label htmlFor={name}>{name}</label>
        </Col>
        <Col span={1}>
          <span style={{ color: 'red' }}>*</span>
        </Col>
        <Col span={17}>
          <Form.Item name={name}>{input}</Form.Item>
        </Col>
      </Row>
    );
  }
  return (
    <Form.Item
      name={name}
      label={name}
      layout={how === 'left' ? 'horizontal' : 'vertical'}
      required={how === 'star'}
      extra={how === 'help' ? note : null}
    >
      {input}
    </Form.Item>
  );
}

function Text() {
  const shown = textFields.filter(f => f.how !== 'floating');
  const [first] = useState(() => {
    const values = Object.fromEntries(shown.map(f => [f.name, f.value ?? '']));
    for (const name in values) set(name, values[name]);
    return values;
  });
  return (
    <Form
      layout="vertical"
      style={{ width: 480 }}
      initialValues={first}
      onValuesChange={changed => {
        for (const name in changed) set(name, changed[name]);
      }}
    >
      <Space>
        {shown
          .filter(f => f.how === 'side')
          .map(f => (
            <One key={f.name} {...f} />
          ))}
      </Space>
      {shown
        .filter(f => f.how !== 'side')
        .map(f => (
          <One key={f.name} {...f} />
        ))}
    </Form>
  );
}

function Choice({ name, entries, search, disabled }: Combo) {
  const [value, setValue] = useField(name, '');
  return (
    <Form.Item label={name} htmlFor={name} style={{ width: 320 }}>
      <Select
        id={name}
        value={value || undefined}
        onChange={setValue}
        showSearch={search}
        disabled={disabled}
        options={entries.map(entry => ({ value: entry, label: entry }))}
      />
    </Form.Item>
  );
}

function ComboPaged() {
  const [value, setValue] = useField('Role ID', '');
  const [entries, setEntries] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [query, setQuery] = useState('');
  const [total, setTotal] = useState(0);
  async function load(from: number, q: string) {
    setBusy(true);
    const answer = await askRoles(from, q);
    setEntries(old => (from ? [...old, ...answer.entries] : answer.entries));
    setTotal(answer.total);
    setBusy(false);
  }
  const more = (e: any) => {
    const { scrollTop, clientHeight, scrollHeight } = e.target;
    if (!busy && entries.length < total && scrollTop + clientHeight > scrollHeight - 40)
      void load(entries.length, query);
  };
  return (
    <Form.Item label="Role ID" htmlFor="role" style={{ width: 320 }}>
      <Select
        id="role"
        value={value || undefined}
        onChange={setValue}
        loading={busy}
        onPopupScroll={more}
        showSearch={{
          filterOption: false,
          onSearch: q => {
            setQuery(q);
            void load(0, q);
          },
        }}
        onOpenChange={shown => {
          if (shown) void load(0, '');
        }}
        options={entries.map(entry => ({ value: entry, label: entry }))}
      />
    </Form.Item>
  );
}

const Sections = () => (
  <Collapse
    onChange={keys => {
      for (const section of sectionNames) open(section, keys.includes(section));
    }}
    items={sectionNames.map(section => ({
      key: section,
      label: section,
      children: (
        <ul>
          {sections[section]!.map(row => (
            <li key={row}>{row}</li>
          ))}
        </ul>
      ),
    }))}
  />
);

function Dialogs() {
  const { modal } = App.useApp();
  const said = (name: string) => () => press(name);
  return (
    <Space>
      <Button
        danger
        onClick={() => {
          press('Delete');
          modal.confirm({
            title: text.confirmTitle,
            content: text.confirm,
            okText: 'Yes',
            cancelText: 'No',
            onOk: said('Yes'),
            onCancel: said('No'),
          });
        }}
      >
        Delete
      </Button>
      <Button
        type="primary"
        onClick={() => {
          press('Save');
          modal.error({ title: text.errorTitle, content: text.error, onOk: said('OK') });
        }}
      >
        Save
      </Button>
    </Space>
  );
}

function Toast() {
  const { message } = App.useApp();
  const [id, setId] = useField('Member ID', '');
  return (
    <>
      <Form.Item label="Member ID" htmlFor="id" style={{ width: 320 }}>
        <Input id="id" value={id} onChange={e => setId(e.target.value)} />
      </Form.Item>
      <Button
        type="primary"
        onClick={() => {
          press('Save');
          void (id ? message.success(text.saved) : message.error(text.refused));
        }}
      >
        Save
      </Button>
    </>
  );
}

function TabsPage() {
  const [, setTab] = useField('tab', 'Details');
  return (
    <Tabs
      size="large"
      tabBarGutter={44}
      onChange={setTab}
      items={tabs.map(name => ({ key: name, label: name, children: tabText(name), disabled: name === disabledTab }))}
    />
  );
}

const faces = {
  back: <ArrowLeftOutlined />,
  plus: <PlusOutlined />,
  save: <SaveOutlined />,
  saveClose: <CloseSquareOutlined />,
  refresh: <ReloadOutlined />,
  trash: <DeleteOutlined />,
};
const Toolbar = () => (
  <Space>
    {tools.map(tool => (
      <Tooltip key={tool.name} title={tool.name}>
        <Button icon={faces[tool.icon]} disabled={tool.disabled} onClick={() => press(tool.name)} />
      </Tooltip>
    ))}
  </Space>
);

function Box({ name, side, on, disabled, switch: isSwitch }: Check) {
  const [value, setValue] = useField(name, on, 'checks');
  if (isSwitch) {
    return (
      <Form.Item label={name} htmlFor={name}>
        <Switch id={name} checked={value} onChange={setValue} />
      </Form.Item>
    );
  }
  const box = (
    <Checkbox id={name} checked={value} disabled={disabled} onChange={e => setValue(e.target.checked)}>
      {side === 'right' && name}
    </Checkbox>
  );
  return side === 'left' ? (
    <Form.Item label={name} htmlFor={name}>
      {box}
    </Form.Item>
  ) : (
    <p>{box}</p>
  );
}

function Day({ name }: { name: string }) {
  const [value, setValue] = useField(name, dates[name]!);
  return (
    <Form.Item label={name} htmlFor={name}>
      <DatePicker
        id={name}
        defaultValue={value ? dayjs(value) : undefined}
        onChange={day => setValue(iso(day?.toDate()))}
      />
    </Form.Item>
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
    toast: Toast,
    tabs: TabsPage,
    toolbar: Toolbar,
    check: eachCheck(Box),
    date: bothDates(Day),
  },
  page => <App>{page}</App>,
);
