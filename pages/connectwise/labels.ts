import { Words } from '../../src/portal-sdk/index.ts';
import { signInPack } from '../sign-in-words.ts';

/**
 * Every visible text of ConnectWise PSA that Keywright looks for: `words/en.yaml` has them with their sources and their
 * alternatives, since tenants and releases differ (PRODUCT.md F).
 * Compared without case, double spaces, and asterisks or colons around it.
 */
export const words = new Words(
  new URL('words/', import.meta.url),
  {
    menu: ['system', 'securityRoles', 'members', 'besides', 'topBar'],
    account: ['namesNobody'],
    titles: ['newRole', 'modulesOf', 'newMember'],
    tabs: ['apiMembers', 'apiKeys', 'details', 'onlyAboveList', 'ofLists'],
    otherMembers: ['regular', 'streamlineIT', 'subcontractors'],
    path: ['apiMembers', 'anyMembers'],
    tools: ['newItem', 'save', 'saveInWindow', 'remove', 'search', 'clear', 'view', 'noView', 'actions'],
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
    role: ['id', 'modules', 'levels', 'customize'],
    levelColumns: ['add', 'edit', 'delete', 'inquire'],
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
    key: ['description', 'publicKey', 'privateKey', 'shownOnce', 'inactive'],
    answers: [
      'close',
      'cookies',
      'discard',
      'leave',
      'cancel',
      'decline',
      'confirm',
      'confirmInWords',
      'asksForMore',
      'verify',
    ],
  },
  signInPack,
);

export const labels = words.terms;
