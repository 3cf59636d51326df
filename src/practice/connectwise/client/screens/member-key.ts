import type { KeyRecord, MemberRecord } from '../../rpc/rpc-types.ts';
import { askDelete } from '../ask.ts';
import { boot } from '../boot.ts';
import { call } from '../call.ts';
import { checkBox } from '../check-box.ts';
import { element, look, show } from '../element.ts';
import { podRow, textField } from '../field.ts';
import { keepFreshKey } from '../fresh-key.ts';
import { memberBanner } from '../member-tabs.ts';
import { ScreenFrame } from '../screen-frame.ts';
import { Toolbar } from '../toolbar.ts';
import { go, type Screen } from '../workspace.ts';

const NOTE = 'Note: The private key is only available at the time the key is created. Please make a note of it.';

/** A key: its private half is on this screen once, as plain text, right after Save (PRODUCT.md D4). */
export function memberKey(): Screen {
  let member: MemberRecord | undefined;
  let key: KeyRecord | undefined;
  let dirty = false;

  const changed = () => {
    dirty = true;
    frame.quiet();
    bar.enableSave(true);
  };
  const description = textField('description', { changed });
  const publicKey = element('div', 'key-text', 'gwt-Label mm_label');
  const privateKey = element('div', 'key-text', 'gwt-Label mm_label');
  const inactive = checkBox('Inactive', 'inactive', changed);
  const rows = {
    description: row('Description', description),
    publicKey: row('Public Key', publicKey),
    privateKey: row('Private Key', privateKey),
  };
  const table = boot.variants.keyPod === 'table';
  const content = table
    ? element('table', 'pod key-pod', '', element('tbody', '', '', ...Object.values(rows)))
    : element('div', 'pod key-pod', '', ...Object.values(rows));
  const note = element('div', 'key-note', 'gwt-Label', NOTE);
  const pod = element(
    'div',
    'pod-group key-group',
    'pod_publicApiKey',
    element('div', 'pod-heading', 'gwt-Label', 'Public API Key'),
    content,
    element('div', 'key-inactive', '', inactive.element),
    note,
  );
  const frame = new ScreenFrame('ApiKey', pod);

  const back = () => {
    if (member) void go({ screen: 'MemberKeyList', member });
  };
  const display = (shown: KeyRecord | undefined) => {
    key = shown;
    dirty = false;
    description.value = shown?.description ?? '';
    description.readOnly =
      shown !== undefined && (shown.privateKey !== undefined || boot.variants.keyDescription === 'read-only');
    look(rows.description, 'pod-grey', description.readOnly);
    publicKey.textContent = shown?.publicKey ?? '';
    privateKey.textContent = shown?.privateKey ?? '';
    show(rows.privateKey, shown === undefined || shown.privateKey !== undefined);
    show(note, shown === undefined || shown.privateKey !== undefined);
    inactive.set(shown?.inactive ?? false);
    show(inactive.element.parentElement!, shown !== undefined && shown.privateKey === undefined);
    for (const name of ['cw_ToolbarButton_New', 'cw_ToolbarButton_Delete', 'cw_PsaHistoryButton'])
      bar.enable(name, shown !== undefined);
    bar.enableSave(shown?.privateKey === undefined);
  };
  const save = async (close: boolean) => {
    if (member === undefined) return;
    // One press, one key, however often the button is hit.
    bar.enableSave(false);
    try {
      const saved = await call('ApiKeys/SaveKey', {
        memberRecid: member.recid,
        description: description.value,
        inactive: inactive.get(),
        ...(key && { recid: key.recid }),
      });
      if (saved.privateKey !== undefined) keepFreshKey(saved.recid, saved.privateKey);
      dirty = false;
      if (close) return back();
      display(saved);
      frame.saved();
    } catch (problem) {
      bar.enableSave(true);
      frame.refuse(problem, { description });
    }
  };
  const remove = async () => {
    if (key === undefined || !(await askDelete())) return;
    try {
      await call('ApiKeys/DeleteKey', { recid: key.recid });
      dirty = false;
      back();
    } catch (problem) {
      frame.refuse(problem);
    }
  };
  const bar = new Toolbar('record', [
    { readable: 'cw_ToolbarButton_Back', icon: 'back', tip: 'Back', press: back },
    {
      readable: 'cw_ToolbarButton_New',
      icon: 'plus',
      tip: 'New Item',
      press: () => {
        if (member) void go({ screen: 'MemberKey', member });
      },
    },
    { readable: 'cw_ToolbarButton_Save', icon: 'save', tip: 'Save', trusted: true, press: () => void save(false) },
    {
      readable: 'cw_ToolbarButton_SaveAndClose',
      icon: 'save-close',
      tip: 'Save and Close',
      trusted: true,
      press: () => void save(true),
    },
    {
      readable: 'cw_ToolbarButton_Refresh',
      icon: 'refresh',
      tip: 'Refresh',
      press: () => {
        if (member) void go({ screen: 'MemberKey', member, ...(key && { recid: key.recid }) });
      },
    },
    { readable: 'cw_PsaHistoryButton', label: 'History', menu: [{ label: 'View History' }] },
    { readable: 'cw_ToolbarButton_Delete', icon: 'bin', tip: 'Delete', press: () => void remove() },
  ]);
  frame.toolbar(bar);

  return {
    element: frame.element,
    async open(place) {
      if (place.screen !== 'MemberKey') return;
      const shown = place.recid === undefined ? undefined : await call('ApiKeys/GetKey', { recid: place.recid });
      member = place.member;
      frame.quiet();
      memberBanner(frame, member, 'API Keys', 'Member Api Keys');
      display(shown);
    },
    shown: () => {
      if (key === undefined) description.focus();
    },
    unsaved: () => dirty,
  };
}

/** A label, its asterisk in a column of its own, and the value. */
function row(label: string, value: HTMLElement): HTMLElement {
  if (boot.variants.keyPod === 'table') return podRow(label, true, value);
  return element(
    'div',
    'pod-row pod-line',
    '',
    element('div', 'pod-label', 'gwt-Label', `${label}:`),
    element('div', 'pod-star', 'cw_RequiredLabel', '*'),
    element('div', 'pod-value', '', value),
  );
}
