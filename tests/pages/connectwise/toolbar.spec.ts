import { expect, test } from '@playwright/test';
import { readyTool } from '../../../pages/connectwise/widgets/toolbar.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareView } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

test('a plus button that only its tooltip names is found by hovering', async ({ page }) => {
  await page.setContent(
    `<body><button onclick="document.title = 'help'"><svg width=16 height=16></svg></button>
    <div role=toolbar>${['Export', 'New Item', 'Print']
      .map((name) => `<button data-is="${name}"><svg width=16 ` + `height=16></svg></button>`)
      .join('')}<button>SEARCH</button></div>
    <div id=tip role=tooltip hidden style="position:fixed;top:60px"></div><p id=said style="margin-top:200px">` +
      `</p><script>
    for (const one of document.querySelectorAll('[data-is]')) {
      let timer;
      one.onmouseenter = () => timer = setTimeout(() => { tip.textContent = one.dataset.is;` +
      ` tip.style.left = one.offsetLeft + 'px'; tip.hidden = false;` +
      ` if (tip.textContent === 'Export') said.textContent = 'New Item'; }, 350);
      one.onmouseleave = () => { clearTimeout(timer); tip.hidden = true; };
      one.onclick = () => document.title = one.dataset.is;
    }</script>`,
  );
  const view = bareView(page);
  await view.press(await readyTool(view, 'newItem'), 'the plus');
  await expect(page).toHaveTitle('New Item');
});
