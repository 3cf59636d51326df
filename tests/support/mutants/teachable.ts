import { type Mutant, rename } from './connectwise.ts';
import { everywhere } from './first-contact.ts';

/** A mutant, and the text that somebody has to point at. */
export interface Teachable extends Mutant {
  at: string;
  named: RegExp;
}

const AT = 'Zwirbel';
const CONFIRMED = /onboard: can run with the confirmed words \(.*Zwirbel/;
/** Of the menu: they lead to screens, and are no thing of one. */
const ENTRIES = ['Security Roles', 'Members'];

const LABELS: [part: string, from: string][] = [
  ['SecurityRole', 'Role ID'],
  ['SecurityRoleList', 'Name'],
  ['SecurityModules', 'Inquire Level'],
  ['MemberList', 'Member ID'],
  ['MemberDetail', 'Member ID'],
  ['MemberDetail', 'Member Name'],
  ['MemberDetail', 'Role ID'],
  ['MemberApiKeys', 'Public API Key'],
  ['ApiKey', 'Description'],
];

/** What no other word of ours stands for, and what a job cannot do without. */
export const TEACHABLE: Teachable[] = [
  ...LABELS.map(
    ([part, from]): Teachable => ({
      name: `${from} of ${part}`,
      at: AT,
      named: CONFIRMED,
      mutations: [rename(part, from, AT)],
    }),
  ),
  ...['API Members', 'API Keys', ...ENTRIES].map(
    (from): Teachable => ({
      name: `${from}, everywhere`,
      at: AT,
      named: ENTRIES.includes(from) ? /onboard: can run/ : CONFIRMED,
      mutations: everywhere(from, AT)!,
    }),
  ),
];
