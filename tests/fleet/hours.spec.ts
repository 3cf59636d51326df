import { expect, test } from '@playwright/test';
import { hoursOf } from '../../src/fleet/hours.ts';

const at = (time: string, day = 10) => new Date(2026, 10, day, Number(time.slice(0, 2)), Number(time.slice(3)));

const TABLE: [now: string, notBefore: string | undefined, notAfter: string | undefined, opens: Date, closes?: Date][] =
  [
    ['14:00', undefined, undefined, at('14:00')],
    ['14:00', '22:00', undefined, at('22:00')],
    ['23:00', '22:00', undefined, at('23:00')],
    ['14:00', '22:00', '05:00', at('22:00'), at('05:00', 11)],
    ['23:00', '22:00', '05:00', at('23:00'), at('05:00', 11)],
    ['03:00', '22:00', '05:00', at('03:00'), at('05:00')],
    ['05:00', '22:00', '05:00', at('22:00'), at('05:00', 11)],
    ['14:00', undefined, '05:00', at('14:00'), at('05:00', 11)],
    ['03:00', undefined, '05:00', at('03:00'), at('05:00')],
    ['08:00', '09:00', '17:00', at('09:00'), at('17:00')],
    ['12:00', '09:00', '17:00', at('12:00'), at('17:00')],
  ];

for (const [now, notBefore, notAfter, opens, closes] of TABLE)
  test(`at ${now}, not before ${notBefore ?? '–'} and not after ${notAfter ?? '–'}`, () => {
    expect(hoursOf(notBefore, notAfter, at(now))).toEqual({ opens, closes });
  });

test('after the last hour of a day, the next day is meant', () => {
  expect(hoursOf('09:00', '17:00', at('18:00'))).toEqual({ opens: at('09:00', 11), closes: at('17:00', 11) });
});
