import { expect, test } from '@playwright/test';
import { phrases as connectwise } from '../../../pages/connectwise/messages.ts';
import { COMMON } from '../../../pages/screen/messages/common-phrases.ts';
import { holds, Phrases } from '../../../pages/screen/messages/phrases.ts';
import { mspcfo } from '../../support/mspcfo.ts';

/** Who says what: the rows of all applications, and those that a portal has of its own. */
const TABLES: [string, Phrases][] = [
  ['any application', new Phrases()],
  ['ConnectWise', connectwise],
  ['a portal that takes keys', mspcfo.phrases],
];

for (const [who, phrases] of TABLES) {
  const rows = who === 'any application' ? COMMON : phrases.rows.filter((row) => !COMMON.includes(row));
  for (const row of rows) {
    const means = [row.means].flat();
    test(`"${row.example}" of ${who}, by ${row.says}, means ${means.join(' and ')}`, () => {
      expect(holds(row, row.example)).toBe(true);
      expect([...phrases.of(row.example)]).toEqual(expect.arrayContaining(means));
    });
  }
}

test('one of two meanings counts, whatever the order of the words', () => {
  const phrases = new Phrases();
  expect(phrases.mean('The record could not be saved. Nothing was saved.', 'saved')).toBe(false);
  expect(phrases.mean('Saved, but an error has occurred.', 'saved')).toBe(false);
  expect(phrases.mean('Locked by Robin: time out.', 'unclear')).toBe(false);
  expect(phrases.mean('You have successfully updated this record.', 'saved')).toBe(true);
});

test('what tells of nothing means nothing', () => {
  for (const words of ['API Members', 'Member ID', 'Saving…', 'Last saved by j.admin', 'Remove these credentials?'])
    expect([...new Phrases().of(words)], words).toEqual([]);
});

test('a portal may say what no other says, and understands what all say', () => {
  const phrases = new Phrases([{ says: 'abracadabra', means: 'works', example: 'Abracadabra!' }]);
  expect([...phrases.of('ABRACADABRA')]).toEqual(['works']);
  expect(phrases.mean('Record saved', 'saved')).toBe(true);
  expect(new Phrases().mean('Abracadabra', 'works')).toBe(false);
});
