import { expect, test } from '@playwright/test';
import { entryOf } from '../../../pages/receiver/screens/way.ts';
import { screenOf } from '../../support/screen-of.ts';

test('what leads on may be the title of a card that is pressed as a whole, and is no title of the page', () => {
  const screen = screenOf([
    { tag: 'h1', role: 'heading', at: [0, 0, 300, 40], inside: ['Reports'] },
    {
      tag: 'a',
      kind: 'button',
      role: 'link',
      at: [0, 60, 300, 120],
      inside: [{ tag: 'h3', role: 'heading', at: [20, 70, 100, 20], inside: ['Datadog'] }],
    },
  ]);
  expect(entryOf(screen, ['Datadog'])?.said()).toBe('Datadog');
  expect(entryOf(screen, ['Reports'])).toBeUndefined();
});
