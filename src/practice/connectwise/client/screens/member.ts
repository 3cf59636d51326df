import type { MemberRecord } from '../../rpc/rpc-types.ts';
import { askDelete } from '../ask.ts';
import { boot } from '../boot.ts';
import { call } from '../call.ts';
import { backToList, memberBanner } from '../member-tabs.ts';
import { pause } from '../pause.ts';
import type { RouteOf } from '../routes.ts';
import { ScreenFrame } from '../screen-frame.ts';
import { statusNote } from '../status-note.ts';
import { Toolbar } from '../toolbar.ts';
import { go, type Screen } from '../workspace.ts';
import { MemberBoxes } from './member-boxes.ts';

/** A member's Detail screen, new or saved (PRODUCT.md D2, D3). */
export function memberDetail(): Screen {
  let place: RouteOf<'Member'> = { screen: 'Member', license: 'API' };
  let member: MemberRecord | undefined;
  let dirty = false;

  const boxes = new MemberBoxes(() => {
    dirty = true;
    frame.quiet();
    bar.enableSave(true);
  });
  const frame = new ScreenFrame('MemberDetail', boxes.element);

  const display = (saved: MemberRecord | undefined) => {
    member = saved;
    if (saved) memberBanner(frame, saved, 'Details', 'Detail');
    else {
      frame.trail([backToList(place), { label: 'Detail' }], 'New Member');
      frame.tabs(undefined);
    }
    boxes.offerInactive(saved !== undefined, place.license);
    for (const name of ['cw_ToolbarButton_New', 'cw_PsaHistoryButton', 'cw_ToolbarButton_Delete'])
      bar.enable(name, saved !== undefined);
    bar.enableSave(true);
    dirty = false;
  };
  const save = async (close: boolean) => {
    try {
      const saved = await call('Members/SaveMember', {
        license: place.license,
        fields: boxes.fields,
        ...(member && { recid: member.recid }),
      });
      dirty = false;
      if (close) return backToList(place).press();
      await pause(1);
      place = { ...place, recid: saved.recid };
      boxes.fill(saved.fields, [saved.fields.structure]);
      display(saved);
      if (boot.variants.saved === 'banner') frame.saved();
      else bar.enableSave(false);
    } catch (problem) {
      frame.refuse(problem, boxes.byName);
    }
  };
  const remove = async () => {
    if (member === undefined || !(await askDelete())) return;
    try {
      await call('Members/DeleteMember', { recid: member.recid });
      dirty = false;
      backToList(place).press();
    } catch (problem) {
      frame.refuse(problem);
    }
  };
  const size = boot.variants.memberForm === 'react' ? 'large' : 'record';
  const bar = new Toolbar(size, [
    { readable: 'cw_ToolbarButton_Back', icon: 'back', tip: 'Back', press: () => backToList(place).press() },
    {
      readable: 'cw_ToolbarButton_New',
      icon: 'plus',
      tip: 'New Item',
      grey: true,
      press: () => void go({ screen: 'Member', license: place.license }),
    },
    { readable: 'cw_ToolbarButton_Save', icon: 'save', tip: 'Save', press: () => void save(false) },
    {
      readable: 'cw_ToolbarButton_SaveAndClose',
      icon: 'save-close',
      tip: 'Save and Close',
      press: () => void save(true),
    },
    { readable: 'cw_ToolbarButton_Refresh', icon: 'refresh', tip: 'Refresh', press: () => void go(place) },
    { readable: 'cw_ToolbarButton_Copy', icon: 'copy', tip: 'Copy', grey: true },
    {
      readable: 'cw_PsaHistoryButton',
      label: size === 'large' ? 'HISTORY' : 'History',
      grey: true,
      menu: [{ label: 'View History' }],
    },
    { readable: 'cw_ToolbarButton_Delete', icon: 'bin', tip: 'Delete', grey: true, press: () => void remove() },
    { readable: 'cw_ToolbarButton_Help', icon: 'help', tip: 'Help', right: true },
  ]);
  frame.toolbar(bar);

  return {
    element: frame.element,
    async open(to) {
      if (to.screen !== 'Member') return;
      const {
        member: known,
        lists,
        roles,
      } = await call('Members/GetMember', to.recid === undefined ? {} : { recid: to.recid });
      place = to;
      frame.quiet();
      boxes.setLists(lists, roles);
      boxes.fill();
      display(known);
      // The form is there first, what it holds comes a moment later.
      void pause(0.8).then(() => {
        if (place !== to) return;
        if (known) boxes.fill(known.fields, lists.structure[known.fields.level] ?? []);
        else boxes.preset(lists);
      });
    },
    shown: () => {
      if (member) statusNote(member.recid);
      else boxes.focus();
    },
    unsaved: () => dirty,
  };
}
