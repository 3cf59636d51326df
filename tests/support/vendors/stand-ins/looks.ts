import { header, type Look, type Stored } from './server.ts';

const box = (label: string, name: string, value = '', type = 'text'): string =>
  `<label>${label} <input name=${name} type=${type} value="${value}" autocomplete=off></label>`;

/** The four boxes, under a vendor's labels. A private key is never shown again. */
const boxes = ([site, company, publicKey, privateKey]: readonly string[], stored: Stored | undefined): string =>
  box(site!, 'site', stored?.['site']) +
  box(company!, 'company', stored?.['company']) +
  box(publicKey!, 'publicKey', stored?.publicKey) +
  box(privateKey!, 'privateKey', '', 'password');

const form = (inside: string, save: string): string =>
  `<form method=post action="/save">${inside}<p><button>${save}</button></p></form>`;

/** A button that asks in a window before it removes. */
const remove = (word: string): string =>
  `<button type=button onclick="ask.hidden = false">${word}</button><div id=ask class=modal role=dialog hidden>` +
  `<h2>${word} the ConnectWise integration?</h2><form method=post action="/remove"><button type=button onclick="ask.hidden = true">` +
  'Cancel</button> <button>Yes</button></form></div>';

const start = '<main><h1>Dashboard</h1><p>12 devices</p></main>';

/** The menu under the name, a table with an Add button whose menu has one entry, a page with the form. */
const bitdefender: Look = {
  user: 'Email',
  home: '/integrations',
  saved: 'The integration was saved.',
  pages: (() => {
    const top = header(
      'GravityZone Control Center',
      '<a href="/account">My Account</a><a href="/integrations">Integrations</a>',
    );
    return {
      '/': () => top + start,
      '/integrations': (stored: Stored | undefined, said: string) =>
        `${top}<main><h1>Integrations</h1>${said}<button onclick="add.hidden = !add.hidden">Add</button>` +
        '<div id=add hidden><a href="/integrations/connectwise">Add ConnectWise Integration</a></div>' +
        `<table><tr><th>Name</th><th>Status</th><th></th></tr>${
          stored === undefined
            ? ''
            : `<tr><td>ConnectWise</td><td>Active</td><td><a href="/integrations/connectwise">Edit</a> ${remove('Delete')}</td></tr>`
        }</table></main>`,
      '/integrations/connectwise': (stored: Stored | undefined, said: string) =>
        `${top}<main><h1>ConnectWise integration</h1>${said}<h2>Company Administrator Account Details</h2>${form(
          boxes(['URL', 'Company', 'Public Key', 'Private Key'], stored),
          'Save',
        )}</main>`,
    };
  })(),
};

/** A menu at the left that opens, and boxes for the keys that come with an entry of a list. No button removes them. */
const gozynta: Look = {
  user: 'Username',
  home: '/setup',
  saved: 'ConnectWise PSA configuration saved.',
  pages: (() => {
    const top =
      header('Gozynta') +
      '<nav><a href="#" onclick="sub.hidden = !sub.hidden">Configurations</a><div id=sub hidden><a href="/setup">' +
      'ConnectWise PSA Setup</a><a href="/other">Sync Setup</a></div></nav>';
    return {
      '/': () => top + start,
      '/setup': (stored: Stored | undefined, said: string) =>
        `${top}<main><h1>ConnectWise PSA Configuration</h1>${said}${form(
          box('Site', 'site', stored?.['site']) +
            box('Company ID', 'company', stored?.['company']) +
            '<label>Rest Authentication Type <select onchange="keys.hidden = this.value !== \'APIKey\'; who2.hidden = !keys.hidden">' +
            `<option>MemberImpersonation</option><option ${stored ? 'selected' : ''}>APIKey</option></select></label>` +
            `<div id=who2 ${stored ? 'hidden' : ''}><label>Member Name <input></label></div><div id=keys ${stored ? '' : 'hidden'}>` +
            box('Public Key', 'publicKey', stored?.publicKey) +
            `${box('Private Key', 'privateKey', '', 'password')}</div>`,
          'Save',
        )}</main>`,
    };
  })(),
};

/** Tiles, a window with the form, and a button that must be pressed before Save. */
const passwordBoss: Look = {
  user: 'Email address',
  home: '/integrations',
  saved: 'Integration saved.',
  pages: (() => {
    const top = `${header('Password Boss')}<nav><a href="/users">Users</a><a href="/integrations">Integrations</a></nav>`;
    const check =
      "const said = document.getElementById('said'); fetch('/check', { method: 'POST', body: new FormData(this.form) })" +
      ".then(async (answer) => { said.textContent = await answer.text(); document.getElementById('save').disabled = !answer.ok })";
    return {
      '/': () => top + start,
      '/integrations': (stored: Stored | undefined, said: string) =>
        `${top}<main><h1>Available Integrations</h1>${said}<button>Autotask</button> <button onclick="dlg.hidden = false">` +
        `ConnectWise Manage</button><div id=dlg class=modal role=dialog hidden><h2>ConnectWise</h2><form method=post action="/save">${boxes(
          ['ConnectWise Manage Site', 'Company ID', 'Public Key', 'Private Key'],
          stored,
        )}<p id=said></p><button type=button onclick="${check}">Authenticate</button> <button id=save disabled>Save</button></form>` +
        `${stored === undefined ? '' : remove('Remove')}</div></main>`,
    };
  })(),
};

/** A list of products, each with a button of its own; a window with the form; Connect stores. */
const harmony: Look = {
  user: 'Work email',
  home: '/integrations',
  saved: 'ConnectWise Manage is connected.',
  pages: (() => {
    const top = `${header('Harmony SASE')}<nav><a href="/network">Network</a><a href="#" onclick="more.hidden = false">Settings</a><div id=more hidden><a href="/general">General</a><a href="/integrations">Integrations</a></div></nav>`;
    const row = (name: string, buttons: string) => `<div><div>${name}</div><div>${buttons}</div></div>`;
    return {
      '/': () => top + start,
      '/integrations': (stored: Stored | undefined, said: string) =>
        `${top}<main><h1>Integrations</h1>${said}<h2>PSA integrations</h2>${row('Autotask', '<button>Add</button>')}${row(
          'ConnectWise Manage',
          `<button onclick="dlg.hidden = false">${stored === undefined ? 'Add' : 'Edit'}</button>${stored === undefined ? '' : remove('Remove')}`,
        )}${row('HaloPSA', '<button>Add</button>')}<div id=dlg class=modal role=dialog hidden><h2>ConnectWise Manage</h2>${form(
          boxes(['ConnectWise site', 'ConnectWise company ID', 'REST API Public Key', 'REST API Private Key'], stored),
          'Connect',
        )}</div></main>`,
    };
  })(),
};

/** A part that opens, and in it a link that says whether there are keys; it asks for the keys alone. */
const umbrella: Look = {
  user: 'Email or Username',
  home: '/settings',
  saved: 'Your changes have been saved.',
  pages: (() => {
    const top = `${header('Umbrella')}<nav><a href="/overview">Overview</a><a href="/settings">MSP Settings</a></nav>`;
    return {
      '/': () => top + start,
      '/settings': (stored: Stored | undefined, said: string) =>
        `${top}<main><h1>MSP Settings</h1>${said}<button onclick="part.hidden = !part.hidden">PSA Integration Details</button>` +
        `<div id=part hidden><p>Credentials</p><button onclick="keys.hidden = false">${stored ? 'Enabled' : 'Disabled'}</button>` +
        `<div id=keys hidden>${form(
          box('Public API Key', 'publicKey', stored?.publicKey) + box('Private API Key', 'privateKey', '', 'password'),
          'Save',
        )}${stored ? remove('Remove') : ''}</div></div></main>`,
    };
  })(),
};

/** The vendors whose forms have a stand-in, by the names of their pages. */
export const LOOKS: Record<string, Look> = {
  'bitdefender-gravityzone': bitdefender,
  gozynta,
  'password-boss': passwordBoss,
  'harmony-sase': harmony,
  'cisco-umbrella': umbrella,
};
