/** The look of the whole application. `§name` stands for the generated class of a look. */
export const STYLE = `
* { box-sizing: border-box; }
html, body { height: 100%; }
body { margin: 0; overflow: hidden; background: #f4f4f4; color: #1a1a1a; font: 11px Roboto, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
svg { display: block; flex: none; }
input, textarea { font: inherit; color: inherit; outline: 0; background: none; }
a { cursor: pointer; }
.cw_RequiredLabel { display: inline; }

§shell { display: flex; flex-direction: column; height: 100%; }
§below { flex: 1; display: flex; min-height: 0; }
§top { position: relative; z-index: 30; height: 44px; flex: none; display: flex; align-items: center; background: #fff; box-shadow: 0 1px 4px #0003; font-size: 14px; font-weight: 500; white-space: nowrap; overflow: hidden; }
§logo-holder { width: 88px; height: 44px; flex: none; background: #0a6ccf; margin-right: 14px; }
§logo { display: block; width: 88px; height: 44px; }
§top-holder { flex: none; }
§top-entry { display: flex; align-items: center; gap: 8px; padding: 0 12px; height: 44px; cursor: pointer; }
§top-entry:hover { color: #0a6ccf; }
§top-search { width: 190px; flex: none; }
§top-search .mm_comboBox { border-bottom: 1px solid #777; height: 26px; }
§top-space { flex: 1; }

§rail { width: 88px; flex: none; display: flex; flex-direction: column; background: #1f1f1f; color: #c9c9c9; z-index: 20; }
§rail-expander { height: 36px; display: flex; align-items: center; justify-content: flex-end; padding-right: 4px; cursor: pointer; flex: none; }
§rail-sections { flex: 1; min-height: 0; overflow: hidden auto; scrollbar-width: none; }
§rail-section { border-left: 4px solid transparent; }
§rail-head { height: 58px; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 4px; padding-right: 4px; cursor: default; }
§rail-label { font-size: 12px; text-align: center; line-height: 15px; max-width: 76px; }
§rail-section:hover { background: #2d2d2d; color: #fff; }
§rail-active { border-left-color: #0a6ccf; background: #2d2d2d; color: #fff; }
§rail-active §rail-label { font-weight: 700; }
§rail-expanded { width: 232px; }
§rail-expanded §rail-head { height: 40px; flex-direction: row; justify-content: flex-start; gap: 14px; padding-left: 18px; cursor: pointer; }
§rail-expanded §rail-label { font-size: 13px; text-align: left; max-width: none; }
§rail-sub { background: #2d2d2d; padding-left: 34px; }
§flyout { position: fixed; top: 44px; bottom: 0; z-index: 4000; min-width: 192px; padding: 8px 0; background: #2d2d2d; color: #d6d6d6; box-shadow: 2px 2px 6px #0006; }
§flyout-entry { height: 32px; display: flex; align-items: center; padding: 0 16px 0 12px; border-left: 4px solid transparent; font-size: 14px; cursor: pointer; color: #d6d6d6; }
§flyout-entry:hover { border-left-color: #0a6ccf; background: #1f1f1f; color: #fff; font-weight: 500; }

§workspace { position: relative; flex: 1; min-width: 0; }
§screen, §module-holder { position: absolute; inset: 0; display: flex; flex-direction: column; }
§module-frame { flex: 1; border: 0; }
§banner { flex: none; padding: 6px 16px 0; background: #f4f4f4; }
§crumbs { display: flex; align-items: center; gap: 6px; height: 17px; }
§crumb-link { color: #0b4f94; cursor: pointer; }
§crumb-link:hover { text-decoration: underline; }
§title { height: 20px; line-height: 19px; font-weight: 700; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
§tabs { display: flex; margin: 8px 0 0; padding: 0; list-style: none; border-collapse: collapse; height: 33px; }
§tabs tbody, §tabs tr { display: flex; }
§tabs td { padding: 0; }
§tabs-free { position: relative; }
§tab { height: 33px; line-height: 32px; padding: 0 18px; cursor: pointer; border: 1px solid transparent; border-bottom: 0; text-align: center; }
§tabs-free §tab { padding: 0; }
§tab-item { display: block; }
a§tab { display: block; }
§tab-em { font-style: normal; }
§tab-active { background: #fff; color: #0a6ccf; font-weight: 700; border-color: #dcdcdc; border-top: 2px solid #dcdcdc; line-height: 31px; }
§tab-gear { padding: 9px 16px; cursor: pointer; }
§role-line { display: flex; align-items: center; gap: 10px; height: 38px; }
§role-combo { width: 164px; height: 22px; background: #fff; border-bottom: 1px solid #777; }

§bar { position: relative; background: #fff; border-bottom: 1px solid #c9c9c9; overflow: hidden; }
§bar-list { height: 34px; }
§bar-record { height: 35px; }
§bar-large { height: 41px; }
§button { height: 100%; display: flex; align-items: center; justify-content: center; gap: 5px; padding: 0 8px; cursor: pointer; font-weight: 500; white-space: nowrap; outline-offset: -3px; }
§button-large §button { font-size: 14px; }
§button:hover { color: #0a6ccf; }
§button-grey, §button-grey:hover { color: #b3b3b3; cursor: default; }
§view-combo { padding: 7px 8px 0 0; }
§view-combo .mm_comboBox { height: 20px; border-bottom: 1px solid #777; color: #555; }
§pager { display: flex; align-items: center; justify-content: space-between; }
§pager-arrow { padding: 8px; cursor: pointer; color: #666; }
§pager-count { white-space: nowrap; font-weight: 500; }

§screen-body { position: relative; flex: 1; min-height: 0; overflow: auto; background: #f4f4f4; display: flex; flex-direction: column; }
§message-line { display: flex; align-items: center; gap: 8px; height: 32px; padding: 0 12px; margin-top: 6px; background: #fff; border: solid; border-width: 1px 0; font-weight: 700; }
§good { border-color: #57a52b; }
§good svg { color: #57a52b; }
§bad { border-color: #c4281c; }
§bad svg { color: #c4281c; }
§inline-error { color: #c4281c; font-size: 11px; padding-top: 2px; }

§grid { display: flex; flex-direction: column; flex: 1; min-height: 0; }
§grid-header { position: relative; flex: none; height: 65px; background: #fff; }
§grid-title { display: flex; align-items: center; gap: 4px; height: 20px; top: 0; color: #0a5fb8; font-weight: 600; cursor: pointer; white-space: nowrap; }
§grid-header §sprite { margin: 0; top: 2px; }
§grid-header §filter-input, §grid-header §filter-combo { top: 35px; height: 21px; border: 0; border-bottom: 1px solid #777; padding: 0 4px; }
§grid-header §filter-input:focus, §grid-header §focused { border-bottom: 2px solid #0a6ccf; }
§grid-scroller { flex: 1; min-height: 0; overflow: auto; overflow-anchor: none; }
§grid-table { border-collapse: collapse; table-layout: fixed; width: 100%; }
§grid-table td { padding: 0; height: 25px; overflow: hidden; }
§grid-table tbody:first-child td, §grid-table tbody:nth-child(3) td { height: 0; padding: 0; }
§grid-row { background: #fff; }
§odd { background: #e6e6e6; }
§selected { background: #036cd0; color: #fff; }
§selected a { color: #fff; }
§cell { padding: 0 8px 0 2px; line-height: 25px; height: 25px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
§cell-tick { display: flex; align-items: center; justify-content: center; }
§cell-link { text-decoration: underline; color: inherit; }
§sprite { width: 15px; height: 15px; margin: 4px 5px; border: 2px solid #4a6d92; background: #fff; }
.x-grid-row-checked { background: #4a6d92; box-shadow: inset 0 0 0 2px #fff; }

§combo { position: relative; display: flex; align-items: center; height: 21px; }
§combo-input { flex: 1; min-width: 0; width: 100%; height: 100%; border: 0; padding: 0 4px; text-overflow: ellipsis; }
§combo svg { cursor: pointer; margin-right: 3px; padding: 1px; }
§disabled { color: #a8a8a8; }
§disabled svg { cursor: default; }
§layer { position: fixed; max-height: 300px; overflow: auto; background: #fff; border: 1px solid #9c9c9c; box-shadow: 0 3px 8px #0003; }
§entry { min-height: 24px; padding: 0 10px; display: flex; align-items: center; cursor: pointer; white-space: nowrap; }
§entry:hover, §entry-marked { background: #036cd0; color: #fff; }
§entry-current { font-weight: 700; }
§entry-text { flex: 1; }
§entry-grey, §entry-grey:hover { color: #555; background: none; cursor: default; }

§level-header { position: relative; flex: none; height: 33px; background: #fff; border-bottom: 1px solid #e3e3e3; }
§level-title { top: 2px; height: 18px; text-align: center; color: #0a5fb8; font-weight: 600; padding-right: 12px; }
§level-all { position: absolute; left: 2px; top: 7px; cursor: pointer; padding: 2px 6px; }
§level-scroller { background: #fff; }
§module-row { background: #c9c9c9; }
§module-row td { border-bottom: 1px solid #dedede; }
§module-name { display: flex; align-items: center; gap: 4px; height: 25px; padding-left: 6px; font-weight: 700; cursor: pointer; white-space: nowrap; }
§customize { color: #00c; text-decoration: underline; }
§level-combo, §level-text { height: 25px; width: 84px; position: relative; }
§level-grid §combo-input { padding-left: 5px; }
§level-text { display: flex; align-items: center; cursor: pointer; }
§level-text svg { margin-right: 3px; padding: 1px; }
§level-words { flex: 1; padding-left: 5px; }
§level-editor { position: absolute; inset: 1px 0; height: 23px; background: #fff; outline: 1px solid #0a6ccf; }
§level-grid §cell { padding-left: 5px; }

§form { background: #fff; padding: 18px 16px 40px; min-width: 1620px; min-height: 100%; font-size: 13px; }
§form-group { margin-bottom: 38px; }
§form-heading { color: #0a6ccf; font-size: 17px; font-weight: 500; height: 30px; }
§form-subheading { font-size: 14px; font-weight: 500; height: 26px; }
§form-columns { display: flex; gap: 24px; align-items: flex-start; min-height: 112px; }
§form-column { flex: none; padding-top: 2px; }
§wide { width: 328px; }
§narrow { width: 211px; }
§notes { width: 600px; margin-left: 24px; }
§checks { width: 160px; padding-top: 14px; }
§field { margin-bottom: 8px; min-height: 48px; }
§label { height: 18px; font-weight: 600; color: #868686; }
§field input { font-size: 13px; }
§field §text-input, §field §combo { width: 100%; height: 22px; border: 0; border-bottom: 1px solid #666; padding: 0 4px; }
§field §combo { padding: 0; }
§text-input:focus, §field §focused { border-bottom: 2px solid #0a6ccf !important; }
§notes-head { display: flex; gap: 34px; align-items: center; height: 32px; }
§area-input { width: 590px; height: 98px; border: 1px solid #777; resize: none; padding: 4px; }
§check { display: flex; align-items: center; gap: 8px; height: 24px; margin-bottom: 32px; }
§check-input { width: 17px; height: 17px; margin: 0; flex: none; }
§check-box { width: 18px; height: 18px; border: 1.5px solid #555; border-radius: 3px; display: flex; align-items: center; justify-content: center; cursor: pointer; background: #fff; }
§check-box svg { visibility: hidden; }
§checked { background: #0a6ccf; color: #fff; border-color: #0a6ccf; }
§checked svg { visibility: visible; }
§check-sprite { border-radius: 0; border-color: #4a6d92; }

§pod-group { background: #fff; padding: 10px 16px 14px; margin-bottom: 8px; }
§pod-heading { color: #0a6ccf; font-size: 12px; font-weight: 500; height: 22px; }
§pod { border-collapse: collapse; }
§pod td { padding: 2px 0; height: 24px; vertical-align: middle; }
§pod-label { color: #6b6b6b; font-weight: 500; white-space: nowrap; }
§pod-label-cell { min-width: 132px; width: 132px; }
§pod-star { width: 20px; color: #0b4f94; }
§pod-value { min-width: 210px; }
§pod §text-input, §pod §combo { width: 230px; height: 20px; border: 0; border-bottom: 1px solid #777; }
§pod §text-input { padding: 0 4px; }
§pod §area-input { width: 420px; height: 70px; }
§pod §check { margin: 0; }
§form-older { font-size: 11px; padding-top: 4px; }
§form-older §form-columns { gap: 48px; min-height: 0; }
§form-older §pod-group { padding-left: 0; margin-bottom: 18px; }
§pod-line { display: flex; align-items: center; height: 24px; }
§pod-line §pod-label { width: 132px; }
§pod-grey, §pod-grey §pod-label, §pod-grey input { color: #b5b5b5; }
§pod-grey §text-input { border-bottom-style: dotted; }
§key-group { box-shadow: 0 2px 4px #0002; }
§key-text { color: #1a1a1a; padding: 0 4px; user-select: text; }
§key-note { color: #6b6b6b; font-weight: 500; padding-top: 6px; }
§key-inactive §check { margin: 4px 0 0; }

§today { display: grid; grid-template-columns: repeat(3, 1fr); gap: 14px; padding: 14px 16px; }
§today-pod { background: #fff; border: 1px solid #dedede; padding: 12px 14px; min-height: 150px; }
§today-title { font-size: 14px; font-weight: 500; color: #0a6ccf; margin-bottom: 8px; }

§spinner { position: fixed; left: calc(50% + 44px); top: 46%; width: 90px; margin-left: -45px; z-index: 6000; display: flex; justify-content: space-between; pointer-events: none; }
§dot { width: 20px; height: 20px; border-radius: 50%; background: #0a6ccf; animation: pulse 1.2s infinite ease-in-out; }
§dot-2 { animation-delay: .16s; }
§dot-3 { animation-delay: .32s; }
@keyframes pulse { 0%, 80%, 100% { opacity: .15; } 40% { opacity: .9; } }
§loading-mask { position: fixed; inset: 44px 0 0 0; background: #fff9; z-index: 5900; }
§tip { position: fixed; padding: 2px 7px; background: #fff; border: 1px solid #9c9c9c; border-radius: 3px; box-shadow: 1px 1px 3px #0003; white-space: nowrap; pointer-events: none; }

§mask { position: fixed; inset: 0; background: #fff8; }
§window { position: fixed; background: #fff; border: 1px solid #9c9c9c; border-radius: 4px; box-shadow: 0 4px 20px #0005; }
§window-head { display: flex; justify-content: space-between; align-items: center; padding: 10px 12px 8px; }
§window-title { font-size: 13px; font-weight: 700; }
§window-close { cursor: pointer; padding: 1px; }
img§window-close { width: 18px; height: 18px; }
§window-body { padding: 6px 14px 12px; line-height: 17px; }
§window-buttons { display: flex; gap: 6px; padding: 4px 14px 16px; }
§window-buttons:empty { display: none; }
§text-button { height: 22px; line-height: 20px; padding: 1px 8px; border-radius: 3px; font-weight: 500; cursor: pointer; }
§primary { background: #0a6ccf; color: #fff; }
§note-text { margin-bottom: 10px; }
§note-close { width: 60px; padding: 4px 8px; text-align: center; border: 1px solid #9c9c9c; border-radius: 3px; cursor: pointer; }
§picker { display: flex; gap: 10px; }
§pick-title { height: 24px; color: #777; }
§pick-list { width: 214px; height: 210px; overflow: auto; border: 1px solid #9c9c9c; background: #fff; }
§pick { padding: 0 6px; line-height: 20px; white-space: nowrap; cursor: default; user-select: none; }
§picked { background: #036cd0; color: #fff; }
§pick-arrows { display: flex; flex-direction: column; justify-content: center; gap: 4px; padding-top: 24px; }
§pick-arrow { padding: 2px 8px; cursor: pointer; }
§react-modal { position: fixed; inset: 0; z-index: 9500; background: #0006; display: flex; align-items: flex-start; justify-content: center; }
§react-content { margin-top: 18vh; width: 440px; background: #fff; border-radius: 6px; padding: 20px 24px; box-shadow: 0 8px 30px #0005; font-size: 13px; }
§react-title { font-size: 16px; font-weight: 500; margin-bottom: 10px; }
§react-text { line-height: 19px; margin-bottom: 18px; }
§react-buttons { display: flex; gap: 8px; justify-content: flex-end; }
§react-button { padding: 7px 14px; border-radius: 4px; font-weight: 500; cursor: pointer; }
`;
