import { CUSTOMIZE } from './modules.ts';
import { type CompanyState, roleOf } from './state.ts';

/** What tests may know of a company: names, numbers and levels; never a private key or its hash, nor a session. */
export function debugState(company: CompanyState) {
  return {
    companyId: company.companyId,
    counts: {
      roles: company.roles.length,
      members: company.members.length,
      keys: company.keys.length,
      sessions: company.sessions.size,
    },
    roles: company.roles.map(({ name, type, levels }) => ({
      name,
      type,
      levels: Object.fromEntries(
        Object.entries(levels).filter(
          ([row, { only, ...level }]) =>
            Object.values(level).some((value) => value !== 'None') ||
            (only !== undefined && only.length !== CUSTOMIZE[row]?.length),
        ),
      ),
    })),
    members: company.members.map((member) => {
      const { recid: _recid, roleRecid: _role, ...shown } = member;
      return { ...shown, role: roleOf(company, member)?.name ?? null };
    }),
    keys: company.keys.map((key) => {
      const member = company.members.find(({ recid }) => recid === key.memberRecid);
      return {
        description: key.description,
        publicKey: key.publicKey,
        inactive: key.inactive,
        member: member?.memberId ?? null,
      };
    }),
    requests: company.requests,
    mutations: company.mutations,
  };
}
