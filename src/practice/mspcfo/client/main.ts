import { startAccountMenu } from './account-menu.ts';
import { variants } from './boot.ts';
import { openCredentialsDialog } from './credentials-dialog.ts';
import { showNoticeDue, startOverlay } from './overlay.ts';
import { loadPanel } from './panel.ts';

const account = document.getElementById('account');
if (account !== null) startAccountMenu(account);

const here = document.querySelector<HTMLElement>('[data-panel-here]');
if (here !== null) void (variants.credentials === 'dialog' ? openCredentialsDialog() : loadPanel(here));

showNoticeDue();
if (account !== null) void startOverlay();
