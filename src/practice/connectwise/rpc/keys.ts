import { type ApiKey, addKey, type CompanyState, countMutation, memberOf } from '../state.ts';
import type { ActionTable } from './action-table.ts';
import { listPage } from './list-query.ts';
import { present, Refused } from './refused.ts';
import type { KeyRecord } from './rpc-types.ts';

const find = (company: CompanyState, recid: number) => present(company.keys.find((key) => key.recid === recid));
const record = ({ recid, description, publicKey, inactive }: ApiKey): KeyRecord => ({
  recid,
  description,
  publicKey,
  inactive,
});

export const keyActions: ActionTable<`ApiKeys/${'GetKeys' | 'GetKey' | 'SaveKey' | 'DeleteKey' | 'GetLogs'}`> = {
  'ApiKeys/GetKeys': ({ memberRecid, query }, { company, variants }) => {
    const rows = company.keys
      .filter((key) => memberRecid === undefined || key.memberRecid === memberRecid)
      .map((key) => {
        const member = memberOf(company, key);
        const cells = {
          description: key.description,
          publicKey: key.publicKey,
          memberId: member?.memberId ?? '',
          memberName: member?.name ?? '',
          license: member?.license ?? '',
          inactive: key.inactive,
        };
        return { recid: key.recid, cells };
      });
    return listPage(rows, query, variants.plainFilter);
  },
  'ApiKeys/GetKey': ({ recid }, { company }) => record(find(company, recid)),
  'ApiKeys/SaveKey': ({ recid, memberRecid, description, inactive }, { company, variants }) => {
    if (description.trim() === '') throw new Refused('Description is a required field.', 'description');
    const old = recid === undefined ? undefined : find(company, recid);
    if (old !== undefined && (old.description === description || variants.keyDescription === 'read-only')) {
      countMutation(company, 'key saved');
      return record(Object.assign(old, { inactive }));
    }
    const member = present(company.members.find((known) => known.recid === (old?.memberRecid ?? memberRecid)));
    // One source says that an edited description makes a new pair (PRODUCT.md D4).
    if (old !== undefined) company.keys.splice(company.keys.indexOf(old), 1);
    const { key, privateKey } = addKey(company, member.recid, description);
    countMutation(company, 'key created');
    return { ...record(key), privateKey };
  },
  'ApiKeys/DeleteKey': ({ recid }, { company }) => {
    company.keys.splice(company.keys.indexOf(find(company, recid)), 1);
    countMutation(company, 'key deleted');
    return null;
  },
  'ApiKeys/GetLogs': ({ memberRecid, query }, { company, variants }) => {
    const keys = new Map(
      company.keys.filter((key) => key.memberRecid === memberRecid).map((key) => [key.recid, key.description]),
    );
    const rows = company.apiLogs
      .filter((log) => keys.has(log.keyRecid))
      .map((log, n) => ({
        recid: n + 1,
        cells: {
          description: keys.get(log.keyRecid)!,
          start: log.start,
          duration: String(log.milliseconds),
          response: String(log.status),
          method: log.method,
          url: log.url,
        },
      }));
    return listPage(rows, query, variants.plainFilter);
  },
};
