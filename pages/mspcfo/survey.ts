import { buttonsOf } from '../screen/buttons.ts';
import type { Expected } from '../screen/expect.ts';
import { fieldOf } from '../screen/field.ts';
import { surveyAction } from '../survey.ts';
import { labels } from './labels.ts';
import { ApiCredentials } from './screens/api-credentials.ts';
import { PRIVATE_KEY, View } from './view.ts';

const { publicKey, privateKey, server, company, replace, save, test } = labels.credentials;

const box = (words: readonly string[]): Expected => ({ kind: 'box', words, find: (screen) => fieldOf(screen, words) });

const button = (words: readonly string[]): Expected => ({
  kind: 'button',
  words,
  find: (screen) => buttonsOf(screen, words),
});

/** Where a private key is stored, some forms have a button in place of its box. */
const privateBox: Expected = {
  ...box(privateKey),
  find(screen) {
    const boxes = fieldOf(screen, privateKey);
    return boxes.length > 0 ? boxes : buttonsOf(screen, replace);
  },
};

export const surveyCredentials = surveyAction({
  name: 'mspcfo.screens.credentials',
  title: 'Look at the Api Credentials, without changing them',
  doc:
    'Your name at the top right > Api Credentials (PRODUCT.md D5): holds the form against what is known. Only looks, and ' +
    'presses no test of the connection.',
  serves: ['mspcfo.credentials.read', 'mspcfo.credentials.ensure', 'mspcfo.credentials.clear'],
  survey(ctx) {
    const view = new View(ctx, 'Api Credentials');
    view.hides = PRIVATE_KEY;
    return [
      {
        screen: 'Api Credentials',
        open: async () => await new ApiCredentials(ctx).show(),
        see: async () => await view.see(),
        expected: [
          box(publicKey),
          privateBox,
          // The help article's labels are told in a sentence (PRODUCT.md D5), so with or without CW they are the same.
          { ...box(server), also: ['Server URL'] },
          { ...box(company), also: ['Company ID'] },
          button(save),
          { ...button(test), optional: true },
        ],
        form: true,
      },
    ];
  },
});
