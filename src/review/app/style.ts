const LIST = `
.list main, .compare main, .journal-page { max-width: 90rem; margin: 0 auto; padding: 1.1rem 1.25rem 3rem; }
.filters { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 7.9rem), 1fr)); gap: 0.6rem 0.75rem; align-items: end; margin: 0.9rem 0 0.75rem; }
.filters .wide { grid-column: span 2; }
.filters label { display: grid; gap: 0.15rem; min-width: 0; }
.filters label > span { color: var(--quiet); font-size: 0.8125rem; }
.filters input, .filters select { width: 100%; min-width: 0; }
.filters ::placeholder { color: var(--quiet); opacity: 1; }
.filter-buttons { display: flex; gap: 0.9rem; align-items: center; white-space: nowrap; }
.filter-buttons:has(a) .icon { display: none; }
.filters input[type=date] { padding-inline: 0.4rem; font-size: 0.875rem; }
.found { color: var(--quiet); margin: 0.25rem 0 0.5rem; font-variant-numeric: tabular-nums; }
.nothing-found { padding: 3rem 1rem; text-align: center; color: var(--quiet); border: 1px dashed var(--strong-line); border-radius: 10px; }
table.list { width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 10px; border-collapse: separate; border-spacing: 0; font-size: 0.875rem; }
.list td, .list th { overflow-wrap: anywhere; vertical-align: middle; padding: 0.32rem 0.7rem; font-weight: 400; }
.list thead th { position: sticky; top: 0; z-index: 1; color: var(--quiet); font-size: 0.8125rem; background: var(--sunk); border-bottom: 1px solid var(--line); }
.list thead th:first-child { border-top-left-radius: 10px; } .list thead th:last-child { border-top-right-radius: 10px; }
.list tbody tr { position: relative; }
.list tbody tr:hover { background: var(--sunk); }
.list tbody tr:focus-within { background: var(--calm-ground); }
.row-link { font-weight: 650; color: var(--text); text-decoration: none; }
.row-link::after { content: ""; position: absolute; inset: 0; }
.row-link:hover, .row-link:focus-visible { text-decoration: underline; }
.row-link:focus-visible { outline: 0; }
.row-link:focus-visible::after { outline: 3px solid var(--focus); outline-offset: -3px; border-radius: 6px; }
.list th small { display: inline-block; margin-left: 0.5rem; }
.list td small { display: block; }
.list td code, .list time { white-space: nowrap; }
.choose { width: 2rem; }
.choose input { position: relative; z-index: 1; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--link); vertical-align: middle; }
td.figure, th.figure { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
.list-foot { display: flex; flex-wrap: wrap; gap: 0.75rem; justify-content: space-between; align-items: center; margin-top: 0.9rem; }
.pages { display: flex; gap: 1.1rem; align-items: center; font-variant-numeric: tabular-nums; }
.pages a { display: inline-block; padding: 0.3rem 0; }
@media (max-width: 60rem) {
  .list thead { display: none; }
  table.list, .list tbody { display: block; }
  .list tbody tr { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.15rem 0.75rem; align-items: center; padding: 0.6rem 0.75rem; border-bottom: 1px solid var(--line); }
  .list tbody tr:last-child { border-bottom: 0; }
  .list td, .list th { border: 0; padding: 0; text-align: start; }
  .list th { grid-column: 2 / -1; grid-row: 2; overflow-wrap: anywhere; }
  .choose { grid-row: 1; } .outcome-cell { grid-row: 1; grid-column: 2; } .review-cell { grid-row: 1; grid-column: 3; }
  .list td[data-words] { grid-column: 2 / -1; display: flex; gap: 0.5em; color: var(--quiet); }
  .list td[data-words]::before { content: attr(data-words); min-width: 5em; }
  .filters .wide { grid-column: 1 / -1; }
}
@media (max-width: 60rem) and (min-width: 36rem) { .list td[data-words] { display: inline-flex; grid-column: auto; } .list tbody tr { display: flex; flex-wrap: wrap; } .list th { order: 0; flex: 1 1 12rem; } .list .review-cell { order: 1; } .list td[data-words] { order: 2; } .list td[data-words]::before { min-width: 0; } .list tbody tr > th { flex-basis: 40%; } }
`;

const RUN = `
.app.run .frame { max-width: 110rem; }
.app .contents { font-size: 0.8125rem; }
.app .contents > ol > li:first-child { margin-top: 0; }
.step-link .signed { display: block; color: var(--quiet); font-weight: 400; }
.step-link .signed.all { color: var(--good); }
.app .summary { padding-top: 1.1rem; min-width: 0; }
.app .summary h1 { font-size: 1.375rem; margin: 0.2rem 0; }
.app .outcome { margin-top: 0.9rem; padding: 0.8rem 1rem; }
.app .outcome > .icon { width: 1.6rem; height: 1.6rem; }
.app .outcome-word { font-size: 1.0625rem; }
.app .particulars { padding: 0.9rem 1rem; gap: 0.6rem 1.5rem; margin: 0.9rem 0; font-size: 0.8125rem; }
.app .step { margin-bottom: 0.8rem; }
.app .step > header { padding: 0.75rem 1rem; }
.app .body { padding: 0 1rem 1rem; }
.app h2 { font-size: 1.0625rem; margin: 1.5rem 0 0.6rem; }
.head { display: grid; gap: 0 1.5rem; }
.panel { min-width: 0; }
.run .panel { background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shade); padding: 1rem; margin-top: 1rem; align-self: start; }
.panel h2 { font-size: 0.9375rem; margin: 1.1rem 0 0.5rem; }
.panel > :first-child h2, .panel > h2:first-child { margin-top: 0; }
.go { margin: 0.6rem 0 0.9rem; }
.button.primary { min-height: 2.5rem; padding: 0.4rem 1.1rem; }
.sign-off label { display: block; margin-bottom: 0.2rem; }
.sign-off h2 { display: flex; gap: 0.75rem; align-items: center; justify-content: space-between; }
.verdicts { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0.5rem 0; }
.history { display: grid; gap: 0.6rem; margin-top: 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); font-size: 0.8125rem; }
.history time { white-space: nowrap; }
.history + details { margin-top: 0.6rem; font-size: 0.8125rem; }
.history .said { white-space: pre-line; margin: 0.25rem 0 0; padding-left: 0.7rem; border-left: 3px solid var(--line); }
.compare-with { margin-top: 1rem; padding-top: 0.25rem; border-top: 1px solid var(--line); }
.compare-with .row { display: flex; flex-wrap: wrap; gap: 0.4rem; }
.compare-with select { flex: 1 1 10rem; min-width: 0; }
.compare-with + p { margin-top: 0.9rem; }
.plan { margin: 0.4rem 0 0.8rem; }
.plan .verdict { font-weight: 400; }
.plan tfoot td { font-weight: 400; }
.cells { display: flex; flex-wrap: wrap; gap: 0.9rem 1rem; margin-top: 0.8rem; }
.cell { width: min-content; }
.cell h4 { font-size: 0.8125rem; font-weight: 600; margin-top: 0.35rem; }
.cell .meta { display: flex; gap: 0.6em; align-items: center; font-size: 0.75rem; }
.cell .meta .kind { font-size: 0.75rem; }
.cell-frames, .filmstrip ol { display: flex; gap: 0.35rem; }
.cell-frames a, .filmstrip a { position: relative; display: block; width: 10.5rem; color: var(--quiet); text-decoration: none; font-size: 0.75rem; }
.cell-frames img, .filmstrip img { display: block; width: 100%; height: auto; border: 1px solid var(--strong-line); border-radius: 4px; background: var(--sunk); }
.cell-frames a:hover img, .filmstrip a:hover img { border-color: var(--link); }
.not-shown { display: grid; place-items: center; align-content: center; gap: 0.25rem; aspect-ratio: 16 / 10; border: 2px dashed var(--tone); border-radius: 4px; background: var(--tone-ground); color: var(--tone); }
.strip-words { display: block; padding-top: 0.1rem; white-space: nowrap; }
.review-mark { color: var(--tone); }
.cell-frames .review-mark, .filmstrip .review-mark { position: absolute; right: 0.25rem; top: 0.25rem; padding: 0.15rem; border-radius: 99px; background: var(--card); line-height: 0; font-size: 0.875rem; }
.withheld-frame { display: grid; grid-template-rows: 1fr auto; width: 7rem; font-size: 0.75rem; color: var(--quiet); }
.withheld-frame > :first-child { display: grid; place-items: center; border: 2px dashed var(--strong-line); border-radius: 4px; min-height: 3rem; font-size: 1rem; }
@media (min-width: 75rem) { .head { grid-template-columns: minmax(0, 1fr) 21rem; } }
@media (min-width: 64rem) { .app.run .frame { grid-template: 'contents steps' 1fr / 15.5rem minmax(0, 1fr); column-gap: 1.75rem; } .app.run .contents { padding-top: 1.1rem; } .app.run .summary { grid-area: auto; } }
@media (max-width: 63.99rem) { .app.run .frame > .contents { display: none; } }
@media (max-width: 30rem) { .cell { width: 100%; } .cell-frames { flex-wrap: wrap; } .cell-frames li { flex: 1 1 45%; } .cell-frames a { width: auto; } }
`;

const LINES = `
.lines { font-size: 0.8125rem; line-height: 1.4; }
.lines li { display: grid; grid-template-columns: 3.6rem 1.1rem minmax(0, 1fr); gap: 0.45rem; padding: 0.16rem 0.35rem; border-radius: 4px; }
.lines .icon { margin-top: 0.15em; color: var(--quiet); }
.lines .seq { color: var(--quiet); font-variant-numeric: tabular-nums; text-align: end; white-space: nowrap; font-size: 0.75rem; padding-top: 0.08em; }
.step-journal { max-height: 24rem; overflow: auto; }
.lines [aria-current] { background: var(--calm-ground); }
.lines .shot-withheld { background: var(--warn-ground); }
.lines .gesture { font-weight: 600; }
.lines .gesture .seq { font-weight: 400; }
.lines .gesture-end { color: var(--quiet); }
.journal-page .lines { margin-top: 1rem; padding: 0.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
`;

const BENCH = `
.bench { display: grid; gap: 0; }
.bench main { display: flex; flex-direction: column; padding: 0.7rem 1rem 0.5rem; min-width: 0; }
.shot-head { display: flex; flex-wrap: wrap; gap: 0.25rem 0.9rem; align-items: center; }
.turns { display: flex; gap: 0.35rem; align-items: center; }
.turn { width: 2.4rem; padding: 0; min-height: 2.2rem; }
.turn.off { color: var(--quiet); border-color: var(--line); cursor: default; }
.place { min-width: 5rem; text-align: center; font-weight: 650; font-variant-numeric: tabular-nums; white-space: nowrap; }
.shot-title { flex: 1 1 16rem; min-width: 0; }
.app .shot-title h1 { font-size: 1.0625rem; line-height: 1.3; }
.shot-kind { display: flex; gap: 0.75rem; align-items: center; }
.tools { display: flex; flex-wrap: wrap; gap: 0.35rem 1rem; align-items: center; margin: 0.55rem 0; }
.looks { display: flex; flex-wrap: wrap; gap: 0.4rem; }
.segments { display: inline-flex; }
.segments .way { border-radius: 0; margin-left: -1px; } .segments .way:first-child { border-radius: 6px 0 0 6px; margin: 0; } .segments .way:last-child { border-radius: 0 6px 6px 0; }
.app .way { min-height: 1.8rem; padding: 0.1rem 0.7rem; font-size: 0.8125rem; }
.app .way[aria-current], .app .way[aria-pressed=true] { background: var(--text); border-color: var(--text); color: var(--card); }
.findings { color: var(--quiet); font-size: 0.8125rem; }
.app .stage { border: 0; background: var(--well); border-radius: 8px; cursor: default; overflow: auto; line-height: normal; padding: 0; box-shadow: inset 0 0 0 1px var(--line); }
.stage .pane { position: relative; display: block; }
.stage .pane img { display: block; width: 100%; height: auto; object-fit: contain; }
.pane .changes, .pane .mark { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }
.changes rect { fill: none; vector-effect: non-scaling-stroke; }
.changes .halo { stroke: #fff; stroke-width: 4px; stroke-opacity: 0.9; }
.changes .line { stroke: #7a35d8; stroke-width: 2px; stroke-dasharray: 7 3; }
.stage.side { display: grid; gap: 0.5rem; grid-template-columns: repeat(2, minmax(0, 1fr)); padding: 0.35rem; align-items: start; }
.stage.side figure { min-width: 0; }
.stage.side .view { overflow: auto; }
.stage.side .mark .halo { stroke-width: 4px; } .stage.side .mark .line { stroke-width: 2px; }
.stage.side figcaption { padding: 0.3rem 0.2rem 0.1rem; background: transparent; color: var(--text); font-weight: 600; }
.app .stage[data-zoom]:not([data-zoom=fit]) .pane { width: max-content; }
.app .stage[data-zoom]:not([data-zoom=fit]) .pane img { max-width: none; height: auto; }
.pane.slider { cursor: ew-resize; touch-action: pan-y; }
.js .pane.slider .over { position: absolute; inset: 0; clip-path: inset(0 0 0 var(--at, 50%)); }
.js .pane.slider::after { content: ""; position: absolute; top: 0; bottom: 0; left: var(--at, 50%); border-left: 2px solid #e0006c; box-shadow: 0 0 0 1px #fff; }
.slide { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.75rem; align-items: center; padding-top: 0.4rem; font-size: 0.8125rem; }
.slide input { width: 100%; min-height: 1.5rem; accent-color: var(--link); }
.under { display: grid; gap: 0 1.5rem; padding-top: 0.15rem; }
.under.two { grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0.75rem 0.5rem; padding-top: 0.4rem; }
.under.two .side-name { font-size: 0.8125rem; font-weight: 650; margin-bottom: -0.4rem; }
.under figcaption dl { grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); column-gap: 1.25rem; }
.under .url { max-height: 2.9em; overflow: hidden; }
.under .url:hover { max-height: none; }
.under .check { font-size: 0.8125rem; }
.bench > .panel { padding: 0.8rem 1rem; }
.bench > .panel .story { font-size: 0.8125rem; }
.bench > .panel .story > div, .bench > .panel .problem dl > div { grid-template-columns: minmax(0, 1fr); }
.bench > .panel .problem { margin: 0; padding: 0.8rem; }
.bench > .panel .plan { max-width: 100%; }
.bench > .panel .plan { font-size: 0.75rem; }
.bench > .panel .plan table { font-size: inherit; width: 100%; }
.bench > .panel .plan th, .bench > .panel .plan td { padding: 0.25rem 0.35rem; white-space: normal; overflow-wrap: break-word; }
.bench > .panel .plan .verdict span { font-size: 0; white-space: nowrap; }
.bench > .panel .plan .verdict .icon { font-size: 0.875rem; margin: 0; }
.filmstrip { display: flex; gap: 0.9rem; overflow-x: auto; padding: 0.4rem 1rem 0.6rem; background: var(--card); border-top: 1px solid var(--line); scrollbar-width: thin; }
.strip-step { position: sticky; left: 0; width: max-content; font-size: 0.75rem; color: var(--quiet); padding-bottom: 0.15rem; }
.filmstrip a { width: 6.25rem; }
.filmstrip .withheld-frame { width: 6.25rem; }
.filmstrip [aria-current] { color: var(--text); font-weight: 650; }
.filmstrip [aria-current] img { outline: 3px solid var(--focus); outline-offset: 1px; }
.bench > .contents { display: none; }
.no-picture.bad { margin: 0.5rem; }
@media (min-width: 64rem) {
  body.shot, body.pair { height: 100dvh; overflow: hidden; display: grid; grid-template-rows: auto minmax(0, 1fr); }
  .bench { grid-template: 'steps main panel' minmax(0, 1fr) 'strip strip strip' auto / 14.5rem minmax(0, 1fr) 21rem; min-height: 0; }
  .pair-bench { grid-template: 'main' minmax(0, 1fr) / minmax(0, 1fr); }
  .bench > .contents { display: block; grid-area: steps; position: static; align-self: stretch; max-height: none; overflow: auto; padding: 0.9rem 0.75rem; border-right: 1px solid var(--line); }
  .bench main { grid-area: main; min-height: 0; overflow: auto; }
  .bench > .panel { grid-area: panel; overflow: auto; border-left: 1px solid var(--line); background: var(--card); }
  .filmstrip { grid-area: strip; }
  .bench .stage { flex: 1 1 auto; min-height: min(24rem, 55dvh); position: relative; }
  .stage > .pane { position: absolute; inset: 0; }
  .stage > .pane img { height: 100%; }
  .app .stage[data-zoom]:not([data-zoom=fit]) > .pane { position: relative; }
  .bench .stage.side { flex: none; min-height: 10rem; }
  .stage.side .pane img { max-height: max(14rem, calc(100dvh - 24rem)); }
  .pair-bench .stage.side .pane img { max-height: max(14rem, calc(100dvh - 19rem)); }
  .app .stage.side[data-zoom]:not([data-zoom=fit]) .pane img { max-height: none; }
  .stage.side .view { max-height: max(14rem, calc(100dvh - 24rem)); }
  .pair-bench .stage.side .view { max-height: max(14rem, calc(100dvh - 19rem)); }
}
@media (max-width: 63.99rem) {
  .stage.side .view { max-height: 60dvh; }
  .bench > .contents { display: none; }
  .filmstrip { order: 2; } .bench main { order: 1; } .bench > .panel { order: 3; }
}
@media (max-width: 40rem) {
  .app .plan { max-width: 100%; }
  .app .plan table { width: 100%; }
  .app .plan th, .app .plan td { padding: 0.25rem 0.35rem; white-space: normal; overflow-wrap: break-word; }
  .app .plan .verdict span { font-size: 0; white-space: nowrap; }
  .app .plan .verdict .icon { font-size: 0.875rem; margin: 0; }
  .bench main { padding: 0.6rem 0.75rem; }
  .stage.side { grid-template-columns: minmax(0, 1fr); }
  .place { min-width: 4rem; }
  .slide { grid-template-columns: 1fr 1fr; } .slide input { grid-row: 2; grid-column: 1 / -1; } .slide span:last-child { text-align: end; }
}
`;

const COMPARE = `
.heads { background: var(--card); border: 1px solid var(--line); margin: 0.9rem 0; }
.heads td { font-weight: 400; overflow-wrap: anywhere; }
.compare-tools { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; align-items: center; }
.compare-tools .switch { margin: 0; padding: 0; border: 0; }
.pairs ol { display: grid; gap: 1rem; }
.pair h3 { font-size: 0.875rem; display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; align-items: baseline; margin-bottom: 0.3rem; }
.pair .said { font-weight: 400; color: var(--quiet); font-size: 0.8125rem; }
.halves { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.75rem; }
.halves .pane { position: relative; display: block; }
.halves img { display: block; width: 100%; height: auto; border: 1px solid var(--strong-line); border-radius: 6px; background: var(--sunk); }
li.pair { height: auto; overflow: visible; display: block; }
.only-differing .pair.equal { display: none; }
.only-differing .pairs:not(:has(.pair:not(.equal))) { display: none; }
@media (max-width: 36rem) { .heads .icon + span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } .heads th, .heads td { padding: 0.3rem 0.4rem; } .halves { gap: 0.35rem; } .halves .no-picture { padding: 0.4rem; } }
`;

const DARK = `
@media (prefers-color-scheme: dark) { .changes .line { stroke: #b184ff; } .changes .halo { stroke: #10141a; } }
`;

/** What only the review app has. */
export const STYLE = [LIST, RUN, LINES, BENCH, COMPARE, DARK].join('');
