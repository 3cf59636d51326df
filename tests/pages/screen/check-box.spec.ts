import { expect, test } from '@playwright/test';
import { confirmQuestion } from '../../../pages/connectwise/widgets/interruptions.ts';
import { checkOf, tick } from '../../../pages/screen/boxes/check-box.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareView, byCss } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

/** Makes of check boxes, each with `state()` telling whether it is ticked. */
const MAKES: Record<string, string> = {
  'the browser’s own': '<label><input id=box type=checkbox> Inactive</label><script>state = () => box.checked</script>',
  'one by its role, right of its label':
    '<span>Inactive</span> <i id=box role=checkbox aria-checked=false tabindex=0 ' +
    'style="display:inline-block;width:16px;height:16px" onclick="this.setAttribute(\'aria-checked\', state() ? ' +
    '\'false\' : \'true\')"></i><script>state = () => box.getAttribute("aria-checked") === "true"</script>',
  'a picture by its class':
    '<i id=box class=icon-unchecked style="display:inline-block;width:16px;height:16px" onclick="this.className ' +
    "= state() ? 'icon-unchecked' : 'icon-checked'\"></i> <span>Inactive</span><script>state = () => " +
    'box.className === "icon-checked"</script>',
  'a hidden one, whose words take the press':
    '<label><input id=box type=checkbox style="display:none"><span>Inactive</span></label><script>state = () => ' +
    'box.checked</script>',
  'a drawn rectangle after the words that take the press':
    '<div id=box onclick="draw(!state())">Inactive<span></span></div><script>draw = (is) => { box.dataset.is ' +
    '= is ? 1 : 0; box.lastChild.innerHTML = `<svg width=17 height=17><rect x=1 y=1 width=15 height=15 ' +
    "fill=\"${is ? 'blue' : 'white'}\" stroke=black />${is ? '<path d=M4,9l3,3l6,-7 />' : ''}</svg>` }; " +
    'draw(false); state = () => box.dataset.is === "1"</script>',
  'a picture that says nothing, before its words':
    '<div style="display:flex;gap:8px;align-items:center"><img id=box width=18 height=18 ' +
    'onclick="draw(!state())"><div class=gwt-InlineHTML>Inactive</div></div><script>draw = (is) => { ' +
    'box.dataset.is = is ? 1 : 0; box.src = `data:image/svg+xml;utf8,${encodeURIComponent(`<svg ' +
    'xmlns="http://www.w3.org/2000/svg" width="18" height="18"><rect x="1" y="1" width="16" height="16" ' +
    'fill="${is ? \'blue\' : \'white\'}" stroke="black"/></svg>`)}` }; draw(false); state = () => ' +
    'box.dataset.is === "1"</script>',
  'a picture behind an empty cell for a mark':
    '<table><tr><td>Inactive:</td><td style="width:18px;height:18px;padding:0"></td><td><img id=box width=16 height=16 ' +
    'onclick="draw(!state())"></td></tr></table><script>draw = (is) => { box.dataset.is = is ? 1 : 0; box.src = ' +
    '`data:image/svg+xml;utf8,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">' +
    '<rect width="16" height="16" fill="${is ? \'blue\' : \'white\'}" stroke="black"/></svg>`)}` }; draw(false); ' +
    'state = () => box.dataset.is === "1"</script>',
  'a sprite that nothing names':
    '<div style="display:flex;gap:6px;align-items:center"><div id=box ' +
    'style="width:13px;height:13px;background:linear-gradient(#fff 50%, #000 50%);background-size:13px 26px" ' +
    "onclick=\"this.style.backgroundPosition = state() ? '' : '0 " +
    '-13px\'"></div><span>Inactive</span></div><script>state = () => ' +
    'box.style.backgroundPosition.includes("-13px")</script>',
  'a bare square within the words that take the press':
    '<div id=box tabindex=0 style="display:flex;gap:8px" onclick="this.firstChild.innerHTML = (this.dataset.is ' +
    "= state() ? '' : 1) ? '<svg width=14 height=14><path d=M2,8l4,4l6,-10 /></svg>' : ''\"><i " +
    'style="width:18px;height:18px;border:2px solid #333"></i>Inactive</div><script>state = () => ' +
    'box.dataset.is === "1"</script>',
};

for (const [what, html] of Object.entries(MAKES)) {
  test(`a checkbox (${what}) is found beside its label, ticked and unticked`, async ({ page }) => {
    await page.setContent(`<p><span>Block Prices</span></p><div>${html}</div>`);
    const view = bareView(page);
    const box = await view.look((screen) => checkOf(screen, ['Inactive']));
    for (const wanted of [true, false]) {
      await tick(view, box!, 'Inactive', wanted, !wanted);
      expect(await page.evaluate('state()')).toBe(wanted);
    }
  });
}

test('the question after ticking a checkbox is answered with yes if it is about that', async ({ page }) => {
  await page.setContent('<label><input id=box type=checkbox> Inactive</label>');
  await page.evaluate(() => {
    const box = document.querySelector('input')!;
    box.onclick = () => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<div role=dialog style="position:fixed;inset:0">Inactivating this member also stops its API access. ' +
          'Continue?<button>OK</button><button>Cancel</button></div>',
      );
      document.querySelector('button')!.onclick = ({ target }) => {
        box.checked = true;
        (target as Element).parentElement!.remove();
      };
      return false;
    };
  });
  const view = bareView(page);
  const answer = async () => await confirmQuestion(view, /activ/i);
  await tick(view, await byCss(page, '#box'), 'Inactive', true, false, answer);
  await expect(page.locator('#box')).toBeChecked();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
