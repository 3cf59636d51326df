import { z } from 'zod';
import { action, type Context, type Finding } from '../../../src/contract.ts';
import { Members } from '../screens/members.ts';
import { SecurityModules } from '../screens/security-modules.ts';
import { SecurityRoles } from '../screens/security-roles.ts';
import { drift, facts, inWords, roleEnsure } from './role-ensure.ts';

/** The role as `connectwise.role.ensure` makes it. */
const { input } = roleEnsure;
type Input = z.output<typeof input>;

const output = z.strictObject({ removed: z.boolean().describe('Whether there is no such role any more; false where it was left.') });
type Found = Finding<z.output<typeof output>>;

const left = (why: string, more: Record<string, unknown> = {}): Found => ({ state: 'satisfied', saw: `Left: ${why}`, output: { removed: false }, facts: more });

/** What ConnectWise said when it did not let the role go: known to this attempt alone. */
const refusals = new WeakMap<Context, string>();

async function look(ctx: Context, wish: Input): Promise<Found> {
  const { name } = wish;
  const list = new SecurityRoles(ctx);
  await list.open();
  const found = await list.search(name);
  if (found.length === 0) return { state: 'satisfied', saw: `There is no security role ${name}.`, output: { removed: true } };
  if (found.length > 1) return left(`there are ${found.length} roles of this name (${found.join(', ')}), and nobody can tell which is meant.`);
  const stored = found[0]!;
  const members = new Members(ctx);
  await members.open();
  const { users, unseen } = await members.usersOf(stored);
  if (users.length > 0) return left(`the role ${stored} is that of ${users.join(', ')}. It gives nothing to an inactive member; remove it by hand when no member has it.`, { 'members with the role': users });
  if (unseen.length > 0) return left(`the lists ${unseen.join(', ')} do not show which members have the role ${stored}. Remove it by hand if none has.`);
  await list.open();
  await list.search(stored);
  await list.openRole(stored);
  const rows = await new SecurityModules(ctx).read();
  const others = drift(rows, wish);
  if (others.length > 0) return left(`the role ${stored} has other levels than this runbook gives it (${others.slice(0, 3).map(inWords).join('; ')}${others.length > 3 ? `; and ${others.length - 3} more` : ''}), so it may be somebody else's. Remove it by hand if nobody needs it.`, facts(rows));
  return { state: 'needed', saw: `No member has the role ${stored}.`, changes: [`remove the security role ${stored}`], facts: facts(rows) };
}

export const roleRemove = action({
  name: 'connectwise.role.remove',
  title: 'Remove the security role {name} if no member has it',
  doc: 'System > Security Roles: removes the role (connectwise.md C3). Left, and said so, where any member has it (inactive ones too), where it has other levels than these, or where ConnectWise does not let it go.',
  input, output,
  inspect: look,

  async perform(ctx, { name }) {
    const list = new SecurityRoles(ctx);
    const screen = new SecurityModules(ctx);
    const stored = (await screen.role()) ?? name;
    let answer = await screen.remove(stored);
    if (answer === undefined) {
      await list.open();
      await list.search(stored);
      answer = await list.removeRow(stored);
    }
    if ('refused' in answer) refusals.set(ctx, answer.refused);
  },

  async confirm(ctx, { name }) {
    const list = new SecurityRoles(ctx);
    await list.open();
    if ((await list.search(name)).length === 0) return { state: 'satisfied', saw: `The security role ${name} is gone.`, output: { removed: true } };
    const refused = refusals.get(ctx);
    if (refused !== undefined) return left(`ConnectWise does not let the role ${name} go: "${refused}"`);
    return { state: 'needed', saw: `The security role ${name} is still there.`, changes: [] };
  },
});
