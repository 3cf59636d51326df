// Longer than 300 lines because it is one table: every runbook that must be refused.
import type { BadCase } from './case.ts';

const HEAD = 'keywright: 1\nname: job\ntitle: Do the job\n';
const PHASE = 'phases:\n  - title: First\n    steps:\n';
const ROLE =
  '      - id: role\n        use: connectwise.role.ensure\n        with: { name: R, levels: { System: { API ' +
  'Reports: { inquire: All } } } }\n';
const LOOK = '      - id: held\n        use: mspcfo.credentials.read\n';
const KEY =
  '      - id: key\n        use: connectwise.key.ensure\n        with: { member: M, description: D, held: { ' +
  'connection: none } }\n';
const prove = (fields: string) =>
  `${HEAD}${PHASE}${KEY}      - id: proof\n        use: connectwise.key.verify\n        with: ${fields}\n`;
const member = (fields: string, before = '') =>
  `${HEAD}${before}${PHASE}      - id: member\n        use: connectwise.member.ensure\n        with: ${fields}\n`;
const step = (lines: string) => `${HEAD}${PHASE}${lines}`;
const GOOD = HEAD + PHASE + ROLE;

export const GOOD_RUNBOOK = GOOD;

export const BAD_RUNBOOKS: BadCase[] = [
  // YAML files
  {
    what: 'an alias bomb',
    text:
      `a: ▲&a [x, x, x]\nb: [*a, *a, ` +
      `*a]\n${[...'cdefghi'].map((c, n) => `${c}: [*${'bcdefgh'[n]}, *${'bcdefgh'[n]}]`).join('\n')}\n`,
    says: 'anchors (&)',
  },
  { what: 'one harmless alias', text: `${HEAD}description: ▲&x text\n`, says: 'anchors' },
  { what: '20,000 aliases', text: `x: [▲${'*a,'.repeat(20_000)}]`, says: 'aliases' },
  {
    what: '10,000 opening brackets',
    text: `${'['.repeat(20)}▲${'['.repeat(9_980)}`,
    says: 'nested more than 20 deep',
  },
  {
    what: '10,000 opening brackets in a second document',
    text: `a: 1\n▲---\n${'['.repeat(10_000)}`,
    says: 'one document only',
  },
  { what: '5,000 nested maps', text: '{a: '.repeat(5_000), says: 'nested more than 20 deep' },
  { what: '5,000 nested lists on a line', text: '- '.repeat(5_000), says: 'nested more than 20 deep' },
  {
    what: '100 maps nested by indentation',
    text: Array.from({ length: 100 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    says: 'nested more than 20 deep',
  },
  {
    what: 'too many keys',
    text: Array.from({ length: 5_000 }, (_, n) => `k${n}: ${n}`).join('\n'),
    says: 'one map has more than 2000 keys',
  },
  {
    what: '40,000 keys',
    text: Array.from({ length: 40_000 }, (_, n) => `k${n}: ${n}`).join('\n'),
    says: 'one map has more than 2000 keys',
  },
  { what: 'a text of 5 MB', text: `title: "${'x'.repeat(5_000_000)}"`, says: 'larger than 1 MB' },
  {
    what: 'a text of 60 KB in a field',
    text: member(`{ id: ▲${'x'.repeat(60_000)}, name: N, role: R }`),
    says: 'longer than 4000',
  },
  { what: 'a YAML directive', text: '▲%YAML 1.1\n---\nsubmit: no\n', says: 'directives' },
  { what: 'two documents', text: `${GOOD}▲---\n${GOOD}`, says: 'one document only' },
  {
    what: 'a merge that was not finished',
    text: `${HEAD}▲<<<<<<< HEAD\ndescription: hunter2\n=======\ndescription: other\n>>>>>>> b\n`,
    says: 'a merge that was not finished',
    hides: 'hunter2',
  },
  {
    what: 'a colon of another alphabet',
    text: `${HEAD}description▲\uFF1A hunter2\nphases: []\n`,
    says: 'a colon of another alphabet',
    hides: 'hunter2',
  },
  { what: 'a colon without a space', text: `${HEAD}▲description:text\nphases: []\n`, says: 'the space after it' },
  { what: 'a key twice', text: `${HEAD}▲title: Again\n`, says: 'appears twice', hides: 'Again' },
  { what: '__proto__ as a key', text: `${HEAD}▲__proto__: { admin: true }\n`, says: 'not allowed as a key' },
  {
    what: '__proto__ as a key deep inside',
    text:
      `${HEAD}${PHASE}      - id: a\n        use: connectwise.role.ensure\n        with: { name: R, levels: { ` +
      `▲"__proto__": { x: {} } } }\n`,
    says: 'not allowed as a key',
  },
  {
    what: 'constructor.prototype as keys',
    text: `${HEAD}▲constructor: { prototype: { admin: true } }\n`,
    says: 'not allowed as a key',
  },
  { what: 'a merge key', text: `${HEAD}▲<<: { host: evil.example }\n`, says: 'merge keys', hides: 'evil.example' },
  { what: 'a tag for a JavaScript function', text: `${HEAD}description: ▲!!js/function "return 1"\n`, says: 'tags' },
  {
    what: 'a tag for a Python call',
    text: `${HEAD}description: ▲!!python/object/apply:os.system [ls]\n`,
    says: 'tags',
  },
  { what: 'an unknown tag', text: `${HEAD}description: ▲!Secret hunter2\n`, says: 'tags', hides: 'hunter2' },
  { what: 'a binary name', text: 'keywright: 1\nname: ▲!!binary am9i\n', says: 'tags', hides: 'am9i' },
  { what: 'a map as a key', text: `${HEAD}▲? { a: 1 }\n: x\n`, says: 'a key must be plain text' },
  { what: 'a number as a key', text: `${HEAD}▲12: x\n`, says: 'a key must be text' },
  { what: 'null as a key', text: `${HEAD}▲null: x\n`, says: 'a key must be text' },
  { what: 'a NUL', text: 'keywright: 1\nname: jo▲\u0000b\n', says: 'U+0000' },
  { what: 'a next-line character (U+0085)', text: 'keywright: 1\nname: jo▲\u0085b\n', says: 'U+0085' },
  { what: 'a line separator (U+2028)', text: 'keywright: 1\nname: jo▲\u2028b\n', says: 'U+2028' },
  { what: 'a NUL, written as an escape', text: 'keywright: 1\nname: ▲"jo\\0b"\n', says: 'U+0000' },
  { what: 'a lone carriage return', text: 'keywright: 1▲\rname: job\n', says: 'carriage return alone' },
  { what: 'a UTF-16 file', text: Buffer.from(`\uFEFF${GOOD}`, 'utf16le'), says: 'UTF-16' },
  { what: 'a UTF-16 file without a byte order mark', text: Buffer.from(GOOD, 'utf16le'), says: 'UTF-16' },
  { what: 'a UTF-32 file', text: Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), says: 'UTF-32' },
  { what: 'a zero width joiner', text: 'keywright: 1\nname: job▲\u200D\n', says: 'U+200D (zero width joiner)' },
  { what: 'a letter that is drawn as nothing', text: 'keywright: 1\nname: job▲\u3164\n', says: 'hangul filler' },
  { what: 'accents in place of quotes', text: `${HEAD}description: ▲\u00B4job\u00B4\n`, says: 'acute accent' },
  { what: 'fullwidth quotes', text: `${HEAD}description: ▲\uFF02job\uFF02\n`, says: 'fullwidth quotation mark' },
  { what: 'a list with en dashes', text: `${HEAD}phases:\n  ▲\u2013 title: First\n`, says: 'en dash' },
  { what: 'the version as text', text: 'keywright: ▲"1"\nname: job\n', says: 'Write it without quotes.' },
  { what: 'a Latin-1 file', text: Buffer.from('keywright: 1\ntitle: Gr\u00fc\u00dfe\n', 'latin1'), says: 'not UTF-8' },
  { what: 'tabs as indentation', text: `${HEAD}phases:\n▲\t- title: First\n`, says: 'tab' },
  {
    what: 'steps: null',
    text: `${HEAD}phases:\n  - title: First\n    ▲steps:\n`,
    says: 'must be a list, but is nothing',
  },
  {
    what: 'steps: {}',
    text: `${HEAD}phases:\n  - title: First\n    steps: ▲{}\n`,
    says: 'must be a list, but is a map',
  },
  { what: 'steps: []', text: `${HEAD}phases:\n  - title: First\n    steps: ▲[]\n`, says: 'at least one step' },
  {
    what: '10,001 steps',
    text: `${HEAD}phases: [{ title: A, steps: [${'{},'.repeat(200)}▲${'{},'.repeat(9_801)}] }]`,
    says: '10001 steps',
  },
  { what: 'timeout 1e999', text: step(`${LOOK}        timeout: ▲1e999\n`), says: 'number cannot be used' },
  { what: 'timeout -1', text: step(`${LOOK}        timeout: ▲-1\n`), says: '90s or 5m' },
  { what: 'timeout .nan', text: step(`${LOOK}        timeout: ▲.nan\n`), says: 'number cannot be used' },
  { what: 'timeout .inf', text: step(`${LOOK}        timeout: ▲.inf\n`), says: 'number cannot be used' },
  { what: 'timeout 0x7fffffff', text: step(`${LOOK}        timeout: ▲0x7fffffff\n`), says: '90s or 5m' },
  { what: 'timeout 0s', text: step(`${LOOK}        timeout: ▲0s\n`), says: '90s or 5m' },
  { what: 'timeout 2h', text: step(`${LOOK}        timeout: ▲2h\n`), says: 'at most 1h' },
  { what: 'retries 999999999', text: step(`${LOOK}        retries: ▲999999999\n`), says: 'from 0 to 5' },
  { what: 'retries 1.5', text: step(`${LOOK}        retries: ▲1.5\n`), says: 'whole number' },
  {
    what: 'approve false',
    text: step(`${ROLE}        approve: ▲false\n`),
    says: 'must be true, a map such as { by: another }, or left out',
  },
  {
    what: 'approve with a word',
    text: step(`${ROLE}        approve: ▲another\n`),
    says: 'must be true, a map such as { by: another }, or left out',
  },
  {
    what: 'an approval by nobody known',
    text: step(`${ROLE}        approve: { by: ▲anyone }\n`),
    says: 'must be another, or left out',
  },
  {
    what: 'an approval with an optional reason',
    text: step(`${ROLE}        approve:\n          by: another\n          reason: ▲optional\n`),
    says: 'must be required, or left out',
  },
  { what: 'no approvals', text: step(`${ROLE}        approve: { approvals: ▲0 }\n`), says: 'from 1 to 5' },
  { what: 'half an approval', text: step(`${ROLE}        approve: { approvals: ▲1.5 }\n`), says: 'whole number' },
  {
    what: 'an unknown key of an approval',
    text: step(`${ROLE}        approve: { by: another, ▲reasons: required }\n`),
    says: 'Did you mean "reason"?',
  },
  {
    what: 'a signed approval of what only looks',
    text: step(`${LOOK}        ▲approve: { by: another }\n`),
    says: 'only looks, so there is nothing to approve',
  },
  {
    what: 'a look-alike key',
    text: `keywright: 1\nname: job\n▲t\u0456tle: Do the job\n${PHASE}${ROLE}`,
    says: 'another alphabet',
  },
  { what: 'an empty file', text: '▲', says: 'the file is empty' },
  { what: 'a file of comments only', text: '▲# nothing\n# at all\n', says: 'the file is empty' },
  { what: 'a list instead of a map', text: '▲- a\n- b\n', says: 'must be a map, but is a list' },
  {
    what: 'an unclosed quote',
    text: `${HEAD}description: "hunter2\n${PHASE}${ROLE}`,
    says: 'missing',
    hides: 'hunter2',
  },
  { what: 'a second colon', text: `${HEAD}description: ▲a: hunter2\n`, says: 'second "key:"', hides: 'hunter2' },

  // Names
  {
    what: 'a path upwards as name',
    text: `keywright: 1\nname: ▲../../home/u/.ssh/authorized_keys\ntitle: T\n${PHASE}${ROLE}`,
    says: 'lower-case letters, digits and hyphens',
    hides: 'authorized_keys',
  },
  {
    what: 'backslashes in a name',
    text: step('      - id: ▲..\\..\\x\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'percent signs in a name',
    text: step('      - id: ▲"%2e%2e%2f"\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'an absolute path as name',
    text: step('      - id: ▲/etc/cron.d/x\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'a Windows device as name',
    text: step('      - id: ▲con\n        use: mspcfo.credentials.read\n'),
    says: 'device name',
  },
  {
    what: 'a Windows device as runbook name',
    text: `keywright: 1\nname: ▲lpt1\ntitle: T\n${PHASE}${ROLE}`,
    says: 'device name',
  },
  {
    what: 'a Windows stream as name',
    text: step('      - id: ▲a:stream\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'a name of 300 characters',
    text: step(`      - id: ▲${'a'.repeat(300)}\n        use: mspcfo.credentials.read\n`),
    says: 'at most 64',
    hides: 'a'.repeat(41),
  },
  {
    what: 'an option as name',
    text: step('      - id: ▲-rf\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'a newline in a name',
    text: step('      - id: ▲"a\\nb"\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'a newline at the end of a name',
    text: step('      - id: ▲"a\\n"\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'a newline in a title',
    text: `keywright: 1\nname: job\ntitle: ▲"a\\nb"\n${PHASE}${ROLE}`,
    says: 'one line',
  },
  {
    what: 'a dot at the end of a name',
    text: step('      - id: ▲role.\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'a blank at the end of a name',
    text: step('      - id: ▲"role "\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'step ids that differ in case only',
    text: `${GOOD}      - id: ▲Role\n        use: mspcfo.credentials.read\n`,
    says: 'capital letters make no difference',
  },
  {
    what: 'the same id twice',
    text: `${GOOD}      - id: ▲role\n        use: mspcfo.credentials.read\n`,
    says: 'another step "role"',
  },

  // Expressions and values
  {
    what: 'code of another template language',
    text: member(`{ id: "▲{{constructor.constructor('return process')()}}", name: N, role: R }`),
    says: '"{{" is not an expression',
    hides: 'return process',
  },
  {
    what: 'the environment in an expression',
    text: member('{ id: "▲${process.env.HOME}", name: N, role: R }'),
    says: '"${" is not an expression',
  },
  {
    what: 'a call in an expression',
    text: member('{ id: "▲${{ inputs.x.constructor(1) }}", name: N, role: R }'),
    says: 'cannot call anything',
  },
  { what: 'an index', text: member('{ id: "▲${{ inputs[0] }}", name: N, role: R }'), says: 'cannot use [ ]' },
  { what: 'an operator', text: member('{ id: "▲${{ inputs.a + 1 }}", name: N, role: R }'), says: 'cannot calculate' },
  { what: 'an empty expression', text: member('{ id: "▲${{ }}", name: N, role: R }'), says: 'is empty' },
  { what: 'an unclosed expression', text: member('{ id: "x ▲${{ inputs.a", name: N, role: R }'), says: 'not closed' },
  {
    what: 'a name of nothing',
    text: member('{ id: "▲${{ env.HOME }}", name: N, role: R }'),
    says: 'unknown name "env.HOME"',
  },
  {
    what: 'a secret in a text field',
    text: step(
      `${KEY}      - id: b\n        use: connectwise.keys.delete-orphans\n        with: { member: M, keep: ▲"\${{ ` +
        `steps.key.privateKey }}" }\n`,
    ),
    says: 'would be shown',
  },
  {
    what: 'a secret inside a text',
    text: step(
      `${KEY}      - id: b\n        use: connectwise.keys.delete-orphans\n        with: { member: M, keep: "it ` +
        `is ▲\${{ ` +
        `steps.key.privateKey }}" }\n`,
    ),
    says: 'is a secret and would be shown',
  },
  {
    what: 'a secret in a title',
    text: step(
      `${KEY}      - id: b\n        title: Key ▲\${{ steps.key.privateKey }}\n        use: mspcfo.credentials.read\n`,
    ),
    says: 'a title can read inputs only',
  },
  {
    what: 'a secret in what a step says',
    text: step(
      `${KEY}      - id: b\n        say: Key ▲\${{ steps.key.privateKey }}\n        use: mspcfo.credentials.read\n`,
    ),
    says: 'say can read inputs only',
  },
  {
    what: 'a step that says more than fits',
    text: step(`      - id: b\n        say: ▲${'x'.repeat(301)}\n        use: mspcfo.credentials.read\n`),
    says: 'at most 300 characters',
  },
  {
    what: 'a secret inside the text of a secret field',
    text: prove('{ publicKey: P, privateKey: "x ▲${{ steps.key.privateKey }}" }'),
    says: 'is a secret and would be shown',
  },
  {
    what: 'a secret written down',
    text: prove('{ publicKey: P, privateKey: ▲hunter2hunter2 }'),
    says: 'cannot be written here',
    hides: 'hunter2',
  },
  {
    what: 'a secret written as a number',
    text: prove('{ publicKey: P, privateKey: ▲8675309 }'),
    says: 'must be a secret',
    hides: '8675309',
  },
  {
    what: 'no secret in a secret field',
    text: prove('{ publicKey: P, privateKey: ▲"${{ steps.key.publicKey }}" }'),
    says: 'takes a secret',
  },
  {
    what: 'a secret as an input',
    text: `${HEAD}inputs:\n  ▲privateKey: { type: string, default: hunter2 }\n${PHASE}${ROLE}`,
    says: 'names a secret',
    hides: 'hunter2',
  },
  {
    what: 'an unknown input',
    text: member(
      '{ id: "▲${{ inputs.membr }}", name: N, role: R }',
      'inputs:\n  member: { type: string, default: M }\n',
    ),
    says: 'Did you mean "member"?',
  },
  {
    what: 'unknown input where there are none',
    text: member('{ id: "▲${{ inputs.member }}", name: N, role: R }'),
    says: 'declares no inputs',
  },
  {
    what: 'the second expression of a text',
    text: member(
      '{ id: "${{ inputs.a }} ▲${{ inputs.zz }}", name: N, role: R }',
      'inputs:\n  a: { type: string, default: M }\n',
    ),
    says: 'no input "zz"',
  },
  {
    what: 'unknown step',
    text: step(
      `${KEY}      - id: b\n        use: connectwise.keys.delete-orphans\n        with: { member: M, keep: "▲\${{ ` +
        `steps.kye.publicKey }}" }\n`,
    ),
    says: 'Did you mean "key"?',
  },
  { what: 'unknown output', text: prove('{ publicKey: "▲${{ steps.key.pubKey }}" }'), says: 'no output "pubKey"' },
  {
    what: 'own output',
    text: member('{ id: "▲${{ steps.member.id }}", name: N, role: R }'),
    says: 'reads its own output',
  },
  {
    what: 'later output',
    text: step(
      `      - id: b\n        use: connectwise.keys.delete-orphans\n        with: { member: M, keep: "▲\${{ ` +
        `steps.key.publicKey }}" }\n${KEY}`,
    ),
    says: 'runs later',
  },
  {
    what: 'unknown setting',
    text: member('{ id: "▲${{ customer.connectwise.compny }}", name: N, role: R }'),
    says: 'Did you mean "company"?',
  },
  {
    what: 'unknown portal',
    text: member('{ id: "▲${{ customer.conectwise.url }}", name: N, role: R }'),
    says: 'Did you mean "connectwise"?',
  },
  {
    what: 'an output of another type',
    text: step(
      `${KEY}      - id: proof\n        use: connectwise.key.verify\n        with: { publicKey: P }\n      - id: ` +
        `c\n        use: connectwise.keys.delete-orphans\n        with: { member: M, keep: ▲"\${{ ` +
        `steps.proof.proven }}" ` +
        `}\n`,
    ),
    says: 'must be text, and the output "proven"',
  },
  {
    what: 'a map inside a text',
    text: member('{ id: "x ▲${{ inputs.l }}", name: N, role: R }', 'inputs:\n  l: { type: map, default: {} }\n'),
    says: 'only text and whole numbers',
  },
  {
    what: 'a truth value inside a text',
    text: member('{ id: "x ▲${{ inputs.l }}", name: N, role: R }', 'inputs:\n  l: { type: boolean, default: true }\n'),
    says: 'only text and whole numbers',
  },
  {
    what: 'a map where text is needed',
    text: member('{ id: ▲"${{ inputs.l }}", name: N, role: R }', 'inputs:\n  l: { type: map }\n'),
    says: 'must be text, and the input "l"',
  },
  {
    what: 'a default that is too long for its field',
    text: member(
      '{ id: ▲"${{ inputs.m }}", name: N, role: R }',
      'inputs:\n  m: { type: string, default: hunter2hunter2hunter2 }\n',
    ),
    says: 'at most 15 characters long; its value comes from the input "m"',
    hides: 'hunter2',
  },
  {
    what: 'an expression in a default',
    text: `${HEAD}inputs:\n  m: { type: string, default: ▲"\${{ customer.name }}" }\n${PHASE}${ROLE}`,
    says: 'not read in a default',
  },
  {
    what: 'a default of the wrong type',
    text: `${HEAD}inputs:\n  m: { type: integer, default: ▲many }\n${PHASE}${ROLE}`,
    says: 'must be a number, but is text',
  },
  { what: 'a right-to-left mark', text: `keywright: 1\nname: job\ntitle: Do ▲\u202Ethe job\n`, says: 'U+202E' },
  {
    what: 'a terminal escape, written as an escape',
    text: `keywright: 1\nname: job\ntitle: ▲"a\\x1b]52;c;aHVudGVyMg==\\x07"\n`,
    says: 'U+001B',
    hides: 'aHVudGVyMg',
  },
  {
    what: 'a pattern on an input',
    text: `${HEAD}inputs:\n  m: { type: string, ▲pattern: (a+)+$ }\n${PHASE}${ROLE}`,
    says: 'unknown key "pattern"',
  },

  // The language
  {
    what: 'an expression without quotes inside { }',
    text: member('{ id: M, name: ▲${{ inputs.a }}, role: R }'),
    says: 'an expression must be in quotes',
  },
  {
    what: 'an expression without quotes inside [ ]',
    text: member('{ id: M, name: N, role: R, tags: [a, ▲${{ inputs.a }}] }'),
    says: 'an expression must be in quotes',
  },
  { what: 'unknown key', text: `${HEAD}▲tilte: x\n${PHASE}${ROLE}`, says: 'unknown key "tilte"' },
  { what: 'unknown key in a step', text: `${GOOD}        ▲retrys: 1\n`, says: 'Did you mean "retries"?' },
  { what: 'missing key', text: `▲keywright: 1\nname: job\n${PHASE}${ROLE}`, says: '"title" is missing' },
  { what: 'another version', text: `keywright: ▲2\nname: job\ntitle: T\n${PHASE}${ROLE}`, says: 'must be 1' },
  {
    what: 'unknown type of input',
    text: `${HEAD}inputs:\n  m: { type: ▲strng }\n${PHASE}${ROLE}`,
    says: 'Did you mean "string"?',
  },
  {
    what: 'unknown action',
    text: step('      - id: a\n        use: ▲connectwise.role.ensur\n'),
    says: 'Did you mean "connectwise.role.ensure"?',
  },
  {
    what: 'unknown portal of an action',
    text: step('      - id: a\n        use: ▲xero.invoice.send\n'),
    says: 'Portals: connectwise, mspcfo',
  },
  {
    what: 'missing field',
    text: step('      - id: a\n        use: connectwise.role.ensure\n        ▲with: { name: R }\n'),
    says: '"levels" is missing: connectwise.role.ensure needs it',
  },
  {
    what: 'no with at all',
    text: step('      - ▲id: a\n        use: connectwise.role.ensure\n'),
    says: '"name" is missing',
  },
  {
    what: 'unknown field',
    text: member('{ id: M, name: N, role: R, ▲timezone: UTC }'),
    says: 'Did you mean "timeZone"?',
  },
  {
    what: 'a field that an action does not have',
    text: step(`${LOOK}        with: { ▲password: hunter2 }\n`),
    says: 'unknown key "password"',
    hides: 'hunter2',
  },
  { what: 'a field of the wrong type', text: member('{ id: ▲12, name: N, role: R }'), says: 'Put it in quotes.' },
  {
    what: 'a field too long',
    text: member('{ id: ▲hunter2hunter2hunter2, name: N, role: R }'),
    says: 'at most 15 characters',
    hides: 'hunter2',
  },
  {
    what: 'an unknown choice deep inside',
    text: step(
      '      - id: a\n        use: connectwise.role.ensure\n        with: { name: R, levels: { System: { API ' +
        'Reports: { inquire: ▲Al } } } }\n',
    ),
    says: 'one of None, My, All',
  },
  {
    what: 'an unknown level',
    text: step(
      '      - id: a\n        use: connectwise.role.ensure\n        with: { name: R, levels: { System: { API ' +
        'Reports: { ▲inquiry: All } } } }\n',
    ),
    says: 'Did you mean "inquire"?',
  },
  {
    what: 'with as a text',
    text: step('      - id: a\n        use: connectwise.role.ensure\n        with: ▲R\n'),
    says: '"with" must be a map, but is text',
  },
  {
    what: 'a list with a wrong entry',
    text: member('{ id: M, name: N, role: R, tags: [a, ▲1] }'),
    says: 'must be text, but is a number',
  },
  {
    what: 'a token as a key',
    text: `${HEAD}▲sk0123456789abcdef0123: x\n${PHASE}${ROLE}`,
    says: 'unknown key "…"',
    hides: 'sk0123456789',
  },
];
