import { z } from 'zod';
import { action, ScreenProblem, type Context, type Finding } from '../../../src/portal-sdk/index.ts';
import { includesName, sameName } from '../../same-name.ts';
import { formatLimit, isLimited, Levels, wanted } from '../levels.ts';
import { formatRights } from '../format-levels.ts';
import { Members } from '../screens/members.ts';
import { NewRole } from '../screens/new-role.ts';
import { SecurityModules } from '../screens/security-modules.ts';
import { SecurityRoles } from '../screens/security-roles.ts';
import { COLUMNS, type Column, type LevelRow } from '../widgets/level-cells.ts';

const input = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(30)
    .describe('Role ID: the name of the role, at most 30 characters (PRODUCT.md C2).'),
  levels: Levels,
  member: z
    .string()
    .trim()
    .min(1)
    .max(15)
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

/** One cell of the table that differs from the input. */
interface Drift {
  module: string;
  row: string;
  column: Column;
  is: string;
  wanted: string;
}

/** The cells of the table that differ from the input. */
export function drift(rows: LevelRow[], wish: Input): Drift[] {
  return rows.flatMap(({ module, row, levels }) =>
    COLUMNS.flatMap((column) => {
      const [is, should] = [levels[column] ?? '', wanted(wish.levels, module, row)[column] ?? 'None'];
      return sameName(is, should) ? [] : [{ module, row, column, is, wanted: should }];
    }),
  );
}

/** Rows of the input that the table does not have, or has without the (customize) link that the input needs. */
function unknownRows(rows: LevelRow[], { levels }: Input): string[] {
  return Object.entries(levels).flatMap(([module, named]) =>
    Object.entries(named).flatMap(([name, row]) => {
      const found = rows.find((one) => sameName(one.module, module) && sameName(one.row, name));
      if (found === undefined) return [`${module} / ${name}`];
      return !isLimited(row) || found.customize ? [] : [`(customize) beside ${module} / ${name}`];
    }),
  );
}

const missingRows = (unknown: string[]) => ({
  actual: `a table without ${unknown.join(', ')}`,
  expected: 'every row that the runbook names',
  hint:
    'Compare the names in the runbook with the table in ConnectWise: sections and rows differ between versions ' +
    'and licences.',
});

/** One (customize) window: what it allows now and what it should. */
interface Reach {
  module: string;
  row: string;
  allows: string[];
  disallows: string[];
  /** All that it should allow. */
  only: string[];
  /** The same in words. */
  says: string;
}

/** Reads the (customize) windows of the rows that the input limits. */
async function readReaches(screen: SecurityModules, rows: LevelRow[], wish: Input): Promise<Reach[]> {
  const reaches: Reach[] = [];
  for (const { module, row } of rows) {
    const limit = wanted(wish.levels, module, row);
    if (!isLimited(limit)) continue;
    const window = await screen.customize(module, row);
    const { allow, disallow } = await window.read();
    await window.cancel();
    const { only: given, atLeast = [] } = limit;
    const added = [...allow, ...atLeast.filter((name) => !includesName(allow, name))];
    const only = given === 'All' ? [...allow, ...disallow] : (given ?? added);
    reaches.push({ module, row, allows: allow, disallows: disallow, only, says: formatLimit(limit) });
  }
  return reaches;
}

const asWanted = ({ allows, only }: Reach) =>
  allows.length === only.length && only.every((name) => includesName(allows, name));
const formatReach = ({ module, row, allows, disallows, says }: Reach) =>
  `${module} / ${row} (customize): ${disallows.length === 0 ? 'everything' : allows.join(', ') || 'nothing'} → ${says}`;

export const formatDrift = ({ module, row, column, is, wanted }: Drift) =>
  `${module} / ${row} / ${column}: ${is} → ${wanted}`;

/** The table as evidence: all levels other than None, and how much was read. */
export function details(rows: LevelRow[]) {
  const others = rows.flatMap(({ module, row, levels }) =>
    COLUMNS.filter((column) => !sameName(levels[column] ?? '', 'None')).map(
      (column) => `${module} / ${row} / ${column}: ${levels[column]}`,
    ),
  );
  return {
    'levels other than None': others,
    'rows read': rows.length,
    'sections read': new Set(rows.map(({ module }) => module)).size,
  };
}

/** The other active members with the role, whose levels would change, too. */
async function otherUsers(ctx: Context, role: string, member: string): Promise<string[]> {
  const members = new Members(ctx);
  await members.open();
  const { users } = await members.usersOf(role, member);
  return users.filter((user) => !user.endsWith(' (inactive)'));
}

/** Opens the role. @returns its name as stored, 'absent', or the roles that all have this name */
async function openRole(ctx: Context, name: string): Promise<{ stored: string } | 'absent' | { several: string[] }> {
  const list = new SecurityRoles(ctx);
  await list.open();
  const found = await list.search(name);
  if (found.length === 0) return 'absent';
  if (found.length > 1) return { several: found };
  await list.openRole(found[0]!);
  return { stored: found[0]! };
}

async function look(ctx: Context, wish: Input): Promise<Finding<z.output<typeof output>>> {
  const role = await openRole(ctx, wish.name);
  if (role === 'absent') {
    const changes = Object.entries(wish.levels).flatMap(([module, rows]) =>
      Object.entries(rows).flatMap(([row, { only, atLeast, ...levels }]) => [
        ...Object.entries(levels).map(([column, level]) => `${module} / ${row} / ${column}: None → ${level}`),
        ...(isLimited({ only, atLeast }) ? [`${module} / ${row} (customize): ${formatLimit({ only, atLeast })}`] : []),
      ]),
    );
    return {
      state: 'needed',
      actual: `There is no security role ${wish.name}.`,
      changes: [`create the security role ${wish.name}`, ...changes, 'every other level: None'],
    };
  }
  if ('several' in role) {
    return {
      state: 'conflict',
      actual: `${role.several.length} roles of this name: ${role.several.join(', ')}`,
      expected: `one role ${wish.name}`,
      hint: 'Rename or remove the ones that nobody needs, or give another `role` as input.',
    };
  }
  const screen = new SecurityModules(ctx);
  const rows = await screen.read();
  const unknown = unknownRows(rows, wish);
  if (unknown.length > 0) return { state: 'conflict', ...missingRows(unknown), details: details(rows) };
  const reaches = await readReaches(screen, rows, wish);
  const seen = {
    ...details(rows),
    ...Object.fromEntries(reaches.map(({ module, row, allows }) => [`${module} / ${row} (customize) allows`, allows])),
  };
  const missing = reaches.flatMap(({ module, row, allows, disallows, only }) =>
    only
      .filter((name) => !includesName(allows, name) && !includesName(disallows, name))
      .map((name) => `${name} in (customize) of ${module} / ${row}`),
  );
  if (missing.length > 0)
    return {
      state: 'conflict',
      actual: `lists without ${missing.join(', ')}`,
      expected: 'everything that the runbook allows',
      hint:
        'Compare the names in the runbook with the window behind (customize) in ConnectWise: they are the ' +
        "tenant's own.",
      details: seen,
    };
  const changes = [
    ...drift(rows, wish).map(formatDrift),
    ...reaches.filter((reach) => !asWanted(reach)).map(formatReach),
  ];
  if (changes.length > 0 && wish.member !== undefined) {
    const others = await otherUsers(ctx, role.stored, wish.member);
    if (others.length > 0)
      return {
        state: 'conflict',
        actual: `the role ${role.stored} with other levels, and it is that of ${others.join(', ')} too`,
        expected: `a role that only ${wish.member} has, or the wanted levels`,
        hint: 'Give another `role` as input, or take this one from them in ConnectWise. Then run again.',
        details: seen,
      };
    await openRole(ctx, role.stored);
  }
  if (changes.length > 0)
    return {
      state: 'needed',
      actual:
        `The role ${role.stored} is there, and ${changes.length} of its levels ` +
        `${changes.length === 1 ? 'is' : 'are'} not as wanted.`,
      changes,
      details: seen,
    };
  await screen.showAll(role.stored);
  const others = details(rows)['levels other than None'];
  return {
    state: 'satisfied',
    actual:
      `The role ${role.stored} has ${others.length === 0 ? 'no levels' : others.join('; ')}, and None in all else ` +
      `(${rows.length} rows read back).`,
    output: { name: role.stored },
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
    if ((await modules.role()) === undefined) {
      await new SecurityRoles(ctx).pressPlus();
      const form = new NewRole(ctx);
      await form.typeName(wish.name);
      await form.save(wish.name);
      // Some releases show the new role's modules after saving, some do not (PRODUCT.md C2).
      if ((await modules.role()) === undefined) await openRole(ctx, wish.name);
    }
    const rows = await modules.read();
    // The table of a new role is read here for the first time: set all levels or none.
    const unknown = unknownRows(rows, wish);
    if (unknown.length > 0)
      throw new ScreenProblem({ screen: 'ConnectWise, Security Modules', ...missingRows(unknown) });
    const wrong = drift(rows, wish);
    for (const { module, row, column, wanted } of wrong) await modules.setLevel(module, row, column, wanted);
    const reaches = (await readReaches(modules, rows, wish)).filter((reach) => !asWanted(reach));
    for (const { module, row, only } of reaches) {
      const window = await modules.customize(module, row);
      await window.allowOnly(only);
      await window.save();
    }
    if (wrong.length > 0 || (reaches.length > 0 && (await modules.canSave()))) await modules.save(wish.name);
  },

  confirm: look,
});
