import type { Context } from '../../../src/portal-sdk/index.ts';
import { NotSeen, requireOpen, type Surveyed, surveyAction } from '../../survey.ts';
import { Member } from '../screens/member.ts';
import { MemberKeys } from '../screens/member-keys.ts';
import { Members } from '../screens/members.ts';
import { surveyed } from './surveyed.ts';

const LIST = 'list of API members';

const list = (ctx: Context): Surveyed => surveyed(ctx, LIST, async () => await new Members(ctx).open());

const form = (ctx: Context): Surveyed =>
  surveyed(
    ctx,
    'form of a new member',
    async () => {
      const members = new Members(ctx);
      await members.open();
      await members.pressPlus();
    },
    async (visit) => await new Member(ctx).eachPart(visit),
  );

/** A member's record, its keys, and the form of a new key, one behind the other. */
function record(ctx: Context): Surveyed[] {
  let id = '';
  const keys = new MemberKeys(ctx);
  return [
    surveyed(ctx, "member's record", async () => {
      const members = new Members(ctx);
      await members.open();
      id = (await members.anyMember()) ?? '';
      if (id === '') throw new NotSeen('There is no API member yet, so no record and no keys were looked at.');
      await members.openMember(id);
    }),
    surveyed(ctx, "member's keys", async () => await new Member(ctx).openKeys(id)),
    surveyed(ctx, 'form of a new key', async () => void (await keys.pressPlus())),
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
