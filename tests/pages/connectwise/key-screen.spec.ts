import { expect, type Locator, test } from '@playwright/test';
import { keysList } from '../../../pages/connectwise/actions/keys-list.ts';
import { labels } from '../../../pages/connectwise/labels.ts';
import connectwise from '../../../pages/connectwise/portal.ts';
import { ApiKey, keyBeside, KEY as SHAPE } from '../../../pages/connectwise/screens/api-key.ts';
import { MemberKeys } from '../../../pages/connectwise/screens/member-keys.ts';
import { locate, look } from '../../../pages/screen/look.ts';
import { addKey } from '../../../src/practice/connectwise/state.ts';
import { type Fault, failAt } from '../../../src/practice/testing/faults.ts';
import { type AtConnectwise, atConnectwise } from '../../support/connectwise.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const KEY = 'Hn4Zb7QwK2xTm9Vd';

let at: AtConnectwise;
/** What goes wrong with a request of ConnectWise, if anything. */
let fault: (request: string) => Fault | undefined = () => undefined;

test.beforeAll(
  async () => (at = await atConnectwise({ variants: { failedList: 'empty' }, fault: (request) => fault(request) })),
);
test.afterAll(async () => await at.end());

test('keys are read from all pages of the list, whatever their order', async () => {
  const { company } = at.practice.connectwise;
  const owner = company.members.find(({ memberId }) => memberId === 'ChangeApproval')!;
  for (let n = 0; n < 130; n += 1) addKey(company, owner.recid, 'MSPCFO');
  const all = company.keys
    .filter(({ memberRecid }) => memberRecid === owner.recid)
    .map(({ publicKey }) => publicKey)
    .sort();
  const ctx = at.context();
  await connectwise.signIn.perform!(ctx, {});
  for (const turn of ['as made', 'turned round']) {
    const found = await keysList.inspect(ctx, { member: 'ChangeApproval' });
    expect(found, turn).toMatchObject({ state: 'satisfied', output: { managed: [] } });
    // Of people, though their description is the one that ours begin with.
    expect('output' in found ? [...found.output.unmanaged].sort() : []).toEqual(all);
    company.keys.reverse();
  }
});

test('a list of keys that failed to load and looks empty is asked for again', async () => {
  const ctx = at.context();
  for (const nth of [1, 2]) {
    const before = at.practice.log.length;
    fault = failAt('error-before', 'ApiKeys/GetKeys', { nth });
    const found = await keysList.inspect(ctx, { member: 'ChangeApproval' });
    fault = () => undefined;
    expect(
      'output' in found ? found.output.unmanaged.length : 0,
      `when number ${nth} of ` +
        `${at.practice.log.slice(before).filter(({ request }) => request === 'ApiKeys/GetKeys').length} fails`,
    ).toBe(130);
  }
});

/** A key's screen with this text as its private key. */
const screen = (privateKey: string) => `<table>
  <tr><td>Description:</td><td><input value="MSPCFO"></td></tr>
  <tr><td>Public Key:</td><td><div>pQ8sLm2RvT6yWc3X</div></td></tr>
  <tr><td>Private Key:</td><td><div>${privateKey}</div></td></tr></table>`;

const shown = async (names: readonly string[]): Promise<Locator | undefined> => {
  const found = keyBeside(await look(at.session.page, { hooks: {}, hides: SHAPE }), names);
  return found && locate(found);
};

async function privateKeyOn(html: string): Promise<Locator | undefined> {
  await at.session.page.setContent(html);
  return await shown(labels.key.privateKey);
}

test('a private key that is hidden, empty, half drawn or no key is not taken for one', async () => {
  expect(await privateKeyOn(screen(KEY)), 'a real one is').toBeDefined();
  for (const text of [
    '',
    ' ',
    '••••••••••••••••',
    '****************',
    '................',
    '----------------',
    'xxxxxxxxxxxxxxxx',
    'Hn4Zb7',
    'Hn4Zb7Q…',
    'Hn4Zb7Qw...',
    'Generating...',
    'Generating',
    'GENERATING',
    'Not-available',
    'please_wait..',
    'Hn4Zb7Qw K2xTm9Vd',
    'Shown once only, after saving',
    KEY.repeat(9),
    '<img alt="key">',
  ]) {
    expect(await privateKeyOn(screen(text)), JSON.stringify(text)).toBeUndefined();
  }
});

test('the blanks and newlines around a private key are not part of it', async () => {
  const found = await privateKeyOn(screen(`\n   ${KEY}\n `));
  expect((await at.context().takeSecret(found!, 'ConnectWise private key')).reveal()).toBe(KEY);
  const field = await privateKeyOn(
    screen(`<input value=" ${KEY} " readonly size=30>`)
      .replace('<div><input', '<input')
      .replace('></div></td></tr></table>', '></td></tr></table>'),
  );
  expect((await at.context().takeSecret(field!, 'ConnectWise private key')).reveal()).toBe(KEY);
});

test('a key that stands in one element, or one text, with its label is taken without it', async () => {
  for (const line of [
    (label: string, key: string) => `<p><b>${label}:</b> ${key}</p>`,
    (label: string, key: string) => `<p>${label}: ${key}</p>`,
    (label: string, key: string) => `<p>${label}: <!-- -->${key.slice(0, 8)}<!-- -->${key.slice(8)}</p>`,
  ]) {
    const html = line('Public Key', 'pQ8sLm2RvT6yWc3X') + line('Private Key', KEY);
    const found = await privateKeyOn(html);
    expect(found, html).toBeDefined();
    expect((await at.context().takeSecret(found!, 'ConnectWise private key')).reveal(), html).toBe(KEY);
  }
});

test('each key is read from its own line, even if the next label is nearer than the value', async () => {
  for (const colon of [':', '']) {
    const row = (label: string, value: string) => `<b>${label}${colon}</b><span>*</span><div>${value}</div>`;
    await at.session.page.setContent(
      `<h3>Public API Key</h3><div style="display:grid;` +
        `grid-template-columns:260px 40px 430px;gap:4px 0">
      ${row(
        'Description',
        '<input value=MSPCFO ' + 'readonly>',
      )}${row('Public Key', 'pQ8sLm2RvT6yWc3X')}${row('Private Key', KEY)}${row('Created By', 'nobody')}</div>`,
    );
    const [open, hidden] = [await shown(labels.key.publicKey), await shown(labels.key.privateKey)];
    expect([await open?.textContent(), await hidden?.textContent()]).toEqual(['pQ8sLm2RvT6yWc3X', KEY]);
  }
});

test('a new key whose Save is grey until it has a description is open all the same', async () => {
  const { page } = at.session;
  const bar = (name: string, grey = '') =>
    `<span class="cw_ToolbarButton_${name}${grey}"><span class="mm_button" tabindex="${grey === '' ? 0 : -1}" ` +
    `title="${name}">${name}</span></span>`;
  await page.setContent(`<div>${bar('New')}</div><template>${bar('Save', ' disabled')}${screen('')}</template>`);
  await page.evaluate(() =>
    document
      .querySelector('.mm_button')!
      .addEventListener('click', () => document.body.replaceChildren(document.querySelector('template')!.content)),
  );
  await new MemberKeys(at.context()).pressPlus();
  expect(await page.locator('.cw_ToolbarButton_Save').count()).toBe(1);
});

const LIST = `<h1>MSPCFO (MSPCFO)</h1><button id=plus title="New Item">+</button><button>SEARCH</button>
  <table><tr><th>Description</th><th>Public API Key</th><th>Inactive</th></tr>
  <tr><td><input id=filter></td><td><input></td><td></td></tr>
  <tr><td>Dashboards</td><td>pQ8sLm2RvT6yWc3X</td><td>\u2713</td></tr>
  <tr><td>Reports</td><td>aB3dEf6hIj9lMn2p</td><td></td></tr></table><p>1 - 2 of 2</p>`;

test('a new key may have a window with nothing but its Description, and is saved and read there', async () => {
  const { page } = at.session;
  await page.setContent(`${LIST}<script>plus.onclick = () => {
      document.body.insertAdjacentHTML('beforeend', '<div style="position:fixed;inset:0;background:#0006;z-index:8"></div>' +
        '<div id=window role=dialog style="position:fixed;left:300px;top:120px;background:#fff;z-index:9;width:500px"><h2>New API Key</h2>' +
        '<label>Description * <input id=own></label><p><button>Cancel</button><button id=make>Create</button></p></div>');
      make.onclick = () => setTimeout(() => { document.querySelector('#window').innerHTML =
        '<h2>Key created</h2><table><tr><td>Public Key<td>zX8sLm2RvT6yWc3Q<tr><td>Private Key<td>${KEY}</table><button>Done</button>'; }, 200);
    };</script>`);
  const sealed: string[] = [];
  const ctx = at.context({ seal: async ({ privateKey }) => void sealed.push(privateKey.reveal()) });
  const box = await new MemberKeys(ctx).pressPlus();
  const key = new ApiKey(ctx);
  await key.typeDescription(box, 'MSPCFO');
  expect(await page.locator('#own').inputValue()).toBe('MSPCFO');
  expect(await page.locator('#filter').inputValue()).toBe('');
  expect(await key.saveAndSeal('MSPCFO', 'MSPCFO', box)).toBe('zX8sLm2RvT6yWc3Q');
  expect(sealed).toEqual([KEY]);
});

test('a key that has no screen of its own stays in the list, which tells whether it is inactive', async () => {
  // A short list may have no filters.
  await at.session.page.setContent(LIST.replace(/<tr><td><input.*/, ''));
  const list = new MemberKeys(at.context());
  expect(await list.openKey('pQ8sLm2RvT6yWc3X')).toBe(false);
  expect(await list.inactive('pQ8sLm2RvT6yWc3X')).toBe(true);
  expect(await list.inactive('aB3dEf6hIj9lMn2p')).toBe(false);
});

test("a text that stands in the key's place for a moment is not sealed", async () => {
  await at.session.page.setContent(
    `<h1>New key</h1><div class=cw_ToolbarButton_Save>` +
      `<div id=save class=mm_button tabindex=0 style="width:24px;height:24px;background:#ccc"></div>` +
      `</div>${screen('<i id=hidden></i>')}<script>
    save.onclick = () => {
      hidden.textContent = 'Waiting4TheKey';
      setTimeout(() => { hidden.textContent = '${KEY}' }, 900);
    };
  </script>`,
  );
  const sealed: string[] = [];
  const ctx = at.context({ seal: async ({ privateKey }) => void sealed.push(privateKey.reveal()) });
  expect(await new ApiKey(ctx).saveAndSeal('MSPCFO', 'MSPCFO')).toBe('pQ8sLm2RvT6yWc3X');
  expect(sealed).toEqual([KEY]);
});

test('a private key that shows dots until somebody asks for it is shown, and sealed', async () => {
  await at.session.page.setContent(
    `<div role=dialog style="position:fixed;left:300px;top:100px;width:500px;background:#fff"><h2>New API key</h2><label>Description <input></label><button>Create</button></div>
    <p><button onclick="document.title = 'wrong'">Show</button></p><script>document.querySelector('[role=dialog] button').onclick = ({ target }) => {
      target.closest('[role=dialog]').innerHTML = '<h2>API key created</h2><table><tr><th>Public Key<td>zX8sLm2RvT6yWc3Q<td><tr><th>Private Key<td><span>${'\u2022'.repeat(22)}</span>' +
        '<td><button id=shows>Show</button></table><button>Close</button>';
      shows.onclick = () => { document.querySelectorAll('span')[0].textContent = '${KEY}'; shows.remove(); };
    };</script>`,
  );
  const sealed: string[] = [];
  const ctx = at.context({ seal: async ({ privateKey }) => void sealed.push(privateKey.reveal()) });
  const box = at.session.page.getByLabel('Description');
  expect(await new ApiKey(ctx).saveAndSeal('MSPCFO', 'MSPCFO', box)).toBe('zX8sLm2RvT6yWc3Q');
  expect(sealed).toEqual([KEY]);
  expect(await at.session.page.title()).not.toBe('wrong');
});
