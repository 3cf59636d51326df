/**
 * Every visible text of MSPCFO that Keywright looks for, with its alternatives. Only four labels, the name at top right
 * and the button are known
 * (PRODUCT.md D5); the alternatives are what such an application would call the same things.
 */
export const labels = {
  signIn: {
    username: [
      'Email',
      'E-mail',
      'Email address',
      'E-mail address',
      'User name',
      'Username',
      'User',
      'Login',
      'User ID',
    ],
    password: ['Password'],
    code: [
      'Code',
      'One-time code',
      'Verification code',
      'Authentication code',
      'Security code',
      '6-digit code',
      'Authenticator code',
    ],
    enter: [
      'Sign in',
      'Log in',
      'Login',
      'Sign-in',
      'Sign on',
      'Log on',
      'Go',
      'Continue',
      'Next',
      'Submit',
      'Verify',
      'Enter',
    ],
  },
  menu: {
    apiCredentials: ['Api Credentials', 'API Credentials', 'Api Credential', 'API Keys'],
    /** Never pressed while the pull-down is looked for. */
    avoid: [
      'Sign out',
      'Log out',
      'Logout',
      'Sign off',
      'Log off',
      'Help',
      'Support',
      'Search',
      'Notifications',
      'Upgrade',
    ],
  },
  /** What stands at the top right and is nobody's name. */
  namesNobody: [
    'Account',
    'My account',
    'Profile',
    'My profile',
    'User',
    'Menu',
    'Settings',
    'Dashboard',
    'Home',
    'Reports',
    'Messages',
    'Inbox',
    'Feedback',
    'Contact',
    'What’s new',
    "What's new",
    'Billing',
    'Invite',
    'New',
    'Admin',
  ],
  credentials: {
    publicKey: [
      'Public Key',
      'Public API Key',
      'API Public Key',
      'CW Public Key',
      'ConnectWise Public Key',
      'CW API Public Key',
      'ConnectWise API Public Key',
      'Api Public Key',
    ],
    privateKey: [
      'Private Key',
      'Private API Key',
      'API Private Key',
      'CW Private Key',
      'ConnectWise Private Key',
      'CW API Private Key',
      'ConnectWise API Private Key',
      'New Private Key',
    ],
    server: [
      'CW Server URL',
      'Server URL',
      'ConnectWise Server URL',
      'CW Server',
      'Server',
      'ConnectWise Server',
      'ConnectWise URL',
      'CW URL',
      'Site URL',
      'Site',
      'URL',
      'Server Address',
      "ConnectWise server's URL",
    ],
    company: [
      'CW Company ID',
      'Company ID',
      'ConnectWise Company ID',
      'CW Company',
      'ConnectWise Company',
      'Company',
      'Company Identifier',
    ],
    status: ['Status', 'Connection', 'Connection status', 'State', 'Health'],
    save: ['Save', 'Save credentials', 'Save changes', 'Update', 'Save & test', 'Save and test', 'Submit', 'Apply'],
    edit: [
      'Edit',
      'Edit credentials',
      'Add credentials',
      'New credentials',
      'Add API credentials',
      'Enter credentials',
      'Add',
      'New',
      'Add new',
      '+',
    ],
    /** Only in a row that speaks of ConnectWise: elsewhere they may do anything. */
    editInRow: ['Set up', 'Connect', 'Configure', 'Open', 'Manage', 'Change', 'View'],
    replace: [
      'Change',
      'Replace',
      'Change key',
      'Replace key',
      'Change private key',
      'Replace private key',
      'Enter a new key',
      'Update key',
      'Change password',
    ],
    /**
     * Removes what is stored, in the form, a row or a menu. Not `Reset` or `Clear form`: they may only take back what
     * was typed.
     */
    remove: [
      'Remove credentials',
      'Delete credentials',
      'Clear credentials',
      'Remove API credentials',
      'Delete API credentials',
      'Clear API credentials',
      'Remove Api Credentials',
      'Remove keys',
      'Delete keys',
      'Clear keys',
      'Remove connection',
      'Delete connection',
      'Disconnect ConnectWise',
      'Disconnect',
      'Unlink',
      'Remove',
      'Delete',
      'Clear',
      'Forget',
      'Revoke',
    ],
    test: [
      'Test connection',
      'Test',
      'Check connection',
      'Verify connection',
      'Test the connection',
      'Check now',
      'Verify',
    ],
  },
  /** Answers to a question that was asked for, such as 'remove the credentials?'. */
  confirm: [
    'Yes, remove',
    'Yes, delete',
    'Yes, clear',
    'Yes, disconnect',
    'Yes',
    'Remove',
    'Delete',
    'Clear',
    'Disconnect',
    'Unlink',
    'Confirm',
    'OK',
    'Continue',
    'Remove credentials',
    'Delete credentials',
    'Clear credentials',
    'Remove keys',
    'Delete keys',
    'Remove connection',
    'Delete connection',
  ],
  /** What a button that wants to be pressed twice says in between. */
  again: [
    'Click again to remove',
    'Click again to delete',
    'Click again to confirm',
    'Click again',
    'Press again to remove',
    'Press again to delete',
    'Press again',
    'Are you sure?',
    'Sure?',
    'Really remove?',
    'Really delete?',
    'Really?',
    'Confirm removal',
    'Confirm remove',
    'Confirm delete',
    'Confirm?',
  ],
  dismiss: [
    'OK',
    'Close',
    'Got it',
    'Dismiss',
    'Accept',
    'Accept all',
    'I agree',
    'Agree',
    'Not now',
    'Later',
    'Skip',
    'Skip tour',
    'Skip the tour',
    'End tour',
    'No thanks',
    'Understood',
    'Continue',
    'Maybe later',
    '×',
    '✕',
    '✖',
    'x',
  ],
} as const;

/** What MSPCFO says, as patterns without case. No source has its words (PRODUCT.md D5). */
export const messages = {
  /** Speaks of a connection, but not of one that works now. Of what works by other words this takes it back. */
  notYet:
    /\b(once|when|if|after|until|before|as soon as|to be|will be)\b[^.;]{0,30}\b(connected|linked|verified)\b|can see 0\b|\bunsuccess/i,
  works:
    /\blinked to\b|all good|can see \d+|\bconnected\b|connection (works|is working|ok|okay|successful|succeeded|verified|established|is good|good)|successfully connected|reports? (received|pulled|available|found|read)|\bverified\b|credentials (work|are valid|valid|verified)|status:? (ok|connected|active|valid|working)/i,
  fails:
    /(\bnot|n['’]t|\bnever|\bno longer)\b[^.;]{0,25}\b(connected|linked|verified)\b|not (active|valid|authori[sz]ed|authenticated)|\bconnected:? *(no|never|false)\b|status:? (error|failed|failing|broken|invalid|expired|inactive)|does(n't| not) allow|not allowed|said no|authentication failed|unreachable|unknown company|missing permission|off limits|out of reach|disconnected|connection (failed|error|refused|does not work|is broken|lost|problem)|(could ?n[o']t|could not|can ?not|can't|unable to) (be )?(connect|contact|reach|read|load|pull|fetch|verif(y|ied)|validate|authenticate|authori[sz]e|route|establish|log(ged)? in|sign(ed)? in)|(did|does)(n't| not) (answer|respond|reply|know|recogni[sz]e|accept)|no (answer|response|reply)\b|(stopped|not) (answering|responding|replying)|timed out|too many (calls|requests)|is not the address|not (found|recogni[sz]ed|accepted)|refused|rejected|unauthori[sz]ed|(keys?|credentials) (are|is|were|was) (invalid|wrong|not valid|refused)|invalid (keys?|credentials)|\((error |status |http )?(40[0134]|429|5\d\d)\)|(error|status|http) (40[0134]|429|5\d\d)\b|not reachable|not working|does(n't| not) work|lacks|access denied|(test|check|authentication|sync|pull) failed/i,
  /** Words that tell only where the status of the connection stands: elsewhere they may be of anything. */
  worksAlone: /^(ok|okay|active|valid|working|healthy|good|success|live)[.!]?$/i,
  failsAlone: /^(error|failed|failing|failure|broken|invalid|expired|inactive|unverified|down|offline)[.!]?$/i,
  checking: /checking|testing|connecting|verifying|please wait/i,
  removed:
    /\b(removed|deleted|cleared|disconnected|forgotten|unlinked|no (api )?(credentials|keys|connections?) (are |is |have been )?(stored|saved|set up|configured|entered|yet))\b/i,
  saved: /\bsaved\b|success|updated|stored/i,
  /** Of what was not saved: it may hold the words of what was. */
  notSaved:
    /(\bnot|n['’]t|\bnever)\b[^.;]{0,25}\b(saved|updated|stored|success(ful(ly)?)?)\b|\bnothing (was|has been) (saved|updated|stored|changed)\b|\bunsuccess/i,
  refused:
    /required|invalid|incorrect|wrong|\bnot (valid|correct|right|recogni[sz]ed|found|accepted|match)|(doesn't|don't|didn't|do(es)? not) (match|recogni[sz]e|know|exist)|unable to|unknown|too many|must |failed|error|cannot|could not|denied|please (enter|fill|check)|expired/i,
  /** Somebody else has the record open: nothing was stored, whatever else the message advises. */
  busy: /\b(locked|in use|checked out|(being|currently) (changed|edited|used|modified)) by\b/i,
  /** Of sign-in pages: about who signs in. */
  whoSignsIn: /incorrect|invalid|password|user ?name|e-?mail|company|account/i,
  unclear:
    /internal server|server error|unexpected|something went wrong|an error (has )?occurred|error 5\d\d|try again later|timed? ?out|network/i,
} as const;

/** Whether a text says that the connection works. */
export const works = (text: string): boolean =>
  messages.works.test(text) && !messages.fails.test(text) && !messages.notYet.test(text);

/** Whether a text says that something was saved. */
export const saved = (text: string): boolean =>
  messages.saved.test(text) && !messages.notSaved.test(text) && !messages.unclear.test(text);

/** Whether a text says that something did not work. */
export const bad = (text: string): boolean =>
  messages.refused.test(text) || messages.notSaved.test(text) || messages.busy.test(text);
