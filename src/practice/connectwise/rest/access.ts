import type { Level, LevelColumn } from '../modules.ts';
import {
  type ApiKey,
  type CompanyState,
  findCompany,
  findKey,
  isPrivateKey,
  levelOf,
  type Member,
  memberOf,
  type Role,
  roleOf,
  type Tenants,
} from '../state.ts';
import { RestProblem } from './problem.ts';

/** What the `Authorization` header says: `Basic base64(company+public:private)`. */
export interface Credentials {
  companyId: string;
  publicKey: string;
  privateKey: string;
}

/** @returns undefined when the header is missing or isn't of that form */
export function credentialsOf(header: string | undefined): Credentials | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header ?? '')?.[1];
  const match =
    encoded === undefined ? null : /^([^+]+)\+([^:]+):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8'));
  return match === null ? undefined : { companyId: match[1]!, publicKey: match[2]!, privateKey: match[3]! };
}

/**
 * The company of the path and the header.
 * @returns undefined where there is no route: an unknown company, or a code base that isn't its own (PRODUCT.md E1)
 */
export function routedCompany(tenants: Tenants, codebase: string, companyId: string): CompanyState | undefined {
  const company = findCompany(tenants, companyId);
  const bases = ['v4_6_release', company?.codebase.replace(/\/$/, '').toLowerCase()];
  return bases.includes(codebase.toLowerCase()) ? company : undefined;
}

export interface Caller {
  key: ApiKey;
  member: Member;
  role: Role | undefined;
}

/** @throws RestProblem 401 for wrong keys, an inactive key or an inactive member */
export function callerOf(company: CompanyState, { publicKey, privateKey }: Credentials): Caller {
  const key = findKey(company, publicKey);
  const member = key && memberOf(company, key);
  if (key === undefined || member === undefined || !isPrivateKey(key, privateKey) || key.inactive || member.inactive)
    throw notAuthenticated();
  return { key, member, role: roleOf(company, member) };
}

export const notAuthenticated = () => new RestProblem(401, 'ConnectWiseApi', 'UserNotAuthenticated');

/**
 * @throws RestProblem 401 when there is no client id, when it isn't a GUID, or when only some are known and it isn't
 *   one of them
 */
export function checkClientId(clientId: string | undefined, known: readonly string[] | undefined): void {
  if (clientId === undefined || clientId.trim() === '')
    throw new RestProblem(
      401,
      'Unauthorized',
      'A clientId header is required. Register your integration at developer.connectwise.com.',
    );
  const isGuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(clientId.trim());
  if (!isGuid || known?.includes(clientId.trim().toLowerCase()) === false)
    throw new RestProblem(401, 'Unauthorized', 'The clientId is not valid.');
}

/** @returns the role's level in that row @throws RestProblem 403 when it is None */
export function checkRight(
  role: Role | undefined,
  { module, row, column }: { module: string; row: string; column: LevelColumn },
): Level {
  const level = role === undefined ? 'None' : levelOf(role, module, row, column);
  if (level === 'None') throw noPermission(`${column[0]!.toUpperCase()}${column.slice(1)} of ${row} in ${module}`);
  return level;
}

export const noPermission = (needed: string) =>
  new RestProblem(
    403,
    'Security',
    `You do not have permission to perform this action. Your security role needs ${needed}.`,
  );
