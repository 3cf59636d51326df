import { fieldOf } from '../../screen/boxes/field.ts';
import type { Expected } from '../../screen/survey/expect.ts';
import type { Thing } from '../../screen/thing.ts';
import { labels } from '../labels.ts';
import { headOf } from '../widgets/list-rows.ts';
import { tabOf } from '../widgets/tab-strip.ts';
import { type ToolName, toolsOf } from '../widgets/toolbar.ts';

const some = (thing: Thing | undefined): Thing[] => (thing === undefined ? [] : [thing]);

const optionally = (optional: boolean) => (optional ? ({ optional: true } as const) : {});

/** A box of a form. */
export const box = (words: readonly string[], optional = false): Expected => ({
  kind: 'box',
  words,
  find: (screen) => fieldOf(screen, words),
  ...optionally(optional),
});

/** A column of a list. */
export const column = (words: readonly string[], optional = false): Expected => ({
  kind: 'column',
  words,
  find: (screen) => some(headOf(screen, words)),
  hooks: ['listHead'],
  ...optionally(optional),
});

/** A tab above a list or of a record. */
export const tab = (words: readonly string[], optional = false): Expected => ({
  kind: 'tab',
  words,
  find: (screen) => some(tabOf(screen, words)),
  ...optionally(optional),
});

/** A button of the toolbar. Several are told apart by the toolbar that they stand in. */
export const tool = (name: ToolName, optional = false): Expected => ({
  kind: 'button',
  words: labels.tools[name],
  find: (screen) => toolsOf(screen, name),
  hooks: [name],
  toldApart: true,
  ...optionally(optional),
});
