import { expect, test } from '@playwright/test';
import { formatRights } from '../../../pages/connectwise/format-levels.ts';
import { formatLimit, Levels } from '../../../pages/connectwise/levels.ts';

const row = (value: unknown) => Levels.parse({ System: { 'API Reports': value } })['System']!['API Reports'];

test('levels are taken as vendors print them: in any case, with a dash for None, under the heads of ConnectWise', () => {
  expect(row({ inquire: 'ALL', add: 'my', edit: '–', delete: '-' })).toEqual({
    inquire: 'All',
    add: 'My',
    edit: 'None',
    delete: 'None',
  });
  expect(row({ 'Inquire Level': 'All', 'add level': 'Mine' })).toEqual({ inquire: 'All', add: 'Mine' });
});

test('a window can be asked to allow these only, everything, or at least these', () => {
  expect(row({ only: ['Company / Company Status'] })).toEqual({ only: ['Company / Company Status'] });
  expect(row({ only: 'all' })).toEqual({ only: 'All' });
  expect(row({ 'at least': ['Service Board'] })).toEqual({ atLeast: ['Service Board'] });
  expect(row({ only: 'some' })).toEqual({ only: ['some'] });
  expect(() => row({ only: 5 })).toThrow();
  expect(() => row({ only: ['A'], atLeast: ['B'] })).toThrow(/both only and atLeast/);
  expect([{ only: 'All' as const }, { only: ['A', 'B'] }, { atLeast: ['A'] }].map(formatLimit)).toEqual([
    'everything',
    'only A, B',
    'at least A',
  ]);
});

test('a title says what the windows allow', () => {
  const levels = Levels.parse({
    Finance: { Agreements: { only: 'All' } },
    System: { 'Table Setup': { inquire: 'All', atLeast: ['Service Board'] } },
  });
  expect(formatRights(levels)).toContain(
    '(customize) limits Finance / Agreements to everything and System / Table Setup to at least Service Board',
  );
});

test('one entry of (customize) needs no brackets, and words of guides are told by the right one', () => {
  const row = (given: object) => Levels.safeParse({ System: { 'Table Setup': given } });
  expect(row({ only: 'Service / Service Board' }).data).toEqual({
    System: { 'Table Setup': { only: ['Service / Service Board'] } },
  });
  expect(row({ atLeast: 'Service / Service Board' }).data).toEqual({
    System: { 'Table Setup': { atLeast: ['Service / Service Board'] } },
  });
  for (const word of ['Full', true, 'yes'])
    expect(row({ inquire: word }).error?.issues[0]?.message).toContain('what guides call Full or Yes is All');
});
