import type { Action, Portal } from '../portal-sdk/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { YamlFile } from './read-yaml.ts';

/** A portal's module, page of YAML, or package of portals, that cannot be used. */
export interface BrokenPortal {
  name: string;
  file: string;
  /** Sentences. */
  wrong: readonly string[];
  /** The same by its places in the file. */
  diagnostics?: readonly Diagnostic[];
  /** Nobody knows which portals it would have: a package, or the file that names packages. */
  hidesPortals?: true;
}

/** The portals by their names. */
export interface Registry extends ReadonlyMap<string, Portal> {
  readonly broken?: readonly BrokenPortal[];
  /** What is wrong with a page of YAML that describes a portal. */
  wrongWithPage?(source: YamlFile): Diagnostic[];
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
