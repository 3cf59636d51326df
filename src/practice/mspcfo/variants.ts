import { resolveVariants as resolve, type Values, type VariantTable } from '../resolve-variants.ts';

/**
 * Everything about the practice MSPCFO that no source settles, which is nearly all of it: public material names the
 * user's pull-down, its button `Api Credentials` and four fields (PRODUCT.md D5).
 */
export const variants = {
  // Signing in
  userNameLabel: {
    values: ['User name', 'Email'],
    default: 'User name',
    doc: 'What the sign-in page calls the user name',
    source: 'guess',
  },
  codePage: {
    values: ['on', 'off'],
    default: 'on',
    doc: 'Whether users with a one-time-code secret are asked for a code on a second page',
    source: 'guess',
  },
  overlay: {
    values: ['none', 'cookies', 'announcement'],
    default: 'none',
    doc: 'What lies over the page after signing in: nothing, a cookie bar, or an announcement',
    source: 'guess',
  },
  sessionEnd: {
    values: ['redirect', 'dialog'],
    default: 'redirect',
    doc: 'A lost session: the sign-in page, or a dialog over the page',
    source: 'guess',
  },

  // The pull-down at the user's name
  menuOpens: {
    values: ['click', 'hover'],
    default: 'click',
    doc: 'What opens the pull-down at the user’s name',
    source: 'guess; the pull-down: PRODUCT.md D5',
  },
  menu: {
    values: ['built-once', 'inserted'],
    default: 'built-once',
    doc: 'Whether the pull-down is always in the document and hidden, or put in when it opens',
    source: 'guess',
  },
  menuEntries: {
    values: ['button', 'link', 'div'],
    default: 'button',
    doc: 'What its entries are made of',
    source: 'guess; a button: PRODUCT.md D5',
  },

  // The credentials
  credentials: {
    values: ['page', 'dialog', 'iframe'],
    default: 'page',
    doc: 'Where the credentials open: a page of their own, a dialog over the page, a frame in a page',
    source: 'guess',
  },
  records: {
    values: ['single', 'list'],
    default: 'single',
    doc: 'The form straight away, or a list of connections with Edit first',
    source: 'guess',
  },
  labelWording: {
    values: ['short', 'api', 'cw'],
    default: 'short',
    doc: 'What the four fields are called',
    source: 'guess; the fields: PRODUCT.md D5',
  },
  labelStyle: {
    values: ['above', 'beside', 'placeholder'],
    default: 'above',
    doc: 'Labels above the boxes, in a table beside them, or only inside them',
    source: 'guess',
  },
  labelLink: {
    values: ['for', 'none'],
    default: 'for',
    doc: 'Whether labels are label elements tied to their boxes, or plain text',
    source: 'guess',
  },
  privateKeyBox: {
    values: ['password', 'text'],
    default: 'password',
    doc: 'The kind of the private key’s box',
    source: 'guess',
  },
  privateKeyStored: {
    values: ['dots', 'words', 'replace'],
    default: 'dots',
    doc: 'A stored private key: dots in the empty box, the word stored in it, or no box until Replace is pressed',
    source: 'guess',
  },
  buttons: {
    values: ['button', 'div'],
    default: 'button',
    doc: 'What Save and the other buttons are made of',
    source: 'guess',
  },
  saveButton: {
    values: ['always', 'after-change'],
    default: 'always',
    doc: 'Whether Save can be pressed before something has changed',
    source: 'guess',
  },
  validation: {
    values: ['native', 'in-page'],
    default: 'native',
    doc: 'Who reports an empty or wrong field: the browser or the page',
    source: 'guess',
  },
  saved: {
    values: ['toast', 'banner', 'reload'],
    default: 'toast',
    doc: 'How saving is confirmed: a note that goes away, one that stays, or one after the page has loaded anew',
    source: 'guess',
  },
  removal: {
    values: ['button', 'empty-boxes'],
    default: 'button',
    doc: 'How stored credentials are removed: by a button below the form, or by emptying all boxes and saving',
    source: 'guess',
  },
  removeButton: {
    values: ['Remove', 'Disconnect'],
    default: 'Remove',
    doc: 'What that button is called',
    source: 'guess',
  },
  removeQuestion: {
    values: ['dialog', 'native'],
    default: 'dialog',
    doc: 'What asks before it is done',
    source: 'guess',
  },
  serverUrl: {
    values: ['as-typed', 'host-only', 'trailing-slash'],
    default: 'as-typed',
    doc: 'What becomes of the server URL on saving',
    source: 'guess',
  },

  // The connection
  connectionTest: {
    values: ['on-save', 'button', 'slow'],
    default: 'on-save',
    doc:
      'When the connection is tested: before Save answers, when Test connection is pressed, or after Save in the ' +
      'background',
    source: 'guess',
  },
  failedTest: {
    values: ['stored', 'refused'],
    default: 'stored',
    doc: 'With on-save: whether keys that do not work are stored all the same',
    source: 'guess',
  },
} as const satisfies VariantTable;

export type MspcfoVariants = Values<typeof variants>;

/** All variants at their defaults, except the chosen ones. @throws when a name or value is unknown */
export const resolveMspcfoVariants = (chosen?: Partial<MspcfoVariants>): MspcfoVariants =>
  resolve('practice MSPCFO', variants, chosen);
