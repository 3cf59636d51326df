// Longer than 300 lines because it is one table: every way in which a page may show a secret.
/** Ways in which a page can show a secret. What is red on these pages is the secret (see pixels.ts). */
export interface Situation {
  name: string;
  /** What stands in the page's body. */
  html(key: string): string;
  /** Two pictures of it can differ although neither shows the secret: something in it moves, or comes and goes. */
  moves?: true;
  /** It can only be known from pixels, which nobody looks at where the page knows no secret to draw. */
  draws?: true;
  /** So many letters of it are too few to be taken for the secret. */
  few?: number;
  /** Why a picture cannot show it, guarded or not. */
  unseen?: string;
}

const asEntities = (key: string) => [...key].map((char) => `&#x${char.charCodeAt(0).toString(16)};`).join('');
const SVG = (key: string) =>
  `<svg xmlns='http://www.w3.org/2000/svg' width='440' height='40'><text y='30' font-size='26' ` +
  `fill='red'>${key}</text></svg>`;
const svgAddress = (key: string) => `data:image/svg+xml,${encodeURIComponent(SVG(key))}`;
const spans = (key: string, one = (char: string, _n: number) => `<span>${char}</span>`) => [...key].map(one).join('');
const escaped = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const draw = (key: string, context = 'c.getContext("2d")') =>
  `const x=${context};x.font='26px sans-serif';x.fillStyle='red';x.fillText('${key}',0,30);`;
/** The same letters in another order, the same each time. */
const shuffled = (key: string) =>
  [...key].map((char, n) => [n, char] as const).sort(([a], [b]) => ((a * 7) % 13) - ((b * 7) % 13));

/** Where Playwright's own masks leak, and where a scan of the DOM does. */
const MASK_LEAKS: Situation[] = [
  { name: 'plain text', html: (key) => `<p>${key}</p>` },
  { name: 'text wider than its box', html: (key) => `<div style="width:40px;white-space:nowrap">${key}</div>` },
  {
    name: 'an element that a script moves',
    html: (key) =>
      `<p id=m style="position:absolute">${key}</p><script>let ` +
      `n=0;setInterval(()=>{m.style.left=(n+=9)%90+'px'},8)</script>`,
    moves: true,
  },
  {
    name: 'an element that a script puts in anew each frame',
    html: (key) =>
      `<div id=t></div><script>const f=()=>{t.innerHTML='<p>${key}</p>';requestAnimationFrame(f)};f()</script>`,
    moves: true,
  },
  {
    name: 'an element that a script puts in anew every 5 ms',
    html: (key) => `<div id=t></div><script>setInterval(()=>{t.innerHTML='<p>${key}</p>'},5)</script>`,
    moves: true,
  },
  {
    name: 'text that a script writes anew every 5 ms into the same node',
    html: (key) => `<p id=t></p><script>setInterval(()=>{t.textContent='';t.textContent='${key}'},5)</script>`,
    moves: true,
  },
  {
    name: 'a layout that shifts',
    html: (key) =>
      `<div id=s></div><p>${key}</p><script>let n=0;setInterval(()=>{s.style.height=(n+=7)%60+'px'},8)</script>`,
    moves: true,
  },
  {
    name: 'a copy in a frame',
    html: (key) => `<iframe srcdoc="<p style='color:red;font-size:24px'>${key}</p>"></iframe>`,
  },
  {
    name: 'a toast',
    html: (key) => `<p class=plain>Copied</p><div style="position:fixed;right:4px;bottom:4px">${key}</div>`,
  },
  {
    name: 'a toast that comes and goes',
    html: (key) =>
      '<div id=t style="position:fixed;top:20px"></div><script>let ' +
      `on=false;setInterval(()=>{t.textContent=(on=!on)?'${key}':''},60)</script>`,
    moves: true,
  },
  {
    name: 'a toast that comes and goes quickly',
    html: (key) =>
      '<div id=t style="position:fixed;top:20px"></div><script>let ' +
      `on=false;setInterval(()=>{t.textContent=(on=!on)?'${key}':''},17)</script>`,
    moves: true,
  },
  {
    name: 'a toast in every other frame',
    html: (key) =>
      '<div id=t style="position:fixed;top:20px"></div><script>let on=false;const ' +
      `f=()=>{t.textContent=(on=!on)?'${key}':'';requestAnimationFrame(f)};f()</script>`,
    moves: true,
  },
  {
    name: 'a toast that is shown for a moment by its style',
    html: (key) =>
      `<div id=t style="position:fixed;top:20px">${key}</div><script>let ` +
      `on=false;setInterval(()=>{t.style.display=(on=!on)?'':'none'},25)</script>`,
    moves: true,
  },
  {
    name: 'a scaled child',
    html: (key) => `<div style="height:20px"><div style="transform:scale(1.6);transform-origin:0 0">${key}</div></div>`,
  },
  { name: 'the highest z-index', html: (key) => `<div style="position:fixed;z-index:2147483647;top:0">${key}</div>` },
  { name: 'a see-through colour', html: (key) => `<p style="opacity:.8">${key}</p>` },
  { name: 'a wrapped span', html: (key) => `<p style="width:150px;overflow-wrap:anywhere"><span>${key}</span></p>` },
  {
    name: 'an animation of the style sheet',
    html: (key) =>
      `<style>@keyframes a{to{margin-left:100px}}p{animation:a 1s infinite alternate}</style><p>${key}</p>`,
    moves: true,
  },
  {
    name: 'an open shadow root',
    html: (key) => `<div id=h></div><script>h.attachShadow({mode:'open'}).innerHTML='<b>${key}</b>'</script>`,
  },
  {
    name: 'a closed shadow root',
    html: (key) => `<div id=h></div><script>h.attachShadow({mode:'closed'}).innerHTML='<b>${key}</b>'</script>`,
  },
  {
    name: 'a field in a closed shadow root',
    html: (key) =>
      `<div id=h></div><script>h.attachShadow({mode:'closed'}).innerHTML='<input size=30 style="font:24px ` +
      `sans-serif;color:red;border:0" value="${key}">'</script>`,
  },
  { name: 'a dialog on the top layer', html: (key) => `<dialog id=d>${key}</dialog><script>d.showModal()</script>` },
  { name: 'a popover', html: (key) => `<div id=p popover>${key}</div><script>p.showPopover()</script>` },
  {
    name: 'a style of its own with !important',
    html: (key) => `<p style="-webkit-text-security:none !important">${key}</p>`,
  },
  {
    name: 'a canvas',
    html: (key) => `<canvas id=c width=440 height=40></canvas><script>${draw(key)}</script>`,
    draws: true,
  },
  { name: 'a pseudo-element', html: (key) => `<style>p::before{content:'${key}'}</style><p></p>` },
  { name: 'text split over spans', html: (key) => `<p>${spans(key)}</p>` },
];

const TEXTS: Situation[] = [
  { name: 'a zoomed element', html: (key) => `<div style="zoom:1.4">${key}</div>` },
  {
    name: 'a turned element',
    html: (key) => `<div style="display:inline-block;transform:rotate(8deg);margin:30px">${key}</div>`,
  },
  { name: 'a mirrored element', html: (key) => `<div style="display:inline-block;transform:scaleX(-1)">${key}</div>` },
  {
    name: 'an element in perspective',
    html: (key) => `<div style="perspective:600px"><div style="transform:rotateY(25deg)">${key}</div></div>`,
  },
  {
    name: 'a pseudo-element from an attribute',
    html: (key) => `<style>p::after{content:attr(data-key)}</style><p data-key="${key}"></p>`,
  },
  {
    name: 'a pseudo-element from a variable',
    html: (key) => `<style>p::after{content:var(--k)}</style><p style="--k:'${key}'"></p>`,
  },
  {
    name: 'two pseudo-elements with a half each',
    html: (key) => `<style>p::before{content:'${key.slice(0, 8)}'}p::after{content:'${key.slice(8)}'}</style><p></p>`,
  },
  { name: 'quotation marks', html: (key) => `<style>q{quotes:'${key}' ''}</style><q></q>` },
  {
    name: 'a list marker',
    html: (key) => `<style>li{list-style:'${key} ';margin-left:300px}</style><ol><li></li></ol>`,
  },
  {
    name: 'the marker of an element',
    html: (key) => `<style>li{margin-left:300px}li::marker{content:'${key}'}</style><ul><li></li></ul>`,
  },
  {
    name: 'a counter style of whole keys',
    html: (key) =>
      '<style>@counter-style ' +
      `k{system:cyclic;symbols:'${key}';suffix:''}li{list-style:k;margin-left:300px}</style><ol><li></li></ol>`,
  },
  {
    name: 'a counter style with a letter per number',
    html: (key) =>
      '<style>@counter-style ' +
      `k{system:fixed;symbols:${[...key].map((char) => `'${char}'`).join(' ')};suffix:''}p{counter-reset:n}i{` +
      `font-style:normal;counter-increment:n}i::before{content:counter(n,k)}</style>` +
      `<p>${'<i></i>'.repeat(key.length)}</p>`,
  },
  {
    name: 'ruby',
    html: (key) => `<ruby style="font-size:40px"><i class=plain>word word word</i><rt>${key}</rt></ruby>`,
  },
  { name: 'open details', html: (key) => `<details open><summary class=plain>More</summary>${key}</details>` },
  {
    name: 'a summary',
    html: (key) => `<style>summary{list-style:none}</style><details><summary>${key}</summary></details>`,
  },
  {
    name: 'a legend and a caption',
    html: (key) => `<fieldset><legend>${key}</legend></fieldset><table><caption>${key}</caption></table>`,
  },
  {
    name: 'the alternative text of a missing picture',
    html: (key) => `<img src="data:image/png;base64,xx" alt="${key}" width=420 height=40>`,
  },
  { name: 'letters from right to left', html: (key) => `<bdo dir=rtl>${[...key].reverse().join('')}</bdo>` },
  { name: 'letters turned round by a mark', html: (key) => `<p>&#x202e;${[...key].reverse().join('')}</p>` },
  { name: 'soft hyphens between the letters', html: (key) => `<p>${[...key].join('&shy;')}</p>` },
  {
    name: 'letters of no width between the letters',
    html: (key) => `<p>${[...key].join('&#8203;&#8288;&#xfeff;')}</p>`,
  },
  { name: 'dots under the letters', html: (key) => `<p>${[...key].join('&#x323;')}</p>` },
  { name: 'capital letters by style', html: (key) => `<p style="text-transform:uppercase">${key}</p>` },
  { name: 'small capitals', html: (key) => `<p style="font-variant:all-small-caps">${key}</p>` },
  { name: 'full width by style', html: (key) => `<p style="text-transform:full-width;font-size:20px">${key}</p>` },
  {
    name: 'letters in boxes',
    html: (key) => spans(key, (char) => `<input size=1 style="width:20px" value="${char}">`),
  },
  {
    name: 'letters in another order, put right by style',
    html: (key) =>
      `<div style="display:flex">${shuffled(key)
        .map(([n, char]) => `<i style="order:${n}">${char}</i>`)
        .join('')}</div>`,
  },
  {
    name: 'letters put in place one by one',
    html: (key) =>
      shuffled(key)
        .map(([n, char]) => `<i style="position:absolute;top:20px;left:${n * 26}px">${char}</i>`)
        .join(''),
  },
  {
    name: 'letters in table cells',
    html: (key) => `<table><tr>${spans(key, (char) => `<td>${char}</td>`)}</tr></table>`,
  },
  {
    name: 'letters that are capitals by ::first-letter',
    html: (key) => `<style>p::first-letter{font-size:36px}</style><p>${key}</p>`,
  },
  {
    name: 'the first line',
    html: (key) => `<style>p::first-line{font-weight:bold;-webkit-text-security:none}</style><p>${key}</p>`,
  },
  {
    name: 'letters from top to bottom',
    html: (key) => `<p style="writing-mode:vertical-rl;height:150px;margin:0">${key}</p>`,
  },
  {
    name: 'a letter per line',
    html: (key) =>
      '<p ' +
      `style="columns:4;margin:0;` +
      `height:140px">${spans(key, (char) => `<span style="display:block">${char}</span>`)}</p>`,
  },
  { name: 'spaces between groups', html: (key) => `<p>${key.match(/.{4}/g)!.join(' ')}</p>` },
  { name: 'hyphens between groups', html: (key) => `<p>${key.match(/.{4}/g)!.join('-')}</p>` },
  { name: 'half of it', html: (key) => `<p>${key.slice(0, 8)}</p>` },
  { name: 'the other half of it', html: (key) => `<p class=plain>…</p><p>${key.slice(8)}</p>` },
  {
    name: 'a hyphenation mark',
    html: (key) =>
      // Longer than its line in any font, so that it breaks.
      `<p style="width:420px;hyphens:manual;hyphenate-character:'${key}'">••••••••&shy;${'•'.repeat(60)}</p>`,
    draws: true,
  },
  {
    name: 'emphasis marks',
    html: (key) =>
      '<p class=plain ' +
      `style="line-height:3">${spans(
        key,
        (char) => `<span class=plain ` + `style="text-emphasis:'${char}' red;margin:6px;font-size:32px">x</span>`,
      )}</p>`,
    draws: true,
  },
  { name: 'initial letters', html: (key) => `<style>p::first-letter{initial-letter:2}</style><p>${key}</p>` },
  { name: 'a marquee', html: (key) => `<marquee scrollamount=1 behavior=alternate>${key}</marquee>`, moves: true },
  {
    name: 'letters of a formula',
    html: (key) => `<math style="font-size:26px">${spans(key, (char) => `<mi>${char}</mi>`)}</math>`,
  },
  { name: 'the text of a formula', html: (key) => `<math style="font-size:26px"><mtext>${key}</mtext></math>` },
  {
    name: 'highlighted text',
    html: (key) =>
      `<style>::highlight(k){color:red}</style><p id=p>${key}</p><script>const r=new ` +
      `Range();r.selectNodeContents(p);CSS.highlights.set('k',new Highlight(r))</script>`,
  },
  {
    name: 'selected text',
    html: (key) =>
      '<style>::selection{color:red;background:#fff}</style><p ' +
      `id=p>${key}</p><script>getSelection().selectAllChildren(p)</script>`,
  },
  { name: 'a shadow of the text', html: (key) => `<p style="text-shadow:0 50px red">${key}</p>` },
  {
    name: 'only the shadow of the text',
    html: (key) => `<p style="color:transparent!important;text-shadow:0 40px red">${key}</p>`,
  },
  {
    name: 'text that a background shines through',
    html: (key) => `<p style="color:transparent!important;background:red;background-clip:text">${key}</p>`,
  },
  {
    name: 'an outline of the text',
    html: (key) =>
      `<p style="color:transparent!important;-webkit-text-stroke:4px red;letter-spacing:8px;font-size:20px">${key}</p>`,
  },
  { name: 'a reflection', html: (key) => `<p style="-webkit-box-reflect:below;margin:0">${key}</p>` },
  { name: 'editable text', html: (key) => `<div contenteditable>${key}</div>` },
  {
    name: 'a slot',
    html: (key) =>
      `<div id=h><span>${key}</span></div><script>h.attachShadow({mode:'open'}).innerHTML='<slot></slot>'</script>`,
  },
  {
    name: 'the default of a slot',
    html: (key) => `<div id=h></div><script>h.attachShadow({mode:'closed'}).innerHTML='<slot>${key}</slot>'</script>`,
  },
  {
    name: 'a closed shadow root in a closed one',
    html: (key) =>
      '<div id=h></div><script>const ' +
      `a=h.attachShadow({mode:'closed'});a.innerHTML='<div>` +
      `</div>';a.firstChild.attachShadow({mode:'closed'}).innerHTML='<p>${key}</p>'</script>`,
  },
  {
    name: 'a shadow root that forbids the cover',
    html: (key) =>
      '<div ' +
      `id=h></div><script>h.attachShadow({mode:'closed'}).innerHTML='` +
      `<style>*{-webkit-text-security:none!important}</style><b>${key}</b>'</script>`,
  },
  {
    name: 'a style sheet that forbids the cover',
    html: (key) =>
      `<style>p::before,p{-webkit-text-security:none!important}p::before{content:'${key.slice(0, 8)}'}</style>` +
      `<p>${key.slice(8)}</p>`,
  },
  {
    name: 'an adopted style sheet that forbids the cover',
    html: (key) =>
      `<p>${key}</p><script>const s=new ` +
      `CSSStyleSheet();s.replaceSync('*{-webkit-text-security:none!important}');document.adoptedStyleSheets=[s]` +
      `</script>`,
  },
];

const FIELDS: Situation[] = [
  ...['text', 'search', 'tel', 'url'].map(
    (type): Situation => ({
      name: `a field of type ${type}`,
      html: (key) => `<input type=${type} size=30 value="${key}">`,
    }),
  ),
  { name: 'a field of type email', html: (key) => `<input type=email size=30 value="${key}@x.example">` },
  {
    name: 'a field of type password',
    html: (key) => `<input type=password size=30 value="${key}">`,
    unseen: 'the browser paints bullets',
  },
  {
    name: 'a password field that shows what it holds',
    html: (key) => `<input type=password size=30 value="${key}" style="-webkit-text-security:none!important">`,
    unseen: 'the browser insists on bullets',
  },
  { name: 'a read-only field', html: (key) => `<input readonly size=30 value="${key}">` },
  {
    name: 'a disabled field',
    html: (key) => `<input disabled size=30 style="-webkit-text-fill-color:red;opacity:1" value="${key}">`,
  },
  { name: 'a field whose value a script sets', html: (key) => `<input id=i size=30><script>i.value='${key}'</script>` },
  {
    name: 'a field whose value a script sets again and again',
    html: (key) =>
      `<input id=i size=30><script>let on=false;setInterval(()=>{i.value=(on=!on)?'${key}':''},20)</script>`,
    moves: true,
  },
  { name: 'a text area', html: (key) => `<textarea cols=30>${key}</textarea>` },
  {
    name: 'a placeholder',
    html: (key) => `<style>::placeholder{color:red;opacity:1}</style><input size=30 placeholder="${key}">`,
  },
  {
    name: 'the placeholder of a text area',
    html: (key) =>
      `<style>::placeholder{color:red;opacity:1}</style><textarea cols=30 placeholder="${key}"></textarea>`,
  },
  { name: 'a select', html: (key) => `<select><option>${key}</option></select>` },
  {
    name: 'a select with groups',
    html: (key) => `<select size=3><optgroup label="${key}"><option>x</option></optgroup></select>`,
  },
  {
    name: 'a list of several choices',
    html: (key) => `<select multiple size=3><option>x</option><option>${key}</option></select>`,
  },
  { name: 'the label of an option', html: (key) => `<select><option label="${key}">x</option></select>` },
  {
    name: 'a select with a style of its own',
    html: (key) =>
      `<style>select{appearance:base-select}</style><select><button><selectedcontent></selectedcontent></button>` +
      `<option>${key}</option></select>`,
  },
  {
    name: 'a list of suggestions',
    html: (key) => `<input list=l size=30><datalist id=l><option value="${key}"></datalist>`,
    unseen: 'suggestions come in a window of their own',
  },
  {
    name: 'a tooltip',
    html: (key) => `<p title="${key}" class=plain>point here</p>`,
    unseen: 'tooltips come in a window of their own',
  },
  { name: 'buttons', html: (key) => `<input type=button value="${key}"><br><button>${key}</button>` },
  { name: 'a submit button', html: (key) => `<input type=submit value="${key}">` },
  {
    name: 'the alternative text of an image button',
    html: (key) => `<input type=image alt="${key}" src="data:image/png;base64,xx">`,
  },
  {
    name: 'the name of a chosen file',
    html: (key) =>
      '<input type=file id=f style="width:460px"><script>const d=new DataTransfer();d.items.add(new ' +
      `File([''],'${key}'));f.files=d.files</script>`,
  },
  { name: 'an output', html: (key) => `<output>${key}</output>` },
  {
    name: 'a cut text with an ellipsis',
    html: (key) => `<div style="width:222px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">${key}</div>`,
  },
];

const PICTURES: Situation[] = [
  { name: 'SVG text', html: (key) => `<svg width=440 height=40><text y=30>${key}</text></svg>` },
  {
    name: 'SVG text in parts',
    html: (key) => `<svg width=440 height=40><text y=30>${spans(key, (char) => `<tspan>${char}</tspan>`)}</text></svg>`,
  },
  {
    name: 'SVG text with a place for each letter',
    html: (key) =>
      `<svg width=440 height=40><text y=30 x="${[...key].map((_, n) => n * 26).join(' ')}">${key}</text></svg>`,
  },
  {
    name: 'SVG text on a path',
    html: (key) =>
      '<svg width=440 height=90><path id=w d="M5 60 Q 200 20 430 60" fill=none /><text><textPath ' +
      `href="#w">${key}</textPath></text></svg>`,
  },
  {
    name: 'SVG text that is used again',
    html: (key) =>
      `<svg width=440 height=90><defs><text id=u y=30 style="fill:red;font-size:26px">${key}</text></defs><use ` +
      'href="#u" y=20 /></svg>',
  },
  {
    name: 'a symbol that is used',
    html: (key) =>
      '<svg width=0 height=0><symbol id=u><text y=30 ' +
      `style="fill:red;font-size:26px">${key}</text></symbol></svg><svg width=440 height=40><use href="#u" ` +
      '/></svg>',
  },
  {
    name: 'SVG text as a pattern',
    html: (key) =>
      `<svg width=440 height=60><pattern id=g width=1 height=1><text y=30>${key}</text></pattern><rect ` +
      'width=440 height=50 fill="url(#g)" /></svg>',
  },
  {
    name: 'SVG text as a mask',
    html: (key) =>
      `<svg width=440 height=60><mask id=k><text y=30 style="fill:#fff">${key}</text></mask><rect width=440 ` +
      'height=50 fill=red mask="url(#k)" /></svg>',
  },
  {
    name: 'SVG text as a clip path',
    html: (key) =>
      `<svg width=440 height=60><clipPath id=k><text y=30>${key}</text></clipPath><rect width=440 height=50 ` +
      'fill=red clip-path="url(#k)" /></svg>',
  },
  {
    name: 'HTML in SVG',
    html: (key) =>
      '<svg width=440 height=40><foreignObject width=440 height=40><p xmlns="http://www.w3.org/1999/xhtml" ' +
      `style="margin:0">${key}</p></foreignObject></svg>`,
  },
  { name: 'a picture that its address holds', html: (key) => `<img src="${svgAddress(key)}">` },
  {
    name: 'a picture that its address holds in base64',
    html: (key) => `<img src="data:image/svg+xml;base64,${Buffer.from(SVG(key)).toString('base64')}">`,
  },
  {
    name: 'a picture that its address holds with entities',
    html: (key) => '<img ' + `src="data:image/svg+xml,${encodeURIComponent(SVG(asEntities(key)))}">`,
  },
  {
    name: 'a picture that its address holds in parts',
    html: (key) =>
      '<img ' +
      `src="data:image/svg+xml,${encodeURIComponent(SVG([...key].map((char) => `<tspan>${char}</tspan>`).join('')))}">`,
  },
  {
    name: 'a picture in a picture',
    html: (key) => `<svg width=440 height=40><image width=440 height=40 href="${svgAddress(key)}" /></svg>`,
  },
  {
    name: 'a background picture',
    html: (key) => `<div style="height:40px;background:url(&quot;${svgAddress(key)}&quot;)"></div>`,
  },
  {
    name: 'a background picture in base64',
    html: (key) =>
      '<div ' +
      `style="height:40px;background:url(data:image/svg+xml;` +
      `base64,${Buffer.from(SVG(key)).toString('base64')})"></div>`,
  },
  {
    name: 'a background picture of a pseudo-element',
    html: (key) =>
      `<style>p::before{content:'';display:block;height:40px;background:url("${svgAddress(key)}")}</style><p></p>`,
  },
  {
    name: 'a picture as the content of a pseudo-element',
    html: (key) => `<style>p::before{content:url("${svgAddress(key)}")}</style><p></p>`,
  },
  {
    name: 'a picture as a list marker',
    html: (key) => `<ul><li style="list-style-image:url(&quot;${svgAddress(key)}&quot;);margin-left:450px"></li></ul>`,
  },
  {
    name: 'a picture as a mask',
    html: (key) => `<div style="height:40px;background:red;mask:url(&quot;${svgAddress(key)}&quot;)"></div>`,
  },
  {
    name: 'a picture as a border',
    html: (key) =>
      '<div style="height:0;border:solid transparent;border-width:40px 440px 0 ' +
      `0;width:0;border-image:url(&quot;${svgAddress(key)}&quot;) 40 440 0 0"></div>`,
  },
  { name: 'an embedded object', html: (key) => `<object data="${svgAddress(key)}" width=450 height=50></object>` },
  { name: 'an embedded file', html: (key) => `<embed src="${svgAddress(key)}" width=450 height=50>` },
  {
    name: 'a canvas drawn off the screen',
    html: (key) =>
      '<canvas id=c width=440 height=40></canvas><script>const ' +
      `o=c.transferControlToOffscreen();${draw(key, "o.getContext('2d')")}</script>`,
  },
  {
    name: 'a bitmap on a canvas',
    html: (key) =>
      '<canvas id=c width=440 height=40></canvas><script>const o=new ' +
      `OffscreenCanvas(440,40);${draw(key, "o.getContext('2d')")}c.getContext('bitmaprenderer')` +
      '.transferFromImageBitmap(o.transferToImageBitmap())</script>',
  },
  {
    name: 'a canvas in a closed shadow root',
    html: (key) =>
      '<div id=h></div><script>const ' +
      `c=document.createElement('canvas');c.width=440;` +
      `c.height=40;${draw(key)}h.attachShadow({mode:'closed'}).append(c)</script>`,
  },
  {
    name: 'the picture of a canvas as a blob',
    html: (key) =>
      '<img id=i><script>const ' +
      `c=document.createElement('canvas');c.width=440;c.height=40;${draw(key)}c.toBlob((b)=>` +
      `{i.src=URL.createObjectURL(b)})</script>`,
  },
  {
    name: 'the picture of a canvas in its address',
    html: (key) =>
      '<img id=i><script>const ' +
      `c=document.createElement('canvas');c.width=440;c.height=40;${draw(key)}i.src=c.toDataURL()</script>`,
  },
  {
    name: 'the picture of a canvas in its address, as a background',
    html: (key) =>
      '<div id=i style="height:40px"></div><script>const ' +
      `c=document.createElement('canvas');c.width=440;` +
      `c.height=40;${draw(key)}i.style.backgroundImage='url('+c.toDataURL('image/webp')+')'</script>`,
  },
  {
    name: 'a blob as a background',
    html: (key) =>
      '<div id=i style="height:40px"></div><script>const ' +
      `c=document.createElement('canvas');c.width=440;c.height=40;${draw(key)}c.toBlob((b)=>` +
      `{i.style.backgroundImage='url('+URL.createObjectURL(b)+')'})</script>`,
  },
  {
    name: 'an SVG picture as a blob',
    html: (key) =>
      '<img id=i><script>i.src=URL.createObjectURL(new ' +
      `Blob([decodeURIComponent("${encodeURIComponent(SVG(key))}")],{type:'image/svg+xml'}))</script>`,
  },
  {
    name: 'a video of a canvas',
    html: (key) =>
      '<video id=v autoplay muted width=440 height=40></video><script>const ' +
      `c=document.createElement('canvas');c.width=440;c.height=40;const ` +
      `x=c.getContext('2d');setInterval(()=>{x.fillStyle='#fff';x.fillRect(0,0,440,40);x.font='26px ` +
      `sans-serif';x.fillStyle='red';x.fillText('${key}',0,30)},30);v.srcObject=c.captureStream(30)</script>`,
    moves: true,
  },
];

const FRAMES: Situation[] = [
  {
    name: 'a frame in a frame',
    html: (key) =>
      '<iframe ' +
      `srcdoc="${escaped(
        `<iframe srcdoc="<p style='color:red;font-size:24px;` + `margin:0'>${key}</p>"></iframe>`,
      )}"></iframe>`,
  },
  {
    name: 'a sandboxed frame',
    html: (key) => `<iframe sandbox srcdoc="<p style='color:red;font-size:24px'>${key}</p>"></iframe>`,
  },
  { name: 'a frame of another site', html: (key) => `<iframe src="https://elsewhere.example/${key}"></iframe>` },
  {
    name: 'a frame of another site in one of a third',
    html: (key) => `<iframe src="https://third.example/in/${key}"></iframe>`,
  },
  {
    name: 'a frame whose address holds its text',
    html: (key) => `<iframe src="data:text/html,<p style='color:red;font-size:24px'>${key}</p>"></iframe>`,
  },
  {
    name: 'a frame that loads itself anew',
    html: (key) =>
      '<iframe ' +
      `srcdoc="${escaped(
        `<p style='color:red;font-size:24px'>${key}</p><script>setTimeout(()=>` + `location.reload(),40)</script>`,
      )}"></iframe>`,
    moves: true,
  },
  {
    name: 'frames of another site that come and go',
    html: (key) =>
      `<div id=t></div><script>let on=false;setInterval(()=>{t.innerHTML=(on=!on)?'<iframe ` +
      `src="https://elsewhere.example/${key}"></iframe>':''},300)</script>`,
    moves: true,
  },
  {
    name: 'a frame of another site that takes the place of a hidden one',
    html: (key) =>
      '<iframe hidden src="https://elsewhere.example/x"></iframe><div id=t></div><script>let ' +
      `on=false;setInterval(()=>{t.innerHTML=(on=!on)?'<iframe ` +
      `src="https://elsewhere.example/${key}"></iframe>':''},300)</script>`,
    moves: true,
  },
  {
    name: 'a frame with a closed shadow root',
    html: (key) =>
      '<iframe ' +
      `srcdoc="${escaped(
        `<div id=h style='color:red;font-size:24px'></div>` +
          `<script>h.attachShadow({mode:'closed'}).innerHTML='<b>${key}</b>'</script>`,
      )}"></iframe>`,
  },
  {
    name: 'a scaled frame',
    html: (key) =>
      '<iframe style="transform:scale(1.3);transform-origin:0 0" width=360 srcdoc="<p ' +
      `style='color:red;font-size:20px'>${key}</p>"></iframe>`,
  },
  {
    name: 'a page that loads itself anew',
    html: (key) => `<p>${key}</p><script>setTimeout(()=>location.reload(),300)</script>`,
    moves: true,
  },
  {
    name: 'a page that hides it at first',
    html: (key) => `<p id=t hidden>${key}</p><script>setTimeout(()=>{t.hidden=false},30)</script>`,
    moves: true,
  },
  {
    name: 'a part that is shown and hidden again and again',
    html: (key) => `<p id=t>${key}</p><script>let on=false;setInterval(()=>{t.hidden=(on=!on)},40)</script>`,
    moves: true,
  },
  {
    name: 'letters that come one after another',
    html: (key) =>
      `<p id=t></p><script>let n=0;setInterval(()=>{t.textContent='${key}'.slice(0,1+(n++)%16)},10)</script>`,
    moves: true,
    few: 7,
  },
  {
    name: 'text that fades in by a script',
    html: (key) => `<p id=t>${key}</p><script>let n=0;setInterval(()=>{t.style.opacity=((n+=1)%10)/10},10)</script>`,
    moves: true,
  },
  {
    name: 'an animation by a script',
    html: (key) =>
      '<p ' +
      `id=t>${key}</p><script>t.animate([{marginLeft:0},{marginLeft:'90px'}],{duration:300,iterations:Infinity})` +
      `</script>`,
    moves: true,
  },
  {
    name: 'an animation that changes the content of a pseudo-element',
    html: (key) =>
      `<style>@keyframes k{0%,49%{content:''}50%,100%{content:'${key}'}}p::before{content:'';animation:k .12s ` +
      'infinite}</style><p></p>',
    moves: true,
  },
  {
    name: 'an animation that shows and hides',
    html: (key) =>
      '<style>@keyframes k{0%,49%{visibility:hidden}50%,100%{visibility:visible}}p{animation:k .12s ' +
      `infinite}</style><p>${key}</p>`,
    moves: true,
  },
  {
    name: 'a style sheet that changes the content of a pseudo-element',
    html: (key) =>
      '<style id=s></style><p></p><script>let ' +
      `on=false;setInterval(()=>{s.textContent=(on=!on)?"p::before{content:'${key}'}":''},30)</script>`,
    moves: true,
  },
  {
    name: 'a cover that the page takes away',
    html: (key) =>
      `<p id=t>${key}</p><script>new ` +
      `MutationObserver(()=>{t.removeAttribute('style')}).observe(t,{attributes:true})</script>`,
  },
];

export const SITUATIONS: Record<string, Situation[]> = {
  'that masks leak': MASK_LEAKS,
  'of text': TEXTS,
  'of fields': FIELDS,
  'of pictures': PICTURES,
  'of frames and change': FRAMES,
};
