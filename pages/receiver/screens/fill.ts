import { sameName } from '../../same-name.ts';
import { checkOf, isTicked, tick } from '../../screen/boxes/check-box.ts';
import { held } from '../../screen/boxes/field.ts';
import { choose } from '../../screen/lists/combobox.ts';
import type { Find, View } from '../../screen/view.ts';

/** Chooses an entry of a list, unless it is chosen already. @param find the list */
export async function chooseEntry(view: View, label: string, find: Find, wanted: string): Promise<void> {
  const list = await view.find(`the list ${label}`, find);
  const now = await view.thing(list);
  // Of a list of several, choosing it again would take it away.
  if (now !== undefined && sameName(held(now), wanted)) return;
  const act = async () => void (await choose(view, list, label, wanted));
  await view.ctx.gesture(`Choose ${wanted} as ${label}`, act, { kind: 'edit', at: list });
}

/** Ticks a check box, or takes the tick away. @param labels its words, the first of which names it */
export async function tickBox(view: View, labels: readonly string[], ticked: boolean): Promise<void> {
  const label = labels[0]!;
  const box = await view.find(`the check box ${label}`, (screen) => checkOf(screen, labels));
  const check = await view.thing(box);
  const now = check === undefined ? undefined : isTicked(check);
  const act = async () => await tick(view, box, label, ticked, now ?? false);
  await view.ctx.gesture(`${ticked ? 'Tick' : 'Untick'} ${label}`, act, { kind: 'edit', at: box });
}
