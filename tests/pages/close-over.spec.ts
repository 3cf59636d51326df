import { expect, test } from '@playwright/test';
import { closersOf } from '../../pages/close-over.ts';

const closers = (says: string) => closersOf(says, ['Close', 'OK'], ['Accept', 'I agree'], ['No', 'Later']);

test('to agree closes what speaks of cookies, and nothing else', () => {
  expect(closers('We use cookies to keep you signed in.')).toEqual(['Close', 'OK', 'Accept', 'I agree']);
  expect(closers('The terms of use have changed. Do you agree?')).toEqual([]);
});

test('what is offered is declined, and never closed with OK', () => {
  for (const says of ['Would you like to take a tour?', 'Your password expires soon. Do you want to change it now?'])
    expect(closers(says)).toEqual(['No', 'Later']);
  expect(closers('Your profile was saved.')).toEqual(['Close', 'OK']);
});
