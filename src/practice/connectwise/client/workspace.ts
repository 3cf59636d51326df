import { askLeave } from './ask.ts';
import { Refusal } from './call.ts';
import { element, show } from './element.ts';
import { showMessage } from './message-box.ts';
import { pause } from './pause.ts';
import type { Route } from './routes.ts';
import { spinner } from './spinner.ts';

/** A screen. It's made once, hidden when left, and shown again for the next record. */
export interface Screen {
  element: HTMLElement;
  /** Gets what it needs and fills itself. It's shown when this is done. */
  open(place: Route): Promise<void>;
  /** It's on the screen now. */
  shown?(): void;
  unsaved?(): boolean;
}

/** Holds all screens; the current one is the one that's displayed. */
export const workspace = element('div', 'workspace', 'cw-WorkspaceView cw_PsaRootContainer');
workspace.id = 'cwContent';

let makers: (place: Route) => { pool: string; make: () => Screen };
const made = new Map<string, Screen>();
let current: Screen | undefined;
let turn = 0;

/** Tells how screens are made. */
export const setMakers = (all: typeof makers): void => void (makers = all);

export const hasUnsaved = (): boolean => current?.unsaved?.() ?? false;

/** Opens a place. The old screen stays until the new one has arrived; of two calls, the later one wins. */
export async function go(place: Route, options: { withoutAsking?: boolean } = {}): Promise<void> {
  if (!options.withoutAsking && hasUnsaved() && !(await askLeave())) return;
  const mine = ++turn;
  spinner(true);
  try {
    const { pool, make } = makers(place);
    const screen = made.get(pool) ?? make();
    if (!made.has(pool)) {
      made.set(pool, screen);
      show(screen.element, false);
      workspace.append(screen.element);
    }
    await pause(1);
    if (mine !== turn) return;
    await screen.open(place);
    if (mine !== turn) return;
    if (current) show(current.element, false);
    current = screen;
    show(screen.element, true);
    // An opaque state in the address, as the product has; it leads nowhere (PRODUCT.md A10).
    const blob = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(48)))).replace(/[+/=]/g, '');
    history.replaceState(null, '', `#XQAACA${blob}==??${place.screen}`);
    top!.document.title = `Manage: ${'title' in place ? place.title : place.screen}`;
    screen.shown?.();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    showMessage(problem.message);
  } finally {
    if (mine === turn) spinner(false);
  }
}
