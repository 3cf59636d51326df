import { expect, test } from '@playwright/test';
import { signedIn } from '../../../pages/connectwise/signed-in.ts';
import { openFromSystem } from '../../../pages/connectwise/widgets/menu.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareView } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

const RAIL =
  '<nav class=cw-lcm-section><a onmouseover="menu.hidden = false">System</a></nav><div id=menu hidden role=menu ' +
  `style="position:absolute;left:60px;top:0"><a onclick="show('Security Roles')">Security Roles</a></div>`;
const SHOW = `late = false; show = (title) => main.innerHTML = '<div class=detailLabel>' + title + '</div>';`;

test('the menu waits for the first screen, which would cover an earlier choice', async ({ page }) => {
  await page.setContent(
    `${RAIL}<main id=main></main><script>${SHOW} setTimeout(() => { show('Today'); late = true }, 1200);</script>`,
  );
  await openFromSystem(bareView(page), ['Security Roles']);
  await page.waitForFunction('late');
  expect(await page.locator('main').innerText()).toBe('Security Roles');
});

test('a form that an earlier try left open is closed before the menu is used', async ({ page }) => {
  await page.setContent(
    `${RAIL}<main id=main></main><div id=mask style="position:fixed;inset:0;background:#0003"></div>
    <div id=window class=cw-gxt-wnd style="position:fixed;left:300px;top:200px;background:#fff">` +
      `<b>New Security Role</b><label>Role ID <input></label><div class=mm_button onclick="show('made')">CREATE</div>` +
      `<div class=mm_button onclick="mask.remove(); this.parentElement.remove()">CANCEL</div></div>
    <script>${SHOW} show('Today');</script>`,
  );
  await openFromSystem(bareView(page), ['Security Roles']);
  expect(await page.locator('main').innerText()).toBe('Security Roles');
});

test('a ConnectWise in another language is told as that, before a right is thought to be missing', async ({ page }) => {
  await page.setContent(
    `${RAIL.replace('>Security Roles</a>', '>Sicherheitsrollen</a><a>Setup Tables</a>')}<main id=main></main>` +
      `<script>${SHOW} show('Today');</script>`,
  );
  await expect(openFromSystem(bareView(page), ['Security Roles'])).rejects.toMatchObject({
    actual: 'that this ConnectWise is shown in German',
    hint: expect.stringContaining('whose language is English') as unknown,
    retry: false,
  });
});

for (const [system, language] of [
  ['Syst\u00E8me', 'French'],
  ['Sistema', 'Spanish'],
  ['Systeem', 'Dutch'],
] as const)
  test(`a ConnectWise in ${language}, which has another word for System, is told as that`, async ({ page }) => {
    test.setTimeout(20_000);
    await page.setContent(`${RAIL.replace('>System<', `>${system}<`)}<main id=main></main><script>${SHOW}</script>`);
    await expect(openFromSystem(bareView(page), ['Security Roles'])).rejects.toMatchObject({
      actual: `that this ConnectWise is shown in ${language}`,
      retry: false,
    });
  });

test('a menu that goes across the top is used where nothing stands at the left', async ({ page }) => {
  await page.setContent(
    `<header style="display:flex;gap:40px;padding-left:40%">${[
      'Companies',
      'Sales',
      'Finance',
      'Service Desk',
      'System',
    ]
      .map((name) => `<span onclick="menu.hidden = '${name}' !== 'System'">${name}</span>`)
      .join(
        '',
      )}</header><p>System / Today</p><div id=menu hidden role=menu style="position:absolute;left:900px;top:30px">` +
      `<a onclick="show('Security Roles')">Security Roles</a></div><main id=main></main><script>${SHOW} show('Today');</script>`,
  );
  await openFromSystem(bareView(page), ['Security Roles']);
  expect(await page.locator('main').innerText()).toBe('Security Roles');
});

test('a breadcrumb at the left that says the same is no menu where one goes across the top', async ({ page }) => {
  const bar = ['Companies', 'Sales', 'Finance', 'Service Desk', 'System'].map(
    (name) => `<span onclick="menu.hidden = '${name}' !== 'System'">${name}</span>`,
  );
  await page.setContent(
    `<header style="display:flex;gap:40px;padding-left:300px">${bar.join('')}</header><div><a>System</a> &gt; <a>Today</a></div>` +
      `<div id=menu hidden role=menu style="position:absolute;left:700px;top:30px"><a onclick="show('Security Roles')">` +
      `Security Roles</a></div><main id=main></main><script>${SHOW} show('Today');</script>`,
  );
  await openFromSystem(bareView(page), ['Security Roles']);
  expect(await page.locator('main').innerText()).toBe('Security Roles');
});

test('a row of the screen that says the same and stands near the menu is no entry of it', async ({ page }) => {
  const sections = ['Companies', 'Sales', 'Finance'].map((name) => `<div>${name}</div>`).join('');
  await page.setContent(
    `<nav style="width:90px;float:left">${sections}<div onmouseover="setTimeout(() => menu.hidden = false, 200)">System` +
      `</div></nav><main id=main style="margin-left:100px"></main><div id=menu hidden role=menu ` +
      `style="position:absolute;left:60px;top:0"><a onclick="show('the list')">Security Roles</a></div>` +
      `<script>${SHOW} show('<table><tr><td>Members<tr><td>Security Roles</table>');</script>`,
  );
  await openFromSystem(bareView(page), ['Security Roles']);
  expect(await page.locator('main').innerText()).toBe('the list');
});

test('a menu of pictures alone is known by its tooltips, and shows that somebody is signed in', async ({ page }) => {
  const names = ['Favorites', 'Companies', 'Sales', 'Finance', 'System'];
  await page.setContent(
    `<style>button{display:block;margin:8px}</style><nav>${names
      .map((name) => `<button data-is="${name}"><svg width=20 height=20></svg></button>`)
      .join('')}</nav><button style="position:fixed;right:10px;top:6px">Robin Doe</button>
    <div id=tip hidden style="position:fixed;left:60px"></div><div id=menu hidden role=menu
      style="position:fixed;left:60px;top:300px"><a onclick="show('Security Roles')">Security Roles</a></div>
    <p style="position:fixed;left:80px;top:20px">System / Today</p><main id=main style="margin-left:400px"></main>
    <script>${SHOW} show('Today');
      for (const one of document.querySelectorAll('[data-is]')) {
        one.onmouseenter = () => { tip.textContent = one.dataset.is; tip.style.top = one.offsetTop + 'px'; tip.hidden = false; };
        one.onmouseleave = () => tip.hidden = true;
        one.onclick = () => menu.hidden = one.dataset.is !== 'System';
      }</script>`,
  );
  const view = bareView(page);
  expect(signedIn(await view.see())).toBe(true);
  await openFromSystem(view, ['Security Roles']);
  expect(await page.locator('main').innerText()).toBe('Security Roles');
});

test('a menu of pictures that widens under the mouse, and says all its names then, is known by them', async ({
  page,
}) => {
  const names = ['Favorites', 'Companies', 'Sales', 'Marketing', 'Finance', 'System'];
  await page.setContent(
    `<style>nav{position:fixed;left:0;top:0;bottom:0;width:56px;background:#eee;overflow:hidden}nav:hover{width:220px}nav a{display:flex;padding:8px;gap:12px}
      nav span{visibility:hidden}nav:hover span{visibility:visible}#menu{visibility:hidden;position:fixed;left:220px;top:180px;z-index:9;background:#fff}</style>
    <p style="position:absolute;left:70px;top:60px"><span>System</span> / <a href="#">Members</a></p>
    <nav>${names.map((name) => `<a href="#" data-is="${name}"><svg width=20 height=20></svg><span>${name}</span></a>`).join('')}</nav>
    <div id=menu role=menu><a onclick="show('Security Roles')">Security Roles</a></div>
    <button style="position:fixed;right:10px;top:6px">Robin Doe</button><main id=main style="margin-left:400px"></main>
    <script>${SHOW} show('Today');
      for (const one of document.querySelectorAll('[data-is]')) one.onmouseenter = () => menu.style.visibility = one.dataset.is === 'System' ? 'visible' : 'hidden';
    </script>`,
  );
  await openFromSystem(bareView(page), ['Security Roles']);
  expect(await page.locator('main').innerText()).toBe('Security Roles');
});

test('a menu of pictures that are named for those only who cannot see them is used', async ({ page }) => {
  await page.setContent(
    `<nav style="width:60px;float:left">${['Favorites', 'Companies', 'Sales', 'System']
      .map(
        (name) =>
          `<button aria-label="${name}" onmouseenter="tip.textContent = '${name}'" onmouseleave="tip.textContent = ''" onclick="menu.hidden = '${name}' !== 'System'"><svg width=20 height=20></svg></button>`,
      )
      .join(
        '',
      )}</nav><nav id=menu hidden style="float:left;width:150px"><b>System</b><p><a href="#" onclick="show('Security Roles')">Security roles</a></p></nav>
    <main id=main style="margin-left:400px"></main><script>${SHOW} show('Today');</script>`,
  );
  await openFromSystem(bareView(page), ['Security Roles']);
  expect(await page.locator('main').innerText()).toBe('Security Roles');
});

for (const [screen, html] of Object.entries({
  'a plain one': 'Today',
  'one whose breadcrumb and table say the same':
    '<nav><ol style="list-style:none;display:flex;gap:8px;margin:0;padding:0"><li>System</li><li>/</li><li><a href="#">Members</a></li><li>/</li><li>Security Modules</li></ol></nav>' +
    `<div role=grid>${['Module', 'Finance', 'Sales', 'System'].map((name, n) => `<div role=row><div role=${n === 0 ? 'columnheader' : 'gridcell'}>${name}</div></div>`).join('')}</div>`,
}))
  test(`a menu of which nothing is in sight is opened by its bars, on a screen that is ${screen}`, async ({ page }) => {
    const entries = ['Companies', 'Finance', 'Sales'].map((name) => `<li><a href="#">${name}</a></li>`).join('');
    await page.setContent(
      `<header style="height:48px"><button aria-label="Open navigation" onclick="drawer.hidden = false">?</button>
      <button style="position:absolute;right:8px;top:8px">Jane Admin</button></header><main id=main>${html}</main>
    <div id=drawer hidden role=presentation style="position:fixed;inset:0;z-index:9;background:#0003">
      <nav style="width:240px;height:100%;background:#fff"><ul>${entries}<li>
        <a href="#" onclick="under.hidden = false">System</a><ul id=under hidden>
          <li><a href="#" onclick="drawer.hidden = true; show('Security Roles')">Security Roles</a></li></ul></li></ul></nav>
    </div><script>show = (title) => main.innerHTML = '<h1>' + title + '</h1>';</script>`,
    );
    const view = bareView(page);
    expect(signedIn(await view.see())).toBe(true);
    await openFromSystem(view, ['Security Roles']);
    expect(await page.locator('main').innerText()).toBe('Security Roles');
  });

test('a menu may be a tree, whose folders open on two clicks only', async ({ page }) => {
  const folder = (name: string, inside: string) =>
    `<div style="padding-left:12px"><span data-folder>${name}</span><div hidden>${inside}</div></div>`;
  await page.setContent(
    `<div style="position:absolute;left:0;top:60px;width:220px">${['Companies', 'Finance', 'Sales'].map((name) => folder(name, '')).join('')}${folder('System', folder('Setup', '<p>Setup Tables</p>') + folder('Security', `<p onclick="main.textContent = 'Security Roles'">Security Roles</p>`))}</div>
    <main id=main style="margin-left:300px"><h1>Today</h1></main><script>
    for (const one of document.querySelectorAll('[data-folder]')) one.ondblclick = () => (one.nextElementSibling.hidden = !one.nextElementSibling.hidden);
    </script>`,
  );
  await openFromSystem(bareView(page), ['Security Roles']);
  expect(await page.locator('main').innerText()).toBe('Security Roles');
});

test('a drawer whose entries have the role of options is a menu', async ({ page }) => {
  const entry = (name: string, does: string) => `<div role=option onclick="${does}" style="padding:8px">${name}</div>`;
  await page.setContent(
    `<div style="display:flex"><nav style="width:200px"><div role=listbox>${entry('Companies', '')}` +
      `${entry('System', "group.hidden = !group.hidden; show('Setup')")}<div id=group hidden role=listbox>` +
      `${entry('Security Roles', "show('Security Roles')")}</div></div></nav><main id=main></main></div>` +
      `<script>${SHOW} show('Today');</script>`,
  );
  await openFromSystem(bareView(page), ['Security Roles']);
  expect(await page.locator('main').innerText()).toBe('Security Roles');
});
