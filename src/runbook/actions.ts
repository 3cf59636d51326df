import type { Action, Portal } from '../portal-sdk/index.ts';

/** The portals by their names. */
export type Registry = ReadonlyMap<string, Portal>;

export interface KnownAction {
  portal: Portal;
  action: Action;
}

/** Every action that a step can use, by its name. */
export function actionsOf(registry: Registry): Map<string, KnownAction> {
  return new Map(
    [...registry.values()].flatMap((portal) =>
      [...portal.actions, portal.signIn].map((action) => [action.name, { portal, action }] as const),
    ),
  );
}
