import { z } from 'zod';
import type { Meaning } from '../screen/messages/meanings.ts';

export const Text = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must be at most 200 characters')
  .regex(/^[^\r\n\t]*$/, 'must be one line');

/** One text, or several of which the first is the one that is known. */
export const Words = z
  .union([Text.transform((text) => [text]), z.array(Text).min(1, 'must name at least one').max(30)])
  .optional();

/** A map of which just one of these keys is there. */
export const oneOf =
  (...keys: string[]) =>
  (value: Record<string, unknown>, ctx: z.RefinementCtx) => {
    const given = keys.filter((key) => value[key] !== undefined);
    if (given.length !== 1) ctx.addIssue({ code: 'custom', message: `must have one of ${keys.join(', ')}` });
  };

/** A box, list or check box of a form, by its label. @param value what is typed @param more what else may be said of it */
export const fieldWith = <V extends z.ZodType, M extends z.core.$ZodLooseShape>(value: V, more: M) =>
  z
    .strictObject({
      label: Words.unwrap().describe('What stands beside the box; several words where guides and screens differ.'),
      value,
      choose: Text.optional().describe('The entry that is chosen in a list.'),
      tick: z.boolean().optional().describe('Whether the check box is ticked.'),
      ...more,
    })
    .superRefine(oneOf('value', 'choose', 'tick'));

export const Step = z
  .strictObject({
    press: Words.describe('The words of what is pressed: a button, a link, an entry of a menu, a tile.'),
    'under-name': Words.describe(
      "The words of an entry of the menu that opens under the user's name at the top right.",
    ),
    go: z
      .string()
      .regex(/^\/[\w./~%?=&#-]*$/, 'must be a path that begins with /')
      .optional()
      .describe(
        "A path below the portal's address. Only where the guide names it: paths change more often than words.",
      ),
  })
  .superRefine(oneOf('press', 'under-name', 'go'));

const MEANINGS = ['saved', 'refused', 'unclear', 'busy', 'works', 'fails', 'not yet', 'checking', 'removed'] as const;

export const Phrase = z.strictObject({
  text: Text.describe('A part of what it says, whatever the case.'),
  means: z.enum(MEANINGS satisfies readonly Meaning[]).describe('What that means.'),
});

/** A step of the way to a screen. */
export type WayStep = z.output<typeof Step>;
