import { randomInt, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { type NewCompany, newCompany } from './connectwise/new-company.ts';
import { restApi } from './connectwise/rest/rest.ts';
import { connectwiseApp } from './connectwise/server.ts';
import type { CompanyState, Tenants } from './connectwise/state.ts';
import { resolveVariants, type Variants } from './connectwise/variants.ts';
import type { Intercept } from './intercept.ts';
import { mspcfoApp } from './mspcfo/server.ts';
import { type MspcfoState, newMspcfoState } from './mspcfo/state.ts';
import { type MspcfoVariants, resolveMspcfoVariants } from './mspcfo/variants.ts';
import type { ChangeScript } from './one-script.ts';
import type { PracticeState, SignIn } from './practice-state.ts';

export interface PracticeOptions {
  /** Milliseconds that everything asynchronous is scaled by. Default 120. */
  delay?: number | undefined;
  /** How the practice ConnectWise behaves. */
  variants?: Partial<Variants>;
  /** How the practice MSPCFO behaves. */
  mspcfoVariants?: Partial<MspcfoVariants>;
  /** What comes before every request. */
  intercept?: { connectwise?: Intercept<CompanyState> | undefined; mspcfo?: Intercept<MspcfoState> | undefined };
  /** What ConnectWise's scripts are instead: a tenant that calls things otherwise. */
  script?: ChangeScript | undefined;
  /** Whether each connection serves one request, which faults need. */
  singleRequests?: { connectwise: boolean; mspcfo: boolean };
  /**
   * Goes on from there, at the same addresses unless `ports` says otherwise. With it, `companyId`, `customers` and
   * `company` have no effect.
   */
  state?: PracticeState | undefined;
  /** Of the first customer. Default `practice`. */
  companyId?: string;
  /** Company ids of further customers. */
  customers?: readonly string[];
  /** Free ones where left out. */
  ports?: { connectwise?: number; mspcfo?: number };
  /** What differs from a demo tenant in ConnectWise. */
  company?: Partial<Omit<NewCompany, 'users'>>;
  /** One-time codes at both sign-ins. Default as the variants `mfa` and `codePage` say. */
  mfa?: boolean;
  /** Milliseconds that a session lives after its last request. Default one hour. */
  sessionLifetime?: number;
  /** Calls of the REST API that a company may make in a minute. Default 1000. */
  restLimit?: number;
}

/** One customer's two portals, and what they know, for tests. */
export interface PracticeCustomer {
  connectwise: SignIn & {
    url: string;
    companyId: string;
    /** Keywright's own, for checks of keys by the REST API. */
    clientId: string;
    company: CompanyState;
  };
  mspcfo: SignIn & { url: string; state: MspcfoState };
}

/** Running practice portals. The first customer's portals are at the top as well. */
export interface Practice extends PracticeCustomer {
  customers: PracticeCustomer[];
  /** Everything both portals know. */
  state: PracticeState;
  stop(): Promise<void>;
}

const USERNAME = 'setup';

/**
 * Starts both practice portals on this machine, with passwords of their own.
 * @throws when a variant is unknown or a port is taken
 */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const { variants = {}, mspcfoVariants = {}, delay, sessionLifetime } = options;
  const { clientIds, customers: known, ports } = options.state ?? newState(options);
  const shared = { ...(delay !== undefined && { delay }), ...(sessionLifetime !== undefined && { sessionLifetime }) };
  const tenants: Tenants = new Map(known.map(({ id, company }) => [id.toLowerCase(), company]));
  const rest = restApi({
    tenants,
    variants,
    clientIds: Object.values(clientIds),
    ...(options.restLimit !== undefined && { limitPerMinute: options.restLimit }),
  });
  const apps = {
    connectwise: connectwiseApp({
      ...shared,
      tenants,
      rest,
      script: options.script,
      variants: { ...variants, ...(options.mfa !== undefined && { mfa: options.mfa ? 'on' : 'off' }) },
      ...(options.intercept?.connectwise && { intercept: options.intercept.connectwise }),
    }),
    mspcfo: mspcfoApp({
      ...shared,
      customers: known.map(({ state }) => state),
      clientId: clientIds.mspcfo,
      variants: { ...mspcfoVariants, ...(options.mfa !== undefined && { codePage: options.mfa ? 'on' : 'off' }) },
      ...(options.intercept?.mspcfo && { intercept: options.intercept.mspcfo }),
    }),
  };
  const connectwise = await listen(
    apps.connectwise,
    options.ports?.connectwise ?? ports.connectwise,
    options.singleRequests?.connectwise ?? false,
  );
  const mspcfo = await listen(
    apps.mspcfo,
    options.ports?.mspcfo ?? ports.mspcfo,
    options.singleRequests?.mspcfo ?? false,
  ).catch(async (problem: unknown) => {
    await connectwise.stop();
    throw problem;
  });
  const customers = known.map(
    (customer): PracticeCustomer => ({
      connectwise: {
        url: connectwise.url,
        companyId: customer.id,
        clientId: clientIds.ours,
        company: customer.company,
        ...customer.connectwise,
      },
      mspcfo: { url: mspcfo.url, state: customer.state, ...customer.mspcfo },
    }),
  );
  const portOf = ({ url }: { url: string }) => Number(new URL(url).port);
  return {
    ...customers[0]!,
    customers,
    state: { ports: { connectwise: portOf(connectwise), mspcfo: portOf(mspcfo) }, clientIds, customers: known },
    stop: async () => void (await Promise.all([connectwise.stop(), mspcfo.stop()])),
  };
}

/** Portals that nobody has used yet, with passwords of their own. */
function newState(options: PracticeOptions): PracticeState {
  const codes = {
    connectwise: options.mfa ?? resolveVariants(options.variants).mfa === 'on',
    mspcfo: options.mfa ?? resolveMspcfoVariants(options.mspcfoVariants).codePage === 'on',
  };
  const customers = [options.companyId ?? 'practice', ...(options.customers ?? [])].map((id) => {
    const [connectwise, mspcfo] = [
      signIn(USERNAME, codes.connectwise),
      signIn(`support@${id.toLowerCase()}.example`, codes.mspcfo),
    ];
    const company = newCompany(id, { companyName: 'Practice IT', ...options.company, users: [connectwise] });
    return {
      id,
      connectwise,
      mspcfo,
      company,
      state: newMspcfoState(id, company.companyName, [{ ...mspcfo, name: 'Sam Rivera' }]),
    };
  });
  return { ports: { connectwise: 0, mspcfo: 0 }, clientIds: { ours: randomUUID(), mspcfo: randomUUID() }, customers };
}

function signIn(username: string, withCode: boolean): SignIn {
  return {
    username,
    password: randomPassword(),
    ...(withCode && { totpSecret: randomFrom('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32) }),
  };
}

/**
 * Sixteen letters and digits, and among them characters that URLs, JSON and HTML write in another way, so that a leak
 * of any form can be looked for.
 */
function randomPassword(): string {
  const plain = randomFrom('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789', 16);
  return ['&', '"', '<', '+', 'é'].reduce((text, odd) => {
    const at = randomInt(1, text.length);
    return text.slice(0, at) + odd + text.slice(at);
  }, plain);
}

const randomFrom = (letters: string, length: number) =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

/**
 * @param port 0 for a free one
 * @param single each connection serves one request; a browser repeats by itself what breaks on a connection that it has
 *   used before, and a fault would hit twice or not at all
 */
async function listen(app: Hono, port: number, single: boolean): Promise<{ url: string; stop(): Promise<void> }> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    // A rehearsal has its live page in the same process, which needs the process's own Response.
    const options = { fetch: app.fetch, port, hostname: '127.0.0.1', overrideGlobalObjects: false };
    const made = serve(options, () => resolve(made));
    made.once('error', reject);
    if (single && 'maxRequestsPerSocket' in made) made.maxRequestsPerSocket = 1;
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
