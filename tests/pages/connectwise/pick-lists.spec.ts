import { expect, test } from '@playwright/test';
import { UpdateSecurity } from '../../../pages/connectwise/screens/update-security.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareContext } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

const ALL = ['Agreement Types', 'Boards', 'Currencies', 'Departments', 'Locations', 'Statuses'];

/** Two lists with four arrows between them, in this order; the lists scroll. */
const windowWith = (arrows: string[]): string => `<h1>Allow Access</h1>
<div role=dialog style="position:fixed;left:100px;top:100px;width:520px;background:#fff;z-index:9">
  <b>Update Security</b>
  <div style="display:flex;gap:12px">
    <div><span>Allow Access to these</span><div id=allow style="width:200px;height:70px;overflow:auto;border:1px solid"></div></div>
    <div style="padding-top:20px">${arrows.map((name) => `<div class="${name}" tabindex=0 style="cursor:pointer"><svg width=16 height=16></svg></div>`).join('')}</div>
    <div><span>Disallow Access to these</span><div id=disallow style="width:200px;height:70px;overflow:auto;border:1px solid"></div></div>
  </div>
  <button onclick="this.closest('div').remove()">Save</button> <button>Cancel</button>
</div>
<script>
  const inside = new Set(${JSON.stringify(ALL)});
  let chosen;
  const draw = () => {
    for (const [list, on] of [[allow, true], [disallow, false]])
      list.replaceChildren(...${JSON.stringify(ALL)}.filter((name) => inside.has(name) === on).map((name) => {
        const entry = document.createElement('div');
        entry.textContent = name;
        entry.onclick = () => { chosen = name; };
        return entry;
      }));
  };
  const on = (name, act) => document.querySelector('.' + name).onclick = () => { act(); chosen = undefined; draw(); };
  on('right', () => inside.delete(chosen));
  on('left', () => chosen && inside.add(chosen));
  on('all-right', () => inside.clear());
  on('all-left', () => ${JSON.stringify(ALL)}.forEach((name) => inside.add(name)));
  draw();
</script>`;

for (const arrows of [
  ['right', 'left', 'all-right', 'all-left'],
  ['all-right', 'right', 'left', 'all-left'],
]) {
  test(`only two entries stay allowed, with the arrows ${arrows.join(', ')} from top to bottom`, async ({ page }) => {
    await page.setContent(windowWith(arrows));
    const window = new UpdateSecurity(bareContext(page), 'System / Table Setup');
    await window.arrived();
    expect(await window.read()).toEqual({ allow: ALL, disallow: [] });
    await window.allowOnly(['Boards', 'Statuses']);
    expect(await window.read()).toEqual({
      allow: ['Boards', 'Statuses'],
      disallow: ALL.filter((name) => !['Boards', 'Statuses'].includes(name)),
    });
    await window.save();
  });
}

test('entries that the list has scrolled away, far above the page, can be allowed, in any order', async ({ page }) => {
  const many = Array.from({ length: 80 }, (_, n) => `Table ${n}`);
  await page.setContent(
    windowWith(['right', 'left', 'all-right', 'all-left']).replaceAll(JSON.stringify(ALL), JSON.stringify(many)),
  );
  const window = new UpdateSecurity(bareContext(page), 'System / Table Setup');
  await window.arrived();
  await window.allowOnly(['Table 79', 'Table 3', 'Table 50']);
  expect(await window.read()).toMatchObject({ allow: ['Table 3', 'Table 50', 'Table 79'] });
});
