import { expect, test } from '@playwright/test';
import { requiredIn } from '../../../pages/connectwise/screens/member.ts';

/** Refusals, and the fields that they name. */
const REFUSALS: [string, string[]][] = [
  ['Calendar is a required field.', ['Calendar']],
  ['Calendar and Region are required.', ['Calendar', 'Region']],
  ['The following fields are required: Calendar, Region*', ['Calendar', 'Region']],
  ['Required fields: Calendar', ['Calendar']],
  ['The record is locked by j.admin.', []],
  ['That name is already in use.', []],
];

for (const [refusal, fields] of REFUSALS) {
  test(`"${refusal}" names ${fields.length === 0 ? 'no field' : fields.join(' and ')}`, () => {
    expect(requiredIn(refusal)).toEqual(fields);
  });
}
