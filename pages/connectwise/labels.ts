import { signInWords } from '../sign-in-words.ts';

/**
 * Every visible text of ConnectWise PSA that Keywright looks for, with its alternatives: tenants and releases differ
 * (PRODUCT.md F).
 * Compared without case, double spaces, and asterisks or colons around it.
 */
export const labels = {
  /** Left rail and fly-out (A7). */
  menu: {
    system: ['System'],
    securityRoles: ['Security Roles'],
    members: ['Members'],
    /** Entries of System that everybody sees who sees any. */
    besides: ['Setup Tables', 'My Company'],
  },

  /** The account button of the top bar (A2). */
  account: {
    /** What it may say instead of a name. */
    namesNobody: ['My Account', 'Account', 'My Profile', 'Profile', 'Member', 'User', 'Log Out', 'Logout', 'Sign Out'],
  },

  /** Titles and breadcrumbs (C1, C3, D1, D2), as patterns. */
  titles: {
    newRole: '^new (security )?role$',
    modulesOf: '^security modules for role ?[-\u2013\u2014:] ?(.*)$',
    newMember: '^new (api )?member$',
  },

  /** Tabs above the members list and of a member's record (D1, D3). Both have one called API Keys. */
  tabs: {
    apiMembers: ['API Members'],
    apiKeys: ['API Keys'],
    details: ['Details', 'Detail'],
    /** The other lists of members that can sign in or call. */
    otherMembers: [['Regular'], ['StreamlineIT'], ['Subcontractors', 'Subcontractor']],
    /** Stands in the strip of the list, and in no member's. */
    onlyAboveList: ['API Members', 'Regular', 'API Callbacks'],
    /** Stand in the strip of the list, and in no breadcrumb of a record. */
    ofLists: ['API Callbacks', 'StreamlineIT', 'Subcontractors'],
  },

  /** Breadcrumbs of the lists of members (D1), as patterns: some begin with the section of the menu. */
  path: {
    apiMembers: '(^|[/>\u203a\u00bb]\\s*)members - api members$',
    anyMembers: '(^|[/>\u203a\u00bb]\\s*)members - ',
  },

  /** Toolbars of lists and records (A2). */
  tools: {
    newItem: ['New Item', 'New', 'Add'],
    save: ['Save'],
    /** In a window of its own, or in a line of the list (C2: its layout is a gap). */
    saveInWindow: ['Save', 'Create', 'OK'],
    remove: ['Delete'],
    search: ['SEARCH'],
    clear: ['CLEAR'],
    view: ['View'],
    noView: ['(No View)'],
    actions: ['Actions'],
  },

  /** Columns of lists (C1, D1, D4). */
  columns: {
    roleName: ['Name', 'Role ID', 'Role Name'],
    roleUpdated: ['Last Update'],
    roleType: ['Type'],
    memberId: ['Member ID'],
    memberName: ['Member Name'],
    memberInactive: ['Inactive'],
    memberRole: ['Role ID', 'Role', 'Security Role'],
    keyDescription: ['Description'],
    publicKey: ['Public API Key', 'Public Key'],
  },

  /** The role's form and its module table (C2, C3). */
  role: {
    id: ['Role ID', 'Role Name'],
    columns: {
      add: ['Add Level', 'Add'],
      edit: ['Edit Level', 'Edit'],
      delete: ['Delete Level', 'Delete'],
      inquire: ['Inquire Level', 'Inquire'],
    },
    modules: [
      'Companies',
      'Finance',
      'Marketing',
      'Procurement',
      'Project',
      'Sales',
      'Service Desk',
      'System',
      'Time & Expense',
    ],
    levels: ['None', 'My', 'All', 'Mine'],
    customize: ['(customize)', 'customize'],
  },

  /** The window behind (customize) (C3). */
  updateSecurity: {
    allow: ['Allow Access to these'],
    disallow: ['Disallow Access to these'],
    save: ['Save'],
    cancel: ['Cancel'],
  },

  /** The API member's form (D2). */
  member: {
    id: ['Member ID'],
    name: ['Member Name'],
    timeZone: ['Time Zone'],
    role: ['Role ID', 'Role'],
    level: ['Level'],
    levelName: ['Name'],
    location: ['Location'],
    businessUnit: ['Business Unit', 'Department'],
    territory: ['Default Territory', 'Territory'],
    inactive: ['Inactive', 'Inactive Flag', 'Is Inactive'],
  },

  /** The key screen (D4). */
  key: {
    description: ['Description'],
    publicKey: ['Public Key', 'Public API Key'],
    privateKey: ['Private Key', 'Private API Key'],
    /** The note that stands where a private key will be. */
    shownOnce: 'private (api )?key\\b.*\\b(only|once)\\b',
    inactive: ['Inactive', 'Inactive Flag', 'Is Inactive'],
  },

  /** Signing in (B). */
  signIn: {
    ...signInWords,
    /** Of a window that says that the session is over. */
    verify: ['Verify', 'Submit', 'Continue', 'Log In', 'Login', 'OK', 'Sign In'],
  },

  /** Buttons of windows and questions (A5); their words are no source's, so there are many. */
  answers: {
    close: [
      'OK',
      'Close',
      'Got it',
      'Got it!',
      'Dismiss',
      'Not now',
      'Later',
      'Remind me later',
      'No thanks',
      'Skip',
      'Skip tour',
      'Skip the tour',
      'End tour',
      'Maybe later',
      'Done',
      'Continue',
      'Understood',
      'I understand',
      'Stay signed in',
      'Stay logged in',
      'Keep me signed in',
      'Continue session',
      'Extend session',
      "I'm still here",
      '×',
      '✕',
      '✖',
      'x',
    ],
    cookies: [
      'Only necessary',
      'Necessary only',
      'Reject all',
      'Decline',
      'Accept',
      'Accept all',
      'Accept cookies',
      'Allow all',
      'Agree',
      'I agree',
    ],
    discard: ['No', "Don't Save", 'Do Not Save', 'Discard', 'Discard Changes', "Don't save changes"],
    leave: ['Leave', 'Leave Page', 'Discard', 'Discard Changes', 'Yes', 'OK', 'Continue', 'Leave without saving'],
    cancel: ['Cancel', 'Close', 'Discard'],
    decline: ['No', 'Cancel', "Don't Delete", 'Keep', 'Back'],
    confirm: ['Yes', 'Delete', 'Yes, delete', 'Yes, remove', 'Remove', 'OK', 'Confirm', 'Continue'],
    /** The same in more words, as a pattern: 'Delete key', 'Yes, inactivate'. Never of all there is. */
    confirmInWords: '^(?!.*\\ball\\b)(yes\\b[^?]{0,40}|(delete|remove|inactivate|deactivate|confirm)( [\\w-]+){1,3})$',
    asksForMore: ['Save', 'Cancel', 'Yes', 'No', 'Proceed', 'Delete'],
  },
} as const;
