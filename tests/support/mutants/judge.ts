import { keyEnsure } from '../../../pages/connectwise/actions/key-ensure.ts';
import { memberEnsure } from '../../../pages/connectwise/actions/member-ensure.ts';
import { roleEnsure } from '../../../pages/connectwise/actions/role-ensure.ts';
import connectwise from '../../../pages/connectwise/portal.ts';
import { type ConfirmedWord, type Context, type Escrow, ScreenProblem } from '../../../src/portal-sdk/index.ts';
import {
  type ApiKey,
  type CompanyState,
  isPrivateKey,
  type Member,
  type Role,
} from '../../../src/practice/connectwise/state.ts';
import { atConnectwise } from '../connectwise.ts';
import type { ActionName, Mutant } from './connectwise.ts';
import { addMutations, WRONG } from './kit.ts';

export type Outcome = 'right' | 'refused rightly' | 'failed' | 'wrong touch';

export interface Judged {
  mutant: string;
  action: string;
  outcome: Outcome;
  /** What was said, where it is not right. */
  said: string;
  seconds: number;
}

const NAME = 'MSPCFO';
const FULL_NAME = 'Mspcfo Reports';
const LEVELS = { System: { 'API Reports': { inquire: 'All' as const } } };

interface Doable {
  inspect(ctx: Context, input: never): Promise<{ state: string; actual?: string }>;
  perform?(ctx: Context, input: never): Promise<void>;
  confirm?(ctx: Context, input: never): Promise<{ state: string; actual?: string }>;
}

/** Does an action as the engine does. */
async function ensure(action: unknown, ctx: Context, input: object): Promise<void> {
  const { inspect, perform, confirm } = action as Doable;
  const found = await inspect(ctx, input as never);
  if (found.state === 'conflict') throw new Error(`conflict: ${found.actual}`);
  if (found.state === 'needed') await perform!(ctx, input as never);
  const after = await confirm!(ctx, input as never);
  if (after.state !== 'satisfied') throw new Error(`not as wanted afterwards: ${after.actual}`);
}

type Kept = Pick<CompanyState, 'roles' | 'members' | 'keys'>;
const copy = ({ roles, members, keys }: CompanyState): Kept => structuredClone({ roles, members, keys });

/** What of before is not there as it was, and what is new. */
function changes(before: Kept, now: CompanyState): { changed: string[]; made: Kept } {
  const made: Kept = { roles: [], members: [], keys: [] };
  const changed: string[] = [];
  for (const kind of ['roles', 'members', 'keys'] as const) {
    const [old, all] = [before[kind], now[kind]] as [{ recid: number }[], { recid: number }[]];
    for (const one of old)
      if (JSON.stringify(one) !== JSON.stringify(all.find(({ recid }) => recid === one.recid)))
        changed.push(`${kind} ${one.recid}`);
    made[kind] = all.filter(({ recid }) => !old.some((one) => one.recid === recid)) as never;
  }
  return { changed, made };
}

function wrongInRole({ name, levels }: Role): string[] {
  const wrong = name === NAME ? [] : [`role ${name}`];
  const given = Object.entries(levels).map(
    ([row, { add, edit, delete: remove, inquire, only }]) => `${row}: ${[add, edit, remove, inquire, only].join()}`,
  );
  const allowed = /: None,None,None,None,$|^System\/API Reports: None,None,None,All,$/;
  return [...wrong, ...given.filter((one) => !allowed.test(one))];
}

function wrongInMember(member: Member, { roles }: CompanyState): string[] {
  const role = roles.find(({ recid }) => recid === member.roleRecid);
  const { memberId, name, license, inactive, email, notes } = member;
  const is = [memberId, name, role?.name, license, inactive, email, notes].join(' / ');
  return is === [NAME, FULL_NAME, NAME, 'API', false, '', ''].join(' / ') ? [] : [`member ${is}`];
}

function wrongInKey(key: ApiKey, { members }: CompanyState, sealed: ReadonlyMap<string, string>): string[] {
  const owner = members.find(({ recid }) => recid === key.memberRecid)?.memberId;
  const secret = sealed.get(key.publicKey);
  return [
    ...(owner === NAME && key.description === `${NAME} kw-00000000` ? [] : [`key ${key.description} of ${owner}`]),
    ...(secret === undefined || isPrivateKey(key, secret) ? [] : ['another private key sealed']),
  ];
}

/** What is wrong in what was made; what is not made yet is not wrong. */
function wrongIn(action: ActionName, made: Kept, company: CompanyState, sealed: ReadonlyMap<string, string>): string[] {
  const { roles, members, keys } = made;
  const all: Record<string, readonly unknown[]> = { role: roles, member: members, key: keys };
  const others = Object.entries(all).flatMap(([kind, list]) => (kind === action ? [] : list));
  return [
    ...(all[action]!.length > 1 ? [`${all[action]!.length} made`] : []),
    ...(others.length > 0 ? ['something else made'] : []),
    ...(action === 'role' ? roles.flatMap(wrongInRole) : []),
    ...(action === 'member' ? members.flatMap((member) => wrongInMember(member, company)) : []),
    ...(action === 'key' ? keys.flatMap((key) => wrongInKey(key, company, sealed)) : []),
  ];
}

const isWhole = (action: ActionName, made: Kept, sealed: ReadonlyMap<string, string>): boolean =>
  action === 'role'
    ? made.roles[0]?.levels['System/API Reports']?.inquire === 'All'
    : action === 'member'
      ? made.members.length === 1
      : made.keys.length === 1 && sealed.has(made.keys[0]!.publicKey);

/** Makes what the next action needs, where the one before did not. */
function prepare(company: CompanyState): void {
  if (!company.roles.some(({ name }) => name === NAME))
    company.roles.push({ ...structuredClone(company.roles[0]!), recid: company.nextRecid++, name: NAME, levels: {} });
  const role = company.roles.find(({ name }) => name === NAME)!;
  role.levels = { 'System/API Reports': { add: 'None', edit: 'None', delete: 'None', inquire: 'All' } };
}

function prepareMember(company: CompanyState): void {
  if (company.members.some(({ memberId }) => memberId === NAME)) return;
  const like = company.members.find(({ memberId }) => memberId === 'Automate')!;
  const role = company.roles.find(({ name }) => name === NAME)!;
  company.members.push({
    ...structuredClone(like),
    recid: company.nextRecid++,
    memberId: NAME,
    name: FULL_NAME,
    roleRecid: role.recid,
  });
}

/** Holds the page objects against one mutant of the practice ConnectWise. */
export async function judge(
  mutant: Mutant & { language?: string },
  confirmed?: readonly ConfirmedWord[],
): Promise<Judged[]> {
  const touched: string[] = [];
  const options = { ...(mutant.variants && { variants: mutant.variants }), confirmed, language: mutant.language };
  const at = await atConnectwise(options, async (page) => {
    page.context().on('console', (message) => {
      if (message.text().startsWith(WRONG)) touched.push(message.text().slice(WRONG.length));
    });
    if (mutant.view !== undefined) await page.setViewportSize(mutant.view);
    await addMutations(page, mutant.mutations ?? [], mutant.bare ?? false);
  });
  const { company } = at.practice.connectwise;
  const sealed = new Map<string, string>();
  const escrow: Partial<Escrow> = {
    list: async () =>
      [...sealed.keys()].map((publicKey) => ({ publicKey, description: `${NAME} kw-00000000` }) as never),
    seal: async ({ publicKey, privateKey }) => void sealed.set(publicKey, privateKey.reveal()),
    open: async () => undefined as never,
  };
  const ctx = at.context(escrow);
  const judged: Judged[] = [];
  const one = async (action: ActionName | 'sign-in', does: () => Promise<void>): Promise<boolean> => {
    const before = copy(company);
    const began = performance.now();
    touched.length = 0;
    const problem = await does().then(
      () => undefined,
      (error: Error) => error,
    );
    const { changed, made } = changes(before, company);
    const wrong = action === 'sign-in' ? changed : [...changed, ...wrongIn(action, made, company, sealed), ...touched];
    const said = problem === undefined ? '' : `${problem.name}: ${problem.message}`.replaceAll(/\s+/g, ' ');
    const wanted = action === 'sign-in' ? undefined : mutant.refused?.[action];
    const whole = action === 'sign-in' || isWhole(action, made, sealed);
    const isRefused = problem instanceof ScreenProblem && (wanted?.test(said) ?? false);
    const otherwise: Outcome = isRefused ? 'refused rightly' : 'failed';
    const good: Outcome = problem === undefined && whole ? 'right' : otherwise;
    const outcome = wrong.length > 0 ? 'wrong touch' : good;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    judged.push({ mutant: mutant.name, action, outcome, said: [...wrong, said].join(' | '), seconds });
    if (outcome !== 'right' && process.env['MUTANT_PICTURES'] !== undefined)
      await at.session.page
        .screenshot({ path: `${process.env['MUTANT_PICTURES']}/${mutant.name.replaceAll(/\W+/g, '-')}-${action}.png` })
        .catch(() => undefined);
    return outcome === 'right';
  };
  try {
    if (!(await one('sign-in', async () => void (await connectwise.signIn.perform!(ctx, {}))))) return judged;
    await one('role', async () => await ensure(roleEnsure, ctx, { name: NAME, levels: LEVELS, member: NAME }));
    prepare(company);
    await one('member', async () => await ensure(memberEnsure, ctx, { id: NAME, name: FULL_NAME, role: NAME }));
    prepareMember(company);
    await one(
      'key',
      async () => await ensure(keyEnsure, ctx, { member: NAME, description: NAME, current: {}, renew: false }),
    );
    return judged;
  } finally {
    await at.end();
  }
}
