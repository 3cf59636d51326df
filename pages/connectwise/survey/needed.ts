import type { Needed } from '../../keeping.ts';
import { labels } from '../labels.ts';
import { box, column, tab, tool } from './expected.ts';

const { columns, key, levelColumns, member, role, tabs, tools } = labels;

/** What jobs need on each screen (PRODUCT.md C, D). */
export const needed = {
  'list of security roles': {
    expected: [
      column(columns.roleName),
      column(columns.roleUpdated),
      column(columns.roleType, true),
      tool('newItem'),
      tool('search', true),
      tool('clear', true),
    ],
  },
  'security modules of a role': {
    expected: [...Object.values(levelColumns).map((words) => column(words)), tool('save')],
    rowsAreOwn: true,
  },
  'form of a new role': {
    expected: [box(role.id), { ...tool('save'), words: tools.saveInWindow }],
    form: true,
  },
  'list of API members': {
    expected: [
      tab(tabs.apiMembers),
      column(columns.memberId),
      column(columns.memberName),
      column(columns.memberRole, true),
      column(columns.memberInactive, true),
      tool('newItem'),
      tool('search', true),
      tool('clear', true),
    ],
  },
  'form of a new member': {
    expected: [
      box(member.id),
      box(member.name),
      box(member.timeZone, true),
      box(member.role),
      box(member.level, true),
      box(member.levelName, true),
      box(member.location, true),
      box(member.businessUnit, true),
      box(member.territory, true),
      tool('save'),
    ],
    form: true,
  },
  "member's record": { expected: [tab(tabs.apiKeys), tool('save')] },
  "member's keys": { expected: [column(columns.keyDescription), column(columns.publicKey), tool('newItem')] },
  'form of a new key': {
    expected: [box(key.description), { ...tool('save'), words: tools.saveInWindow }],
    form: true,
  },
} as const satisfies Needed;

/** A screen of a survey: its name, how it is looked at, and what is needed there. */
export type ScreenName = keyof typeof needed;
