import { expect, type Page, test } from '@playwright/test';
import { countPending, pendingOf } from '../../src/browser/pending.ts';
import { bareView } from '../support/bare-context.ts';

test.beforeEach(async ({ context }) => await countPending(context));

/** Shows a page of its own, at an address. */
async function show(page: Page, html: string): Promise<void> {
  await page.route('http://portal.example/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') await route.fulfill({ contentType: 'text/html', body: html });
    if (pathname === '/nothing') await route.fulfill({ status: 204 });
    // Nobody answers anything else.
  });
  await page.goto('http://portal.example/');
}

const run = async (page: Page, script: string) => void (await page.evaluate(`void (() => { ${script} })()`));
const draw = "document.body.append('now ')";

test('a page that has nothing to do rests', async ({ page }) => {
  await show(page, '<h1>Keys</h1>');
  expect(await pendingOf(page)).toBe('rests');
});

test('what a page has put off for a moment comes, in a frame too, until it came or was taken back', async ({
  page,
}) => {
  await show(page, '<iframe srcdoc="<p>Keys"></iframe>');
  await run(page, `setTimeout(() => { ${draw} }, 300)`);
  expect(await pendingOf(page)).toBe('comes');
  await expect(page.getByText('now')).toBeVisible();
  await expect.poll(async () => await pendingOf(page)).toBe('rests');
  await run(page, 'frames[0].it = frames[0].setTimeout(() => undefined, 1500)');
  expect(await pendingOf(page)).toBe('comes');
  await run(page, 'frames[0].clearTimeout(frames[0].it)');
  expect(await pendingOf(page)).toBe('rests');
});

test('what a page has put off for long is for a person, and is not waited for', async ({ page }) => {
  await show(page, '<h1>Saved</h1>');
  await run(page, 'setTimeout(() => document.body.replaceChildren(), 60_000)');
  expect(await pendingOf(page)).toBe('rests');
});

test('what comes again and again and changes nothing is not waited for; of what changes the page nobody can tell', async ({
  page,
}) => {
  await show(page, '<h1>Keys</h1>');
  await run(page, 'const again = () => setTimeout(again, 20); again(); setInterval(() => undefined, 20)');
  await expect.poll(async () => await pendingOf(page)).toBe('rests');
  await run(page, `const clock = () => { ${draw}; setTimeout(clock, 20); }; clock()`);
  await expect.poll(async () => await pendingOf(page)).toBe('may');
});

test('a search that waits for the last key may come each time, whatever else comes and changes nothing', async ({
  page,
}) => {
  await show(page, '<h1>Keys</h1>');
  await run(
    page,
    `const idle = () => setTimeout(idle, 20); idle();
    window.type = () => { clearTimeout(window.it); window.it = setTimeout(() => fetch('/nothing').then(() => { ${draw} }), 150); };`,
  );
  for (let searches = 1; searches < 6; searches += 1) {
    await run(page, 'type()');
    expect(await pendingOf(page)).not.toBe('rests');
    await expect.poll(async () => (await page.locator('body').innerText()).split('now').length).toBe(searches + 1);
  }
});

test('what is put off as an answer to a key comes, however often it came before', async ({ page }) => {
  await show(page, '<input oninput="clearTimeout(window.it); window.it = setTimeout(() => undefined, 1000)">');
  const box = page.getByRole('textbox');
  for (const letter of 'MSPC') {
    await box.press(letter);
    expect(await pendingOf(page)).toBe('comes');
    await expect.poll(async () => await pendingOf(page), { intervals: [50] }).toBe('rests');
  }
});

test('the same delay at another place is of another kind', async ({ page }) => {
  await show(page, '<h1>Keys</h1>');
  await run(
    page,
    `window.sleep = (ms) => new Promise((go) => setTimeout(go, ms));
     (async () => { for (;;) await sleep(200); })()`,
  );
  await expect.poll(async () => await pendingOf(page)).toBe('rests');
  await run(page, `(async () => { await sleep(200); ${draw}; })()`);
  expect(await pendingOf(page)).toBe('comes');
});

for (const [what, script] of [
  ['a call', "fetch('/keys')"],
  ['a call of the old kind', "const call = new XMLHttpRequest(); call.open('GET', '/keys'); call.send()"],
  ['another page', "location.href = '/nothing'"],
])
  test(`${what} that nobody has heard of yet comes`, async ({ page }) => {
    await show(page, '<h1>Keys</h1>');
    // A page that is still on its way to another one would disturb the next test.
    const answered = what === 'another page' ? page.waitForResponse('**/nothing') : undefined;
    await run(page, script!);
    expect(await pendingOf(page)).toBe('comes');
    await answered;
  });

test('nobody can tell of a page with a worker, or with a call that takes long', async ({ page }) => {
  await show(page, '<h1>Keys</h1>');
  await run(page, "fetch('/keys')");
  await expect.poll(async () => await pendingOf(page)).toBe('may');
  await page.goto('http://portal.example/');
  expect(await pendingOf(page)).toBe('rests');
  const worker = page.waitForEvent('worker');
  await run(page, "new Worker(URL.createObjectURL(new Blob([''])))");
  await worker;
  expect(await pendingOf(page)).toBe('may');
});

test("a page's own timers work as ever, also where it forbids scripts that it has not named", async ({ page }) => {
  await show(page, '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'"><h1>Keys</h1>');
  expect(await pendingOf(page)).toBe('rests');
  const said = await page.evaluate(
    async () =>
      await new Promise((done) => {
        const heard: unknown[] = [];
        clearTimeout(setTimeout(() => heard.push('never'), 10));
        const often = setInterval((word: string) => heard.push(word), 20, 'again');
        setTimeout(
          function (this: unknown, ...words: string[]) {
            clearInterval(often);
            done([this === window, words, heard.slice(0, 1)]);
          },
          100,
          'one',
          'two',
        );
      }),
  );
  expect(said).toEqual([true, ['one', 'two'], ['again']]);
});

test('a view believes at once that a page at rest shows nothing more, and waits for what it has put off', async ({
  page,
}) => {
  await show(page, '<h1>Keys</h1>');
  const view = bareView(page);
  const shows = async () => (await view.see()).texts.some((text) => text.said().includes('now'));
  const long = 30_000;
  const before = Date.now();
  expect(await view.becomesTrue(shows, { reacts: long, atMost: long })).toBe(false);
  expect(Date.now() - before).toBeLessThan(long);
  await run(page, `setTimeout(() => { ${draw} }, 1200)`);
  expect(await view.becomesTrue(shows, { reacts: 0 })).toBe(true);
});

test('a view believes at once that what a page at rest shows stays', async ({ page }) => {
  await show(page, '<h1>Keys</h1>');
  const view = bareView(page);
  let asked = 0;
  const isShown = async () => {
    asked += 1;
    return (await view.see()).texts.length > 0;
  };
  const long = 30_000;
  const before = Date.now();
  expect(await view.staysTrue(isShown, long)).toBe(true);
  expect(Date.now() - before).toBeLessThan(long);
  expect(asked).toBeGreaterThan(0);
});

test('what a check did not let through is not waited for', async ({ page }) => {
  await show(page, '<h1>Loading</h1>');
  const view = bareView(page);
  view.ctx.heldBack = () => '/api/roles/section';
  const failed = view.find('the levels', (screen) => screen.texts.filter((text) => text.said() === 'Levels'));
  await expect(failed).rejects.toThrow(
    expect.objectContaining({
      code: 'KW-CHECK-UNTOLD',
      hint: expect.stringContaining("reads: ['/api/roles/section']"),
    }),
  );
});
