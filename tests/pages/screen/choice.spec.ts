import { expect, test } from '@playwright/test';
import { choicesOf, choicesUnder } from '../../../pages/screen/tables/choice.ts';
import { type Part, screenOf } from '../../support/screen-of.ts';

const text = (left: number, top: number, says: string): Part => ({
  tag: 'span',
  at: [left, top, says.length * 7, 18],
  inside: [says],
});
const radio = (left: number, top: number, says: string, checked = false): Part => ({
  tag: 'label',
  at: [left, top, 140, 20],
  inside: [
    { tag: 'input', kind: 'check', role: 'radio', at: [left, top + 2, 16, 16], checked },
    text(left + 22, top, says),
  ],
});
const box = (top: number): Part => ({ tag: 'input', kind: 'box', at: [300, top, 200, 30], value: '' });

test('radio buttons under a label are what it offers, each with its own words', () => {
  const radios = [radio(300, 230, 'Corporate (Level 1)', true), radio(460, 230, 'Region (Level 2)')];
  const field: Part = {
    at: [300, 200, 500, 60],
    inside: [text(300, 200, 'Level'), { role: 'radiogroup', at: [300, 225, 500, 30], inside: radios }],
  };
  const name: Part = { at: [300, 280, 500, 60], inside: [text(300, 280, 'Name'), box(300)] };
  const screen = screenOf([{ at: [300, 190, 500, 300], inside: [field, name] }]);
  expect(choicesUnder(screen, ['Level']).map((one) => [one.name, one.chosen])).toEqual([
    ['Corporate (Level 1)', true],
    ['Region (Level 2)', false],
  ]);
  expect(choicesUnder(screen, ['Name'])).toEqual([]);
});

test('of marks beside names the one that looks otherwise is chosen, but not for being grey', () => {
  const told = (...looks: string[]) => {
    const marks = looks.map(
      (look, n): Part => ({
        ...{ tag: 'svg', kind: 'icon', at: [100 * n, 2, 16, 16], look },
        ...(look === 'grey' && { disabled: true }),
      }),
    );
    const names = looks.map((_, n) => text(100 * n + 20, 0, ['None', 'My', 'All', 'Other'][n]!));
    const screen = screenOf([{ at: [0, 0, 500, 20], inside: [...marks, ...names] }]);
    const choices = choicesOf([...screen.things], ['None', 'My', 'All', 'Other'], screen.things[0]!);
    return choices.filter(({ chosen }) => chosen).map(({ name }) => name);
  };
  expect(told('empty', 'empty', 'full')).toEqual(['All']);
  expect(told('empty', 'grey', 'empty', 'full')).toEqual(['Other']);
  expect(told('empty', 'grey', 'empty')).toEqual([]);
  expect(told('full', 'grey', 'empty')).toEqual([]);
});
