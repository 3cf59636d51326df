import { expect, test } from '@playwright/test';
import { firstWay, sight, textsSeen } from '../../../pages/sight/engine.ts';
import { openEyes } from '../../../pages/sight/engines.ts';
import { boxText } from '../../../pages/sight/text-box.ts';
import { until } from '../../../src/portal-sdk/index.ts';

test.beforeAll(async () => await openEyes());

test('a search tells how something was found and how often, in visible frames only', async ({ page }) => {
  await page.setContent(
    '<b>Save</b><i>Store</i><i>Store</i><iframe srcdoc="<b>Keep</b><i>Store</i>"></iframe><iframe hidden ' +
      'srcdoc="<b>Keep</b>"></iframe>',
  );
  await expect(page.locator('iframe').first().contentFrame().locator('b')).toBeVisible();
  const found = await firstWay.all(page, [{ words: ['Keep'] }, { words: ['Store'] }]);
  expect(found.map(({ read }) => read)).toEqual([
    { way: 1, count: 2 },
    { way: 0, count: 1 },
  ]);
  expect(await firstWay.all(page, [{ words: ['Nothing'] }, { css: 'u' }])).toEqual([]);
});

test('words are found inside what is named and nowhere else', async ({ page }) => {
  await page.setContent('<nav><a>System</a></nav><p>System</p>');
  expect(await page.locator(sight({ words: ['System'] })).count()).toBe(2);
  expect(
    await page
      .locator(sight({ words: ['System'], inside: 'nav' }))
      .evaluateAll((all) => all.map(({ tagName }) => tagName)),
  ).toEqual(['A']);
});

test('the next look sees what has moved or changed since the last one', async ({ page }) => {
  await page.setContent('<p>Before</p><div hidden>Later</div>');
  expect(await textsSeen.of(page.locator('body'), { css: 'p, div' })).toEqual(['Before']);
  await page.evaluate(
    "document.querySelector('p').textContent = 'After'; document.querySelector('div').hidden = false",
  );
  expect(await textsSeen.of(page.locator('body'), { css: 'p, div' })).toEqual(['After', 'Later']);
});

test('waiting rests as long as a look takes', async () => {
  const looks: { from: number; to: number }[] = [];
  await until(
    async () => {
      const from = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 100));
      looks.push({ from, to: performance.now() });
      return looks.length === 3;
    },
    () => new Error('never'),
  );
  for (const [n, { from }] of looks.entries()) if (n > 0) expect(from - looks[n - 1]!.to).toBeGreaterThan(90);
});

test('the longer something is waited for, the less often it is looked at', async () => {
  let looks = 0;
  await until(
    async () => void (looks += 1),
    () => new Error('time is up'),
    5_000,
  ).catch(() => undefined);
  // Every 50 ms makes a hundred.
  expect(looks).toBeLessThan(75);
});

test('shadow roots of old and of new elements are both seen', async ({ page }) => {
  await page.setContent('<div id=old></div>');
  const seen = async () => (await firstWay.all(page, [{ words: ['Inside'] }])).length;
  expect(await seen()).toBe(0);
  await page.evaluate("old.attachShadow({ mode: 'open' }).innerHTML = '<p>Inside</p>'");
  await expect.poll(seen).toBe(1);
  await page.setContent('<div></div>');
  expect(await seen()).toBe(0);
  await page.evaluate(
    "document.body.append(document.createElement('div')); document.body.lastChild.attachShadow({ mode: 'open' " +
      "}).innerHTML = '<p>Inside</p>'",
  );
  expect(await seen()).toBe(1);
});

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
    const ids = await Promise.all(
      LABELS.map(
        async (label) => await page.locator(sight({ field: [label] })).evaluateAll((all) => all.map(({ id }) => id)),
      ),
    );
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
    expect(await boxText(page.locator(sight({ field: ['Level'] })))).toBe('All');
  });
}

test('a label inside an empty box, or at its edge, belongs to that box', async ({ page }) => {
  const field = (label: string, type: string, top: number) =>
    '<div style="position:relative;margin:16px"><label ' +
    `style="position:absolute;left:8px;top:${top}px;pointer-events:none">${label}</label><input type="${type}" ` +
    'style="width:300px;height:36px"></div>';
  for (const top of [9, -6]) {
    await page.setContent(field('User name', 'text', top) + field('Password', 'password', 9));
    expect(await page.locator(sight({ field: ['User name'] })).getAttribute('type')).toBe('text');
    expect(await page.locator(sight({ field: ['Password'] })).getAttribute('type')).toBe('password');
  }
});

test("an arrow beside a section's or column's name is no part of the name", async ({ page }) => {
  await page.setContent(
    '<table><tr><th>Name ▲</th></tr><tr><td>▾ System</td></tr><tr><td>← Back</td></tr><tr><td>Type ' +
      '˄</td></tr><tr><td>⌄ Level</td></tr></table>',
  );
  for (const words of ['Name', 'System', 'Back', 'Type', 'Level'])
    expect(await page.locator(sight({ words: [words] })).count(), words).toBe(1);
});
