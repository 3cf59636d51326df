import { tokenEnsure } from './actions/token-ensure.ts';
import { tokenSettle } from './actions/token-settle.ts';
import { portal } from './own.ts';

export default portal({ address: ['port'], actions: [tokenEnsure, tokenSettle] });
