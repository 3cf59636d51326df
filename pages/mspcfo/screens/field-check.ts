import { fieldOf } from '../../screen/field.ts';
import { hidesTyping } from '../../screen/sign-in.ts';
import type { Screen } from '../../screen/thing.ts';

/**
 * What is wrong with the boxes that four labels are taken for, in words: a private key must not get into another one.
 */
export function mislabelledFields(screen: Screen, labels: Record<string, readonly string[]>): string | undefined {
  const found = Object.entries(labels).flatMap(([name, words]) => {
    const [box] = fieldOf(screen, words);
    return box === undefined ? [] : [{ name, box }];
  });
  for (const [at, { name, box }] of found.entries()) {
    const other = found.find((one, n) => n < at && one.box === box);
    if (other !== undefined) return `the same box for ${labels[other.name]![0]} and ${labels[name]![0]}`;
  }
  const wrong = found.find(({ name, box }) => name !== 'privateKey' && hidesTyping(box));
  if (wrong !== undefined) return `a box that hides what is typed for ${labels[wrong.name]![0]}`;
  const own = found.find(({ name }) => name === 'privateKey')?.box;
  if (own === undefined || hidesTyping(own)) return undefined;
  // Some forms ask for one's password beside it.
  const password = fieldOf(screen, ['Password', 'Your password', 'Current password']);
  const form = own.closest((thing) => thing.is('form', 'dialog', 'alertdialog'));
  return screen.boxes.some((box) => hidesTyping(box) && !password.includes(box) && (form?.holds(box) ?? true))
    ? `another box that hides what is typed than the one for ${labels['privateKey']![0]}`
    : undefined;
}
