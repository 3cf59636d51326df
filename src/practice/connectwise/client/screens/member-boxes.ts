import type { License, MemberFields, TenantLists } from '../../state.ts';
import { boot } from '../boot.ts';
import { call, Refusal } from '../call.ts';
import { checkBox } from '../check-box.ts';
import { Combo } from '../combo.ts';
import { element, show } from '../element.ts';
import { labelAbove, podRow, textArea, textField } from '../field.ts';
import { icon } from '../icons.ts';
import { showMessage } from '../message-box.ts';

/** The boxes of the member form (PRODUCT.md D2), in the newer or the older make. */
export class MemberBoxes {
  readonly element: HTMLElement;
  /** By the names that refusals give. */
  readonly byName: Record<string, HTMLElement>;
  readonly #inactive;
  readonly #boxes;
  #roles: { recid: number; name: string }[] = [];

  constructor(changed: () => void) {
    const combo = (field: string, then?: (value: string) => void) =>
      new Combo({
        field,
        options: [],
        changed: (value) => {
          changed();
          then?.(value);
        },
      });
    const structure = combo('name');
    const b = (this.#boxes = {
      memberId: textField('memberId', { changed, ...(boot.variants.memberIdBox === 'cut' && { limit: 15 }) }),
      name: textField('memberName', { changed, limit: 30 }),
      timeZone: combo('timeZone'),
      email: textField('email', { changed, limit: 250 }),
      notes: textArea('notes', changed),
      role: combo('roleId'),
      // The names below a level come from the server, after the level is chosen.
      level: combo('level', (level) => void structure.reload(call('Members/GetNames', { level }).catch(noNames))),
      structure,
      location: combo('location'),
      department: combo('department'),
      territory: combo('defaultTerritory'),
      blockPrices: checkBox('Block Prices', 'blockPrices', changed),
      blockCost: checkBox('Block Cost', 'blockCost', changed),
      defaultBoard: combo('defaultBoard'),
      restrictBoard: combo('restrictBoardAccess'),
    });
    this.#inactive = checkBox('Inactive', 'inactive', changed);
    this.byName = {
      member_id: b.memberId,
      member_name: b.name,
      time_zone: b.timeZone.element,
      role_id: b.role.element,
      level: b.level.element,
      name: b.structure.element,
      location: b.location.element,
      department: b.department.element,
      territory: b.territory.element,
    };
    this.element = boot.variants.memberForm === 'react' ? this.#newer() : this.#older();
  }

  focus(): void {
    this.#boxes.memberId.focus();
  }

  setLists(lists: TenantLists, roles: { recid: number; name: string }[]): void {
    const b = this.#boxes;
    this.#roles = roles;
    b.role.setOptions(roles.map(({ name }) => name));
    b.timeZone.setOptions(lists.timeZones);
    b.level.setOptions(Object.keys(lists.structure));
    b.location.setOptions(lists.locations);
    b.department.setOptions(lists.departments);
    b.territory.setOptions(lists.territories);
    b.defaultBoard.setOptions(['', ...lists.boards]);
    b.restrictBoard.setOptions(['', ...lists.boards]);
  }

  /** Fills all boxes; without `fields`, empties them. */
  fill(fields: Partial<MemberFields> = {}, names: readonly string[] = []): void {
    const b = this.#boxes;
    b.memberId.value = fields.memberId ?? '';
    b.name.value = fields.name ?? '';
    b.email.value = fields.email ?? '';
    b.notes.area.value = fields.notes ?? '';
    b.structure.setOptions(names);
    for (const [box, text] of [
      [b.timeZone, fields.timeZone],
      [b.role, this.#roles.find(({ recid }) => recid === fields.roleRecid)?.name],
      [b.level, fields.level],
      [b.structure, fields.structure],
      [b.location, fields.location],
      [b.department, fields.department],
      [b.territory, fields.territory],
      [b.defaultBoard, fields.defaultBoard],
      [b.restrictBoard, fields.restrictBoard],
    ] as const)
      box.set(text ?? '');
    b.blockPrices.set(fields.blockPrices ?? false);
    b.blockCost.set(fields.blockCost ?? false);
    this.#inactive.set(fields.inactive ?? false);
  }

  /** What a new member's form holds from the start. It arrives after the form. */
  preset(lists: TenantLists): void {
    this.#boxes.timeZone.set(lists.timeZones[0] ?? '');
    this.#boxes.location.set(lists.locations[0] ?? '');
    if (boot.variants.departmentPreset === 'preset') this.#boxes.department.set(lists.departments[0] ?? '');
  }

  get fields(): MemberFields {
    const b = this.#boxes;
    return {
      memberId: b.memberId.value,
      name: b.name.value,
      timeZone: b.timeZone.value,
      email: b.email.value,
      notes: b.notes.area.value,
      roleRecid: this.#roles.find(({ name }) => name === b.role.value)?.recid ?? 0,
      level: b.level.value,
      structure: b.structure.value,
      location: b.location.value,
      department: b.department.value,
      territory: b.territory.value,
      blockPrices: b.blockPrices.get(),
      blockCost: b.blockCost.get(),
      defaultBoard: b.defaultBoard.value,
      restrictBoard: b.restrictBoard.value,
      inactive: this.#inactive.get(),
    };
  }

  /** Inactive is for saved API members, and only where the variant puts it on the form. */
  offerInactive(saved: boolean, license: License): void {
    show(this.#inactive.element, saved && license === 'API' && boot.variants.memberInactive === 'on-form');
  }

  #newer(): HTMLElement {
    const b = this.#boxes;
    const group = (title: string, ...columns: HTMLElement[]) =>
      element(
        'div',
        'form-group',
        '',
        element('div', 'form-heading', 'CwPod-header', title),
        element('div', 'form-columns', '', ...columns),
      );
    const column = (look: string, ...fields: HTMLElement[]) =>
      element('div', `form-column ${look}`, 'CwPodCol-podCol', ...fields);
    const notesHead = element(
      'div',
      'notes-head',
      '',
      element('div', 'label', 'CwLabel', 'Notes'),
      element('div', 'notes-stamp', 'cw_ToolbarButton_TimeStamp', element('div', '', 'mm_button', icon('clock', 22))),
    );
    return element(
      'div',
      'form',
      'CwPod-body',
      group(
        'Profile',
        column('wide', labelAbove('Member ID', true, b.memberId), labelAbove('Member Name', true, b.name)),
        column('wide', labelAbove('Time Zone', true, b.timeZone.element), labelAbove('Email', false, b.email)),
        column('notes', notesHead, b.notes.element),
      ),
      group(
        'System',
        column(
          'narrow',
          labelAbove('Role ID', true, b.role.element),
          labelAbove('Level', true, b.level.element),
          labelAbove('Name', true, b.structure.element),
        ),
        column(
          'narrow',
          labelAbove('Location', true, b.location.element),
          labelAbove(boot.variants.businessUnit, true, b.department.element),
          labelAbove('Default Territory', true, b.territory.element),
        ),
        column('checks', b.blockPrices.element, b.blockCost.element, this.#inactive.element),
      ),
      group(
        'Service Defaults',
        column(
          'wide',
          element('div', 'form-subheading', '', 'Service Board'),
          labelAbove('Default Board', false, b.defaultBoard.element),
          labelAbove('Restrict Board Access', false, b.restrictBoard.element),
        ),
      ),
    );
  }

  #older(): HTMLElement {
    const b = this.#boxes;
    const pod = (title: string, ...tables: HTMLElement[][]) =>
      element(
        'div',
        'pod-group',
        `pod_${title.replaceAll(' ', '')}`,
        element('div', 'pod-heading', 'gwt-Label', title),
        element(
          'div',
          'form-columns',
          '',
          ...tables.map((rows) => element('table', 'pod', '', element('tbody', '', '', ...rows))),
        ),
      );
    return element(
      'div',
      'form form-older',
      '',
      pod(
        'Profile',
        [podRow('Member ID', true, b.memberId), podRow('Member Name', true, b.name)],
        [podRow('Time Zone', true, b.timeZone.element), podRow('Email', false, b.email)],
        [podRow('Notes', false, b.notes.element)],
      ),
      pod(
        'System',
        [
          podRow('Role ID', true, b.role.element),
          podRow('Level', true, b.level.element),
          podRow('Name', true, b.structure.element),
        ],
        [
          podRow('Location', true, b.location.element),
          podRow(boot.variants.businessUnit, true, b.department.element),
          podRow('Default Territory', true, b.territory.element),
        ],
        [
          element('tr', 'pod-row', '', element('td', '', '', b.blockPrices.element)),
          element('tr', 'pod-row', '', element('td', '', '', b.blockCost.element)),
          element('tr', 'pod-row', '', element('td', '', '', this.#inactive.element)),
        ],
      ),
      pod('Service Defaults', [
        podRow('Default Board', false, b.defaultBoard.element),
        podRow('Restrict Board Access', false, b.restrictBoard.element),
      ]),
    );
  }
}

function noNames(problem: unknown): string[] {
  if (!(problem instanceof Refusal)) throw problem;
  showMessage(problem.message, 'Error');
  return [];
}
