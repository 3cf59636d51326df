import { boot } from './boot.ts';
import { openReactDialog } from './react-dialog.ts';

let told = false;

/** An announcement over the page, at most once per load (connectwise.md B: no source). */
export function announce(moment: 'after-sign-in' | 'on-screens'): void {
  if (told || boot.switches.announcement !== moment) return;
  told = true;
  openReactDialog('What\u2019s new', 'A new release is on its way. See the release notes for what will change and when.', [{ label: 'Got it', press: () => {} }]);
}
