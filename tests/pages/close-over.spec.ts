import { expect, test } from '@playwright/test';
import { closersOf } from '../../pages/close-over.ts';

test('to agree closes what speaks of cookies, and nothing else', () => {
  const closers = (says: string) => closersOf(says, ['Close'], ['Accept', 'I agree']);
  expect(closers('We use cookies to keep you signed in.')).toEqual(['Close', 'Accept', 'I agree']);
  expect(closers('The terms of use have changed. Do you agree?')).toEqual(['Close']);
});
