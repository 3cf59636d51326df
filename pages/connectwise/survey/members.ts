import type { Context } from '../../../src/portal-sdk/index.ts';
import { NotSeen, requireOpen, surveyAction, type Surveyed } from '../../survey.ts';
import { labels } from '../labels.ts';
import { Member } from '../screens/member.ts';
import { MemberKeys } from '../screens/member-keys.ts';
import { Members } from '../screens/members.ts';
import { View } from '../widgets/view.ts';
import { box, column, tab, tool } from './expected.ts';

const LIST = 'list of API members';

const seeing = (ctx: Context, name: string) => async () => await new View(ctx, name).see();

const list = (ctx: Context): Surveyed => ({
  screen: LIST,
  open: async () => await new Members(ctx).open(),
  see: seeing(ctx, LIST),
  expected: [
    tab(labels.tabs.apiMembers),
    column(labels.columns.memberId),
    column(labels.columns.memberName),
    column(labels.columns.memberRole, true),
    column(labels.columns.memberInactive, true),
    tool('newItem'),
    tool('search', true),
    tool('clear', true),
  ],
});

const { member } = labels;

const form = (ctx: Context): Surveyed => ({
  screen: 'form of a new member',
  async open() {
    const members = new Members(ctx);
    await members.open();
    await members.pressPlus();
  },
  see: seeing(ctx, 'form of a new member'),
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
});

/** A member's record, its keys, and the form of a new key, one behind the other. */
function record(ctx: Context): Surveyed[] {
  let id = '';
  const keys = new MemberKeys(ctx);
  return [
    {
      screen: "member's record",
      async open() {
        const members = new Members(ctx);
        await members.open();
        id = (await members.anyMember()) ?? '';
        if (id === '') throw new NotSeen('There is no API member yet, so no record and no keys were looked at.');
        await members.openMember(id);
      },
      see: seeing(ctx, "member's record"),
      expected: [tab(labels.tabs.apiKeys), tool('save')],
    },
    {
      screen: "member's keys",
      open: async () => await new Member(ctx).openKeys(id),
      see: seeing(ctx, "member's keys"),
      expected: [column(labels.columns.keyDescription), column(labels.columns.publicKey), tool('newItem')],
    },
    {
      screen: 'form of a new key',
      open: async () => void (await keys.pressPlus()),
      see: seeing(ctx, 'form of a new key'),
      expected: [box(labels.key.description), { ...tool('save'), words: labels.tools.saveInWindow }],
      form: true,
    },
  ];
}

const KEYS = [
  'connectwise.keys.list',
  'connectwise.key.ensure',
  'connectwise.keys.delete-orphans',
  'connectwise.keys.delete',
];

export const surveyMembers = surveyAction({
  name: 'connectwise.screens.members',
  title: 'Look at the list of API members',
  doc: 'System > Members, tab API Members (PRODUCT.md D1): holds it against what is known. Only looks.',
  serves: ['connectwise.member.ensure', 'connectwise.member.deactivate', 'connectwise.role.remove', ...KEYS],
  survey: (ctx) => [list(ctx)],
});

export const surveyNewMember = surveyAction({
  name: 'connectwise.screens.new-member',
  title: 'Look at the form of a new API member, without saving it',
  doc: 'Presses New Item in the list of API members and looks at the form (PRODUCT.md D2). Saves nothing.',
  serves: ['connectwise.member.ensure'],
  survey(ctx) {
    requireOpen(ctx, LIST);
    return [form(ctx)];
  },
});

export const surveyKeys = surveyAction({
  name: 'connectwise.screens.keys',
  title: "Look at a member's record, its keys and the form of a new key, without saving it",
  doc: 'Opens any API member, its tab API Keys, and the form of a new key (PRODUCT.md D3, D4). Saves nothing.',
  serves: ['connectwise.member.ensure', 'connectwise.member.deactivate', ...KEYS],
  survey(ctx) {
    requireOpen(ctx, LIST);
    return record(ctx);
  },
});
