import { fieldOf } from '../../screen/boxes/field.ts';
import { hidesTyping } from '../../screen/signing/sign-in.ts';
import type { Screen } from '../../screen/thing.ts';
import type { Field } from '../receiver.ts';

/** What is wrong with the boxes that labels are taken for, in words: a private key must not get into another one. */
export function mislabelledFields(screen: Screen, fields: readonly Field[]): string | undefined {
  const found = fields.flatMap((field) => {
    const [box] = field.boxes(screen);
    return box === undefined ? [] : [{ field, box }];
  });
  for (const [at, { field, box }] of found.entries()) {
    const other = found.find((one, n) => n < at && one.box === box);
    if (other !== undefined) return `the same box for ${other.field.label} and ${field.label}`;
  }
  const wrong = found.find(({ field, box }) => !field.isPrivate && hidesTyping(box));
  if (wrong !== undefined) return `a box that hides what is typed for ${wrong.field.label}`;
  const own = found.find(({ field }) => field.isPrivate);
  if (own === undefined || hidesTyping(own.box)) return undefined;
  // Some forms ask for one's password beside it.
  const password = fieldOf(screen, ['Password', 'Your password', 'Current password']);
  const form = own.box.closest((thing) => thing.is('form', 'dialog', 'alertdialog'));
  return screen.boxes.some((box) => hidesTyping(box) && !password.includes(box) && (form?.holds(box) ?? true))
    ? `another box that hides what is typed than the one for ${own.field.label}`
    : undefined;
}
