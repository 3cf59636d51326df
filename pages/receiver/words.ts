import { Words } from '../../src/portal-sdk/index.ts';
import { signInPack } from '../sign-in-words.ts';

/**
 * What applications call the parts of a form that takes a ConnectWise key, and what leads to it: `words/en.yaml`. A
 * portal's own page says what is known of that one, and it comes first.
 */
export const pack = new Words(
  new URL('words/', import.meta.url),
  {
    menu: ['avoid', 'namesNobody'],
    form: [
      'publicKey',
      'privateKey',
      'server',
      'company',
      'status',
      'save',
      'edit',
      'editInRow',
      'replace',
      'remove',
      'test',
    ],
    secret: ['make'],
    answers: ['confirm', 'again', 'decline', 'dismiss', 'later', 'cookies'],
  },
  signInPack,
);

export const words = pack.terms;
