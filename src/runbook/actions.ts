import type { Action, Portal } from '../portal-sdk/index.ts';

/** A portal's module that cannot be used. */
export interface BrokenPortal {
  name: string;
  file: string;
  /** Sentences. */
  wrong: readonly string[];
}

/** The portals by their names. */
export interface Registry extends ReadonlyMap<string, Portal> {
  readonly broken?: readonly BrokenPortal[];
}

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
