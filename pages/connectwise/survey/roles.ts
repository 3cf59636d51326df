import type { Compared, Context } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { likeness } from '../../screen/words/likeness.ts';
import { NotSeen, requireOpen, type Surveyed, surveyAction } from '../../survey.ts';
import { SecurityModules } from '../screens/security-modules.ts';
import { SecurityRoles } from '../screens/security-roles.ts';
import { surveyed } from './surveyed.ts';

const LIST = 'list of security roles';

const list = (ctx: Context): Surveyed => surveyed(ctx, LIST, async () => await new SecurityRoles(ctx).open());

/** The row whose level lets reports be read (PRODUCT.md E4): what MSPCFO's role must have. */
const ROW = { module: 'System', row: 'API Reports' };

/** Whether the row is there, once in its section; rows of its name in other sections are told, and not touched. */
async function rowOf(modules: SecurityModules): Promise<Compared[]> {
  const rows = await modules.read();
  const alike = rows.filter(({ row, known }) => sameName(known?.row ?? row, ROW.row));
  const own = alike.filter(({ module, known }) => sameName(known?.module ?? module, ROW.module));
  const near = rows
    .map(({ module, row }) => ({ text: `${module} / ${row}`, likeness: likeness(row, ROW.row) }))
    .sort((a, b) => b.likeness - a.likeness)
    .filter(({ likeness: near }, n) => near > 0.4 && n < 2)
    .map(({ text, likeness: near }) => `"${text}", ${near.toFixed(2)}`);
  return [
    {
      thing: `row ${ROW.module} / ${ROW.row}`,
      state: own.length === 0 ? 'missing' : alike.length > 1 ? 'ambiguous' : 'same',
      expected: ROW.row,
      found: alike.map(({ module, row }) => `${module} / ${row}`).join('; '),
      by: alike.length === 0 ? '' : 'model',
      candidates: alike.length,
      nearest: own.length === 0 ? near.join('; ') : '',
      usable: own.length === 1,
    },
  ];
}

function modulesOf(ctx: Context): Surveyed {
  const modules = new SecurityModules(ctx);
  async function open() {
    const roles = new SecurityRoles(ctx);
    await roles.open();
    const role = await roles.anyRole();
    if (role === undefined) throw new NotSeen('There is no role in the list, so no module table was looked at.');
    await roles.openRole(role);
    await modules.arrived();
  }
  return { ...surveyed(ctx, 'security modules of a role', open), more: async () => await rowOf(modules) };
}

const form = (ctx: Context): Surveyed =>
  surveyed(ctx, 'form of a new role', async () => {
    const roles = new SecurityRoles(ctx);
    await roles.open();
    await roles.pressPlus();
  });

export const surveyRoles = surveyAction({
  name: 'connectwise.screens.roles',
  title: 'Look at the list of security roles',
  doc: 'System > Security Roles (PRODUCT.md C1): holds its columns and buttons against what is known. Only looks.',
  serves: ['connectwise.role.ensure', 'connectwise.role.remove'],
  survey: (ctx) => [list(ctx)],
});

export const surveyModules = surveyAction({
  name: 'connectwise.screens.modules',
  title: "Look at a role's table of security modules",
  doc: 'Opens any role of the list and reads its module table (PRODUCT.md C3). Only looks.',
  serves: ['connectwise.role.ensure'],
  survey(ctx) {
    requireOpen(ctx, LIST);
    return [modulesOf(ctx)];
  },
});

export const surveyNewRole = surveyAction({
  name: 'connectwise.screens.new-role',
  title: 'Look at the form of a new role, without saving it',
  doc: 'Presses New Item in the list of security roles and looks at the form (PRODUCT.md C2). Saves nothing.',
  serves: ['connectwise.role.ensure'],
  survey(ctx) {
    requireOpen(ctx, LIST);
    return [form(ctx)];
  },
});
