import type { License } from '../state.ts';
import type { MemberRecord } from '../rpc/rpc-types.ts';

/** Where one can go, and what has to be known to get there. */
export type Place =
  | { screen: 'Today' | 'ServiceBoard' | 'SecurityRoleList' }
  | { screen: 'EmptyList'; title: string }
  | { screen: 'NewRole'; copyOf?: number }
  | { screen: 'SecurityModules'; recid: number }
  | { screen: 'MemberList'; tab: string }
  | { screen: 'Member'; license: License; recid?: number }
  | { screen: 'MemberKeyList'; member: MemberRecord }
  | { screen: 'MemberKey'; member: MemberRecord; recid?: number }
  | { screen: 'MemberApiLog'; member: MemberRecord }
  | { screen: 'MemberOther'; member: MemberRecord; tab: string };

export type ScreenName = Place['screen'];
export type PlaceOf<Name extends ScreenName> = Extract<Place, { screen: Name }>;

/** Places of the rail's section System, which may be in a frame (PRODUCT.md A9). */
export const inSystem = (place: Place): boolean => !['Today', 'ServiceBoard', 'EmptyList'].includes(place.screen);
