import { expect, test } from '@playwright/test';
import { likeness, nearest } from '../../../pages/screen/words/likeness.ts';

test('the same words are fully alike, whatever their case and marks', () => {
  expect(likeness('Role ID', 'role id *:')).toBe(1);
});

for (const [one, other, least] of [
  ['Role ID', 'Security Role', 0.75],
  ['Level', 'Levels', 0.85],
  ['Member Name', 'Mitgliedsname', 0.25],
  ['Save', 'Save and Close', 0.7],
] as const)
  test(`"${other}" may well be what "${one}" is called now`, () => {
    expect(likeness(one, other)).toBeGreaterThanOrEqual(least);
    expect(likeness(one, other)).toBeLessThan(1);
    expect(likeness(other, one)).toBe(likeness(one, other));
  });

test('words that have nothing in common are not alike, and nothing is like no words', () => {
  expect(likeness('Role ID', 'Zwirbel')).toBeLessThan(0.3);
  for (const nothing of ['', ' ', '*', '日']) expect(likeness(nothing, 'Role ID')).toBe(0);
});

test('the nearest come first, by the best of the wanted words, and no more than are asked for', () => {
  const near = nearest(['Role ID', 'Role'], ['Notes', 'Security Role', 'Role Name', 'Role Name', 'Roles']);
  expect(near.map(({ text }) => text)).toEqual(['Roles', expect.stringMatching(/Role/)]);
  expect(nearest(['Role ID'], ['Notes', 'E-mail'])).toEqual([]);
});
