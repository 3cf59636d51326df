import { type Context, Hono } from 'hono';
import { type CompanyState, countRequest, findKey, type Tenants } from '../state.ts';
import { resolveVariants, type Variants } from '../variants.ts';
import {
  type Caller,
  callerOf,
  checkClientId,
  checkRight,
  credentialsOf,
  notAuthenticated,
  routedCompany,
} from './access.ts';
import { type Endpoint, findEndpoints, type RestAnswer } from './endpoint.ts';
import { callLimit } from './limit.ts';
import { memberEndpoints } from './members.ts';
import { RestProblem } from './problem.ts';
import { dataEndpoints } from './records.ts';
import { reportEndpoints } from './reports.ts';
import { roleEndpoints } from './roles.ts';

interface RestOptions {
  tenants: Tenants;
  /** Calls that a company may make in a minute. Default 1000. */
  limitPerMinute?: number;
  /** The client ids that are registered. Left out, any GUID counts as registered. */
  clientIds?: readonly string[];
  variants?: Partial<Variants>;
}

const PATH = /^\/([^/]+)\/apis\/3\.0\/(.*)$/i;
/** Entries of the API log that are kept (PRODUCT.md D4). */
const LOG_LIMIT = 10_000;

const endpoints: Endpoint[] = [
  {
    method: 'GET',
    path: 'system/info',
    answer: ({ company }) => ({
      body: {
        version: `${company.codebase.replace(/\/$/, '')}.98402`,
        isCloud: true,
        serverTimeZone: 'Eastern Standard Time',
        cloudRegion: 'NA',
        licenseBits: ['AdvancedDispatch', 'ClientPortal', 'ReportWriter'].map((name) => ({ name, activeFlag: true })),
      },
    }),
  },
  ...reportEndpoints,
  ...memberEndpoints,
  ...roleEndpoints,
  ...dataEndpoints,
];

/**
 * The practice ConnectWise's REST API (PRODUCT.md E) at `/<code base>/apis/3.0/`; other paths are left to who comes
 * next.
 */
export function restApi({ tenants, limitPerMinute = 1000, clientIds, ...options }: RestOptions): Hono {
  const app = new Hono();
  const variants = resolveVariants(options.variants);
  const known = clientIds?.map((id) => id.toLowerCase());
  const countCall = callLimit(limitPerMinute);

  app.all('*', async (c, next) => {
    const match = PATH.exec(c.req.path);
    if (match === null) return next();
    const started = Date.now();
    const credentials = credentialsOf(c.req.header('Authorization'));
    const company = credentials && routedCompany(tenants, match[1]!, credentials.companyId);
    const response = await respond(c, async () => {
      if (credentials === undefined) throw notAuthenticated();
      if (company === undefined) return c.text('Cannot route. Codebase/company is invalid.', 400);
      countRequest(company, c.req.method, c.req.path);
      countCall(company);
      checkClientId(c.req.header('clientId'), known);
      return json(c, await answer(c, match[2]!, company, callerOf(company, credentials), variants));
    });
    const key = company && findKey(company, credentials!.publicKey);
    if (key) {
      const { pathname, search } = new URL(c.req.url);
      company.apiLogs.push({
        keyRecid: key.recid,
        start: new Date(started).toISOString(),
        milliseconds: Date.now() - started,
        status: response.status,
        method: c.req.method,
        url: pathname + search,
      });
      if (company.apiLogs.length > LOG_LIMIT) company.apiLogs.shift();
    }
    return response;
  });
  return app;
}

async function answer(
  c: Context,
  path: string,
  company: CompanyState,
  { member, role }: Caller,
  variants: Variants,
): Promise<RestAnswer> {
  const found = findEndpoints(endpoints, path);
  if (found.length === 0) throw new RestProblem(404, 'NotFound', 'The endpoint does not exist.');
  const chosen = found.find(({ endpoint }) => endpoint.method === c.req.method);
  if (chosen === undefined)
    throw new RestProblem(405, 'MethodNotAllowed', `The endpoint does not support ${c.req.method}.`);
  const { endpoint, parts } = chosen;
  const level = endpoint.right ? checkRight(role, endpoint.right) : 'All';
  const body = ['POST', 'PUT', 'PATCH'].includes(endpoint.method) ? await sentJson(c) : undefined;
  return endpoint.answer({
    company,
    member,
    role,
    level,
    variants,
    parts,
    body,
    query: new URL(c.req.url).searchParams,
  });
}

async function sentJson(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text()) as unknown;
  } catch {
    throw new RestProblem(400, 'InvalidJson', 'The request body is not valid JSON.');
  }
}

const json = (c: Context, { status = 200, body }: RestAnswer): Response =>
  status === 204 ? c.body(null, 204) : c.json(body, status);

async function respond(c: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof RestProblem)) throw problem;
    if (problem.retryAfter !== undefined) c.header('Retry-After', String(problem.retryAfter));
    const { code, message, errors, status } = problem;
    return c.json({ code, message, errors: errors.length > 0 ? errors : null }, status);
  }
}
