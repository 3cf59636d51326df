import { z } from 'zod';
import {
  action,
  excerpt,
  ScreenProblem,
  secret,
  until,
  type Context,
  type HttpAnswer,
} from '../../../src/portal-sdk/index.ts';
import { Levels, wanted } from '../levels.ts';
import { settingsOf } from '../settings.ts';

const input = z.strictObject({
  publicKey: z.string().min(1).describe('The public key.'),
  privateKey: secret()
    .optional()
    .describe("The private key. Left out: the check is skipped, and MSPCFO's own test is the proof."),
  levels: Levels.default({ System: { 'API Reports': { inquire: 'All' } } }).describe(
    'The levels of the role, as in connectwise.role.ensure. What has no Inquire Level must be refused. Left out: ' +
      'only System / API Reports / Inquire.',
  ),
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

/** Cloud hosts serve the API under `api-`, too. Sources disagree which to use (PRODUCT.md E1), so both are tried. */
export function apiBases(url: URL): string[] {
  const cloud = url.hostname.endsWith('.myconnectwise.net') || url.hostname.endsWith('.connectwisedev.com');
  const origins =
    cloud && !url.hostname.startsWith('api-') ? [`${url.protocol}//api-${url.host}`, url.origin] : [url.origin];
  // An on-premises server may have a path of its own before ConnectWise's.
  const path = url.pathname.replace(/\/(v4_6_release\b.*)?$/, '');
  return origins.map((origin) => `${origin}${path}/v4_6_release/apis/3.0`);
}

/** What a response means, and what to do (PRODUCT.md E3). */
function explain({ status, body, header }: HttpAnswer): { actual: string; hint: string } {
  const actual = `the answer ${status} (${excerpt(body, 160)})`;
  if (status === 401)
    return {
      actual,
      hint:
        'The keys or the clientId were refused. Check CONNECTWISE_CLIENT_ID, then run again: a new pair of keys ' +
        'is made in place of this one.',
    };
  if (status === 403)
    return {
      actual,
      hint:
        'The keys are good, but the role lacks the level that this needs (System / API Reports / Inquire for ' +
        'reports). Run onboard: it looks at the role first, and goes on with these keys.',
    };
  if (status === 404)
    return {
      actual,
      hint:
        'There is no such address. Check the url of connectwise in the customers file: it must be the server that ' +
        'the company signs in at.',
    };
  if (status === 429)
    return {
      actual,
      hint:
        'ConnectWise allows no more calls for ' +
        `now${header('retry-after') ? ` (for ${header('retry-after')} seconds)` : ''}. Wait and run again.`,
    };
  if (status === 400)
    return {
      actual,
      hint:
        'ConnectWise does not know this company at this server. Check `company` and `url` of connectwise in the ' +
        'customers file.',
    };
  return { actual, hint: 'Run again later: it looks first and goes on from what is there.' };
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

  async inspect(ctx: Context, { publicKey, privateKey, levels }) {
    const clientId = ctx.secret('CLIENT_ID');
    const skipped = (actual: string) => ({
      state: 'satisfied' as const,
      skipped: true as const,
      actual,
      output: { proven: false },
    });
    if (privateKey === undefined) {
      return skipped(
        `MSPCFO already holds the private key of ${publicKey}, so only MSPCFO can test the keys: see the step that ` +
          'saves them.',
      );
    }
    if (clientId === undefined) return skipped('CONNECTWISE_CLIENT_ID is not set, so ConnectWise could not be asked.');
    const allowed = ({ module, row }: (typeof GATES)[number]) =>
      (wanted(levels, module, row).inquire ?? 'None') !== 'None';
    // A role with no right to any of these can still read the system's information.
    const open = GATES.find(allowed)?.path ?? '/system/info';
    const denied = GATES.filter((gate) => !allowed(gate)).map(({ path }) => path);
    const ask = async (base: string, path: string) =>
      await ctx.get(`${base}${path}?pageSize=1`, {
        basic: { user: `${settingsOf(ctx).company}+${publicKey}`, password: privateKey },
        headers: { clientId, accept: 'application/json' },
      });
    return await ctx.gesture(
      `Ask the REST API with the new keys: ${open} must be allowed, ${denied.length} others refused`,
      async () => {
        let last: HttpAnswer | undefined;
        let problem: { actual: string; hint: string } = {
          actual: 'no answer from the REST API',
          hint: 'Check whether the REST API can be reached from here, then run again.',
        };
        const noAnswer = (error: unknown) => {
          if (error instanceof ScreenProblem) problem = error;
          return undefined;
        };
        // A new key may take a moment to be known everywhere.
        const base = await until(
          async () => {
            for (const candidate of apiBases(ctx.url)) {
              last = await ask(candidate, open).catch(noAnswer);
              if (last?.status === 200) return candidate;
            }
            return last !== undefined && ![401, 404].includes(last.status) ? '' : undefined;
          },
          () => new Error('no answer'),
          15_000,
          1_000,
        ).catch(() => '');
        if (last?.status !== 200) {
          // Nobody can use the sealed copy, so the next run makes a new pair.
          if (last?.status === 401) await ctx.escrow.refuse(publicKey);
          const { actual, hint } = last === undefined ? problem : explain(last);
          return { state: 'conflict' as const, actual, expected: `the new keys to be allowed ${open} (200)`, hint };
        }
        const answers: { path: string; status: number }[] = [];
        for (const path of denied) answers.push({ path, status: (await ask(base, path)).status });
        const format = ({ path, status }: (typeof answers)[number]) => `${path}: ${status}`;
        const details = { [open]: 200, 'other answers': answers.map(format) };
        const tooOpen = answers.filter(({ status }) => status === 200);
        if (tooOpen.length > 0)
          return {
            state: 'conflict' as const,
            actual: `more is allowed than the role should give: ${tooOpen.map(format).join(', ')}`,
            expected: 'everything else to be refused',
            hint: "Look at the role's levels in ConnectWise; run onboard to set them right.",
            details,
          };
        const refused = answers.filter(({ status }) => status === 403).map(({ path }) => path);
        // 404 and the like say nothing about rights.
        const unclear = answers.filter(({ status }) => status !== 403).map(format);
        return {
          state: 'satisfied' as const,
          actual:
            `${open} is allowed (200). Refused (403): ${refused.join(', ') || 'nothing'}.` +
            `${unclear.length === 0 ? '' : ` No clear answer: ${unclear.join(', ')}.`}`,
          output: { proven: true },
          details,
        };
      },
      { reads: true, proves: 'What the REST API allows and refuses', outsidePage: true },
    );
  },
});
