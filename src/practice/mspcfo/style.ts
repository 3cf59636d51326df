/** The look of the practice MSPCFO. */
export const STYLE = `
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; font: 15px/1.45 Inter, "Helvetica Neue", "Segoe UI", Arial, sans-serif; color: #1c2536; background: #f4f6fa; }
h1 { font-size: 23px; font-weight: 650; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 15px; font-weight: 600; margin: 0 0 14px; }
h3 { font-size: 13px; font-weight: 600; margin: 0 0 8px; color: #5b6678; }
a { color: inherit; text-decoration: none; }
.brand { display: flex; align-items: center; gap: 10px; font-size: 18px; font-weight: 700; letter-spacing: .02em; }

.top { display: flex; align-items: center; gap: 34px; height: 60px; padding: 0 28px; background: #101a33; color: #fff; position: relative; z-index: 20; }
.top nav { display: flex; gap: 4px; flex: 1; }
.top nav a { padding: 8px 14px; border-radius: 8px; color: #b9c3d8; font-size: 14px; }
.top nav a:hover { color: #fff; }
.top nav a.here { background: #22305a; color: #fff; }
.customer { color: #8f9bb5; font-size: 13px; }
.account { position: relative; height: 60px; display: flex; align-items: center; }
.trigger { display: flex; align-items: center; gap: 10px; background: none; border: 0; color: #fff; font: inherit; font-size: 14px; cursor: pointer; padding: 6px 8px; border-radius: 8px; user-select: none; }
.trigger:hover { background: #22305a; }
.avatar { width: 32px; height: 32px; border-radius: 50%; background: #12b981; display: grid; place-items: center; font-size: 12px; font-weight: 600; }
.pull-down { position: absolute; right: 0; top: 56px; width: 212px; padding: 6px; background: #fff; color: #1c2536; border: 1px solid #dfe4ee; border-radius: 10px; box-shadow: 0 12px 32px #101a3326; }
.entry { display: block; width: 100%; padding: 9px 12px; border: 0; border-radius: 7px; background: none; font: inherit; font-size: 14px; text-align: left; cursor: pointer; }
.entry:hover { background: #eef2f9; }
.entry:last-child { border-top: 1px solid #e8ecf3; border-radius: 0 0 7px 7px; margin-top: 4px; }

main { max-width: 1180px; margin: 0 auto; padding: 30px 28px 40px; min-height: calc(100vh - 112px); }
footer { padding: 16px 28px; text-align: center; color: #8b95a7; font-size: 12px; }
.head { display: flex; align-items: center; justify-content: space-between; gap: 16px; margin-bottom: 20px; min-height: 38px; }
.source { color: #5b6678; font-size: 13px; }
.card { background: #fff; border: 1px solid #e3e8f1; border-radius: 12px; padding: 20px 22px; margin-bottom: 18px; }
.card.narrow { max-width: 640px; }
.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: 14px; }
.tile { padding: 16px 18px; }
.tile .name { color: #5b6678; font-size: 12.5px; }
.tile .value { font-size: 25px; font-weight: 650; margin: 6px 0 4px; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
.up, .down { font-size: 12px; color: #0b8a5f; }
.down { color: #b4541a; }
.columns { display: grid; grid-template-columns: 2fr 1fr; gap: 14px; align-items: stretch; }
.columns h3 { margin: 18px 0 2px; }
.chart { width: 100%; font-size: 10.5px; fill: #7b8699; }
.chart text { text-anchor: middle; }
.legend { display: flex; align-items: center; gap: 7px; margin-bottom: 6px; font-size: 12px; color: #5b6678; }
.legend i { width: 10px; height: 10px; border-radius: 3px; }
.legend i:not(:first-child) { margin-left: 12px; }
.figures { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
.figures th { text-align: left; font-size: 12px; font-weight: 600; color: #5b6678; padding: 0 10px 8px 0; border-bottom: 1px solid #e3e8f1; white-space: nowrap; }
.figures td { padding: 10px 10px 10px 0; border-bottom: 1px solid #eef1f6; }
.figures tr:last-child td { border-bottom: 0; }
.figures .number { text-align: right; }
.meter { width: 110px; height: 7px; border-radius: 4px; background: #eef1f6; margin-left: 14px; }
.meter i { display: block; height: 100%; border-radius: 4px; background: #12b981; }
.meter i.low { background: #f0883e; }
.facts { display: grid; grid-template-columns: 190px 1fr; gap: 12px 16px; margin: 0; }
.facts dt { color: #5b6678; }
.facts dd { margin: 0; }

.lead { margin: -6px 0 14px; color: #5b6678; font-size: 14px; }
.empty { margin: 0 0 16px; padding: 10px 14px; background: #f4f6fa; border-radius: 8px; font-size: 14px; color: #45506a; }
.field { margin-bottom: 15px; }
.field label, .field .caption { display: block; font-size: 13px; font-weight: 550; margin-bottom: 5px; }
.beside { width: 100%; border-collapse: collapse; margin-bottom: 6px; }
.beside td { padding: 0 0 13px; vertical-align: top; }
.beside td:first-child { width: 190px; padding-top: 9px; font-size: 14px; }
input { width: 100%; padding: 9px 12px; border: 1px solid #c9d1e0; border-radius: 8px; font: inherit; font-size: 14px; background: #fff; color: inherit; }
input:focus { outline: 2px solid #12b98155; border-color: #12b981; }
input::placeholder { color: #98a2b5; }
.hint { font-size: 12.5px; color: #5b6678; margin-top: 4px; }
.field-problem { color: #b3261e; font-size: 12.5px; margin-top: 4px; }
.problem { color: #8d1d17; background: #fdeceb; border-radius: 8px; padding: 10px 14px; font-size: 14px; margin-bottom: 14px; }
.replaceable { display: flex; align-items: center; gap: 14px; }
.replaceable span { color: #45506a; }
.presses { display: flex; gap: 10px; margin-top: 20px; }
.press { display: inline-block; padding: 8px 16px; border: 1px solid #c9d1e0; border-radius: 8px; background: #fff; color: #1c2536; font: inherit; font-size: 14px; font-weight: 550; cursor: pointer; user-select: none; }
.press:hover { background: #f4f6fa; }
.press.main { background: #0e9f6e; border-color: #0e9f6e; color: #fff; }
.press.main:hover { background: #0b8a5f; }
.press:disabled, .press[aria-disabled=true] { opacity: .45; cursor: default; pointer-events: none; }
.connection { margin-top: 22px; padding-top: 18px; border-top: 1px solid #e8ecf3; }
.status { font-size: 14px; color: #45506a; padding-left: 20px; position: relative; }
.status::before { content: ''; position: absolute; left: 0; top: 6px; width: 9px; height: 9px; border-radius: 50%; background: #b7c0d0; }
.status.good::before { background: #12b981; }
.status.bad::before { background: #d64545; }
.status.busy::before { display: none; }
.status .when { display: block; font-size: 12px; color: #8b95a7; }
.spinner { position: absolute; left: 0; top: 3px; width: 13px; height: 13px; border: 2px solid #c9d1e0; border-top-color: #0e9f6e; border-radius: 50%; animation: turn .8s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
.loading { padding: 60px 0; text-align: center; color: #8b95a7; }
.panel-frame { width: 100%; height: 720px; border: 0; }
.framed { background: none; padding: 2px; }

.notice { padding: 11px 16px; border-radius: 9px; margin-bottom: 18px; font-size: 14px; background: #eef2f9; border: 1px solid #d9e1f0; }
.notice.good { background: #e7f7f0; border-color: #bfe8d6; color: #0a5c40; }
.notice.bad { background: #fdeceb; border-color: #f6c9c6; color: #8d1d17; }
.toast { position: fixed; right: 28px; bottom: 28px; z-index: 60; padding: 12px 18px; border-radius: 10px; background: #101a33; color: #fff; font-size: 14px; box-shadow: 0 12px 32px #101a3340; }
.mask { position: fixed; inset: 0; background: #101a3366; z-index: 40; display: grid; place-items: center; padding: 24px; overflow: auto; }
.window { width: 680px; max-width: 100%; background: #fff; border-radius: 14px; padding: 24px 28px; box-shadow: 0 24px 64px #101a3340; position: relative; }
.window .card { border: 0; padding: 0; margin: 0; max-width: none; }
.window.small { width: 440px; }
.window .close { position: absolute; right: 18px; top: 16px; border: 0; background: none; font-size: 22px; line-height: 1; color: #5b6678; cursor: pointer; padding: 6px; z-index: 1; }
.window .panel .head, .window .panel > .notice { margin-right: 36px; }
.cookies { position: fixed; left: 0; right: 0; bottom: 0; z-index: 50; background: #fff; border-top: 1px solid #dfe4ee; box-shadow: 0 -8px 30px #101a331f; padding: 22px 28px; display: flex; gap: 16px; align-items: center; justify-content: center; font-size: 14px; }

.outside { min-height: 100vh; display: grid; grid-template-columns: minmax(420px, 5fr) 7fr; background: #fff; }
.sign-in { padding: 12vh 64px 40px; }
.sign-in .brand { margin-bottom: 52px; font-size: 20px; }
.sign-in form { max-width: 360px; }
.sign-in h1 { margin-bottom: 20px; }
.sign-in label { display: block; font-size: 13px; font-weight: 550; margin: 14px 0 5px; }
.sign-in .press { width: 100%; margin-top: 24px; padding: 11px; text-align: center; }
.tagline { background: linear-gradient(140deg, #101a33, #1d3a5f 55%, #0e7a62); color: #fff; padding: 0 9%; display: flex; flex-direction: column; justify-content: center; }
.tagline h2 { font-size: 36px; line-height: 1.15; letter-spacing: -.02em; max-width: 460px; }
.tagline p { margin: 0 0 10px; max-width: 420px; color: #d5deee; font-size: 17px; }
.tagline .small { font-size: 13px; margin-top: 40px; color: #9fb0cc; }
`;
