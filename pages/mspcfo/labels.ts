import { Words } from '../../src/portal-sdk/index.ts';
import { signInPack } from '../sign-in-words.ts';

/**
 * Every visible text of MSPCFO that Keywright looks for, with its alternatives: `words/en.yaml`. Few of them are known
 * (PRODUCT.md D5).
 */
export const words = new Words(
  new URL('words/', import.meta.url),
  {
    menu: ['apiCredentials', 'avoid', 'namesNobody'],
    credentials: [
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
    answers: ['confirm', 'again', 'decline', 'dismiss'],
  },
  signInPack,
);

export const labels = words.terms;
