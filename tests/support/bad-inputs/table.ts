/*
 * What hostile or careless people give Keywright to read, by where it comes in, and which tests try it.
 * tests/runbook/bad-inputs-table.spec.ts checks that every test named here exists.
 * Longer than 300 lines because it is one table.
 */

/** A bad input. */
export interface BadInput {
  what: string;
  /** Titles of tests, or the `what` of cases, that try it. Left out where it does not apply. */
  tests?: string[];
  /** Why it does not apply, or what else is to be said. */
  why?: string;
}

const SHOWN_AS_TEXT = [
  'markup, formulas and code are plain text',
  'hostile texts stay texts: nothing runs, is refused by the policy or turns around',
];

/** YAML files, whatever is in them. */
const YAML_FILES: BadInput[] = [
  { what: 'a nine-level alias bomb', tests: ['an alias bomb'] },
  { what: 'one harmless alias', tests: ['one harmless alias'] },
  { what: '20,000 aliases of one scalar', tests: ['20,000 aliases'] },
  {
    what: 'two documents of opening brackets',
    tests: ['10,000 opening brackets', '10,000 opening brackets in a second document'],
  },
  { what: '5,000 nested maps', tests: ['5,000 nested maps'] },
  {
    what: '5,000 nested lists on one line',
    tests: ['5,000 nested lists on a line', '100 maps nested by indentation'],
  },
  { what: '40,000 keys', tests: ['40,000 keys', 'too many keys'] },
  { what: 'a text of 5 MB', tests: ['a text of 5 MB', 'a text of 60 KB in a field'] },
  { what: 'a %YAML 1.1 header', tests: ['a YAML directive'] },
  { what: 'two documents', tests: ['two documents'] },
  { what: 'a key twice', tests: ['a key twice', 'a setting twice'] },
  { what: '__proto__', tests: ['__proto__ as a key', '__proto__ as a key deep inside'] },
  { what: 'constructor.prototype', tests: ['constructor.prototype as keys'] },
  { what: 'a merge key', tests: ['a merge key'] },
  { what: 'tags of programming languages', tests: ['a tag for a JavaScript function', 'a tag for a Python call'] },
  { what: 'an unknown tag', tests: ['an unknown tag'] },
  { what: 'a binary name', tests: ['a binary name'] },
  { what: 'a map as a key', tests: ['a map as a key', 'a number as a key', 'null as a key'] },
  {
    what: 'NUL, U+0085 and U+2028 in a name',
    tests: ['a NUL', 'a NUL, written as an escape', 'a next-line character (U+0085)', 'a line separator (U+2028)'],
  },
  { what: 'a UTF-16 file', tests: ['a UTF-16 file', 'a UTF-16 file without a byte order mark', 'a UTF-32 file'] },
  { what: 'letters that are not seen', tests: ['a zero width joiner', 'a letter that is drawn as nothing'] },
  {
    what: 'signs that look like others',
    tests: ['accents in place of quotes', 'fullwidth quotes', 'a list with en dashes'],
  },
  { what: 'a Latin-1 file', tests: ['a Latin-1 file'] },
  { what: 'tabs as indentation', tests: ['tabs as indentation'] },
  { what: 'steps that are no list', tests: ['steps: null', 'steps: {}', 'steps: []'] },
  { what: '10,001 steps', tests: ['10,001 steps'] },
  {
    what: 'times that are none',
    tests: ['timeout 1e999', 'timeout -1', 'timeout .nan', 'timeout .inf', 'timeout 0x7fffffff'],
  },
  { what: '999,999,999 retries', tests: ['retries 999999999'] },
  { what: 'a key with a Cyrillic letter', tests: ['a look-alike key'] },
  { what: 'an empty file', tests: ['an empty file', 'a file of comments only'] },
  {
    what: 'a runbook that is a link, a pipe, a device or a folder',
    tests: [
      'a runbook that is a link is refused',
      'a runbook that is a folder or missing is refused',
      'a runbook that is a pipe or an endless device is refused without waiting',
    ],
  },
  {
    what: 'a file that changes between check and use',
    tests: ['a run uses the bytes that were checked, whatever becomes of the file'],
  },
];

/** Names of things, and paths that are made from them. */
const NAMES: BadInput[] = [
  {
    what: 'a path upwards as a name',
    tests: ['a path upwards as name'],
    why: 'Runbooks cannot name pictures; the names that they can give are tried instead, here and below.',
  },
  { what: 'backslashes in a name', tests: ['backslashes in a name'] },
  { what: 'percent signs in a name', tests: ['percent signs in a name'] },
  { what: 'an absolute path as a name', tests: ['an absolute path as name'] },
  {
    what: 'Windows devices and streams',
    tests: ['a Windows device as name', 'a Windows device as runbook name', 'a Windows stream as name'],
  },
  { what: 'a name of 300 characters', tests: ['a name of 300 characters'] },
  { what: 'a name like an option', tests: ['an option as name'] },
  {
    what: 'a name with a newline',
    tests: ['a newline in a name', 'a newline at the end of a name', 'a newline in a title'],
  },
  { what: 'a dot or blank at the end', tests: ['a dot at the end of a name', 'a blank at the end of a name'] },
  { what: 'step ids that differ in case only', tests: ['step ids that differ in case only'] },
  { what: 'a customer like a path', tests: ['a path as customer'] },
  {
    what: 'a run folder that is there already, as a link',
    tests: ['a run folder that is a link to elsewhere is refused, and nothing is written there'],
  },
  { what: 'an archive with paths upwards', why: 'Keywright imports no archives.' },
];

/** Values, and what expressions fill in. */
const VALUES: BadInput[] = [
  { what: 'code in a template', tests: ['code of another template language', 'a call in an expression'] },
  { what: 'the environment in a template', tests: ['the environment in an expression'] },
  { what: 'a value that is a template itself', tests: ['what was filled in is never read again'] },
  {
    what: 'a secret in a field that is shown',
    tests: [
      'a secret in a text field',
      'a secret inside a text',
      'a secret in a title',
      'a secret in what a step says',
      'a secret inside the text of a secret field',
    ],
  },
  { what: 'a value with markup', tests: SHOWN_AS_TEXT },
  { what: 'a value with a formula', tests: SHOWN_AS_TEXT, why: 'No spreadsheet is ever written.' },
  {
    what: 'a customer with terminal escapes',
    tests: [
      'a terminal escape',
      'a terminal escape, written as an escape',
      "a page's text reaches the terminal without escapes, and cannot hide a secret",
    ],
  },
  { what: 'a customer with a mark that turns text around', tests: ['a right-to-left mark'] },
  { what: 'an unknown variable', tests: ['an unknown input', 'the second expression of a text'] },
  {
    what: 'a value of 1 MB',
    tests: ['a value of a megabyte is refused, from the command line and from the customers file'],
  },
  {
    what: 'a selector with a secret in it',
    tests: ['a secret in a text field', 'only the files that may have it: ${what}'],
    why:
      "Runbooks hold no selectors; page objects never get a secret's text, because only the named files may " +
      'reveal one.',
  },
  {
    what: 'a pattern that takes forever',
    tests: ['a pattern on an input'],
    why: 'Runbooks hold no patterns.',
  },
];

/** Addresses of portals. */
const ADDRESSES: BadInput[] = [
  { what: 'the host as a user name', tests: ['the host as a user name', 'a user name and a password'] },
  {
    what: 'the host inside another',
    tests: ['the host inside another one', 'the host deep inside another one', 'hyphens in place of the dots'],
  },
  { what: 'a backslash before an @', tests: ['a backslash before an @'] },
  { what: 'http instead of https', tests: ['http in place of https'] },
  { what: 'another port', tests: ['a port'] },
  {
    what: 'other schemes',
    tests: [
      'the scheme javascript',
      'the scheme data',
      'the scheme file',
      'the scheme view-source',
      'the scheme chrome',
      'the scheme blob',
    ],
  },
  {
    what: 'numbers as hosts',
    tests: [
      'a decimal number as host',
      'a hexadecimal number as host',
      'a mapped IPv6 address',
      'a link-local address',
    ],
  },
  {
    what: 'a look-alike in punycode',
    tests: [
      'a look-alike host in punycode',
      'a host with a Cyrillic letter',
      'none of ${LOOKALIKES.length} look-alike addresses gets a letter of a secret',
    ],
  },
  { what: 'a redirect to another host', tests: ['a portal that redirects to another host leads nowhere'] },
];

/** What a portal's pages may do. */
const PORTAL_PAGES: BadInput[] = [
  {
    what: 'a title with markup, or of 2 MB',
    tests: ['a title of two megabytes with markup in it does not fill the evidence', SHOWN_AS_TEXT[1]!],
  },
  {
    what: 'a sign-in form of another origin in a frame',
    tests: ['nothing is typed into ${path.slice(1)}', 'a page of another origin around the right frame gets no letter'],
  },
  {
    what: 'a key in a canvas, a pseudo-element, split spans, a closed shadow root',
    tests: ['a canvas', 'a pseudo-element', 'text split over spans', 'a closed shadow root'],
  },
  {
    what: 'a page that renders again every 5 ms, and a toast with the key',
    tests: ['an element that a script puts in anew every 5 ms', 'a toast', 'a toast that comes and goes'],
  },
  {
    what: 'dialogs without end, printing, permissions, downloads, windows',
    tests: [
      'alerts, questions before leaving and storms of windows do not hold up a step',
      'a page gets no permission, no download and no print dialog',
    ],
  },
  {
    what: 'a Save whose answer is wrong, or late',
    tests: ['a save whose answer ${what} is found by looking, and never pressed again'],
  },
  {
    what: 'keys on a second page, in another order, and of people with the same description',
    tests: [
      'an offboarding leaves alone what others made, and goes on when they have cleared up',
      "two workspaces at one API member never remove each other's keys",
      'keys are read from all pages of the list, whatever their order',
    ],
  },
  {
    what: 'a private key that is dots, empty, has a newline, or is cut',
    tests: [
      'a private key that is hidden, empty, half drawn or no key is not taken for one',
      'the blanks and newlines around a private key are not part of it',
    ],
    why:
      "One that is cut looks like a key; it is found out by the proof against the REST API and by MSPCFO's " +
      'own test.',
  },
];

export const BAD_INPUTS: BadInput[] = [...YAML_FILES, ...NAMES, ...VALUES, ...ADDRESSES, ...PORTAL_PAGES];

/** What the operating system, the disk, the clock and the network may do. */
export const BAD_SYSTEMS: BadInput[] = [
  {
    what: 'SIGKILL',
    tests: ['the next run continues a killed one, whatever has changed since'],
  },
  { what: 'SIGSTOP', tests: ['a stopped owner keeps the lock, and a killed one frees it at once'] },
  { what: 'SIGTERM twice', tests: ['asked twice to stop, a run ends at once, and leaves no browser'] },
  { what: 'a closed output pipe', tests: ['a run whose output nobody reads any more goes on'] },
  {
    what: 'a folder that cannot be written',
    tests: ['a workspace that cannot be written stops the run before a browser starts'],
  },
  {
    what: 'a full disk',
    tests: ['a run on a disk that is almost full stops before its first commit, with a whole journal'],
  },
  {
    what: 'EIO on fsync',
    tests: [
      'whichever call of sealing fails, a key that counts as sealed can be opened',
      'a disk that fails while a tag is added leaves the ledger as it was',
    ],
  },
  {
    what: 'EMFILE',
    tests: ['whichever call of sealing fails, a key that counts as sealed can be opened'],
    why: 'It is one of the errors that a call can fail with; every call is made to fail in turn.',
  },
  {
    what: 'a clock one day back',
    tests: ['a saved session that is old, damaged or from the future is removed unused'],
    why: 'The journal is in order by its numbers, times come from the monotonic clock.',
  },
  {
    what: 'suspend and resume',
    tests: ['a stopped owner keeps the lock, and a killed one frees it at once'],
    why: 'To a process it is SIGSTOP and SIGCONT.',
  },
  {
    what: 'a second run',
    tests: ['a second run starts nothing, says who is running, and ends with exit code 4'],
  },
  { what: 'no browser', tests: ['a missing browser is reported before anything starts'] },
  {
    what: 'the network gone in the middle of a save',
    tests: ['a save whose answer ${what} is found by looking, and never pressed again'],
    why: 'The engine sees a commit that failed, and looks until the answer is clear.',
  },
];
