import { CUSTOMIZE } from '../modules.ts';
import { countMutation } from '../state.ts';
import type { ActionTable } from './action-table.ts';
import { keyActions } from './keys.ts';
import { listPage } from './list-query.ts';
import { memberActions } from './members.ts';
import { roleActions } from './roles.ts';
import type { ActionName } from './rpc-types.ts';

/** The server's side of every screen. */
export const actions: ActionTable<ActionName> = {
  'System/GetList': ({ screen, query }, { variants }) => {
    const names = screen === 'Setup Tables' ? CUSTOMIZE['System/Table Setup']!.map((name) => name.split(' / ')) : [];
    return listPage(
      names.map(([category, table], n) => ({ recid: n + 1, cells: { name: table!, category: category! } })),
      query,
      variants.plainFilter,
    );
  },
  'System/SilenceNote': (_, { company }) => {
    countMutation(company, 'status note silenced');
    return null;
  },
  ...roleActions,
  ...memberActions,
  ...keyActions,
};
