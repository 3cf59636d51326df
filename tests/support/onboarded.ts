import type { CompanyState, Member } from '../../src/practice/connectwise/state.ts';

/** Adds a role and its API member to a practice ConnectWise, as an onboarding makes them. */
export function addRoleAndMember(company: CompanyState): Member {
  const role = {
    recid: company.nextRecid++,
    name: 'MSPCFO',
    type: 'Member' as const,
    updated: '2026-01-05T10:00:00Z',
    updatedBy: 'Setup',
    levels: {
      'System/API Reports': { add: 'None', edit: 'None', delete: 'None', inquire: 'All' } as const,
    },
  };
  const member = {
    ...company.members.find(({ license }) => license === 'API')!,
    recid: company.nextRecid++,
    memberId: 'MSPCFO',
    name: 'MSPCFO',
    roleRecid: role.recid,
    inactive: false,
  };
  company.roles.push(role);
  company.members.push(member);
  return member;
}
