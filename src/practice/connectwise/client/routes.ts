import type { MemberRecord } from '../rpc/rpc-types.ts';
import type { License } from '../state.ts';

/** Where one can go, and what has to be known to get there. */
export type Route =
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

export type ScreenName = Route['screen'];
export type RouteOf<Name extends ScreenName> = Extract<Route, { screen: Name }>;

/** Places of the rail's section System, which may be in a frame (PRODUCT.md A9). */
export const inSystem = (place: Route): boolean => !['Today', 'ServiceBoard', 'EmptyList'].includes(place.screen);
