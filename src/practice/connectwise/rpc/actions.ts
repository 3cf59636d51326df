import { keyActions } from './keys.ts';
import { memberActions } from './members.ts';
import { roleActions } from './roles.ts';
import { listPage } from './list-query.ts';
import { CUSTOMIZE } from '../modules.ts';
import { countDeed, type CompanyState } from '../state.ts';
import type { Switches } from '../variants.ts';
import type { ActionName, Actions } from './rpc-types.ts';

export interface ActionContext {
  company: CompanyState;
  switches: Switches;
  /** Who is signed in. */
  username: string;
}

export type ActionTable<Names extends ActionName> = {
  [Name in Names]: (input: Actions[Name]['in'], context: ActionContext) => Actions[Name]['out'];
};

/** The server's side of every screen. */
export const actions: ActionTable<ActionName> = {
  'System/GetList': ({ screen, query }, { switches }) => {
    const names = screen === 'Setup Tables' ? CUSTOMIZE['System/Table Setup']!.map((name) => name.split(' / ')) : [];
    return listPage(
      names.map(([category, table], n) => ({ recid: n + 1, cells: { name: table!, category: category! } })),
      query,
      switches.plainFilter,
    );
  },
  'System/SilenceNote': (_, { company }) => (countDeed(company, 'status note silenced'), null),
  ...roleActions,
  ...memberActions,
  ...keyActions,
};
