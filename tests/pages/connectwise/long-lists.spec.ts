import { expect, test } from '@playwright/test';
import { labels } from '../../../pages/connectwise/labels.ts';
import { Grid } from '../../../pages/connectwise/widgets/grid.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareView } from '../../support/bare-context.ts';
import { representative } from '../../support/representative.ts';

test.beforeAll(async () => await prepareLooks());

interface List {
  /** Milliseconds until a row that came near is filled: at least, and how much longer it may take. */
  late: [number, number];
  /** Until then it says what it said at another place. */
  stale: boolean;
  roles: boolean;
  /** What is around the list scrolls, too, and hides its last rows. */
  cut: boolean;
}

/** 63 rows in pages of 50, of which a few elements that move along as somebody scrolls show those that are near. */
function recycled({ late, stale, roles, cut }: List): string {
  return `<style>body{font:13px sans-serif;margin:0}#list{position:relative;width:900px;height:300px;overflow:auto}
.row,.head{position:absolute;width:880px;height:24px}.head{position:relative}.row *,.head *{position:absolute;white-space:nowrap}</style>
<div style="${cut ? 'height:310px;overflow:auto' : ''}"><div><span id="from">loading</span> <button id="next">&#8250;</button></div>
<div class="head">${['Role ID', 'Member Count']
    .map((name, n) => `<div style="left:${n * 300}px" ${roles ? 'role="columnheader"' : ''}>${name}</div>`)
    .join('')}</div>
<div id="list"><div id="body"></div></div></div><script>
  const [list, body] = [document.querySelector('#list'), document.querySelector('#body')];
  let from = 0, size = 0, pool = [];
  const fill = (line, n) => {
    line.n = n;
    line.style.top = n * 24 + 'px';
    clearTimeout(line.timer);
    if (!${stale}) line.innerHTML = '';
    line.timer = setTimeout(() => line.innerHTML = ['Role ' + (from + n + 1), 'members ' + n]
      .map((text, k) => '<div style="left:' + k * 300 + 'px">' + text + '</div>').join(''), ${late[0]} + (n * 137) % ${late[1]});
  };
  const draw = () => {
    const first = Math.max(0, Math.min(size - pool.length, Math.floor(list.scrollTop / 24) - 3));
    for (let n = first; n < first + pool.length; n++) {
      const line = pool[n % pool.length];
      if (line.n !== n) fill(line, n);
    }
  };
  const load = () => {
    body.innerHTML = '';
    pool = [];
    document.querySelector('#from').textContent = 'loading';
    setTimeout(() => {
      size = Math.min(50, 63 - from);
      body.style.height = size * 24 + 'px';
      pool = Array.from({length: Math.min(size, 20)}, () => {
        const line = document.createElement('div');
        line.className = 'row';
        ${roles ? "line.setAttribute('role', 'row');" : ''}
        body.append(line);
        return line;
      });
      list.scrollTop = 0;
      document.querySelector('#from').textContent = (from + 1) + ' - ' + (from + size) + ' of 63';
      draw();
    }, 300);
  };
  list.onscroll = draw;
  document.querySelector('#next').onclick = () => { from = 50; load(); };
  load();
</script>`;
}

const LISTS: List[] = [
  { late: [100, 500], stale: false, roles: false, cut: true },
  { late: [400, 90], stale: true, roles: false, cut: false },
  { late: [100, 500], stale: true, roles: true, cut: false },
];
for (const [list, long] of representative(LISTS))
  test(`a list that uses its rows again reads whole: ${JSON.stringify(list)}`, long, async ({ page }) => {
    await page.setContent(recycled(list));
    const grid = new Grid(bareView(page), { name: labels.columns.roleName });

    const read = (await grid.all('name')).map(({ name }) => name);

    expect(read).toEqual(Array.from({ length: 63 }, (_, n) => `Role ${n + 1}`));
  });
