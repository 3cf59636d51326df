import { STYLES } from './styles.ts';

/** Controls have a border that is seen: 3:1 (WCAG 1.4.11). */
const CONTROLS = `
:root { --control: #7d8896; }
@media (prefers-color-scheme: dark) { :root { --control: #6f7d8f; } }
`;

const EVERYWHERE = `
.app { font-size: 0.875rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.unseen-until-focus:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
body:not(.js) .scripted { display: none; }
.small { font-size: 0.8125rem; }
.good-text { color: var(--good); white-space: nowrap; }
.bad-text { color: var(--bad); white-space: nowrap; }
.warn-text { color: var(--warn); }
.good-text .icon, .bad-text .icon { margin-right: 0.35em; }
.bar { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; align-items: center; justify-content: space-between; padding: 0.45rem 1rem; background: var(--card); border-bottom: 1px solid var(--line); }
.path { display: flex; flex-wrap: wrap; gap: 0.1rem 0.5rem; }
.path li + li::before { content: "›"; color: var(--quiet); margin-right: 0.5rem; }
.path [aria-current] { font-weight: 650; }
.beside { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.9rem; }
.signed-count { color: var(--quiet); font-variant-numeric: tabular-nums; }
kbd { display: inline-block; min-width: 1.5em; padding: 0 0.35em; border: 1px solid var(--strong-line); border-radius: 4px; background: var(--sunk); font: inherit; font-size: 0.75rem; text-align: center; }
.app button, .button, .way, .turn, .app select, .app textarea, .app input[type=search], .app input[type=date] { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--control); border-radius: 6px; min-height: 2rem; padding: 0.2rem 0.7rem; }
.app button, .button, .way, .turn { display: inline-flex; align-items: center; justify-content: center; gap: 0.45em; cursor: pointer; text-decoration: none; }
.app button:hover, .button:hover, .way:hover, a.turn:hover { border-color: var(--link); color: var(--link); }
.app .quiet-button { min-height: 1.75rem; padding: 0.1rem 0.6rem; }
.button.primary, .app button.approve { background: var(--link); border-color: var(--link); color: var(--card); font-weight: 650; }
.button.primary:hover, .app button.approve:hover { color: var(--card); filter: brightness(1.12); }
.app textarea { width: 100%; resize: vertical; min-height: 2.6rem; padding: 0.3rem 0.6rem; }
main.message { max-width: 40rem; margin: 4rem auto; padding: 0 1.25rem; }
main.message h1 { margin-bottom: 0.75rem; }
.keys { border: 1px solid var(--strong-line); border-radius: 12px; padding: 1.25rem 1.5rem; background: var(--card); color: var(--text); max-width: min(34rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); }
.keys::backdrop { background: rgb(0 0 0 / 45%); }
.app .keys h2 { margin: 0 0 0.75rem; }
.keys dl { display: grid; gap: 0.35rem; }
.keys dl > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0.75rem; }
.keys p { margin-top: 1rem; }
.app .check.doubt { margin: 0.5rem 0; }
.app h1 { font-size: 1.375rem; margin: 0; }
`;

/** What the pages of all local servers have: the report's style, and controls. */
export const APP_STYLES = [STYLES, CONTROLS, EVERYWHERE].join('');

export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" ' +
  'fill="#1d4fb8"/><path d="M6 16s4-7 10-7 10 7 10 7-4 7-10 7S6 16 6 16Z" fill="none" stroke="#fff" ' +
  'stroke-width="2.5"/><circle cx="16" cy="16" r="3.5" fill="#fff"/></svg>';
