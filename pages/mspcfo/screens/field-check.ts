import type { Eyes } from '../../sight/eyes.ts';
import { reading } from '../../sight/read.ts';

/**
 * What is wrong with the boxes that four labels are taken for, in words: a private key must not get into another one.
 * Runs in the page.
 */
function mislabelled(see: Eyes, labels: Record<string, string[]>): string | undefined {
  const found = Object.entries(labels)
    .map(([name, words]) => ({ name, box: see.field(document, words)[0] }))
    .filter(({ box }) => box !== undefined);
  for (const [at, { name, box }] of found.entries()) {
    const other = found.slice(0, at).find((one) => one.box === box);
    if (other !== undefined) return `the same box for ${labels[other.name]![0]} and ${labels[name]![0]}`;
  }
  const hides = (box: Element | undefined) => box instanceof HTMLInputElement && box.type === 'password';
  const wrong = found.find(({ name, box }) => name !== 'privateKey' && hides(box));
  if (wrong !== undefined) return `a box that hides what is typed for ${labels[wrong.name]![0]}`;
  const own = found.find(({ name }) => name === 'privateKey')?.box;
  // Some forms ask for one's password beside it.
  const password = see.field(document, ['Password', 'Your password', 'Current password']);
  return own !== undefined &&
    !hides(own) &&
    see
      .boxes(own.closest('form, dialog, [role=dialog]') ?? document)
      .some((box) => hides(box) && !password.includes(box))
    ? `another box that hides what is typed than the one for ${labels['privateKey']![0]}`
    : undefined;
}

export const mislabelledFields = reading('mislabelled-boxes', mislabelled);
