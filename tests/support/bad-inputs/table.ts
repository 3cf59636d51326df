/** A bad input of the list in the security notes. */
export interface BadInput {
  /** Its number there. */
  n: number;
  what: string;
  /** Titles of tests, or the `what` of cases, that try it. Left out where it does not apply. */
  tests?: string[];
  /** Why it does not apply, or what else is to be said. */
  why?: string;
}

const SHOWN_AS_TEXT = [
  'markup, formulas and code are plain text',
  'hostile texts stay texts: nothing runs, nothing is refused by the policy, no character turns the text around',
];

/** The 72 bad inputs of security.md section 3. */
export const BAD_INPUTS: BadInput[] = [
  { n: 1, what: 'a nine-level alias bomb', tests: ['A1 alias bomb'] },
  { n: 2, what: 'one harmless alias', tests: ['A2 one harmless alias'] },
  { n: 3, what: '20,000 aliases of one scalar', tests: ['A3 20,000 aliases'] },
  {
    n: 4,
    what: 'two documents of opening brackets',
    tests: ['A4 10,000 opening brackets', 'A4 the same in a second document'],
  },
  { n: 5, what: '5,000 nested maps', tests: ['A5 5,000 nested maps'] },
  {
    n: 6,
    what: '5,000 nested lists on one line',
    tests: ['A6 5,000 nested lists on a line', 'A6 nested by indentation'],
  },
  { n: 7, what: '40,000 keys', tests: ['A7 40,000 keys', 'A7 too many keys'] },
  { n: 8, what: 'a text of 5 MB', tests: ['A8 5 MB text', 'A8 60 KB text in a field'] },
  { n: 9, what: 'a %YAML 1.1 header', tests: ['A9 directive'] },
  { n: 10, what: 'two documents', tests: ['A10 two documents'] },
  { n: 11, what: 'a key twice', tests: ['A11 duplicate key', 'A11 duplicate url'] },
  { n: 12, what: '__proto__', tests: ['A12 __proto__', 'A12 __proto__ deep inside'] },
  { n: 13, what: 'constructor.prototype', tests: ['A13 constructor.prototype'] },
  { n: 14, what: 'a merge key', tests: ['A14 merge key'] },
  { n: 15, what: 'tags of programming languages', tests: ['A15 function tag', 'A15 python tag'] },
  { n: 16, what: 'an unknown tag', tests: ['A16 unknown tag'] },
  { n: 17, what: 'a binary name', tests: ['A17 binary name'] },
  { n: 18, what: 'a map as a key', tests: ['A18 map as key', 'A18 number as key', 'A18 null as key'] },
  {
    n: 19,
    what: 'NUL, U+0085 and U+2028 in a name',
    tests: ['A19 NUL', 'A19 NUL by escape', 'A19 next line U+0085', 'A19 line separator U+2028'],
  },
  { n: 20, what: 'a UTF-16 file', tests: ['A20 UTF-16', 'A20 UTF-16 without a mark'] },
  { n: 21, what: 'a Latin-1 file', tests: ['A21 Latin-1'] },
  { n: 22, what: 'tabs as indentation', tests: ['A22 tab indentation'] },
  { n: 23, what: 'steps that are no list', tests: ['A23 steps: null', 'A23 steps: {}', 'A23 steps: []'] },
  { n: 24, what: '10,001 steps', tests: ['A24 10,001 steps'] },
  {
    n: 25,
    what: 'times that are none',
    tests: ['A25 timeout 1e999', 'A25 timeout -1', 'A25 timeout .nan', 'A25 timeout .inf', 'A25 timeout 0x7fffffff'],
  },
  { n: 26, what: '999,999,999 retries', tests: ['A26 retries 999999999'] },
  { n: 27, what: 'a key with a Cyrillic letter', tests: ['A27 look-alike key'] },
  { n: 28, what: 'an empty file', tests: ['A28 empty file', 'A28 only comments'] },
  {
    n: 29,
    what: 'a runbook that is a link, a pipe, a device or a folder',
    tests: [
      'A29 a link is refused',
      'A29 a folder and a missing file are refused',
      'A29 a pipe and an endless device are refused without waiting',
    ],
  },
  {
    n: 30,
    what: 'a file that changes between check and use',
    tests: ['a run uses the bytes that were checked, whatever becomes of the file'],
  },

  {
    n: 31,
    what: 'a path upwards as a name',
    tests: ['B31 path as name'],
    why: 'Runbooks cannot name pictures; the names that they can give are tried instead, here and below.',
  },
  { n: 32, what: 'backslashes in a name', tests: ['B32 backslashes'] },
  { n: 33, what: 'percent signs in a name', tests: ['B33 percent signs'] },
  { n: 34, what: 'an absolute path as a name', tests: ['B34 absolute path'] },
  {
    n: 35,
    what: 'Windows devices and streams',
    tests: ['B35 Windows device', 'B35 Windows device as runbook name', 'B35 stream'],
  },
  { n: 36, what: 'a name of 300 characters', tests: ['B36 name of 300 characters'] },
  { n: 37, what: 'a name like an option', tests: ['B37 option as name'] },
  {
    n: 38,
    what: 'a name with a newline',
    tests: ['B38 newline in a name', 'B38 newline at the end of a name', 'B38 newline in a title'],
  },
  { n: 39, what: 'a dot or blank at the end', tests: ['B39 trailing dot', 'B39 trailing space'] },
  { n: 40, what: 'step ids that differ in case only', tests: ['B40 ids that differ in case'] },
  { n: 41, what: 'a customer like a path', tests: ['B41 customer as a path'] },
  {
    n: 42,
    what: 'a run folder that is there already, as a link',
    tests: ['B42 a run folder that is a link to elsewhere is refused, and nothing is written there'],
  },
  { n: 43, what: 'an archive with paths upwards', why: 'Keywright imports no archives.' },

  { n: 44, what: 'code in a template', tests: ['C44 code of another template language', 'C44 a call'] },
  { n: 45, what: 'the environment in a template', tests: ['C45 environment'] },
  { n: 46, what: 'a value that is a template itself', tests: ['what was filled in is never read again'] },
  {
    n: 47,
    what: 'a secret in a field that is shown',
    tests: [
      'C47 a secret in a text field',
      'C47 a secret inside a text',
      'C47 a secret in a title',
      'C47 a secret inside the text of a secret field',
    ],
  },
  { n: 48, what: 'a value with markup', tests: SHOWN_AS_TEXT },
  { n: 49, what: 'a value with a formula', tests: SHOWN_AS_TEXT, why: 'No spreadsheet is ever written.' },
  {
    n: 50,
    what: 'a customer with terminal escapes',
    tests: [
      'C50 terminal escape',
      'C50 terminal escape by escape',
      'C50 what a page says reaches the terminal without escapes, and cannot hide a secret from the filter',
    ],
  },
  { n: 51, what: 'a customer with a mark that turns text around', tests: ['C51 right-to-left mark'] },
  { n: 52, what: 'an unknown variable', tests: ['C52 unknown input', 'C52 the second expression of a text'] },
  {
    n: 53,
    what: 'a value of 1 MB',
    tests: ['C53 a value of a megabyte is refused, be it from the command line or the customers file'],
  },
  {
    n: 54,
    what: 'a selector with a secret in it',
    tests: ['C47 a secret in a text field', 'only the files that may have it: ${what}'],
    why:
      "Runbooks hold no selectors; page objects never get a secret's text, because only the named files may " +
      'reveal one.',
  },
  {
    n: 55,
    what: 'a pattern that takes forever',
    tests: ['C55 a pattern on an input'],
    why: 'Runbooks hold no patterns.',
  },

  { n: 56, what: 'the host as a user name', tests: ['D56 host as user name', 'D56 user and password'] },
  {
    n: 57,
    what: 'the host inside another',
    tests: ['D57 host in the middle', 'D57 host in the middle, deeper', 'D57 with hyphens for dots'],
  },
  { n: 58, what: 'a backslash before an @', tests: ['D58 backslash'] },
  { n: 59, what: 'http instead of https', tests: ['D59 http'] },
  { n: 60, what: 'another port', tests: ['D60 port'] },
  {
    n: 61,
    what: 'other schemes',
    tests: ['D61 javascript', 'D61 data', 'D61 file', 'D61 view-source', 'D61 chrome', 'D61 blob'],
  },
  {
    n: 62,
    what: 'numbers as hosts',
    tests: ['D62 decimal number', 'D62 hexadecimal number', 'D62 mapped IPv6', 'D62 link-local'],
  },
  {
    n: 63,
    what: 'a look-alike in punycode',
    tests: [
      'D63 punycode',
      'D63 Cyrillic',
      'none of ${LOOKALIKES.length} look-alike addresses gets a letter of a secret',
    ],
  },
  { n: 64, what: 'a redirect to another host', tests: ['D64 a portal that redirects to another host leads nowhere'] },

  {
    n: 65,
    what: 'a title with markup, or of 2 MB',
    tests: ['E65 a title of two megabytes with markup in it does not fill the evidence', SHOWN_AS_TEXT[1]!],
  },
  {
    n: 66,
    what: 'a sign-in form of another origin in a frame',
    tests: ['nothing is typed into ${path.slice(1)}', 'a page of another origin around the right frame gets no letter'],
  },
  {
    n: 67,
    what: 'a key in a canvas, a pseudo-element, split spans, a closed shadow root',
    tests: ['a canvas', 'a pseudo-element', 'text split over spans', 'a closed shadow root'],
  },
  {
    n: 68,
    what: 'a page that renders again every 5 ms, and a toast with the key',
    tests: ['an element that a script puts in anew every 5 ms', 'a toast', 'a toast that comes and goes'],
  },
  {
    n: 69,
    what: 'dialogs without end, printing, permissions, downloads, windows',
    tests: [
      'E69 one alert after another, a question before leaving and a storm of windows do not hold up a step',
      'E69 a page gets no permission, no download and no print dialog',
    ],
  },
  {
    n: 70,
    what: 'a Save whose answer is wrong, or late',
    tests: ['E70 a save that is stored although its answer ${what} is found by looking, and never pressed again'],
  },
  {
    n: 71,
    what: 'keys on a second page, in another order, and of people with the same description',
    tests: [
      'an offboarding leaves alone what others made, says so, and goes on when they have cleared up',
      "two workspaces that share an API member keep what the other has handed over, and never remove each other's keys",
      'E71 keys are read from all pages of the list, whatever their order',
    ],
  },
  {
    n: 72,
    what: 'a private key that is dots, empty, has a newline, or is cut',
    tests: [
      'E72 a private key that is hidden, empty, half drawn or no key is not taken for one',
      'E72 the blanks and newlines around a private key are not part of it',
    ],
    why: "One that is cut looks like a key; it is found out by the proof against the REST API and by MSPCFO's own test.",
  },
];

/** What the same section asks for at the level of the system. */
export const BAD_SYSTEMS: Omit<BadInput, 'n'>[] = [
  {
    what: 'SIGKILL',
    tests: [
      'a killed run is named and continued by the next, its folder gets a report, and the same job is resumed ' +
        'whatever has changed since',
    ],
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
    tests: [
      'a run on a disk that is almost full stops before it presses anything that counts, and leaves a whole journal',
    ],
  },
  {
    what: 'EIO on fsync',
    tests: [
      'whichever call of sealing fails, the key does not count as sealed, or can be opened',
      'a disk that fails while a tag is added leaves the ledger as it was',
    ],
  },
  {
    what: 'EMFILE',
    tests: ['whichever call of sealing fails, the key does not count as sealed, or can be opened'],
    why: 'It is one of the errors that a call can fail with; every call is made to fail in turn.',
  },
  {
    what: 'a clock one day back',
    tests: ['a saved session is not used when it is old, damaged, or from later than now, and is removed then'],
    why: 'The journal is in order by its numbers, times come from the monotonic clock.',
  },
  {
    what: 'suspend and resume',
    tests: ['a stopped owner keeps the lock, and a killed one frees it at once'],
    why: 'To a process it is SIGSTOP and SIGCONT.',
  },
  {
    what: 'a second run',
    tests: ['a second run starts nothing, says who is at work and what to do, and ends with exit code 4'],
  },
  { what: 'no browser', tests: ['a browser that is not there is told before anything starts'] },
  {
    what: 'the network gone in the middle of a save',
    tests: ['E70 a save that is stored although its answer ${what} is found by looking, and never pressed again'],
    why: 'The engine sees a commit that failed, and looks until the answer is clear.',
  },
];
