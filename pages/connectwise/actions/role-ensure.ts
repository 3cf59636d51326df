import { z } from 'zod';
import { action, type Context, type Finding, ScreenProblem } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { COLUMN_NAMES, formatRights } from '../format-levels.ts';
import { namedAs } from '../level-names.ts';
import { formatLimit, isLimited, Levels } from '../levels.ts';
import {
  asWanted,
  details,
  drift,
  type Fit,
  fitTo,
  formatDrift,
  formatReach,
  type Lack,
  type Reach,
} from '../role-table.ts';
import { Members } from '../screens/members.ts';
import { NewRole } from '../screens/new-role.ts';
import { SecurityModules } from '../screens/security-modules.ts';
import { SecurityRoles } from '../screens/security-roles.ts';
import type { Column } from '../widgets/level-cells.ts';
import { memberId } from './inputs.ts';

const input = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(30)
    .describe('Role ID: the name of the role, at most 30 characters (PRODUCT.md C2).'),
  levels: Levels,
  member: memberId
    .optional()
    .describe(
      'Member ID of the API member that the role is for. Levels are not changed if another active member has the ' +
        'role. Left out: this is not checked.',
    ),
});
type Input = z.output<typeof input>;

const output = z.strictObject({
  name: z.string().describe('The name of the role as ConnectWise stored it.'),
});

/**
 * The rows that the guide of the help article itself names: every ConnectWise that MSPCFO works with has them, so they
 * are not looked for before a role is made (PRODUCT.md C3).
 */
const EVERYWHERE = [{ module: 'System', row: 'API Reports' }];

/** The other active members with the role, whose levels would change, too. */
async function otherUsers(ctx: Context, role: string, member: string): Promise<string[]> {
  const members = new Members(ctx);
  await members.open();
  const { users } = await members.usersOf(role, member);
  return users.filter((user) => !user.endsWith(' (inactive)'));
}

/** Opens the role from any screen. @returns whether there was just one of this name */
async function openRole(ctx: Context, name: string): Promise<boolean> {
  const list = new SecurityRoles(ctx);
  const [stored, ...more] = await list.find(name);
  if (stored === undefined || more.length > 0) return false;
  await list.openRole(stored);
  return true;
}

/** All that a new role would get. */
const changesOfNew = (name: string, levels: Levels): string[] => [
  `create the security role ${name}`,
  ...Object.entries(levels).flatMap(([module, rows]) =>
    Object.entries(rows).flatMap(([row, { only, atLeast, ...given }]) => [
      ...(Object.entries(given) as [Column, string][]).map(
        ([column, level]) => `${module} / ${row} / ${COLUMN_NAMES[column]}: None → ${level}`,
      ),
      ...(isLimited({ only, atLeast }) ? [`${module} / ${row} (customize): ${formatLimit({ only, atLeast })}`] : []),
    ]),
  ),
  'every other level: None',
];

/**
 * Looks whether a new role could get these levels: the table of any role has the same rows (PRODUCT.md C3). A
 * ConnectWise that shows none before the role is made is asked afterwards.
 */
async function tryOnAnother(ctx: Context, wish: Input): Promise<Fit | Lack> {
  const known = namedAs(EVERYWHERE, wish.levels);
  const reaches: Reach[] = [];
  if (known.missing.length === 0 && !Object.values(known.levels).some((rows) => Object.values(rows).some(isLimited)))
    return { levels: known.levels, reaches };
  return await ctx.reading(`Whether a role can have these levels: ${JSON.stringify(wish.levels)}`, async () => {
    const list = new SecurityRoles(ctx);
    const other = await list.anyRole();
    if (other === undefined) return { levels: wish.levels, reaches };
    await list.openRole(other, 'to see which rows there are');
    const screen = new SecurityModules(ctx);
    return await fitTo(screen, await screen.read(), wish.levels);
  });
}

async function look(ctx: Context, wish: Input): Promise<Finding<z.output<typeof output>>> {
  const list = new SecurityRoles(ctx);
  const [stored, ...more] = await list.find(wish.name);
  if (stored === undefined) {
    const fit = await tryOnAnother(ctx, wish);
    if ('expected' in fit) return { state: 'conflict', ...fit };
    return {
      state: 'needed',
      actual: `There is no security role ${wish.name}.`,
      changes: changesOfNew(wish.name, fit.levels),
    };
  }
  if (more.length > 0) {
    return {
      state: 'conflict',
      actual: `${more.length + 1} roles of this name: ${[stored, ...more].join(', ')}`,
      expected: `one role ${wish.name}`,
      hint: 'Rename or remove the ones that nobody needs, or give another `role` as input.',
    };
  }
  const screen = new SecurityModules(ctx);
  const rows = await list.readRole(stored, screen);
  const fit = await fitTo(screen, rows, wish.levels);
  if ('expected' in fit) return { state: 'conflict', ...fit, details: details(rows) };
  const seen = {
    ...details(rows),
    ...Object.fromEntries(
      fit.reaches.map(({ module, row, allows }) => [`${module} / ${row} (customize) allows`, allows]),
    ),
  };
  const changes = [
    ...drift(rows, fit.levels).map(formatDrift),
    ...fit.reaches.filter((reach) => !asWanted(reach)).map(formatReach),
  ];
  if (changes.length > 0 && wish.member !== undefined) {
    const others = await otherUsers(ctx, stored, wish.member);
    if (others.length > 0)
      return {
        state: 'conflict',
        actual: `the role ${stored} with other levels, and it is that of ${others.join(', ')} too`,
        expected: `a role that only ${wish.member} has, or the wanted levels`,
        hint: 'Give another `role` as input, or take this one from them in ConnectWise. Then run again.',
        details: seen,
      };
    await openRole(ctx, stored);
  }
  const rights = details(rows)['levels other than None'];
  if (changes.length > 0)
    return {
      state: 'needed',
      actual:
        `The role ${stored} is there, and ${changes.length} of its levels ` +
        `${changes.length === 1 ? 'is' : 'are'} not as wanted.`,
      changes,
      details: seen,
      access: { role: stored, rights },
    };
  await screen.showAll(stored);
  return {
    state: 'satisfied',
    actual:
      `The role ${stored} has ${rights.length === 0 ? 'no levels' : rights.join('; ')}, and None in all else ` +
      `(${rows.length} rows read back).`,
    output: { name: stored },
    access: { role: stored, rights },
    details: seen,
  };
}

export const roleEnsure = action({
  name: 'connectwise.role.ensure',
  title: ({ name = '…', levels }) => {
    const { data } = Levels.safeParse(levels);
    return `Create the security role ${name}${data === undefined ? '' : ` ${formatRights(data)}`}`;
  },
  doc:
    'System > Security Roles: makes sure that there is a role with exactly these levels (PRODUCT.md C). Creates a ' +
    'missing role, corrects what differs, and reads the whole table back.',
  input,
  output,

  inspect: look,

  async perform(ctx, wish) {
    const modules = new SecurityModules(ctx);
    const shown = await modules.role();
    // The levels of another role may be shown: those that were read before this one is made.
    if (shown === undefined || (!sameName(shown, wish.name) && !(await openRole(ctx, wish.name)))) {
      await new SecurityRoles(ctx).pressPlus();
      const form = new NewRole(ctx);
      await form.typeName(wish.name);
      await form.save(wish.name);
      // Some releases show the new role's modules after saving, some do not (PRODUCT.md C2).
      if ((await modules.role()) === undefined) await openRole(ctx, wish.name);
    }
    const rows = await modules.read();
    // Where the rows were not known before, all levels are set or none.
    const fit = await fitTo(modules, rows, wish.levels);
    if ('expected' in fit) throw new ScreenProblem({ screen: 'ConnectWise, Security Modules', ...fit });
    const wrong = drift(rows, fit.levels);
    for (const { module, row, column, wanted } of wrong) await modules.setLevel(module, row, column, wanted);
    const reaches = fit.reaches.filter((reach) => !asWanted(reach));
    for (const { module, row, only } of reaches) {
      const window = await modules.customize(module, row);
      await window.allowOnly(only);
      await window.save();
    }
    if (wrong.length > 0 || (reaches.length > 0 && (await modules.canSave()))) await modules.save(wish.name);
  },

  confirm: look,
});
