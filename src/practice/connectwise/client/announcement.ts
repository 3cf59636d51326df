import { boot } from './boot.ts';
import { noticeDue } from './notice-due.ts';
import { openReactDialog } from './react-dialog.ts';

let told = false;

/** An announcement over the page, at most once per load (PRODUCT.md B: no source). */
export function announce(moment: 'after-sign-in' | 'on-screens'): void {
  if (told || boot.variants.announcement !== moment) return;
  told = true;
  show();
}

/** An announcement that the server wants to be shown now. */
export function announceDue(): void {
  if (noticeDue()) show();
}

function show(): void {
  openReactDialog(
    'What\u2019s new',
    'A new release is on its way. See the release notes for what will change and when.',
    [{ label: 'Got it', press: () => {} }],
  );
}
