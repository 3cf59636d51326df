import { expect, test } from '@playwright/test';
import { buttonsOf } from '../../../pages/screen/buttons/buttons.ts';
import { aim, prepareLooks } from '../../../pages/screen/look.ts';
import { prepareBoundingBoxes } from '../../../src/browser/bounding-box.ts';
import { bareView } from '../../support/bare-context.ts';

test.beforeAll(async () => await Promise.all([prepareLooks(), prepareBoundingBoxes()]));

const find = async (view: ReturnType<typeof bareView>, name: string) =>
  await view.find(name, (screen) => buttonsOf(screen, [name]));

/** Notes what each button is told of the mouse. */
const NOTES =
  '<script>heard = []; for (const type of ["pointerdown", "mousedown", "mouseup", "click"]) addEventListener(type, ' +
  '(event) => event.target.id && heard.push(`${event.target.id} ${type}`))</script>';

for (const [what, press] of [
  ['that changes nothing', 'press'],
  ['that may change something', 'pressOnce'],
] as const)
  test(`a press ${what} is kept from what slides under the mouse, and made where it belongs`, async ({ page }) => {
    await page.setContent(
      '<style>button{position:absolute;left:40px;width:120px;height:30px}</style>' +
        `<button id=save style="top:40px">Save</button><button id=delete style="top:200px">Delete</button>${NOTES}`,
    );
    const view = bareView(page);
    const at = await find(view, 'Save');
    expect(await aim(at, false), 'the page tells where the mouse reaches it').toMatchObject({ x: 100, y: 55 });
    // As late as can be: when the mouse comes, right before it is pressed.
    await page.evaluate(
      'addEventListener("pointermove", () => { if (slid) return; slid = true; document.getElementById("delete")' +
        '.style.top = "40px"; setTimeout(() => (document.getElementById("delete").style.top = "200px"), 300) }), slid = false',
    );
    await view[press](at, 'Save');
    expect(await page.evaluate('heard')).toEqual(['save pointerdown', 'save mousedown', 'save mouseup', 'save click']);
  });

test('the mouse is not aimed at what is covered, greyed out, moving or gone', async ({ page }) => {
  await page.setContent(
    '<style>@keyframes slide{to{transform:translateX(90px)}}</style>' +
      '<button>Free</button><fieldset disabled><button>Grey</button></fieldset>' +
      '<p style="animation:slide 60s"><button>Moving</button></p><button>Gone</button>' +
      '<div style="position:relative"><button>Covered</button><div style="position:absolute;inset:0;background:red"></div></div>',
  );
  const view = bareView(page);
  const places = await Promise.all(['Free', 'Grey', 'Moving', 'Gone', 'Covered'].map((name) => find(view, name)));
  await page.evaluate('[...document.querySelectorAll("button")].find((one) => one.textContent === "Gone").remove()');
  expect(await Promise.all(places.map(async (at) => (await aim(at, false)) !== undefined))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a person who presses elsewhere afterwards is not hindered', async ({ page }) => {
  await page.setContent(`<button id=save>Save</button><button id=other>Other</button>${NOTES}`);
  const view = bareView(page);
  await view.press(await find(view, 'Save'), 'Save');
  await view.hover(await find(view, 'Save'), 'Save');
  await page.mouse.click(...(await middleOf(page.locator('#other'))));
  expect(await page.evaluate('heard')).toContain('other click');
});

test('a press in a frame lands in the frame', async ({ page }) => {
  await page.setContent(
    `<p>above</p><iframe style="width:300px;height:80px" srcdoc='<button id=save>Save</button>${NOTES}'></iframe>`,
  );
  const view = bareView(page);
  const at = await find(view, 'Save');
  expect(await aim(at, false)).toBeDefined();
  await view.press(at, 'Save');
  expect(await page.frames()[1]!.evaluate('heard')).toContain('save click');
});

test('a press in a frame is kept from what slides over the frame', async ({ page }) => {
  await page.setContent(
    `<iframe style="position:absolute;left:0;top:0;width:300px;height:80px" srcdoc='<button id=save>Save</button>` +
      `${NOTES}'></iframe><button id=delete style="position:absolute;left:0;top:200px;width:300px;height:80px">` +
      `Delete</button>${NOTES}`,
  );
  const view = bareView(page);
  const at = await find(view, 'Save');
  await page
    .frames()[1]!
    .evaluate(
      'addEventListener("pointermove", () => { if (slid) return; slid = true; const over = parent.document.' +
        'getElementById("delete"); over.style.top = 0; setTimeout(() => (over.style.top = "200px"), 300) }), slid = false',
    );
  await view.press(at, 'Save');
  expect(await page.evaluate('heard')).toEqual([]);
  expect(await page.frames()[1]!.evaluate('heard')).toContain('save click');
});

test('a press is kept from a frame that slides under the mouse', async ({ page }) => {
  await page.setContent(
    '<style>button{position:absolute;left:40px;top:40px;width:120px;height:30px}</style><button id=save>Save</button>' +
      `<iframe id=chat style="position:absolute;left:0;top:300px;width:300px;height:120px" srcdoc='<body style="` +
      `margin:0"><button id=chat style="width:300px;height:120px">Chat</button>${NOTES}'></iframe>${NOTES}`,
  );
  const view = bareView(page);
  const at = await find(view, 'Save');
  await page.evaluate(
    'addEventListener("pointermove", () => { if (slid) return; slid = true; const over = document.getElementById(' +
      '"chat"); over.style.top = 0; setTimeout(() => (over.style.top = "300px"), 300) }), slid = false',
  );
  await view.press(at, 'Save');
  expect(await page.frames()[1]!.evaluate('heard')).toEqual([]);
  expect(await page.evaluate('heard')).toContain('save click');
});

async function middleOf(at: import('@playwright/test').Locator): Promise<[number, number]> {
  const { x, y, width, height } = (await at.boundingBox())!;
  return [x + width / 2, y + height / 2];
}
