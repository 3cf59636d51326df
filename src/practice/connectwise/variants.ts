import { resolveVariants as resolve, type Values, type VariantTable } from '../resolve-variants.ts';

/**
 * Everything about the practice ConnectWise that no source settles, or that differs between tenants: one entry each,
 * with all settings and where the question comes from. One long table, so that it can be read as a whole.
 */
export const variants = {
  // How screens are made
  classPrefix: {
    values: ['random', 'fixed'],
    default: 'random',
    doc: 'Generated class names: new ones per server start, or those of one known build',
    source: 'PRODUCT.md A1',
  },
  systemScreens: {
    values: ['in-page', 'iframe'],
    default: 'in-page',
    doc: 'Whether the screens of the System section are in a same-origin frame',
    source: 'PRODUCT.md A9 (gap)',
  },
  tabStrip: {
    values: ['gwt-table', 'gxt-list', 'cw-divs'],
    default: 'gwt-table',
    doc: 'What tab strips are made of',
    source: 'PRODUCT.md A7 (gap)',
  },
  checkBox: {
    values: ['gwt-input', 'sprite', 'react'],
    default: 'gwt-input',
    doc: 'What check boxes on forms are made of',
    source: 'PRODUCT.md A6, A1 (gap)',
  },
  levelCells: {
    values: ['inputs', 'editor-on-click'],
    default: 'inputs',
    doc: 'Whether each level cell holds a live combo, or becomes one on a click',
    source: 'guess',
  },
  moduleRows: {
    values: ['one-table', 'panel-per-module', 'virtual'],
    default: 'one-table',
    doc:
      'Whether the modules are rows of one table, panels with a table each, or rows of which only those near the ' +
      'visible part are in the document',
    source: 'PRODUCT.md C3 (gap), A6 (virtual: a guess from long lists)',
  },
  moduleState: {
    values: ['collapsed', 'expanded'],
    default: 'collapsed',
    doc: 'Modules of a role when its screen opens',
    source: 'PRODUCT.md C3 (gap)',
  },
  memberForm: {
    values: ['react', 'gxt'],
    default: 'react',
    doc: 'Labels above the boxes, or in a table beside them',
    source: 'PRODUCT.md A1',
  },
  keyPod: {
    values: ['table', 'divs'],
    default: 'table',
    doc: 'What the key screen is made of',
    source: 'PRODUCT.md A1, D4 (gap)',
  },
  disabledMark: {
    values: ['class', 'aria-disabled'],
    default: 'class',
    doc: 'How a grey toolbar button is marked, beside tabindex -1',
    source: 'PRODUCT.md A2',
  },
  tooltip: {
    values: ['title', 'layer'],
    default: 'title',
    doc: 'Tooltips of icon buttons as an attribute, or as a drawn layer',
    source: 'PRODUCT.md A2 (gap)',
  },
  windowClose: {
    values: ['gxt-cls', 'panel-icon'],
    default: 'gxt-cls',
    doc: 'Close control of windows, older or newer',
    source: 'PRODUCT.md A5',
  },
  loadingMask: {
    values: ['spinner', 'spinner-and-mask'],
    default: 'spinner',
    doc: 'Whether a mask covers the screen beside the spinner',
    source: 'PRODUCT.md A8 (gap)',
  },
  sideNav: {
    values: ['collapsed', 'expanded'],
    default: 'collapsed',
    doc: 'The left rail: icons with a fly-out, or a tree',
    source: 'PRODUCT.md A7, F',
  },

  // What a tenant looks like
  businessUnit: {
    values: ['Business Unit', 'Department'],
    default: 'Business Unit',
    doc: 'What the member form calls this field',
    source: 'PRODUCT.md D2',
  },
  departmentPreset: {
    values: ['empty', 'preset'],
    default: 'empty',
    doc: 'Whether that field is filled on a new member',
    source: 'PRODUCT.md D2',
  },
  labels: {
    values: ['first-tenant', 'other-tenant'],
    default: 'first-tenant',
    doc: 'Names in lists, top bar entries and small wordings of one tenant or another',
    source: 'PRODUCT.md A7, D2',
  },
  listTabs: {
    values: ['six', 'four'],
    default: 'six',
    doc: 'Tabs above the members lists',
    source: 'PRODUCT.md D1, F',
  },
  membersOpenOn: {
    values: ['Regular', 'API Members'],
    default: 'Regular',
    doc: 'The tab on which Members opens',
    source: 'PRODUCT.md F',
  },
  memberTabs: {
    values: ['long', 'short'],
    default: 'long',
    doc: 'Tabs of a saved member',
    source: 'PRODUCT.md D3',
  },
  storedTypeFilter: {
    values: ['Member', 'All'],
    default: 'Member',
    doc: 'What the Type filter of Security Roles is preset to',
    source: 'PRODUCT.md C1',
  },
  storedView: {
    values: ['none', 'filtered'],
    default: 'none',
    doc: 'Whether lists open with a saved view that filters rows away',
    source: 'PRODUCT.md A6, F',
  },
  plainFilter: {
    values: ['starts-with', 'contains', 'exact'],
    default: 'starts-with',
    doc: 'What a filter text without asterisks finds',
    source: 'PRODUCT.md A6 (gap)',
  },
  dateOrder: {
    values: ['month-first', 'day-first'],
    default: 'month-first',
    doc: 'How dates are written',
    source: 'PRODUCT.md F',
  },
  startScreen: {
    values: ['Today', 'Service Board'],
    default: 'Today',
    doc: 'The screen after signing in',
    source: 'PRODUCT.md B',
  },

  // Roles and levels
  newRoleForm: {
    values: ['form', 'modules', 'window'],
    default: 'form',
    doc: 'Role ID on a form of its own, above the greyed levels, or in a window',
    source: 'PRODUCT.md C2 (gap)',
  },
  afterRoleSave: {
    values: ['security-modules', 'list'],
    default: 'security-modules',
    doc: 'Where one lands after saving a new role',
    source: 'PRODUCT.md C2',
  },
  roleName: {
    values: ['as-typed', 'trimmed', 'upper-case'],
    default: 'as-typed',
    doc: 'What becomes of a typed role name',
    source: 'PRODUCT.md, What a robust page object must not rely on',
  },
  roleInUse: {
    values: ['any-member', 'active-members'],
    default: 'any-member',
    doc: 'Who keeps a role from being deleted: every member that has it, or active ones only',
    source: 'guess',
  },
  mySecurity: {
    values: ['any-key', 'security-roles'],
    default: 'any-key',
    doc: 'Who may read their own levels over the REST API: everybody, or who may see Security Roles',
    source: 'PRODUCT.md E4 (gap)',
  },
  levelLists: {
    values: ['all-three', 'fewer'],
    default: 'all-three',
    doc: 'Whether every level cell offers None, My and All',
    source: 'PRODUCT.md C3 (gap)',
  },

  // Members and keys
  memberIdBox: {
    values: ['cut', 'refused'],
    default: 'cut',
    doc: 'A member id of more than 15 letters: cut by the box without a word, or refused on saving',
    source: 'PRODUCT.md D2, F',
  },
  memberInactive: {
    values: ['on-form', 'absent'],
    default: 'on-form',
    doc:
      'The Inactive box of a saved member; where it is absent, no screen makes a member inactive: what is left is ' +
      'its keys, and its deletion once it has none',
    source: 'PRODUCT.md D1 (a column shows it), D2 (gap)',
  },
  privateKey: {
    values: ['this-screen-only', 'one-further-screen'],
    default: 'this-screen-only',
    doc: 'Whether the list after the key screen shows the private key once more',
    source: 'PRODUCT.md D4 (sources disagree)',
  },
  keyDescription: {
    values: ['read-only', 'editable'],
    default: 'read-only',
    doc: 'Description of an existing key: fixed, or an edit makes a new pair',
    source: 'PRODUCT.md D4 (sources disagree)',
  },

  // Messages
  messages: {
    values: ['window', 'banner', 'inline'],
    default: 'window',
    doc: 'Where a missing field or a duplicate name is reported',
    source: 'PRODUCT.md D2 (gap)',
  },
  failedList: {
    values: ['loading', 'empty'],
    default: 'loading',
    doc: 'A list whose rows could not be had, beside the message: it stays at Loading, or looks empty',
    source: 'guess',
  },
  saved: {
    values: ['banner', 'greyed-save'],
    default: 'banner',
    doc: 'How roles and members show that they are saved',
    source: 'PRODUCT.md D4',
  },
  unsavedChanges: {
    values: ['native', 'gxt-window', 'none'],
    default: 'native',
    doc: 'What asks before changes are left behind',
    source: 'PRODUCT.md A5 (gap)',
  },
  confirmDelete: {
    values: ['native', 'gxt-window', 'react-dialog'],
    default: 'native',
    doc: 'What asks before a record is deleted',
    source: 'PRODUCT.md A5 (gap)',
  },
  sessionEnd: {
    values: ['redirect', 'window'],
    default: 'redirect',
    doc: 'A lost session: the sign-in page, or a window over the screen',
    source: 'PRODUCT.md B (gap)',
  },
  announcement: {
    values: ['none', 'after-sign-in', 'on-screens'],
    default: 'none',
    doc: 'An announcement over the page',
    source: 'PRODUCT.md B (gap)',
  },
  popUp: {
    values: ['none', 'status-note'],
    default: 'none',
    doc: 'A note in a window when a record opens; its box silences it for everybody',
    source: 'PRODUCT.md A5',
  },

  // Signing in
  mfa: {
    values: ['on', 'off'],
    default: 'on',
    doc: 'Whether users with a one-time-code secret are asked for a code',
    source: 'PRODUCT.md B',
  },
  sso: { values: ['off', 'on'], default: 'off', doc: 'Sign-in by the single-sign-on page', source: 'PRODUCT.md B' },
  secondSession: {
    values: ['none', 'same-page', 'separate-window'],
    default: 'none',
    doc: 'The question about another session (Proceed)',
    source: 'PRODUCT.md B',
  },
  autofill: {
    values: ['none', 'rewrites-early'],
    default: 'none',
    doc: 'Whether remembered values overwrite the sign-in boxes a moment after loading',
    source: 'PRODUCT.md B',
  },
} as const satisfies VariantTable;

export type Variants = Values<typeof variants>;

/** All variants at their defaults, except the chosen ones. @throws when a name or value is unknown */
export const resolveVariants = (chosen?: Partial<Variants>): Variants =>
  resolve('practice ConnectWise', variants, chosen);
