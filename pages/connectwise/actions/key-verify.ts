import { z } from 'zod';
import { action, type Context, type Finding, type HttpAnswer, secret, until } from '../../../src/portal-sdk/index.ts';
import { apiBases } from '../addresses.ts';
import { namedAs } from '../level-names.ts';
import { Levels, wanted } from '../levels.ts';
import { explainAnswer, isData, isOfClientId, isPage } from '../rest-answers.ts';
import { settingsOf } from '../settings.ts';
import { receiverName } from './inputs.ts';

const input = z.strictObject({
  publicKey: z.string().min(1).describe('The public key.'),
  privateKey: secret()
    .optional()
    .describe("The private key. Left out: the check is skipped, and the receiver's own test is the proof."),
  levels: Levels.default({ System: { 'API Reports': { inquire: 'All' } } }).describe(
    'The levels of the role, as in connectwise.role.ensure. What has no Inquire Level must be refused. Left out: ' +
      'only System / API Reports / Inquire.',
  ),
  receiver: receiverName,
});
const output = z.strictObject({
  proven: z.boolean().describe('Whether the REST API was asked and answered as expected.'),
});

/**
 * Endpoints of the REST API, and the row whose Inquire Level opens each.
 * The rows of reports and members are known (PRODUCT.md E4). The other rows only have the same name, so only their
 * refusal counts.
 */
const GATES = [
  { path: '/system/reports', module: 'System', row: 'API Reports' },
  { path: '/system/members', module: 'System', row: 'Member Maintenance' },
  { path: '/system/apiMembers', module: 'System', row: 'Member Maintenance' },
  { path: '/system/securityroles', module: 'System', row: 'Security Roles' },
  { path: '/company/companies', module: 'Companies', row: 'Company Maintenance' },
  { path: '/company/contacts', module: 'Companies', row: 'Contacts' },
  { path: '/company/configurations', module: 'Companies', row: 'Configurations' },
  { path: '/finance/agreements', module: 'Finance', row: 'Agreements' },
  { path: '/finance/invoices', module: 'Finance', row: 'Invoicing' },
  { path: '/procurement/catalog', module: 'Procurement', row: 'Product Catalog' },
  { path: '/sales/opportunities', module: 'Sales', row: 'Opportunity' },
  { path: '/service/tickets', module: 'Service Desk', row: 'Service Tickets' },
  { path: '/time/entries', module: 'Time & Expense', row: 'Time Entry' },
];

type Ask = (base: string, path: string) => Promise<HttpAnswer>;

/** A new key may take a moment to be known everywhere. */
const KNOWN_WITHIN = 15_000;

/**
 * Asks at each address that the REST API may have until one gives data.
 * @returns that address, and the last answer
 * @throws where none answers at all
 */
async function findBase(ctx: Context, ask: Ask, open: string): Promise<{ base: string; last: HttpAnswer }> {
  let last: HttpAnswer | undefined;
  let problem: unknown;
  const noAnswer = (error: unknown) => {
    // Of the first address: it is the one that ConnectWise names.
    problem ??= error;
    return undefined;
  };
  const base = await until(
    async () => {
      for (const candidate of apiBases(ctx.url)) {
        last = (await ask(candidate, open).catch(noAnswer)) ?? last;
        if (last !== undefined && isData(last)) return candidate;
      }
      return last !== undefined && ![401, 404].includes(last.status) ? '' : undefined;
    },
    () => new Error('no answer'),
    KNOWN_WITHIN,
    1_000,
  ).catch(() => '');
  if (last === undefined) throw problem;
  return { base, last };
}

interface Answered {
  path: string;
  answer: HttpAnswer;
}

const format = ({ path, answer }: Answered) => `${path}: ${answer.status}${isPage(answer) ? ' (a page)' : ''}`;
const isRefusal = ({ answer }: Answered) => answer.status === 403 && !isPage(answer);

/** What the answers prove: `open` is allowed, and the others should all be refused. */
function judge(ctx: Context, open: string, answers: readonly Answered[]): Finding<z.output<typeof output>> {
  const details = { [open]: 200, 'other answers': answers.map(format) };
  const tooOpen = answers.filter(({ answer }) => isData(answer));
  if (tooOpen.length > 0)
    return {
      state: 'conflict',
      actual: `more is allowed than the role should give: ${tooOpen.map(format).join(', ')}`,
      expected: 'everything else to be refused',
      hint: `Look at the role's levels in ConnectWise; run ${ctx.job('onboard')} to set them right.`,
      details,
    };
  const refused = answers.filter(isRefusal).map(({ path }) => path);
  const seen = `${open} is allowed (200). Refused (403): ${refused.join(', ') || 'nothing'}.`;
  // 404 and the like say nothing about rights.
  const unclear = answers.filter((one) => !isRefusal(one));
  if (unclear.length === 0) return { state: 'satisfied', actual: seen, output: { proven: true }, details };
  return {
    state: 'satisfied',
    actual: `The proof is incomplete. ${seen} No clear answer: ${unclear.map(format).join(', ')}.`,
    output: { proven: false },
    details,
    left: [...Map.groupBy(unclear, ({ answer }) => answer.status)].map(([status, alike]) => ({
      what: `make sure that the keys may not read ${alike.map(({ path }) => path).join(', ')}`,
      why: `the REST API answered ${status}, which says nothing about rights; running again asks again`,
    })),
  };
}

export const keyVerify = action({
  name: 'connectwise.key.verify',
  title: 'Verify the keys {publicKey} against ConnectWise',
  doc:
    'Calls the REST API with the new keys: it must allow what the role may do, and refuse everything else ' +
    '(PRODUCT.md E3, E4). Refused keys (401) are not used again: the next run makes a new pair. ' +
    'Needs CONNECTWISE_CLIENT_ID; without it the check is skipped, and the evidence says so.',
  input,
  output,

  async inspect(ctx: Context, { publicKey, privateKey, levels, receiver }) {
    const clientId = ctx.secret('CLIENT_ID');
    const skipped = (actual: string) => ({
      state: 'satisfied' as const,
      skipped: true as const,
      actual,
      output: { proven: false },
    });
    if (privateKey === undefined) {
      return skipped(
        `${receiver} already holds the private key of ${publicKey}, so only ${receiver} can test the keys: see the step that ` +
          'saves them.',
      );
    }
    if (clientId === undefined) return skipped('CONNECTWISE_CLIENT_ID is not set, so ConnectWise could not be asked.');
    const given = namedAs(GATES, levels).levels;
    const allowed = ({ module, row }: (typeof GATES)[number]) =>
      (wanted(given, module, row).inquire ?? 'None') !== 'None';
    // A role with no right to any of these can still read the system's information.
    const open = GATES.find(allowed)?.path ?? '/system/info';
    const denied = GATES.filter((gate) => !allowed(gate)).map(({ path }) => path);
    const ask: Ask = async (base, path) =>
      await ctx.request(`${base}${path}?pageSize=1`, {
        basic: { user: `${settingsOf(ctx).company}+${publicKey}`, password: privateKey },
        headers: { clientId, accept: 'application/json' },
      });
    return await ctx.gesture(
      `Ask the REST API with the new keys: ${open} must be allowed, ${denied.length} others refused`,
      async () => {
        const { base, last } = await findBase(ctx, ask, open);
        if (!isData(last)) {
          // Nobody can use the sealed copy, so the next run makes a new pair.
          if (last.status === 401 && !isOfClientId(last) && !isPage(last)) await ctx.escrow.refuse(publicKey);
          const expected = `the new keys to be allowed ${open} (200)`;
          return { state: 'conflict' as const, expected, ...explainAnswer(last, ctx.job('onboard')) };
        }
        const answers: Answered[] = [];
        for (const path of denied) answers.push({ path, answer: await ask(base, path) });
        return judge(ctx, open, answers);
      },
      { reads: true, proves: 'What the REST API allows and refuses', outsidePage: true },
    );
  },
});
