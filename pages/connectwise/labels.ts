import { type Term, Words } from '../../src/portal-sdk/index.ts';
import type { Screen } from '../screen/thing.ts';
import { anyOf } from '../screen/words/lexicon.ts';
import { plain } from '../screen/words/plain.ts';
import { signInPack } from '../sign-in-words.ts';

/**
 * Every visible text of ConnectWise PSA that Keywright looks for: `words/en.yaml` has them with their sources and their
 * alternatives, since tenants and releases differ (PRODUCT.md F).
 * Compared without case, double spaces, and asterisks or colons around it.
 */
export const words = new Words(
  new URL('words/', import.meta.url),
  {
    menu: ['system', 'securityRoles', 'members', 'besides', 'folders', 'topBar', 'opener'],
    account: ['namesNobody'],
    titles: ['newRole', 'modulesOf', 'newMember'],
    tabs: ['apiMembers', 'apiKeys', 'details', 'onlyAboveList', 'ofLists'],
    otherMembers: ['regular', 'streamlineIT', 'subcontractors'],
    path: ['apiMembers', 'anyMembers'],
    tools: [
      'newItem',
      'save',
      'saveInWindow',
      'edit',
      'remove',
      'search',
      'clear',
      'view',
      'noView',
      'actions',
      'more',
    ],
    columns: [
      'roleName',
      'roleUpdated',
      'roleType',
      'memberId',
      'memberName',
      'memberInactive',
      'memberRole',
      'keyDescription',
      'publicKey',
    ],
    role: ['id', 'customize', 'module', 'noun'],
    sections: [
      'companies',
      'finance',
      'marketing',
      'procurement',
      'project',
      'sales',
      'serviceDesk',
      'system',
      'timeExpense',
    ],
    rows: ['apiReports'],
    levels: ['none', 'my', 'mine', 'all'],
    levelColumns: ['add', 'edit', 'delete', 'inquire'],
    steps: ['next', 'back'],
    updateSecurity: ['allow', 'disallow', 'save', 'cancel'],
    member: [
      'id',
      'name',
      'timeZone',
      'role',
      'level',
      'levelName',
      'location',
      'businessUnit',
      'territory',
      'inactive',
    ],
    key: ['description', 'publicKey', 'privateKey', 'shownOnce', 'show', 'inactive', 'noun'],
    answers: [
      'close',
      'later',
      'cookies',
      'discard',
      'leave',
      'cancel',
      'decline',
      'confirm',
      'confirmInWords',
      'keepInWords',
      'asksForMore',
      'verify',
    ],
  },
  signInPack,
);

export const labels = words.terms;

/** The sections of the table of levels, which the menu has, too. */
export const sectionNames = anyOf(...Object.values(labels.sections));
/** What a level may be. */
export const levelNames = anyOf(...Object.values(labels.levels));

/** The reference's name of what a screen says, where it is one of these. */
export const namedIn = (screen: Screen, terms: Readonly<Record<string, Term>>, says: string): string | undefined =>
  Object.values(terms).find((term) => screen.names(term).has(plain(says)))?.[0];
