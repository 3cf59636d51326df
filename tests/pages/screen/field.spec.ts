import { expect, type Page, test } from '@playwright/test';
import { besideLabel, fieldOf, held, labelOf } from '../../../pages/screen/boxes/field.ts';
import { locate, look, prepareLooks } from '../../../pages/screen/look.ts';
import { imprintIn, imprintOf, words } from '../../../pages/screen/words/words.ts';
import { textOf } from '../../../src/portal-sdk/index.ts';
import { bareView } from '../../support/bare-context.ts';
import { screenOf } from '../../support/screen-of.ts';

test.beforeAll(async () => await prepareLooks());

const see = async (page: Page) => await look(page, { hooks: {} });
/** An attribute of the boxes of a label. */
const attribute = async (page: Page, label: string, name: string) =>
  await Promise.all(fieldOf(await see(page), [label]).map(async (box) => await locate(box).getAttribute(name)));

const LABELS = ['Public Key', 'Private Key', 'Server URL', 'Company ID'];
const LAYOUTS: Record<string, string> = {
  'above their boxes': LABELS.map(
    (label, n) => `<div style="margin-bottom:12px"><div>${label}</div><input id=b${n}></div>`,
  ).join(''),
  'above their boxes, close together': LABELS.map((label, n) => `<div>${label}</div><input id=b${n}><br>`).join(''),
  'beside their boxes': `<table>${LABELS.map(
    (label, n) => `<tr><td>${label}:</td><td style="padding-left:90px">` + `<input id=b${n}></td></tr>`,
  ).join('')}</table>`,
  'below their boxes': LABELS.map(
    (label, n) => `<div style="margin-bottom:12px"><input id=b${n}><div>${label}</div></div>`,
  ).join(''),
  'below their boxes, close together': LABELS.map((label, n) => `<div><input id=b${n}><div>${label}</div></div>`).join(
    '',
  ),
  'below their boxes, all in one part': [
    ...LABELS.map((label, n) => `<input id=b${n} style="display:block"><div style="margin-bottom:14px">${label}</div>`),
    '<input id=other>',
  ].join(''),
};

for (const [where, html] of Object.entries(LAYOUTS)) {
  test(`labels that stand ${where} find their own`, async ({ page }) => {
    await page.setContent(html);
    const ids = await Promise.all(LABELS.map(async (label) => await attribute(page, label, 'id')));
    expect(ids).toEqual([['b0'], ['b1'], ['b2'], ['b3']]);
  });
}

const VALUE = '<span>All</span>';
const COMBOS: Record<string, string> = {
  'an input': '<input value="All">',
  'a role': `<div role="combobox" style="width:90px">${VALUE}</div>`,
  'a role, and an arrow of text': `<div role="combobox" style="width:90px">${VALUE}<i>▾</i></div>`,
  'a role, and an arrow by its name':
    `<div role="combobox" ` + `style="width:90px">${VALUE}<span class="material-icons">expand_more</span></div>`,
  'no role': `<div tabindex="0" style="width:90px">${VALUE}<b>▼</b></div>`,
};

for (const [what, combo] of Object.entries(COMBOS)) {
  test(`a combo that is known by ${what} is found beside its label, and says what it holds`, async ({ page }) => {
    await page.setContent(
      `<table><tr><td>Level</td><td>${combo}</td></tr><tr><td>Name</td><td><input value="None"></td></tr></table>`,
    );
    expect(fieldOf(await see(page), ['Level']).map(held)).toEqual(['All']);
  });
}

test('a label inside an empty box, or at its edge, belongs to that box', async ({ page }) => {
  const field = (label: string, type: string, top: number) =>
    '<div style="position:relative;margin:16px"><label ' +
    `style="position:absolute;left:8px;top:${top}px;pointer-events:none">${label}</label><input type="${type}" ` +
    'style="width:300px;height:36px"></div>';
  for (const top of [9, -6]) {
    await page.setContent(field('User name', 'text', top) + field('Password', 'password', 9));
    expect(await attribute(page, 'User name', 'type')).toEqual(['text']);
    expect(await attribute(page, 'Password', 'type')).toEqual(['password']);
  }
});

test("an arrow beside a section's or column's name is no part of the name", async ({ page }) => {
  await page.setContent(
    '<table><tr><th>Name ▲</th></tr><tr><td>▾ System</td></tr><tr><td>← Back</td></tr><tr><td>Type ' +
      '˄</td></tr><tr><td>⌄ Level</td></tr></table>',
  );
  for (const word of ['Name', 'System', 'Back', 'Type', 'Level'])
    expect(words(await see(page), [word]), word).toHaveLength(1);
});

test('a button is no label of a list that is a button, too', async ({ page }) => {
  const list = `<button role=combobox aria-haspopup=listbox style="width:180px;height:28px">All <svg width=12 height=12></svg></button>`;
  const found = async (html: string) => {
    await page.setContent(html);
    return fieldOf(await see(page), ['View']).length;
  };
  expect(await found(`<div>View</div><div>${list}</div>`)).toBe(1);
  expect(await found(`<div><button>Export</button><button>View</button></div><div>${list}</div>`)).toBe(0);
});

test('a value in one element with its label is read without the label', async ({ page }) => {
  await page.setContent(`<p><b>Public key:</b> rqUzoDv3<!-- 1 -->LkBsWd32</p>
    <p>Private key <b>!</b> Zx81mNoPq2RsT9uV <button>Copy</button></p><p id=joined></p><p>Secret: pQ4rS6tU8vW0xY2z</p>`);
  await page.evaluate("joined.append('Token: ', 'aB3dE5gH7jK9mN1p', '')");
  const screen = await look(page, { hooks: {}, hides: '^[A-Za-z0-9]{8,}$' });
  const value = async (label: string) => await textOf(locate(besideLabel(screen, [label]).at(-1)!));
  expect(await value('Public key')).toBe('rqUzoDv3LkBsWd32');
  const hidden = screen.texts.filter(({ listed }) => listed.imprint !== undefined);
  const keys = ['rqUzoDv3LkBsWd32', 'Zx81mNoPq2RsT9uV', 'aB3dE5gH7jK9mN1p', 'pQ4rS6tU8vW0xY2z'];
  expect(await value('Secret')).toBe(keys.at(-1));
  expect(await Promise.all(hidden.map(async (thing) => await textOf(locate(thing))))).toEqual(keys);
  expect(hidden.map(imprintIn)).toEqual(keys.map(imprintOf));
});

test('a text in the label of a box is read as it stands, not as what the box holds', async ({ page }) => {
  await page.setContent('<label>Server <span>MSPCFO</span> <input value="http://127.0.0.1"></label>');
  const text = (await see(page)).texts.find((one) => one.said() === 'MSPCFO')!;
  expect(await textOf(locate(text))).toBe('MSPCFO');
});

test('a list within its label is known by the label, and not by its entries', async ({ page }) => {
  await page.setContent(
    '<label style="display:block">Company <input style="display:block"></label>' +
      '<label style="display:block">Kind <select style="display:block"><option>One</option><option>Two</option></select></label>',
  );
  const found = fieldOf(await bareView(page).see(), ['Kind']);
  expect(found.map(({ listed }) => listed.entries)).toEqual([['One', 'Two']]);
});

test('a label that the whole box stands in is known by its own words, not by the value and the sign within', async ({
  page,
}) => {
  await page.setContent(
    '<label style="display:flex;width:300px;border:1px solid"><div style="flex:1;position:relative;padding-top:16px">' +
      '<div style="position:absolute;top:0;font-size:11px">Location *</div><span>Portland HQ</span>' +
      '<input role="combobox" style="width:20px;border:0"></div><i>arrow_drop_down</i></label>',
  );
  const [box] = (await see(page)).boxes;
  expect(labelOf(box!)).toBe('Location');
});

test('a label in a drawn box, linked to the input in it, is its name; one that is not linked is what it holds', async ({
  page,
}) => {
  const box = (label: string, value: string) =>
    `<div role=combobox style="position:relative;width:200px;height:40px">${label}<span>${value}</span><input style="width:90px"></div>`;
  await page.setContent(
    `${box('<label for=a>Role ID*</label>', '')}${box('<label for=b>Location*</label>', 'Tampa Office')}
    <p>Level</p>${box('<label>Name</label>', '')}`
      .replace('<input', '<input id=a')
      .replace(/(Tampa.*?)<input/, '$1<input id=b'),
  );
  const screen = await see(page);
  const holds = (label: string) => fieldOf(screen, [label]).map(held);
  expect(['Role ID', 'Location', 'Level', 'Name'].map(holds)).toEqual([[''], ['Tampa Office'], ['Name'], []]);
});

test('a drawn box holds what the input in it shows, where that is seen and no password', async ({ page }) => {
  const box = (input: string) =>
    `<div role=combobox aria-label=Location style="width:200px;height:40px"><span style="opacity:0">Tampa</span>${input}</div>`;
  const holds = async (input: string) => {
    await page.setContent(box(input));
    return fieldOf(await see(page), ['Location']).map(held);
  };
  expect(await holds('<input value="Tampa Office">')).toEqual(['Tampa Office']);
  for (const how of ['style="opacity:0"', 'type=password', 'type=hidden'])
    expect(await holds(`<input ${how} value="17">`)).toEqual(['']);
});

test('a list of several holds what is drawn as chips before its input, and no button that stands there', () => {
  const list = (tag: string, says: string) =>
    screenOf([
      {
        at: [405, 431, 533, 44],
        inside: [
          { tag, kind: 'button', role: 'button', at: [417, 437, 133, 32], inside: [says] },
          { tag: 'input', kind: 'box', role: 'combobox', value: '', at: [553, 443, 320, 20] },
        ],
      },
    ]).boxes.map(held);
  expect(list('div', 'feature-created')).toEqual(['feature-created']);
  expect(list('button', 'New')).toEqual(['']);
});

test('a list that is drawn in place of a hidden one is its label’s, and what it holds is no name of it', async ({
  page,
}) => {
  await page.setContent(
    `<label for=b>Role ID</label><div style="position:relative"><select id=b style="position:absolute;width:1px;height:1px;border:0;padding:0"></select>
    <div role=combobox tabindex=0 aria-haspopup=true aria-expanded=false aria-labelledby=held style="display:block;width:300px;height:30px;border:1px solid">
    <span id=held>Admin</span></div></div>`,
  );
  const [box] = fieldOf(await see(page), ['Role ID']);
  expect(box?.role).toBe('combobox');
  expect(labelOf(box!)).toBe('Role ID');
  expect(held(box!)).toBe('Admin');
});
