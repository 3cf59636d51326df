/** Both colour schemes keep text at 4.5:1 or better on the ground it stands on (WCAG AA). */
const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #f4f5f7; --card: #ffffff; --sunk: #f4f6f9; --well: #d5dbe3; --line: #dce1e7; --strong-line: #b9c2cd;
  --text: #18202b; --quiet: #535e6c; --link: #1d4fb8; --focus: #1d4fb8; --mark: #e0006c; --shade: 0 1px 2px rgb(20 30 45 / 6%), 0 4px 16px rgb(20 30 45 / 5%);
  --good: #0a6638; --good-ground: #e4f4ea; --calm: #1f4c94; --calm-ground: #e6eefb; --bad: #a3150f; --bad-ground: #fdebe9;
  --warn: #7a4a00; --warn-ground: #fcf1d9; --mute: #535e6c; --mute-ground: #edf0f3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10141a; --card: #181e26; --sunk: #131820; --well: #05070a; --line: #2a333f; --strong-line: #475362;
    --text: #e5eaf1; --quiet: #a2adbb; --link: #8fb7ff; --focus: #8fb7ff; --mark: #ff4fa3; --shade: none;
    --good: #6fd69b; --good-ground: #12301f; --calm: #9cc2ff; --calm-ground: #17294a; --bad: #ff9d94; --bad-ground: #3d1614;
    --warn: #f3c468; --warn-ground: #362707; --mute: #a2adbb; --mute-ground: #232b36;
  }
}
.good { --tone: var(--good); --tone-ground: var(--good-ground); }
.calm { --tone: var(--calm); --tone-ground: var(--calm-ground); }
.bad { --tone: var(--bad); --tone-ground: var(--bad-ground); }
.warn { --tone: var(--warn); --tone-ground: var(--warn-ground); }
.mute { --tone: var(--mute); --tone-ground: var(--mute-ground); }
`;

const BASE = `
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, p, dl, dd, ol, ul, figure { margin: 0; }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
ol, ul { padding: 0; list-style: none; }
a { color: var(--link); text-underline-offset: 0.15em; }
code, pre { font: 0.92em/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { margin: 0.5rem 0 0; padding: 0.75rem; background: var(--sunk); border-radius: 6px; white-space: pre-wrap; }
time, .number, .bead, table { font-variant-numeric: tabular-nums; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.quiet, .meta { color: var(--quiet); }
.meta { font-size: 0.8125rem; }
.icon { width: 1.15em; height: 1.15em; flex: none; vertical-align: -0.2em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.icon-sheet, .sheet { position: absolute; width: 0; height: 0; }
.with-icon { display: flex; gap: 0.5em; align-items: flex-start; }
.with-icon > .icon { margin-top: 0.2em; }
span.with-icon { display: inline-flex; }
.chip { display: inline-flex; align-items: center; gap: 0.4em; padding: 0.15em 0.7em 0.15em 0.5em; border-radius: 99px; background: var(--tone-ground); color: var(--tone); font-size: 0.8125rem; font-weight: 600; white-space: nowrap; }
.kind { display: inline-flex; align-items: center; gap: 0.4em; color: var(--quiet); font-size: 0.8125rem; white-space: nowrap; }
.kind.commit { color: var(--text); font-weight: 650; }
.hash .whole { display: none; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 0.5rem; top: 0.5rem; padding: 0.5rem 1rem; background: var(--card); z-index: 2; }
summary { cursor: pointer; width: fit-content; color: var(--link); border-radius: 4px; }
summary:hover { text-decoration: underline; }
`;

const FRAME = `
.frame { max-width: 90rem; margin: 0 auto; padding: 0 1.25rem 4rem; }
main { min-width: 0; }
.contents { padding: 1.25rem 0 0; font-size: 0.875rem; line-height: 1.4; }
.contents a { color: inherit; text-decoration: none; }
.contents a:hover { text-decoration: underline; }
.contents-title, .phase-link { font-weight: 650; }
.contents > ol > li { margin: 0.9rem 0; }
.step-link { display: flex; gap: 0.55em; padding: 0.3rem 0.5rem; margin: 0.1rem -0.5rem; border-radius: 6px; }
.step-link .icon { color: var(--tone); margin-top: 0.1em; }
.step-link small { color: var(--tone); font-size: 0.75rem; font-weight: 600; white-space: nowrap; }
.step-link.good small, .step-link.calm small, .step-link.mute small { color: var(--quiet); font-weight: 400; }
.step-link[aria-current] { background: var(--card); box-shadow: inset 3px 0 0 var(--tone); border-radius: 2px 6px 6px 2px; }
.switch { display: flex; gap: 0.55em; align-items: flex-start; margin-top: 1.1rem; padding-top: 1.1rem; border-top: 1px solid var(--line); cursor: pointer; }
.switch input { margin: 0.2em 0 0; width: 1rem; height: 1rem; flex: none; accent-color: var(--link); }
body:has(#leave-out-looks:checked) .gesture.look:not(:has(.chip)) { display: none; }
@media (min-width: 64rem) {
  .frame { display: grid; grid-template: 'contents summary' auto 'contents steps' 1fr / 17rem minmax(0, 1fr); column-gap: 2.25rem; }
  .summary { grid-area: summary; }
  main { grid-area: steps; }
  .contents { grid-area: contents; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 2rem 0.5rem; }
}
`;

const SUMMARY = `
.summary { padding: 2rem 0 0.5rem; }
.kicker { color: var(--quiet); font-size: 0.8125rem; letter-spacing: 0.02em; }
h1 { font-size: clamp(1.5rem, 1rem + 2vw, 2.125rem); letter-spacing: -0.015em; margin: 0.35rem 0 0.3rem; max-width: 32em; }
.customer { font-size: 1.0625rem; }
.outcome { display: flex; gap: 1rem; align-items: flex-start; margin: 1.4rem 0 0; padding: 1.1rem 1.25rem; border-radius: 12px; background: var(--tone-ground); color: var(--text); border: 1px solid color-mix(in srgb, var(--tone) 35%, transparent); }
.outcome > .icon { width: 2.1rem; height: 2.1rem; color: var(--tone); stroke-width: 1.8; }
.outcome-word { font-size: 1.25rem; font-weight: 700; line-height: 1.3; color: var(--tone); }
.advice { margin-top: 0.35rem; }
.advice span { font-weight: 650; }
.drift, .left-for-you { margin: 0.6rem 0 0; padding-left: 1.1rem; display: grid; gap: 0.5rem; list-style: disc; }
.drift .changes { list-style: none; padding: 0; margin-top: 0.15rem; }
.counts { margin: 1rem 0 0.35rem; font-weight: 600; }
.check { color: var(--quiet); font-size: 0.875rem; }
.check > .icon { color: var(--good); }
.check.doubt { color: var(--warn); background: var(--warn-ground); padding: 0.5rem 0.75rem; border-radius: 8px; margin-top: 0.5rem; }
.check.doubt.bad { color: var(--bad); background: var(--bad-ground); font-weight: 600; }
.check.doubt > .icon { color: inherit; }
.check.calm > .icon { color: var(--calm); }
.particulars { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17.5rem), 1fr)); gap: 1rem 2rem; margin: 1.4rem 0 1rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shade); font-size: 0.875rem; }
.particulars dt { color: var(--quiet); font-size: 0.8125rem; }
.url { color: var(--text); }
.folded { margin: 0.5rem 0; font-size: 0.875rem; }
.folded > .facts, .folded > .timeline { margin-top: 0.6rem; }
`;

const STEPS = `
h2 { font-size: 1.3125rem; letter-spacing: -0.01em; margin: 2.25rem 0 0.9rem; scroll-margin-top: 1rem; }
h2 .quiet { font-weight: 400; margin-right: 0.35em; }
.step { background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shade); margin: 0 0 1.1rem; scroll-margin-top: 1rem; overflow: clip; }
.step.bad, .step.warn { border-color: color-mix(in srgb, var(--tone) 55%, var(--line)); }
.step > header { display: flex; gap: 0.9rem; align-items: flex-start; padding: 1.1rem 1.25rem; }
.step > header > div { flex: 1; min-width: 0; }
.step > header .chip { margin-top: 0.15rem; }
.step h3 { font-size: 1.0625rem; }
.step h3 + .meta { margin-top: 0.15rem; }
.number { flex: none; min-width: 2rem; height: 2rem; padding: 0 0.4rem; display: grid; place-items: center; border-radius: 8px; background: var(--tone-ground); color: var(--tone); font-weight: 700; }
.step.mute { box-shadow: none; background: transparent; border-style: dashed; border-color: var(--strong-line); }
.body { padding: 0 1.25rem 1.25rem; }
.story { display: grid; gap: 0.5rem; margin: 0 0 0.8rem; }
.story > div, .problem dl > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0.15rem 1rem; }
.story dt { color: var(--quiet); }
.changes li { position: relative; padding-left: 1.1em; }
.changes li::before { content: "→"; position: absolute; left: 0; color: var(--quiet); }
.problem { display: grid; gap: 1rem 1.5rem; margin: 0 1.25rem 1.1rem; padding: 1.1rem 1.25rem; border-radius: 10px; background: var(--bad-ground); border: 1px solid color-mix(in srgb, var(--bad) 35%, transparent); }
.problem:has(> .picture, > .shot, > .no-picture) { grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr); }
.summary .problem, .timeline .problem { margin: 0.8rem 0 0; }
.problem-title { color: var(--bad); font-size: 1.0625rem; margin-bottom: 0.6rem; }
.problem dl { display: grid; gap: 0.5rem; }
.problem .next dd { font-weight: 650; }
.facts { display: grid; gap: 0.45rem; }
.facts > div { display: grid; grid-template-columns: minmax(6rem, 11rem) minmax(0, 1fr); gap: 0.1rem 1rem; padding-top: 0.45rem; border-top: 1px solid var(--line); }
.facts dt { color: var(--quiet); }
.facts dd { white-space: pre-line; }
.facts dd > * { white-space: normal; }
.facts dd > bdi { white-space: pre-line; }
.grid { overflow: auto; max-height: 32rem; border: 1px solid var(--line); border-radius: 6px; margin: 0.15rem 0 0.5rem; max-width: max-content; }
table { border-collapse: collapse; font-size: 0.8125rem; overflow-wrap: normal; }
th, td { text-align: start; padding: 0.35rem 0.8rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child > * { border-bottom: 0; }
thead > tr > * { position: sticky; top: 0; background: var(--sunk); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
td { font-weight: 650; }
td.nothing { color: var(--quiet); font-weight: 400; }
@media (max-width: 40rem) {
  th, td { padding: 0.35rem 0.5rem; }
  .frame { padding: 0 0.85rem 3rem; }
  .story > div, .problem dl > div, .facts > div { grid-template-columns: minmax(0, 1fr); }
  .problem:has(> .picture, > .shot, > .no-picture) { grid-template-columns: minmax(0, 1fr); }
  .step > header { flex-wrap: wrap; padding: 0.9rem; gap: 0.6rem 0.75rem; }
  .step > header > div { flex-basis: calc(100% - 3rem); }
  .step > header .chip { margin: 0 0 0 2.75rem; }
  .body { padding: 0 0.9rem 0.9rem; }
  .problem { margin: 0 0.9rem 0.9rem; padding: 0.9rem; }
}
`;

const TIMELINE = `
.timeline { position: relative; margin-top: 0.9rem; padding-top: 0.4rem; }
.gesture, .remark { position: relative; padding: 0 0 1.4rem 3rem; }
.remark { padding-bottom: 1rem; font-size: 0.875rem; }
.timeline > :last-child { padding-bottom: 0; }
.timeline > ::before { content: ""; position: absolute; left: 0.95rem; top: 0.4rem; bottom: -0.4rem; border-left: 2px solid var(--line); }
.timeline > :last-child::before { display: none; }
.bead { position: absolute; left: 0; top: -0.1rem; width: 2rem; height: 1.6rem; display: grid; place-items: center; border: 2px solid var(--line); border-radius: 99px; background: var(--card); color: var(--quiet); font-size: 0.75rem; font-weight: 650; }
.gesture.commit > .bead { border-color: var(--text); background: var(--text); color: var(--card); }
.gesture.edit > .bead { border-color: var(--strong-line); color: var(--text); }
.remark > .bead { border-color: transparent; font-size: 0.875rem; }
.gesture-head { display: flex; flex-wrap: wrap; gap: 0.2rem 0.9rem; align-items: baseline; }
.gesture h4 { font-size: 0.9375rem; }
.remark .meta { white-space: nowrap; margin-left: 0.35em; }
.shots { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem 1.25rem; margin-top: 0.65rem; }
.shots > :only-child { grid-column: 1 / -1; display: grid; grid-template-columns: subgrid; align-items: start; }
.shots > :only-child > figcaption, .shots > .withheld:only-child > .when { padding-top: 0; }
.picture { position: relative; display: block; border: 1px solid var(--strong-line); border-radius: 8px; overflow: hidden; background: var(--sunk); line-height: 0; cursor: zoom-in; }
.picture:hover { border-color: var(--link); }
.picture .pixels { display: block; width: 100%; height: auto; font: 0.8125rem/1.4 system-ui, sans-serif; }
.mark { position: absolute; inset: 0; width: 100%; height: 100%; }
.mark rect, .swatch rect { fill: none; vector-effect: non-scaling-stroke; }
.halo { stroke: #fff; stroke-width: 5px; stroke-opacity: 0.9; }
.line { stroke: #e0006c; stroke-width: 2.5px; }
.enlarge { position: absolute; right: 0.5rem; top: 0.5rem; padding: 0.4rem; border-radius: 6px; background: #18202be0; color: #fff; font-size: 0.9rem; line-height: 0; opacity: 0; }
.picture:hover .enlarge, .picture:focus-visible .enlarge { opacity: 1; }
@media (hover: none) { .enlarge { opacity: 1; } }
figcaption, .shot > .when, .viewer-caption { font-size: 0.8125rem; line-height: 1.45; padding-top: 0.45rem; }
figcaption dl { display: grid; gap: 0.05rem; color: var(--quiet); margin-top: 0.1rem; }
figcaption dl > div { display: grid; grid-template-columns: 3.2rem minmax(0, 1fr); gap: 0.5rem; }
figcaption .file { margin-right: 0.4em; }
figcaption .file a { color: inherit; }
.covered { margin-top: 0.35rem; color: var(--calm); }
.no-picture { display: grid; align-content: center; gap: 0.3rem; min-height: 11rem; padding: 1rem 1.25rem; border: 2px dashed var(--strong-line); border-radius: 8px; background: var(--sunk); line-height: 1.45; font-size: 0.875rem; }
.shots .no-picture { aspect-ratio: 16 / 10; min-height: 0; }
.no-picture.bad { border-color: var(--bad); background: var(--bad-ground); }
.no-picture.bad strong, .no-picture.bad .icon { color: var(--bad); }
.problem .no-picture { background: var(--card); }
.reading { margin-top: 3rem; padding-top: 0.5rem; border-top: 1px solid var(--line); font-size: 0.875rem; max-width: 56rem; }
.reading h2 { margin-top: 1.25rem; }
.reading h3 { font-size: 0.9375rem; margin: 1.25rem 0 0.3rem; }
.reading dl { display: grid; gap: 0.5rem; }
.reading dl > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0.75rem; }
.reading dt { font-size: 0.875rem; }
.swatch { width: 2rem; height: 1.1rem; vertical-align: -0.2em; }
@media (max-width: 48rem) {
  .shots { grid-template-columns: minmax(0, 1fr); }
  .shots > :only-child > figcaption { padding-top: 0.45rem; }
  .gesture, .remark { padding-left: 2.5rem; }
}
@media (max-width: 30rem) {
  .gesture > .shots, .gesture > .meta, .remark > details, .remark > .problem { margin-left: -2.5rem; }
  .gesture > .meta { margin-left: 0; }
  .timeline > ::before { display: none; }
  .reading dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
}
`;

const VIEWER = `
.viewer { width: 100vw; height: 100dvh; max-width: none; max-height: none; margin: 0; padding: 0; border: 0; background: var(--ground); color: var(--text); overflow: hidden; }
.viewer[open] { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; }
.viewer-bar { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; padding: 0.6rem 1rem; background: var(--card); border-bottom: 1px solid var(--line); }
#viewer-title { flex: 1 1 14rem; font-weight: 650; }
#viewer-place { color: var(--quiet); font-size: 0.875rem; padding: 0 0.6rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.viewer button { display: inline-flex; align-items: center; gap: 0.45em; min-height: 2.25rem; padding: 0.3rem 0.8rem; border: 1px solid var(--strong-line); border-radius: 8px; background: var(--card); color: inherit; font: inherit; font-size: 0.875rem; cursor: pointer; }
.viewer button:hover { border-color: var(--link); color: var(--link); }
.viewer button[aria-disabled="true"] { color: var(--quiet); border-color: var(--line); cursor: default; text-decoration: none; opacity: 0.65; }
.viewer button[aria-pressed="true"] { background: var(--text); border-color: var(--text); color: var(--card); }
.stage { position: relative; padding: 0; background: var(--well); cursor: zoom-in; overflow: hidden; line-height: 0; border: 0.75rem solid var(--well); }
.stage:focus-visible { outline-width: 2px; outline-offset: -2px; }
.stage img { width: 100%; height: 100%; object-fit: contain; }
.viewer:not(.actual) .stage .pixels { width: 100%; height: 100%; }
.stage .enlarge { display: none; }
.stage .halo { stroke-width: 7px; }
.stage .line { stroke-width: 3.5px; }
.viewer.actual .stage { overflow: auto; cursor: zoom-out; display: grid; grid-template: auto / auto; justify-content: safe center; align-content: safe center; }
.viewer.actual .stage > * { grid-area: 1 / 1; }
.viewer.actual .stage .mark { position: relative; }
.viewer.actual .stage .pixels { max-width: none; }
.viewer-caption { padding: 0.6rem 1rem 0.8rem; background: var(--card); border-top: 1px solid var(--line); max-height: 34dvh; overflow: auto; }
.viewer-caption dl { display: flex; flex-wrap: wrap; gap: 0.1rem 1.5rem; color: var(--quiet); }
.viewer-caption dl > div { display: flex; gap: 0.5em; }
.viewer-caption dt { flex: none; }
.viewer-caption dd { color: var(--text); }
.viewer-caption .short { display: none; }
.viewer-caption .whole { display: inline; }
@media (max-width: 40rem) {
  .viewer button { padding: 0.3rem 0.6rem; }
  #viewer-previous span, #viewer-next span, #viewer-close span { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  #viewer-title { flex-basis: 100%; }
  #viewer-place { padding: 0; margin-right: auto; }
  .stage .halo { stroke-width: 4px; }
  .stage .line { stroke-width: 2px; }
  .stage { border-width: 0.25rem; }
}
`;

const PRINT = `
@media print {
  :root {
    --ground: #fff; --card: #fff; --sunk: #f6f7f9; --line: #ccd2d9; --strong-line: #99a3af; --text: #000; --quiet: #444d58; --link: #000; --shade: none;
    --good: #0a6638; --good-ground: #fff; --calm: #1f4c94; --calm-ground: #fff; --bad: #a3150f; --bad-ground: #fff; --warn: #7a4a00; --warn-ground: #fff; --mute: #444d58; --mute-ground: #fff;
  }
  @page { margin: 14mm; }
  body { font-size: 9.5pt; }
  .frame { display: block; padding: 0; max-width: none; }
  .contents { position: static; max-height: none; break-after: page; }
  .switch, .enlarge, .skip, .viewer, .viewer[open] { display: none; }
  .step { overflow: visible; border-radius: 0; border-width: 1px 0 0; }
  .step > header, h2, h3, h4, .gesture-head, .gesture > .meta, summary, .phase-link { break-after: avoid; }
  .gesture, .story, .shot, .problem, .remark, .outcome, .particulars > div, .facts > div, .contents > ol > li, tr { break-inside: avoid; }
  summary { list-style: none; color: inherit; font-weight: 650; margin-top: 0.5rem; }
  summary::-webkit-details-marker { display: none; }
  figcaption, figcaption dl { font-size: 7.5pt; line-height: 1.35; }
  .gesture { padding-bottom: 1rem; }
  .bead { top: 0; }
  .shots, .story > div, .problem dl > div { display: grid; }
  .shots { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .shots > :only-child { grid-template-columns: subgrid; }
  .chip { border: 1px solid currentColor; }
  .hash .short { display: none; }
  .hash .whole { display: inline; }
  .grid { overflow: visible; max-height: none; }
  th, td { padding: 0.15rem 0.4rem; font-size: 8pt; }
  .facts > div { grid-template-columns: 9rem minmax(0, 1fr); }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
}
`;

/** The report's only style sheet. */
export const STYLES = [COLOURS, BASE, FRAME, SUMMARY, STEPS, TIMELINE, VIEWER, PRINT].join('');
