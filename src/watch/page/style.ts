/** What only the watch page has. */
export const STYLE = `
[hidden] { display: none !important; }
.live .bar { gap: 0.4rem 1.25rem; padding: 0.6rem 1rem; }
.what { flex: 1 1 16rem; min-width: 0; }
.live .what h1 { font-size: 1.0625rem; max-width: none; text-wrap: wrap; }
.live .beside { margin-inline-start: auto; }
.what p { color: var(--quiet); }
.state .chip { font-size: 0.9375rem; padding: 0.3em 0.95em 0.3em 0.7em; white-space: normal; border-radius: 1.2em; }
[data-mode=running] .state .icon { animation: breathe 2.4s ease-in-out infinite; }
@keyframes breathe { 50% { opacity: 0.35; } }
@media (prefers-reduced-motion: reduce) { [data-mode=running] .state .icon { animation: none; } }
.elapsed { font-size: 1.25rem; font-weight: 650; min-width: 3.2em; text-align: end; }
.lost:not(:empty) { padding: 0.4rem 1rem; background: var(--bad-ground); color: var(--bad); font-weight: 650; }
.live main { grid-area: auto; display: grid; gap: 0.75rem 1rem; padding: 0.75rem 1rem; outline-offset: -3px; }
.live main:focus-visible { outline: 0; }
.now { min-width: 0; }
.now .place { color: var(--quiet); font-weight: 400; min-width: 0; text-align: start; white-space: normal; }
.now .place bdi + bdi:not(:empty)::before { content: "· "; }
.instruction { display: flex; gap: 0.55em; align-items: flex-start; font-size: 1.25rem; font-weight: 650; line-height: 1.3; min-height: 1.3em; margin-top: 0.15rem; }
.instruction .icon { margin-top: 0.12em; color: var(--quiet); }
.why { display: flex; flex-wrap: wrap; gap: 0 1.25rem; color: var(--quiet); min-height: 1.5em; max-height: 4.5em; overflow: hidden; }
.why li + li::before { content: "→ "; }
.live-picture { position: relative; display: grid; min-height: 0; background: var(--well); border-radius: 10px; overflow: hidden; box-shadow: inset 0 0 0 1px var(--line); aspect-ratio: 16 / 10; }
.live-picture img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
.card { place-self: center; display: grid; justify-items: center; gap: 0.75rem; max-width: 30rem; margin: 1rem; padding: 1.5rem 1.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; text-align: center; font-size: 1rem; }
.card .icon { width: 2rem; height: 2rem; color: var(--calm); stroke-width: 1.7; }
.controls { min-width: 0; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.live .controls button, .choices button { min-height: 2.5rem; }
.hold { min-width: 9.5rem; }
.live button.stop { color: var(--bad); border-color: var(--bad); }
.live button.stop:hover { background: var(--bad-ground); color: var(--bad); border-color: var(--bad); }
.buttons > .stop { margin-inline-start: auto; }
.live button[aria-disabled=true] { color: var(--quiet); border-color: var(--line); background: transparent; }
.live button.approve kbd { background: transparent; border-color: currentColor; }
.pace { display: inline-flex; align-items: center; gap: 0.5rem; }
#pace { min-width: 4.75rem; text-align: center; color: var(--quiet); font-variant-numeric: tabular-nums; }
.sure { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-top: 0.6rem; padding: 0.7rem 0.9rem; border: 1px solid color-mix(in srgb, var(--bad) 35%, transparent); background: var(--bad-ground); border-radius: 10px; }
.sure p { flex: 1 1 20rem; }
.refusal:not(:empty) { margin-top: 0.6rem; padding: 0.45rem 0.9rem; border-radius: 8px; background: var(--warn-ground); color: var(--warn); font-weight: 650; }
.ask { display: grid; gap: 0.6rem; padding: 1rem 1.1rem; border-radius: 12px; background: var(--tone-ground); border: 1px solid color-mix(in srgb, var(--tone) 45%, transparent); min-width: 0; }
.ask-kind { display: flex; gap: 0.5em; align-items: center; color: var(--tone); }
.left { margin-inline-start: auto; font-variant-numeric: tabular-nums; font-weight: 650; white-space: nowrap; }
.live .ask h2 { margin: 0; font-size: 1.125rem; }
.ask dt { color: var(--text); opacity: 0.85; font-size: 0.8125rem; }
.ask dl.next dd { font-weight: 650; }
.quiet-line { font-size: 0.8125rem; opacity: 0.85; }
.choices { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.approval { display: grid; gap: 0.35rem; flex: 1 1 100%; }
.approval input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--control); border-radius: 6px; min-height: 2.5rem; padding: 0.2rem 0.7rem; width: 100%; }
.live .contents { padding: 0.25rem 0.75rem; }
.live .contents > ol > li { margin: 0.9rem 0 0; }
.live .contents > ol > li:first-child { margin-top: 0.4rem; }
.live .step-link[aria-current] { background: var(--calm-ground); font-weight: 650; }
.live .step-link[aria-current] small { color: var(--calm); font-weight: 650; }
.step-link.to-come { color: var(--quiet); }
@media (min-width: 64rem) and (min-height: 34rem) {
  body.live { height: 100dvh; display: grid; grid-template-rows: auto auto minmax(0, 1fr); }
  .live main { grid-template: 'now ask' auto 'picture ask' auto 'picture steps' minmax(0, 1fr) 'controls steps' auto / minmax(0, 1fr) 23rem; min-height: 0; }
  .now { grid-area: now; } .ask { grid-area: ask; max-height: 62dvh; overflow: auto; }
  .choices { position: sticky; bottom: -1rem; margin: -0.4rem 0 -1rem; padding: 0.4rem 0 1rem; background: var(--tone-ground); }
  .live-picture { grid-area: picture; aspect-ratio: auto; } .controls { grid-area: controls; }
  .live .contents { grid-area: steps; position: relative; top: auto; align-self: stretch; max-height: none; overflow: auto; background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shade); padding: 0.5rem 1rem; }
  .ask[hidden] ~ .contents { grid-row: 1 / -1; }
}
@media (max-width: 63.99rem), (max-height: 33.99rem) {
  .live .contents { position: static; max-height: none; padding: 0.25rem 0.5rem; }
}
/* Nobody has those keys under the thumb. */
@media (hover: none) and (pointer: coarse) { .live button kbd { display: none; } }
@media (max-width: 40rem) {
  .live .bar { padding: 0.5rem 0.75rem; }
  .live main { padding: 0.6rem 0.75rem; }
  .instruction { font-size: 1.0625rem; }
  .buttons { display: grid; grid-template-columns: 1fr 1fr; }
  .buttons > .hold, .buttons > .stop, .pace { min-width: 0; margin: 0; }
  .pace { grid-column: 1 / -1; justify-content: space-between; }
  .buttons > .hold { grid-column: 1 / -1; }
  .buttons > .stop { grid-column: 1 / -1; }
}
`;
