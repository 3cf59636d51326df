import type { Action } from '../../src/portal-sdk/index.ts';
import type { Needed } from '../keeping.ts';
import { buttonsOf } from '../screen/buttons/buttons.ts';
import type { Expected } from '../screen/survey/expect.ts';
import { surveyAction } from '../survey.ts';
import type { Field, Receiver } from './receiver.ts';
import { Credentials } from './screens/credentials.ts';
import { PRIVATE_KEY, View } from './view.ts';

const box = (receiver: Receiver, field: Field): Expected => ({
  kind: 'box',
  words: field.labels,
  // Whoever tells of a form in a sentence may name its boxes with or without CW.
  also: field.entry.label,
  find(screen) {
    const boxes = field.boxes(screen);
    // Where a private key is stored, some forms have a button in place of its box.
    return boxes.length > 0 || !field.isPrivate
      ? boxes
      : receiver.ownOf(screen, buttonsOf(screen, receiver.words.replace));
  },
});

const button = (receiver: Receiver, words: readonly string[]): Expected => ({
  kind: 'button',
  words,
  find: (screen) => receiver.ownOf(screen, buttonsOf(screen, words)),
});

/** What jobs need in its form. */
export const neededBy = (receiver: Receiver): Needed => ({
  [receiver.form]: {
    expected: [
      ...receiver.fields.filter(({ entry }) => entry.value !== undefined).map((field) => box(receiver, field)),
      button(receiver, receiver.words.save),
      { ...button(receiver, receiver.words.test), optional: true },
    ],
    form: true,
  },
});

export const surveyCredentials = (receiver: Receiver): Action =>
  surveyAction({
    name: `${receiver.name}.screens.credentials`,
    title: `Look at the ${receiver.form}, without changing them`,
    doc:
      `${receiver.form} of ${receiver.title}: holds the form against what its page says. Only looks, and presses no test ` +
      'of the connection.',
    serves: ['read', 'ensure', 'clear'].map((verb) => `${receiver.name}.credentials.${verb}`),
    survey(ctx) {
      const view = new View(receiver, ctx, receiver.form);
      view.hides = PRIVATE_KEY;
      return [
        {
          screen: receiver.form,
          open: async () => await new Credentials(receiver, ctx).show(),
          see: async () => await view.see(),
          ...neededBy(receiver)[receiver.form]!,
        },
      ];
    },
  });
