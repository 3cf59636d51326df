import { expect, test } from '@playwright/test';
import { Description, type MakerDescription } from '../../../pages/receiver/description.ts';
import { isHeldAs, Maker } from '../../../pages/receiver/maker.ts';
import { screenOf } from '../../support/screen-of.ts';

const page = Description.parse({
  keywright: 1,
  title: 'Mesh',
  makes: {
    title: 'login token',
    list: 'Active Login Tokens',
    new: ['Create login token', 'New'],
    fields: [{ label: 'Token Name', value: '${{ name }}' }],
    delete: 'Remove ${{ name }}',
  },
}) as MakerDescription;
const maker = new Maker('mesh', page);
const link = (text: string, top: number) => ({
  tag: 'a',
  kind: 'button' as const,
  role: 'link',
  at: [400, top, 120, 20] as [number, number, number, number],
  inside: [text],
});

test('what makes a new secret is the nearest to its list, or the first words where there is no list yet', () => {
  const heading = { tag: 'h2', role: 'heading', at: [0, 300, 300, 20] as [number, number, number, number] };
  const full = screenOf([link('New', 100), { ...heading, inside: ['Active Login Tokens'] }, link('New', 302)]);
  expect(maker.newOn(full)?.box.top).toBe(302);
  const empty = screenOf([link('New', 100), link('Create login token', 300)]);
  expect(maker.newOn(empty)?.said()).toBe('Create login token');
  expect(maker.newOn(screenOf([link('New', 100)]))).toBeUndefined();
});

test('own secrets are found by their names, with what deletes each in its row', () => {
  const row = (name: string, top: number, more: string[] = []) => ({
    tag: 'tr',
    role: 'row',
    at: [0, top, 800, 30] as [number, number, number, number],
    inside: [
      { tag: 'td', role: 'cell', at: [0, top, 300, 30] as [number, number, number, number], inside: [name] },
      { tag: 'td', role: 'cell', at: [300, top, 90, 30] as [number, number, number, number], inside: ['~t:u1'] },
      ...more.map((text) => link(text, top)),
    ],
  });
  const screen = screenOf([
    row('Reporting kw-aaaa1111', 100, ['Remove Reporting kw-aaaa1111']),
    row('Reporting kw-bbbb2222', 140),
    row('Reporting', 180, ['Remove Reporting']),
    row('Reporting kw-other', 220),
  ]);
  const made = [...maker.shownOn(screen, 'Reporting').values()];
  expect(made.map(({ tag }) => tag)).toEqual(['aaaa1111', 'bbbb2222']);
  expect(made.map((one) => isHeldAs(one, '~t:u1'))).toEqual([true, true]);
  expect(isHeldAs(made[0]!, 'Reporting kw-bbbb2222')).toBe(false);
  expect(maker.deleteOn(screen, made[0]!)?.said()).toBe('Remove Reporting kw-aaaa1111');
  expect(maker.deleteOn(screen, made[1]!)).toBeUndefined();
});
