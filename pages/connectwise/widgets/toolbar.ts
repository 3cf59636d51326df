import type { Locator } from 'playwright';
import { labels } from '../labels.ts';
import type { Sight } from '../../sight/engine.ts';
import { reading } from '../../sight/read.ts';
import type { View } from './view.ts';

/**
 * The buttons of list and record toolbars. Whole class tokens: `cw_ToolbarButton_Save` is also the beginning of
 * `…_SaveAndClose` (PRODUCT.md A2).
 */
const BUTTONS = {
  newItem: { classes: ['.cw-toolbar-new-item', '.cw_ToolbarButton_New'], words: labels.tools.newItem },
  save: { classes: ['.cw_ToolbarButton_Save', '.cw_buttonSave'], words: labels.tools.save },
  remove: { classes: ['.cw_ToolbarButton_Delete'], words: labels.tools.remove },
  search: { classes: ['.cw-toolbar-search', '.cw-ml-search-button'], words: labels.tools.search },
  clear: { classes: ['.cw-toolbar-clear'], words: labels.tools.clear },
} as const;

export type ToolName = keyof typeof BUTTONS;

function ways(name: ToolName): Sight[] {
  const { classes, words } = BUTTONS[name];
  // The listener is on the inner button (PRODUCT.md A2), so that is what the mouse must be over.
  return [
    ...classes.map((css) => ({ css: `${css} .mm_button, ${css}.mm_button` })),
    ...classes.map((css) => ({ css })),
    { tip: [...words] },
    ...(name === 'newItem'
      ? []
      : [{ words: [...words], not: '.cw-main-banner, .cw_BannerView, .mm_grid, .cw-ml-header' }]),
  ];
}

/**
 * The button of the toolbar that belongs to what is shown: toolbars recur, and the application's own header has one too
 * (PRODUCT.md A2).
 */
export async function tool(view: View, name: ToolName): Promise<Locator | undefined> {
  // The record's toolbar stands below the title and its tabs; the header's above. The lowest one is the innermost
  // record's.
  const found = await view.all({ lowest: ways(name), under: '.detailLabel' });
  if (found.length < 2) return found[0];
  // One in each frame.
  const places = await Promise.all(
    found.map(async (at) => ({ at, y: (await at.boundingBox({ timeout: 500 }).catch(() => null))?.y ?? -Infinity })),
  );
  return places.sort((a, b) => b.y - a.y)[0]!.at;
}

const grey = reading<null, boolean>('grey', (_see, _, button) => {
  const outer = button.closest('[class*="cw_ToolbarButton_"], [class*="cw-toolbar-"]') ?? button;
  const parts = [outer, ...outer.querySelectorAll('*')];
  return parts.some(
    (part) =>
      part.getAttribute('aria-disabled') === 'true' ||
      part.hasAttribute('disabled') ||
      /disabled/i.test(part.getAttribute('class') ?? '') ||
      (part.matches('.mm_button, button') && part.getAttribute('tabindex') === '-1'),
  );
});

/**
 * Whether a toolbar button is grey: there are three marks, and nobody knows which applies where (PRODUCT.md A2).
 */
export async function isGrey(button: Locator): Promise<boolean> {
  return await grey.of(button, null, { timeout: 2_000 }).catch(() => false);
}

/** The toolbar button, if it comes and can be pressed: not every release has each. */
export async function usableTool(view: View, name: ToolName): Promise<Locator | undefined> {
  let usable: Locator | undefined;
  await view.within(Math.max(3_000, view.pace * 4), async () => {
    const button = await tool(view, name);
    usable = button === undefined || (await isGrey(button)) ? undefined : button;
    return usable !== undefined;
  });
  return usable;
}

/** Buttons that say nothing as long as the mouse is elsewhere. */
const MUTE: Sight = {
  css: ['button', '[role=button]', '.mm_button']
    .map((button) => `:is(.mm_toolbarHolder, [role=toolbar]) ${button}:not([title], [aria-label], [data-tooltip])`)
    .join(', '),
  words: [''],
};

/**
 * After how long without the button, in milliseconds, those that say nothing are asked, and how long each may take to
 * answer.
 */
const ASKED_AFTER = 3_000;
const ANSWERS_WITHIN = 1_500;

/** How far from the middle of its button a tooltip may stand, in pixels. */
const TOOLTIP = 120;

/**
 * The button whose tooltip is drawn under the mouse only, and nothing else names it: which kind the product has is a
 * gap (PRODUCT.md A2).
 */
async function byTooltip(view: View, name: ToolName): Promise<Locator | undefined> {
  const middle = async (at: Locator) => {
    const box = await at.boundingBox({ timeout: 1_000 }).catch(() => null);
    return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  /** How often the name is said near a button. */
  const named = async (button: Locator) => {
    const [own, ...words] = await Promise.all(
      [button, ...(await view.all({ words: [...BUTTONS[name].words] }))].map(middle),
    );
    return words.filter((at) => at && own && Math.hypot(at.x - own.x, at.y - own.y) < TOOLTIP).length;
  };
  for (const button of await view.all(MUTE)) {
    const before = await named(button);
    await button.hover({ timeout: 1_500 }).catch(() => undefined);
    if (await view.within(ANSWERS_WITHIN, async () => (await named(button)) > before)) return button;
  }
  return undefined;
}

/** Waits for a toolbar button that can be pressed. */
export async function readyTool(view: View, name: ToolName): Promise<Locator> {
  const started = performance.now();
  return await view.wait(`the toolbar button ${BUTTONS[name].words[0]}`, async () => {
    const button =
      (await tool(view, name)) ?? (performance.now() - started > ASKED_AFTER ? await byTooltip(view, name) : undefined);
    return button !== undefined && !(await isGrey(button)) ? button : undefined;
  });
}
