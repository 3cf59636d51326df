import { labels, words } from '../../../pages/connectwise/labels.ts';
import { connectwiseMutants, type Mutant, rename } from './connectwise.ts';

/** A mutant, and what the first ten lines of a check of screens must say of it. */
export interface Unknown extends Mutant {
  named: RegExp;
  /** Who signs in lacks the right for System's screens. */
  withoutRights?: true;
  /** What the customers file says that the screens are in. */
  language?: string;
}

/** What must be said of those that the jobs are tried on, too. */
const NAMED: Record<string, RegExp> = {
  'nothing changed': /All \d+ things are as Keywright knows them/,
  'no hooks at all': /All \d+ things are as Keywright knows them/,
  'in a frame': /screen: moved \(in a frame/,
  'labels: other words of ours': /box Role ID: renamed to "Role Name"[\s\S]*Department/,
  'label unknown: Role ID of SecurityRole': /box Role ID: missing \(nearest: .*Zwirbel/,
  'label unknown: Name of SecurityRoleList': /column Name: missing \(nearest: .*Zwirbel/,
  'label unknown: Inquire Level of SecurityModules': /column Inquire Level: missing \(nearest: .*Zwirbel/,
  'label unknown: Member ID of MemberList': /column Member ID: missing|the column Member ID/,
  'label unknown: Member ID of MemberDetail': /box Member ID: missing \(nearest: .*Zwirbel/,
  'label unknown: Member Name of MemberDetail': /box Member Name: missing \(nearest: .*Zwirbel/,
  'label unknown: Role ID of MemberDetail': /box Role ID: missing \(nearest: .*Zwirbel/,
  'label unknown: Business Unit of MemberDetail': /box Business Unit: missing \(nearest: .*Zwirbel/,
  'label unknown: Default Territory of MemberDetail': /box Default Territory: missing \(nearest: .*Zwirbel/,
  'label unknown: Public API Key of MemberApiKeys': /column Public API Key: missing|list of the member's keys/,
  'label unknown: Description of ApiKey': /box Description: missing|box Description of a new key/,
  'two fields in each other’s place': /box Member (ID|Name): moved[\s\S]*box (Role ID|Level): moved/,
  'labels over the other’s box': /box (Role ID|Level): (moved|ambiguous)/,
  'required boxes added': /box Cost Center: new and required[\s\S]*box Region: new and required/,
  'columns in the other order': /column [\w ]+: moved/,
  'columns left out': /column Type: missing[\s\S]*column (Role ID|Inactive): missing/,
  'a column of levels left out': /column Edit Level: missing/,
  'rows called alike': /row System \/ API Reports: ambiguous, 3 of them/,
  // It differs in nothing that jobs need.
  'a panel with its own Save': /All \d+ things are as Keywright knows them/,
  'a search in the header': /box (Role ID|Member ID): ambiguous/,
  'a tour': /met on the way: .*show you around/,
};

export const everywhere = (from: string, to: string): Mutant['mutations'] => [
  new Function(
    'kit',
    `if (document.body !== null) kit.rename(document.body, ${JSON.stringify(from)}, ${JSON.stringify(to)});`,
  ) as never,
];

const OWN: Unknown[] = [
  {
    name: 'synonym: Location is called Site',
    mutations: [rename('MemberDetail', 'Location', 'Site')],
    named: /box Location: missing \(nearest: .*"Site"/,
  },
  {
    name: 'synonym: Role ID is called Security Role',
    mutations: [rename('MemberDetail', 'Role ID', 'Security Role')],
    named: /box Role ID: renamed to "Security Role"/,
  },
  {
    name: 'plural: Levels',
    mutations: [rename('MemberDetail', 'Level', 'Levels')],
    named: /box Level: missing \(nearest: "Levels", 0\.\d\d/,
  },
  {
    name: 'translation of a label',
    mutations: [rename('MemberDetail', 'Member Name', 'Mitgliedsname')],
    named: /box Member Name: missing \(nearest: .*"Mitgliedsname"/,
  },
  {
    name: 'translation of the menu',
    mutations: [...everywhere('Security Roles', 'Sicherheitsrollen')!, ...everywhere('Members', 'Mitglieder')!],
    named: /German|Sicherheitsrollen/,
  },
  {
    name: 'plural in the menu: Security Role',
    mutations: everywhere('Security Roles', 'Security Role')!,
    named: /Security Roles.*nearest: .*"Security Role"/,
  },
  { name: 'a tab renamed', mutations: everywhere('API Members', 'Integrators')!, named: /API Members/ },
  { name: 'no right for security roles and members', withoutRights: true, named: /Security Roles.*lacks the right/ },
  {
    name: 'a department',
    variants: { businessUnit: 'Department' },
    named: /box Business Unit: renamed to "Department"/,
  },
  { name: 'an announcement', variants: { announcement: 'on-screens' }, named: /met on the way: .*new release/ },
  { name: 'a note on records', variants: { popUp: 'status-note' }, named: /met on the way: .*system integration/ },
];

/** Titles are patterns, so what they match is said here. */
const TITLES: Record<string, [role: string, modules: string, member: string]> = {
  de: ['Neue Rolle', 'Sicherheitsmodule für Rolle - ', 'Neues Mitglied'],
  fr: ['Nouveau rôle', 'Modules de sécurité du rôle - ', 'Nouveau membre'],
  nl: ['Nieuwe rol', 'Beveiligingsmodules voor rol - ', 'Nieuw lid'],
  es: ['Nuevo rol', 'Módulos de seguridad del rol - ', 'Nuevo miembro'],
};

/** The whole application in another language, and a customers file that says so. */
function inLanguage(language: string): Unknown {
  const [role, modules, member] = TITLES[language]!;
  const said = words.in(language);
  // A text that is set to what it is changes the document, too.
  const exact = [...said].flatMap(([english, theirs]) => (english[0] === theirs[0] ? [] : [[english[0], theirs[0]]]));
  const lists = [labels.tabs.apiMembers].map((tab) => [
    `Members - ${tab[0]}`,
    `${said.get(labels.menu.members)![0]} - ${said.get(tab)![0]}`,
  ]);
  const texts = Object.fromEntries([...lists, ['New Role', role], ['New Member', member], ...exact.reverse()]);
  const levels = Object.values(labels.levels).flatMap((term) =>
    said.has(term) ? [[term[0], said.get(term)![0]!] as const] : [],
  );
  return {
    name: `in another language: ${language}`,
    language,
    mutations: [
      new Function(
        'kit',
        `if (document.body !== null) {
           const texts = ${JSON.stringify(texts)};
           for (const [from, to] of Object.entries(texts)) kit.rename(document.body, from, to);
           // A box shows a level in that language, and the page's own code goes on with the one that it knows.
           if (kit.first(document.body, 'levels')) {
             const levels = new Map(${JSON.stringify(levels)});
             const back = new Map([...levels].map(([english, theirs]) => [theirs, english]));
             const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
             Object.defineProperty(HTMLInputElement.prototype, 'value', {
               ...own,
               get() { const is = own.get.call(this); return back.get(is) ?? is; },
               set(value) { own.set.call(this, levels.get(value) ?? value); },
             });
             for (const box of document.querySelectorAll('input')) box.value = box.value;
           }
           for (const one of document.querySelectorAll('[title]')) if (texts[one.title]) one.title = texts[one.title];
           for (const title of kit.parts('detailLabel'))
             if (title.textContent.startsWith('Security Modules for Role - '))
               title.textContent = title.textContent.replace('Security Modules for Role - ', ${JSON.stringify(modules)});
         }`,
      ) as never,
    ],
    named: /All \d+ things are as Keywright knows them/,
  };
}

export const unknownMutants: Unknown[] = [
  ...Object.keys(TITLES).map(inLanguage),
  ...connectwiseMutants.flatMap((mutant) => {
    const named = NAMED[mutant.name];
    return named === undefined ? [] : [{ ...mutant, named }];
  }),
  ...OWN,
];
