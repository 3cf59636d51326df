import { RECORDS, type RecordKind, SETUP_TABLES, TABLE_SETUP } from '../record-data.ts';
import { allowedOf, type CompanyState, countMutation, type RestRecord } from '../state.ts';
import { noPermission } from './access.ts';
import type { Endpoint, RestCall } from './endpoint.ts';
import { found, listed } from './list.ts';
import { patched } from './patch.ts';
import { invalid, RestProblem } from './problem.ts';

const all = (company: CompanyState, { path, seed }: RecordKind): RestRecord[] =>
  (company.records[path] ??= seed(company).map(
    (record) => ({ ...record, _info: { enteredBy: 'Setup' } }) as RestRecord,
  ));

/**
 * Whether the (customize) window lets the caller have this record. What it means for the REST API is a guess: no source
 * says.
 */
const isAllowed = ({ role }: RestCall, { module, row, entryOf }: RecordKind, record: Record<string, unknown>) =>
  entryOf === undefined || (role !== undefined && allowedOf(role, module, row).includes(entryOf(record)));

/** With the level My, one's own records only. */
const visible = (call: RestCall, kind: RecordKind): RestRecord[] =>
  all(call.company, kind).filter(
    (record) =>
      isAllowed(call, kind, record) && (call.level === 'All' || record._info.enteredBy === call.member.memberId),
  );

function one(call: RestCall, kind: RecordKind): RestRecord {
  const known = visible(call, kind).find(({ id }) => String(id) === call.parts['id']);
  if (known === undefined) throw new RestProblem(404, 'NotFound', `${kind.name} ${call.parts['id']} not found`);
  return known;
}

function checked(call: RestCall, kind: RecordKind, body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid(kind.name, 'body', 'A JSON object is required.');
  const record = body as Record<string, unknown>;
  if (!record[kind.required]) throw invalid(kind.name, kind.required, `The ${kind.required} field is required.`);
  if (!isAllowed(call, kind, record))
    throw noPermission(`access to ${kind.entryOf!(record)} in ${kind.row} of ${kind.module}`);
  return record;
}

function save(call: RestCall, kind: RecordKind, body: unknown) {
  const { company } = call;
  const known = one(call, kind);
  const saved = { ...checked(call, kind, body), id: known.id, _info: known._info };
  all(company, kind).splice(all(company, kind).indexOf(known), 1, saved);
  countMutation(company, `${kind.name} saved`);
  return { body: saved };
}

function recordEndpoints(kind: RecordKind): Endpoint[] {
  const { path, module, row } = kind;
  const right = (column: 'add' | 'edit' | 'delete' | 'inquire') => ({ module, row, column });
  return [
    {
      method: 'GET',
      path,
      right: right('inquire'),
      answer: (call) => ({ body: listed(visible(call, kind), call.query) }),
    },
    {
      method: 'GET',
      path: `${path}/count`,
      right: right('inquire'),
      answer: (call) => ({ body: { count: found(visible(call, kind), call.query).length } }),
    },
    { method: 'GET', path: `${path}/:id`, right: right('inquire'), answer: (call) => ({ body: one(call, kind) }) },
    {
      method: 'POST',
      path,
      right: right('add'),
      answer: (call) => {
        const { company, member } = call;
        const made: RestRecord = {
          ...checked(call, kind, call.body),
          id: company.nextRecid++,
          _info: { enteredBy: member.memberId },
        };
        all(company, kind).push(made);
        countMutation(company, `${kind.name} created`);
        return { status: 201, body: made };
      },
    },
    { method: 'PUT', path: `${path}/:id`, right: right('edit'), answer: (call) => save(call, kind, call.body) },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      right: right('edit'),
      answer: (call) => save(call, kind, patched(one(call, kind), call.body)),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      right: right('delete'),
      answer: (call) => {
        const { company } = call;
        all(company, kind).splice(all(company, kind).indexOf(one(call, kind)), 1);
        countMutation(company, `${kind.name} deleted`);
        return { status: 204 };
      },
    },
  ];
}

function setupEndpoint({ path, entry, names }: (typeof SETUP_TABLES)[number]): Endpoint {
  return {
    method: 'GET',
    path,
    right: TABLE_SETUP,
    answer: ({ company, role, query }) => {
      if (role === undefined || !allowedOf(role, TABLE_SETUP.module, TABLE_SETUP.row).includes(entry))
        throw noPermission(`access to ${entry} in ${TABLE_SETUP.row} of ${TABLE_SETUP.module}`);
      return {
        body: listed(
          names(company).map((name, n) => ({ id: n + 1, name })),
          query,
        ),
      };
    },
  };
}

/**
 * Customers, tickets, time and so on: what most integrations read and write. Lists of names come first, as their paths
 * look like a record's.
 */
export const dataEndpoints: Endpoint[] = [...SETUP_TABLES.map(setupEndpoint), ...RECORDS.flatMap(recordEndpoints)];
