import type { CompanyState } from '../state.ts';
import type { Variants } from '../variants.ts';
import type { ActionName, Actions } from './rpc-types.ts';

/** What an action of a screen knows beside its input. */
export interface ActionContext {
  company: CompanyState;
  variants: Variants;
  /** Who is signed in. */
  username: string;
}

export type ActionTable<Names extends ActionName> = {
  [Name in Names]: (input: Actions[Name]['in'], context: ActionContext) => Actions[Name]['out'];
};
