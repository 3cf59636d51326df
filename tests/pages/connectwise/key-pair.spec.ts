import { expect, test } from '@playwright/test';
import { pairOf } from '../../../pages/connectwise/screens/api-key.ts';
import { imprintIn } from '../../../pages/screen/words/words.ts';
import { type Part, screenOf } from '../../support/screen-of.ts';

const key = (left: number, top: number, label: string, imprint: number): Part => ({
  at: [left, top, 200, 50],
  inside: [
    { tag: 'span', at: [left, top, 80, 18], inside: [label] },
    {
      tag: 'code',
      at: [left, top + 22, 160, 18],
      inside: [{ tag: '', kind: 'text', at: [left, top + 22, 160, 18], text: '•', imprint }],
    },
  ],
});

for (const [where, role] of [
  ['in a window over it', 'dialog'],
  ['in a part of the same page', undefined],
] as const)
  test(`a new pair ${where} is not taken together with the public key of a list`, () => {
    const made: Part = {
      ...(role !== undefined && { role }),
      at: [400, 100, 300, 200],
      inside: [key(420, 120, 'Public key', 2), key(420, 200, 'Private key', 3)],
    };
    const list: Part = { role: 'dialog', at: [0, 0, 1000, 700], inside: [key(20, 100, 'Public key', 1)] };
    const screen = screenOf(role === undefined ? [{ ...list, inside: [...list.inside!, made] }] : [list, made]);
    const pair = pairOf(screen);
    expect([pair && imprintIn(pair.open), pair && imprintIn(pair.hidden)]).toEqual([2, 3]);
  });
