import { expect, test } from '@playwright/test';
import connectwise from '../../../pages/connectwise/portal.ts';
import type { Frames } from '../../../pages/screen/thing.ts';
import { Screen } from '../../../pages/screen/thing.ts';
import { recorded } from './recorded.ts';

const { screens } = connectwise;
const LIST = 'list of API members';

/** All texts of a kept screen. */
const said = (frames: unknown): string[] => new Screen(frames as Frames).texts.map((text) => text.said());

test('a kept screen says what the application says, and of rows the shape alone', () => {
  const shown = recorded('connectwise-members');
  const values = screens.values(LIST, shown);
  const { frames } = screens.redact(LIST, shown, values);
  expect(values).toEqual(expect.arrayContaining(['ChangeApproval', 'Automate RMM']));
  expect(said(frames)).toEqual(expect.arrayContaining(['Member ID', 'API Members']));
  expect(said(frames)).toContain('Xxxxxxxx XXX');
  expect(said(frames).filter((text) => values.includes(text))).toEqual([]);
});

test('a kept screen is found in as the screen itself', () => {
  const { frames } = screens.redact(LIST, recorded('connectwise-members'), []);
  const { compared, shown } = screens.replay({ screen: LIST, frames });
  expect(compared.filter(({ state }) => state !== 'same')).toEqual([]);
  expect(shown.filter(({ found }) => found === 'column Member ID')).toHaveLength(1);
});

test('what a customer calls something is masked in a title, too, and an unknown word of the application is kept', () => {
  const shown = recorded('connectwise-levels-closed');
  const { frames } = screens.redact('security modules of a role', shown, ['Technician']);
  expect(said(frames)).toContain('Security Modules for Role - Xxxxxxxxxx');
  expect(said(frames)).toContain('My Favorites');
});
