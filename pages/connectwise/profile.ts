import { signInHooks } from '../screen/signing/sign-in.ts';

/**
 * ConnectWise's known facts: what the product was seen to call its parts, each with its source. A hook
 * is asked first, because it is exact; where it finds nothing on a screen, the model finds the part by words and place.
 */
export const hooks = {
  /** The title of a record or list (PRODUCT.md A7). */
  title: '.detailLabel',
  /** Breadcrumb, and the bar that holds it and the title (PRODUCT.md A7). */
  breadcrumb: '.navigationEntry',
  banner: '.cw-main-banner, .cw_BannerView',
  /**
   * Buttons of list and record toolbars, as whole class names: `cw_ToolbarButton_Save` is also the beginning of
   * `cw_ToolbarButton_SaveAndClose` (PRODUCT.md A2).
   */
  newItem: '.cw-toolbar-new-item, .cw_ToolbarButton_New',
  save: '.cw_ToolbarButton_Save, .cw_buttonSave',
  remove: '.cw_ToolbarButton_Delete',
  search: '.cw-toolbar-search, .cw-ml-search-button',
  clear: '.cw-toolbar-clear',
  actions: '.cw-toolbar-actions',
  /** The toolbar of a list, its Delete, and what chooses a row of it (PRODUCT.md A2, A6). */
  listToolbar: '.mm_toolbarHolder',
  removeRow: '.mm_toolbarHolder .cw-toolbar-delete, .mm_toolbarHolder .cw_ToolbarButton_Delete',
  rowCheck: '.x-grid-row-checker',
  /** What turns while something loads (PRODUCT.md A8). */
  spinner: '.cw-loading-spinner, .cw-loading-image',
  /** Sections of the left rail (PRODUCT.md A7). */
  railSection: '.cw-lcm-section',
  /** The head of a list, and its rows (PRODUCT.md A6). */
  listHead: '.cw-ml-header, .mm_grid thead',
  listRow: 'tr.cw-ml-row',
  /** A line of a record's form (PRODUCT.md A3). */
  formRow: '.pod-element-row',
  /** The account button of the top bar (PRODUCT.md A2). */
  account: '.cw_MyAccountButton',
  /** The sign-in form, what it says, and what may follow it (PRODUCT.md B). */
  signInCompany: '#company',
  signInUser: '#username',
  signInPassword: '#password',
  signInButton: '#loginBtn',
  signInError: '#loginError, #errorContainer, .login-error',
  signInCode: 'input[name=auth_pin]',
  ssoEmail: '#Input_Email',
  sessionQuestion: '#sso-session-dialog',
  /** Windows of both widget families (PRODUCT.md A5), and the question about another session (PRODUCT.md B). */
  window: '.cw-gxt-wnd, .CwDialog-modal, .CwDialog-content, #sso-session-dialog, .x-window',
  /** What closes one of them, older or newer (PRODUCT.md A5). */
  windowClose: 'img.cw-gxt-wnd-cls, .x-panel-toolbar .mm_icon',
  ...signInHooks,
} as const;
