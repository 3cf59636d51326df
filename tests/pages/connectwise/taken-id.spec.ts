import { expect, test } from '@playwright/test';
import { memberEnsure } from '../../../pages/connectwise/actions/member-ensure.ts';
import { isTaken } from '../../../pages/connectwise/widgets/saving.ts';
import type { ScreenProblem } from '../../../src/portal-sdk/index.ts';
import type { License } from '../../../src/practice/connectwise/state.ts';
import type { Variants } from '../../../src/practice/connectwise/variants.ts';
import { atConnectwise } from '../../support/connectwise.ts';

test.describe.configure({ timeout: 120_000 });

/** Saves a member whose ID this other one has. @returns why not */
async function saveBeside(license: License, inactive: boolean, variants: Partial<Variants>): Promise<ScreenProblem> {
  const at = await atConnectwise({ variants, signedIn: true });
  try {
    const { company } = at.practice.connectwise;
    const other = { memberId: 'MSPCFO', name: 'Robin Doe', license, inactive };
    company.members.push({ ...company.members[0]!, recid: company.nextRecid++, ...other });
    const input = memberEnsure.input.parse({ id: 'MSPCFO', name: 'MSPCFO', role: 'Technician' });
    const ctx = at.context();
    expect(await memberEnsure.inspect(ctx, input)).toMatchObject({ state: 'needed' });
    const problem: unknown = await memberEnsure.perform!(ctx, input).catch((error: unknown) => error);
    expect(company.members.filter(({ memberId }) => memberId === 'MSPCFO')).toHaveLength(1);
    return problem as ScreenProblem;
  } finally {
    await at.end();
  }
}

const REFUSED = 'the message "This Member ID already exists. Please enter a different Member ID."';

for (const [words, taken] of [
  ['The Member ID MSPCFO is already in use.', true],
  ['A member with this identifier exists already.', true],
  ['Member ID must be unique.', true],
  ['Duplicate Member ID', true],
  ['Member ID is a required field.', false],
  ['You do not have access to this record.', false],
] as const) {
  test(`"${words}" ${taken ? 'says' : 'does not say'} that the name is taken`, () => {
    expect(isTaken(words)).toBe(taken);
  });
}

test('an ID that an inactive regular member has is looked for, and told by list and state', async () => {
  const problem = await saveBeside('Regular', true, { messages: 'window' });
  expect(problem).toMatchObject({
    actual: `${REFUSED}; the ID is in the list Regular: MSPCFO (Robin Doe), inactive`,
    retry: false,
  });
  expect(problem.hint).toContain('give that member another ID in ConnectWise');
});

test('an ID that an active subcontractor has is looked for in all lists before', async () => {
  const { actual } = await saveBeside('Subcontractor', false, { messages: 'banner' });
  expect(actual).toBe(`${REFUSED}; the ID is in the list Subcontractors: MSPCFO (Robin Doe), active`);
});

test('an ID of a list that is not shown is told with the lists to look at', async () => {
  const problem = await saveBeside('StreamlineIT', false, { listTabs: 'four' });
  expect(problem).toMatchObject({ actual: REFUSED, retry: false });
  expect(problem.hint).toContain('look at the lists Regular, StreamlineIT, Subcontractors, inactive members too');
});
