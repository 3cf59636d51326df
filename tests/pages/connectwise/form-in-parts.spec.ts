import { expect, type Page, test } from '@playwright/test';
import { inactiveBox, Member } from '../../../pages/connectwise/screens/member.ts';
import { partsOf } from '../../../pages/screen/boxes/form-parts.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';
import { bareContext } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

const list = (...entries: string[]) =>
  `<select><option></option>${entries.map((one) => `<option>${one}</option>`)}</select>`;
const field = (label: string, box: string) => `<p><label>${label} ${box}</label></p>`;

const PARTS = {
  Profile:
    field('Member ID*', '<input>') +
    field('Member Name*', '<input>') +
    field('Time Zone*', list('US Eastern')) +
    '<label><input type=checkbox> Inactive</label>',
  System:
    field('Role ID*', list('Admin', 'MSPCFO')) +
    field('Level*', list('Corporate (Level 1)')) +
    field('Name*', list('Corporate')) +
    field('Location*', list('Tampa')) +
    field('Business Unit*', list('Admin')),
  Defaults: field('Default Territory*', list('Corporate')) + field('Default Calendar*', list('(None)', 'Standard')),
};

type Parts = readonly (readonly [name: string, body: string, open: boolean])[];
const BODY = (body: string, open: boolean) => `<div class=body ${open ? '' : 'hidden'}>${body}</div>`;

/** Ways in which a form is in parts. Each script opens the part of what is pressed; `one`: and closes the others. */
const MAKES: Record<string, { one: boolean; html: (parts: Parts) => string }> = {
  'headings of which one is open at a time': {
    one: true,
    html: (parts) =>
      parts
        .map(
          ([name, body, open]) => `<h2><button class=h aria-expanded=${open}>${name}</button></h2>${BODY(body, open)}`,
        )
        .join(''),
  },
  'wide buttons': {
    one: false,
    html: (parts) =>
      parts
        .map(
          ([name, body, open]) =>
            `<div><div class=h role=button tabindex=0 aria-expanded=${open}>${name}</div></div>${BODY(body, open)}`,
        )
        .join(''),
  },
  details: {
    one: false,
    html: (parts) =>
      parts
        .map(([name, body, open]) => `<details ${open ? 'open' : ''}><summary>${name}</summary>${body}</details>`)
        .join(''),
  },
  'groups whose title opens them': {
    one: false,
    html: (parts) =>
      parts
        .map(
          ([name, body, open]) =>
            `<fieldset><legend class=h style="cursor:pointer">${name}</legend>${BODY(body, open)}</fieldset>`,
        )
        .join(''),
  },
  tabs: {
    one: true,
    html: (parts) =>
      `<div role=tablist>${parts
        .map(([name, , open]) => `<button class=h role=tab aria-selected=${open}>${name}</button>`)
        .join('')}<button role=tab aria-selected=false>API Keys</button></div>${parts
        .map(([, body, open]) => BODY(body, open))
        .join('')}`,
  },
};

const SCRIPT = (one: boolean) => `
  const heads = [...document.querySelectorAll('.h')], bodies = [...document.querySelectorAll('.body')];
  heads.forEach((head, n) => head.addEventListener('click', () => {
    for (const [other, body] of bodies.entries()) {
      const open = other === n ? ${one} || body.hidden : ${one} ? false : !body.hidden;
      body.hidden = !open;
      for (const name of ['aria-expanded', 'aria-selected'])
        if (heads[other].hasAttribute(name)) heads[other].setAttribute(name, open);
    }
  }));
  // What is chosen in one part empties a box of another.
  const named = (text) => [...document.querySelectorAll('label')].find((label) => label.innerText.startsWith(text) || label.textContent.startsWith(text)).querySelector('input, select');
  let changed = false;
  named('Default Territory').addEventListener('change', () => { if (!changed) named('Location').value = ''; changed = true; });
`;

async function show(page: Page, make: string): Promise<void> {
  const { one, html } = MAKES[make]!;
  const parts = Object.entries(PARTS).map(([name, body], n) => [name, body, n === 0] as const);
  await page.setContent(
    `<nav><button aria-expanded=false onclick="document.title = 'wrong'">System</button></nav>
    <main style="width:800px"><div role=toolbar><button aria-expanded=false onclick="document.title = 'wrong'">More</button></div>
    <h1>New Member</h1>${html(parts)}<p><button>Save</button></p></main>`,
  );
  await page.addScriptTag({ content: SCRIPT(one) });
}

const heldIn = async (page: Page): Promise<string[]> =>
  await page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('main :is(input:not([type=checkbox]), select)')].map(
      ({ value }) => value,
    ),
  );

for (const make of Object.keys(MAKES)) {
  test(`a form in parts is filled and read whole, and nothing else is opened: ${make}`, async ({ page }) => {
    await show(page, make);
    const member = new Member(bareContext(page));
    await member.fillIn({ id: 'MSPCFO', name: 'MSP CFO', role: 'MSPCFO', territory: 'Corporate' });
    expect(await heldIn(page)).toEqual([
      ...['MSPCFO', 'MSP CFO', 'US Eastern'],
      ...['MSPCFO', 'Corporate (Level 1)', 'Corporate', 'Tampa', 'Admin'],
      ...['Corporate', 'Standard'],
    ]);
    expect(await member.read()).toMatchObject({
      id: 'MSPCFO',
      role: 'MSPCFO',
      location: 'Tampa',
      territory: 'Corporate',
    });
    expect(await member.readOthers(['Default Calendar'])).toEqual({ 'Default Calendar': 'Standard' });
    expect(await member.inactive()).toBe(false);
    expect(await member.bringUp(inactiveBox)).toBeDefined();
    expect(await page.title()).toBe('');
  });
}

test('menus and lists that open are no parts of a form', async ({ page }) => {
  await page.setContent(
    `<header><button aria-expanded=false style="width:100%">Maja Kowalski</button></header><main><h1>New Member</h1>
    <div role=toolbar><button aria-expanded=false>More</button></div>
    <div style="display:flex;width:600px"><button>Save</button><div><button aria-expanded=false>History</button></div></div>
    <div><button disabled aria-expanded=false style="width:100%">Links</button></div>
    <div style="width:300px"><label for=b>Region</label><button id=b aria-expanded=false style="width:100%">Any</button>
    <button aria-haspopup=listbox aria-expanded=false style="width:100%">Any</button></div>
    <div role=tablist><button role=tab aria-selected=true>Details</button><button role=tab>Skills</button></div></main>`,
  );
  const screen = await look(page, { hooks: {} });
  const anchor = screen.things.find(({ role }) => role === 'heading');
  expect(partsOf(screen, { anchor: () => anchor, whole: ['Details'], apart: [] })).toEqual([]);
});

/** A form of which one step is shown at a time; `Next` checks it. */
const STEPS = (stays: boolean) => `<h1>New Member</h1><p>Profile System Defaults Review</p><div id=step></div>
  <p style="display:flex;gap:20px"><button>Cancel</button><button id=back disabled>Back</button><button id=next>Next</button></p><script>
  const steps = ${JSON.stringify(Object.values(PARTS))}, held = {};
  let at = 0;
  const boxes = () => [...step.querySelectorAll('input:not([type=checkbox]), select')];
  const nameOf = (box) => box.closest('label').textContent.trim().split('*')[0];
  const draw = () => {
    step.innerHTML = steps[at] ?? '<dl>' + Object.entries(held).map((one) => '<dt>' + one[0] + '</dt><dd>' + one[1] + '</dd>').join('') + '</dl>';
    for (const box of boxes()) { box.value = held[nameOf(box)] ?? ''; box.oninput = () => (held[nameOf(box)] = box.value); }
    back.disabled = at === 0;
    next.textContent = at === 3 ? 'Create member' : 'Next';
  };
  next.onclick = () => {
    document.title += at;
    for (const box of boxes()) box.ariaInvalid = box.value === '' || ${stays} && nameOf(box) === 'Member ID';
    if (boxes().every(({ ariaInvalid }) => ariaInvalid === 'false')) setTimeout(() => { at += 1; draw() }, 150);
  };
  draw();
  </script>`;

test('a form that shows one step at a time is filled step by step, and left at what creates', async ({ page }) => {
  await page.setContent(STEPS(false));
  const member = new Member(bareContext(page));
  await member.fillIn({ id: 'MSPCFO', name: 'MSP CFO', role: 'MSPCFO', territory: 'Corporate' });
  await expect(page.locator('dd')).toHaveText([
    ...['MSPCFO', 'MSP CFO', 'US Eastern', 'MSPCFO', 'Corporate (Level 1)', 'Corporate', 'Tampa', 'Admin'],
    ...['Corporate', 'Standard'],
  ]);
  expect(await page.title()).toBe('012');
});

test('a step that does not let on is told with its fields, and Next is pressed once', async ({ page }) => {
  await page.setContent(STEPS(true));
  const fills = new Member(bareContext(page)).fillIn({ id: 'MSPCFO', name: 'MSP CFO', role: 'MSPCFO' });
  await expect(fills).rejects.toMatchObject({ actual: expect.stringContaining('Member ID is marked as not valid.') });
  expect(await page.title()).toBe('0');
});
