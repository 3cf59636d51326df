import { Gestures } from './gestures.ts';
import type { Job } from './job.ts';
import { proveKeys } from './rest.ts';
import {
  key,
  keys,
  member,
  members,
  modules,
  mspcfo,
  newRole,
  options,
  rail,
  roles,
  sections,
  signIn,
  tabs,
} from './screens.ts';

export type Portal = 'connectwise' | 'mspcfo';

/**
 * What a script does with a tool. Places are CSS, or XPath where they begin with a slash or a parenthesis. Each waits
 * for its place as the tool's users have it wait.
 */
export interface Hands {
  /** What follows is done in this portal's page. */
  turnTo(portal: Portal): Promise<void>;
  goto(url: string): Promise<void>;
  click(place: string): Promise<void>;
  hover(place: string): Promise<void>;
  /** Moves the mouse to the middle of the page. */
  moveAway(): Promise<void>;
  fill(place: string, text: string): Promise<void>;
  press(place: string, key: 'Enter' | 'Tab'): Promise<void>;
  /** Waits until it is shown. */
  shown(place: string): Promise<void>;
  /** Waits until it is shown with this text in it. */
  says(place: string, text: string): Promise<void>;
  text(place: string): Promise<string>;
  scrollTo(place: string): Promise<void>;
  picture(file: string): Promise<void>;
}

type List = typeof roles;

/**
 * The onboarding's gestures as Keywright makes them, in its order and under its titles, with a picture after each: no
 * journal, no guard, and nothing is read but the keys.
 */
export async function onboard({ connectwise, mspcfo: other, name, folder }: Job, hands: Hands): Promise<Gestures> {
  const gestures = new Gestures(folder, async (file) => await hands.picture(file));
  const make = gestures.make.bind(gestures);
  const click = async (place: string, arrived: string) => {
    await hands.click(place);
    await hands.shown(arrived);
  };

  const pickFromMenu = async (entry: string, arrived: string) => {
    await hands.hover(rail.system);
    await hands.click(rail.entry(entry));
    await hands.moveAway();
    await hands.shown(arrived);
  };
  const clear = async (list: List) => {
    await hands.click(list.clear);
    await hands.says(list.bar, ' of ');
  };
  const search = async (list: List, count: number) => {
    await clear(list);
    await hands.fill(list.filter, name);
    await hands.press(list.filter, 'Enter');
    await hands.says(list.bar, ` of ${count}`);
    if (count > 0) await hands.shown(list.link(name));
  };
  const plus = async (list: List, arrived: string) =>
    await make('Press the plus (New Item)', async () => await click(list.plus, arrived));
  const save = async (button: string, done: () => Promise<void>) =>
    await make('Press Save', async () => {
      await hands.click(button);
      await done();
    });

  // Roles
  const findRole = async (count: number) =>
    await make(`Choose System > Security Roles, and search for the role ${name}`, async () => {
      await pickFromMenu('Security Roles', roles.filter);
      await search(roles, count);
    });
  const roleShown = async () => await hands.says(modules.title, `Role - ${name}`);
  const openSections = async () => {
    for (const section of [...sections].reverse()) await click(modules.section(section), modules.firstRow(section));
  };
  const choose = async (arrow: string, option: string, box: string) => {
    await hands.click(arrow);
    await hands.click(option);
    await hands.press(box, 'Tab');
  };

  // Members and their keys
  const findMember = async (count: number) =>
    await make(`Choose System > Members and the tab API Members, and search for the member ${name}`, async () => {
      await pickFromMenu('Members', tabs.apiMembers);
      await click(tabs.apiMembers, members.filter);
      await hands.says(members.bar, ' of ');
      await search(members, count);
    });
  const memberShown = async () => await hands.says(member.title, `${name} (`);
  const clickMember = async () => {
    await hands.click(members.link(name));
    await memberShown();
  };
  const clickTab = async () => {
    await click(tabs.apiKeys, keys.filter);
    await clear(keys);
  };

  // MSPCFO
  const openCredentials = async () => {
    await hands.turnTo('mspcfo');
    await make(
      'Go to the start page and press Api Credentials under your name (top right), and read what is stored',
      async () => {
        await hands.goto(other.url);
        await click(mspcfo.account, mspcfo.apiCredentials);
        await click(mspcfo.apiCredentials, mspcfo.box('publicKey'));
      },
    );
  };

  await hands.turnTo('connectwise');
  await make(`Go to ${connectwise.url}`, async () => {
    await hands.goto(connectwise.url);
    await hands.shown(signIn.button);
  });
  await make(
    `Type the company ${connectwise.company}`,
    async () => await hands.fill(signIn.company, connectwise.company),
  );
  await make(
    `Type the user name ${connectwise.username}`,
    async () => await hands.fill(signIn.username, connectwise.username),
  );
  await make('Type the password', async () => await hands.fill(signIn.password, connectwise.password));
  await make('Press Sign in', async () => await click(signIn.button, signIn.done));

  await findRole(0);
  await plus(roles, newRole.box);
  await make(`Type ${name} as Role ID`, async () => await hands.fill(newRole.box, name));
  await save(newRole.save, roleShown);
  await make('Open all sections of the table and read their levels', openSections);
  await hands.scrollTo(modules.level);
  await make(
    'Set System / API Reports / Inquire Level to All',
    async () => await choose(modules.arrow, options.named('All'), modules.level),
    true,
  );
  await save(modules.save, async () => await hands.shown(modules.saved));
  await findRole(1);
  await make(`Open the role ${name} and all sections of its table, and read the levels`, async () => {
    await hands.click(roles.link(name));
    await roleShown();
    await openSections();
  });
  // As many whole sections as there is room for in one picture.
  for (const [first, ...more] of [
    ['Companies'],
    ['Finance', 'Marketing', 'Procurement'],
    ['Project', 'Sales'],
    ['Service Desk'],
    ['System', 'Time & Expense'],
  ] as const)
    await make(
      `Look through the ${more.length === 0 ? 'section' : 'sections'} ${[first, ...more].join(', ')}`,
      async () => await hands.scrollTo(modules.section(first)),
    );

  await findMember(0);
  await plus(members, member.id);
  await make(`Type ${name} as Member ID`, async () => await hands.fill(member.id, name));
  await make(`Type ${name} as Member Name`, async () => await hands.fill(member.name, name));
  const pick = async (title: string, field: string, option: string) =>
    await make(title, async () => await choose(member.arrow(field), option, member.box(field)));
  await pick(`Choose ${name} as Role ID`, 'roleId', options.named(name));
  await pick('Choose the first entry of Level', 'level', options.first);
  await pick('Choose the first entry of Name', 'name', options.first);
  await pick('Choose the first entry of Business Unit', 'department', options.first);
  await pick('Choose the first entry of Default Territory', 'defaultTerritory', options.first);
  await save(member.save, memberShown);
  await findMember(1);
  await make(`Open the member ${name} and read its fields`, clickMember);

  await hands.turnTo('mspcfo');
  await make(`Go to ${other.url}`, async () => {
    await hands.goto(other.url);
    await hands.shown(mspcfo.username);
  });
  await make(`Type the user name ${other.username}`, async () => await hands.fill(mspcfo.username, other.username));
  await make('Type the password', async () => await hands.fill(mspcfo.password, other.password));
  await make('Press Sign in', async () => await click(mspcfo.signIn, mspcfo.account));
  await openCredentials();

  await hands.turnTo('connectwise');
  await make("Choose the member's tab API Keys and read the list", clickTab);
  await plus(keys, key.description);
  await make(`Type ${name} as Description`, async () => await hands.fill(key.description, name));
  const { publicKey, privateKey } = await make(
    'Press Save (not Save and Close), and keep the private key that is shown now',
    async () => {
      await click(key.save, key.saved);
      return { publicKey: await hands.text(key.publicKey), privateKey: await hands.text(key.privateKey) };
    },
  );
  await findMember(1);
  await make(`Open the member ${name} and its tab API Keys, and read the list`, async () => {
    await clickMember();
    await clickTab();
  });
  await make(
    'Ask the REST API with the new keys: /system/reports must be allowed, 12 others refused',
    async () => await proveKeys(connectwise, publicKey, privateKey),
  );

  await hands.turnTo('mspcfo');
  const type = async (label: string, field: string, text: string) =>
    await make(
      `Type ${field === 'privateKey' ? 'the private key' : `${text} as ${label}`}`,
      async () => await hands.fill(mspcfo.box(field), text),
    );
  await type('the public key', 'publicKey', publicKey);
  await type('the private key', 'privateKey', privateKey);
  await type('the address of the server', 'serverUrl', connectwise.url);
  await type('the company ID', 'companyId', connectwise.company);
  await save(mspcfo.save, async () => await hands.shown(mspcfo.saved));
  await openCredentials();
  await make(
    'Press the test of the connection and read what MSPCFO says',
    async () => await click(mspcfo.test, mspcfo.works),
  );
  return gestures;
}
