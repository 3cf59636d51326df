import { expect, type Page, test } from '@playwright/test';
import { redactedScreenshot } from '../../src/evidence/redaction/redacted-screenshot.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { bareScreenshot } from '../support/redaction/bare-screenshot.ts';
import { inStep } from '../support/redaction/in-step.ts';

/**
 * A picture is free of a secret when it does not depend on it: the same page is taken with two different secrets of
 * equal length,
 * and the two guarded pictures must be the same byte for byte (or withheld), while the unguarded ones differ.
 */
const KEYS = ['Q7xKd93mZtPw5LbR', 'n2VfHc8sYjGa4EuT'] as const;

const SITUATIONS: Record<string, (key: string) => string> = {
  'plain text': (key) => `<p>Private Key: ${key}</p>`,
  'a text box': (key) => `<input value="${key}" size=40>`,
  'a text area': (key) => `<textarea cols=40>${key}</textarea>`,
  'a read-only box': (key) => `<input readonly value="${key}" size=40>`,
  'an editable element': (key) => `<div contenteditable>${key}</div>`,
  'text wider than its box': (key) => `<div style="width:40px;white-space:nowrap">${key}</div>`,
  'text cut with an ellipsis': (key) =>
    `<div style="width:110px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">${key}</div>`,
  'split over spans': (key) => `<p>${[...key].map((char) => `<span>${char}</span>`).join('')}</p>`,
  'split over blocks with spaces': (key) => `<div>${key.slice(0, 8)} </div><div>${key.slice(8)}</div>`,
  'an eight-character piece of it': (key) => `<p>${key.slice(0, 9)}…</p>`,
  'a pseudo-element': (key) => `<style>p::before{content:'${key}'}</style><p></p>`,
  'a pseudo-element from an attribute': (key) =>
    `<style>p::after{content:attr(data-key)}</style><p data-key="${key}"></p>`,
  'an open shadow root': (key) =>
    `<div id=h></div><script>h.attachShadow({mode:'open'}).innerHTML='<b>${key}</b>'</script>`,
  'a closed shadow root': (key) =>
    `<div id=h></div><script>h.attachShadow({mode:'closed'}).innerHTML='<b>${key}</b><input value="${key}">'</script>`,
  'a frame': (key) => `<iframe srcdoc="<p>${key}</p>"></iframe>`,
  'a frame in a frame': (key) => `<iframe srcdoc="<iframe srcdoc='<p>${key}</p>'></iframe>"></iframe>`,
  'a scaled and turned element': (key) =>
    `<div style="display:inline-block;transform:scale(2) rotate(5deg);margin:60px 200px">${key}</div>`,
  'the highest z-index': (key) => `<div style="position:fixed;z-index:2147483647;top:0">${key}</div>`,
  'a dialog on the top layer': (key) => `<dialog id=d>${key}</dialog><script>d.showModal()</script>`,
  'an SVG text': (key) => `<svg width=400 height=40><text y=20>${key}</text></svg>`,
  'a button': (key) => `<input type=button value="${key}"><button>${key}</button>`,
  'a list marker': (key) => `<style>li{list-style-type:'${key} ';margin-left:200px}</style><ol><li>one</li></ol>`,
  'a style of its own with !important': (key) => `<p style="-webkit-text-security:none !important">${key}</p>`,
  'uppercase by CSS beside the plain one': (key) => `<p>${key}</p><p style="text-transform:uppercase">x</p>`,
  'the alternative text of a missing image': (key) =>
    `<img src="data:image/png;base64,xx" alt="${key}" width=300 height=30>`,
  'capital letters by CSS': (key) => `<p style="text-transform:uppercase">${key}</p>`,
  'full width by CSS': (key) => `<p style="text-transform:full-width">${key}</p>`,
  'letters with invisible ones between': (key) => `<p>${[...key].join('&shy;&#8203;&#8288;&#xfe0f;&#x34f;')}</p>`,
  'letters with dots under them': (key) => `<p>${[...key].join('&#x323;')}</p>`,
  'letters in boxes of their own': (key) =>
    [...key].map((char) => `<input size=1 style="width:14px" value="${char}">`).join(''),
  'letters in another order, put right by CSS': (key) =>
    `<div style="display:flex">${[...key]
      .map((char, n) => [n, char] as const)
      .sort(([a], [b]) => ((a * 7) % 13) - ((b * 7) % 13))
      .map(([n, char]) => `<i style="order:${n}">${char}</i>`)
      .join('')}</div>`,
  'letters put in place one by one': (key) =>
    [...key]
      .map((char, n) => [n, char] as const)
      .sort(([a], [b]) => ((a * 5) % 11) - ((b * 5) % 11))
      .map(([n, char]) => `<i style="position:absolute;top:20px;left:${n * 12}px">${char}</i>`)
      .join(''),
  'letters from right to left': (key) => `<bdo dir=rtl>${[...key].reverse().join('')}</bdo>`,
  'a legend and a table caption': (key) =>
    `<fieldset><legend>${key}</legend></fieldset><table><caption>${key}</caption></table>`,
};

test.use({ viewport: { width: 480, height: 160 } });

/** Situations that cannot be covered, or that no scan can judge: the only right answer is no picture. */
const HOPELESS: Record<string, (key: string) => string> = {
  'a select': (key) => `<select><option>${key}</option></select>`,
  'a placeholder': (key) => `<input placeholder="${key}" size=40>`,
  'a canvas': (key) =>
    `<canvas id=c width=400 height=40></canvas><script>const x=c.getContext('2d');x.font='20px ` +
    `sans-serif';x.fillText('${key}',0,20)</script>`,
  'a picture that its address holds': (key) =>
    '<img ' +
    `src="data:image/svg+xml,${encodeURIComponent(
      `<svg xmlns='http://www.w3.org/2000/svg' width='380' ` + `height='30'><text y='20'>${key}</text></svg>`,
    )}">`,
  'a background picture in base64': (key) =>
    '<div ' +
    `style="height:40px;background:url(data:image/svg+xml;` +
    `base64,${Buffer.from(
      `<svg xmlns='http://www.w3.org/2000/svg' width='380' height='30'>` + `<text y='20'>${key}</text></svg>`,
    ).toString('base64')})"></div>`,
  'a page that writes it anew every 5 ms': (key) =>
    `<div id=t></div><script>setInterval(()=>{t.innerHTML='<p>${key}</p>'},5)</script>`,
};

async function show(page: Page, html: string): Promise<void> {
  await page.setContent(`<!doctype html><meta charset=utf-8><body>${html}</body>`);
}

for (const [name, html] of Object.entries(SITUATIONS)) {
  test(`a redacted screenshot does not depend on the secret in ${name}`, async ({ page }) => {
    const guarded: Buffer[] = [];
    const bare: Buffer[] = [];
    for (const key of KEYS) {
      await show(page, html(key));
      bare.push(await bareScreenshot(page));
      const shot = await redactedScreenshot(page, [new Secret(key, 'private key')], true);
      if ('withheld' in shot) continue;
      expect(shot.redacted.map(({ secret }) => secret.label)).toEqual(['private key']);
      guarded.push(shot.png);
      expect(await bareScreenshot(page), 'the covers are taken away afterwards').toEqual(bare.at(-1));
    }
    expect(bare[0]!.equals(bare[1]!), 'without the guard the secret shows').toBe(false);
    expect(guarded.length, 'the picture is kept').toBe(2);
    expect(guarded[0]!.equals(guarded[1]!), 'with the guard it does not').toBe(true);
  });
}

for (const [name, html] of Object.entries(HOPELESS)) {
  test(`no screenshot of ${name} that shows the secret is kept`, async ({ page }) => {
    await show(page, html(KEYS[0]));
    expect(await redactedScreenshot(page, [new Secret(KEYS[0], 'private key')], true)).toHaveProperty('withheld');
  });
}

test('a page without the secret is shown unredacted', async ({ page }) => {
  await show(page, '<p>nothing here</p>');
  const shot = await redactedScreenshot(page, [new Secret(KEYS[0], 'private key')], true);
  expect(shot).toMatchObject({ png: await bareScreenshot(page), redacted: [] });
});

test('a one-time code is redacted in its box and left alone within other numbers', async ({ page }) => {
  await show(page, '<input value="493817"><p>Invoice 4938170</p>');
  const shot = await redactedScreenshot(page, [new Secret('493817', 'one-time code')], true);
  expect(shot).toMatchObject({ redacted: [{ places: 1 }] });
});

test('a one-time code is redacted in boxes with a digit each, and left alone in a table', async ({ page }) => {
  const boxes = [...'493817'].map((digit) => `<input size=1 value="${digit}">`).join('');
  await show(page, `${boxes}<table><tr>${[...'493817'].map((digit) => `<td>${digit}</td>`).join('')}</tr></table>`);
  const shot = await redactedScreenshot(page, [new Secret('493817', 'one-time code')], true);
  expect(shot).toMatchObject({ redacted: [{ places: 6 }] });
});

test('a second screenshot is taken only if anything on the page differs', async ({ page }) => {
  const secrets = [new Secret(KEYS[0], 'private key')];
  await show(page, '<p>nothing here</p><div id=d style="height:20px;background-color:#fff"></div>');
  const first = await redactedScreenshot(page, secrets, true);
  if ('withheld' in first) throw new Error(first.withheld);
  expect(await redactedScreenshot(page, secrets, true, { layout: first.layout })).toEqual({ same: true });
  for (const change of [
    "d.style.backgroundColor = '#f00'",
    "d.textContent = 'x'",
    "d.style.marginTop = '3px'",
    `d.textContent = '${KEYS[0]}'`,
  ]) {
    await page.evaluate(change);
    expect(await redactedScreenshot(page, secrets, true, { layout: first.layout }), change).toHaveProperty('png');
  }
});

test('a screenshot that the browser refuses is tried again, then withheld with its words', async ({ page }) => {
  await show(page, `<p>${KEYS[0]}</p>`);
  const step = await inStep(page);
  const picture = async () => await redactedScreenshot(page, [new Secret(KEYS[0], 'private key')], false);
  step.refuse = 1;
  expect(await picture()).toMatchObject({ png: expect.any(Buffer), redacted: [{ places: 1 }] });
  step.refuse = 9;
  expect(await picture()).toMatchObject({ withheld: expect.stringContaining('Unable to capture screenshot') });
});

test('a screenshot is taken again if its target moved, and gets no mark in the end', async ({ page }) => {
  await show(page, '<p>nothing here</p>');
  const step = await inStep(page);
  const place = (y: number) => ({ x: 0, y, width: 10, height: 10 });
  const marked = async (measured: number[]) => {
    step.pictures = 0;
    let n = 0;
    const shot = await redactedScreenshot(page, [], false, {
      measure: async () => place(measured[n++] ?? n * 5),
    });
    return 'box' in shot && { png: 'png' in shot, box: shot.box, pictures: step.pictures };
  };
  expect(await marked([7, 8])).toEqual({ png: true, box: place(7), pictures: 1 });
  expect(await marked([0, 60, 60, 60])).toEqual({ png: true, box: place(60), pictures: 2 });
  expect(await marked([])).toEqual({ png: true, box: undefined, pictures: 5 });
});
