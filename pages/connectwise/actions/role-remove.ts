import { z } from 'zod';
import { action, type Context, type Details, type Finding } from '../../../src/portal-sdk/index.ts';
import { namedAs } from '../level-names.ts';
import { drift, formatDrift, details as levelsOf } from '../role-table.ts';
import { Members } from '../screens/members.ts';
import { SecurityModules } from '../screens/security-modules.ts';
import { SecurityRoles } from '../screens/security-roles.ts';
import { roleEnsure } from './role-ensure.ts';

/** The role as `connectwise.role.ensure` makes it. */
const { input } = roleEnsure;
type Input = z.output<typeof input>;

const output = z.strictObject({
  removed: z.boolean().describe('Whether the role is gone. false: it was left.'),
});
type Found = Finding<z.output<typeof output>>;

/** The role is left, and a person must take care of it. */
function leave(name: string, why: string, details: Details = {}): Found {
  return {
    state: 'satisfied',
    actual: `The security role ${name} was not deleted: ${why}.`,
    output: { removed: false },
    details,
    left: [{ what: `delete the security role ${name}`, why }],
  };
}

/** What the list of roles is evidence of. */
const isThere = (role: string) => `Whether the role ${role} is still there`;

/** What ConnectWise said when it refused to delete the role, by attempt. */
const refusals = new WeakMap<Context, string>();

async function look(ctx: Context, wish: Input): Promise<Found> {
  const { name } = wish;
  const list = new SecurityRoles(ctx);
  const found = await list.find(name, isThere(name));
  if (found.length === 0)
    return { state: 'satisfied', actual: `There is no security role ${name}.`, output: { removed: true } };
  if (found.length > 1) {
    return leave(
      name,
      `there are ${found.length} roles of this name (${found.join(', ')}), and only a person can tell which is meant`,
    );
  }
  const stored = found[0]!;
  const members = new Members(ctx);
  await members.open();
  const { users, unseen } = await members.usersOf(stored);
  if (users.length > 0) {
    const why =
      `it still belongs to ${users.join(', ')}; it grants an inactive member nothing, and can be deleted when no ` +
      'member has it';
    return leave(stored, why, { 'members with the role': users });
  }
  if (unseen.length > 0) {
    return leave(stored, `the lists ${unseen.join(', ')} do not show which members have it; it can go if none has`);
  }
  await list.find(stored);
  const rows = await list.readRole(stored, new SecurityModules(ctx));
  const others = drift(rows, namedAs(rows, wish.levels).levels);
  if (others.length > 0) {
    const differ = [
      ...others.slice(0, 3).map(formatDrift),
      ...(others.length > 3 ? [`and ${others.length - 3} more`] : []),
    ].join('; ');
    const why = `it has other levels than this runbook gives it (${differ}), so it may be somebody else's`;
    return leave(stored, `${why}; it can go if nobody needs it`, levelsOf(rows));
  }
  return {
    state: 'needed',
    actual: `No member has the role ${stored}.`,
    changes: [`remove the security role ${stored}`],
    details: levelsOf(rows),
  };
}

export const roleRemove = action({
  name: 'connectwise.role.remove',
  title: 'Remove the security role {name} if no member has it',
  doc:
    'System > Security Roles: deletes the role (PRODUCT.md C3). Leaves it for a person, and says why, if a member ' +
    'has it (even an inactive one), if it has other levels than these, or if ConnectWise refuses.',
  input,
  output,
  deletes: true,
  inspect: look,

  async perform(ctx, { name }) {
    const list = new SecurityRoles(ctx);
    const screen = new SecurityModules(ctx);
    const stored = (await screen.role()) ?? name;
    let answer = await screen.remove(stored);
    if (answer === undefined) {
      await list.find(stored);
      answer = await list.removeRow(stored);
    }
    if ('refused' in answer) refusals.set(ctx, answer.refused);
  },

  async confirm(ctx, { name }) {
    if ((await new SecurityRoles(ctx).find(name, isThere(name))).length === 0)
      return { state: 'satisfied', actual: `The security role ${name} is gone.`, output: { removed: true } };
    const refused = refusals.get(ctx);
    if (refused !== undefined) return leave(name, `ConnectWise does not delete it: "${refused}"`);
    return { state: 'needed', actual: `The security role ${name} is still there.`, changes: [] };
  },
});
