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
  // A. YAML
  {
    what: 'A1 alias bomb',
    text:
      `a: ▲&a [x, x, x]\nb: [*a, *a, ` +
      `*a]\n${[...'cdefghi'].map((c, n) => `${c}: [*${'bcdefgh'[n]}, *${'bcdefgh'[n]}]`).join('\n')}\n`,
    says: 'anchors (&)',
  },
  { what: 'A2 one harmless alias', text: `${HEAD}description: ▲&x text\n`, says: 'anchors' },
  { what: 'A3 20,000 aliases', text: `x: [▲${'*a,'.repeat(20_000)}]`, says: 'aliases' },
  {
    what: 'A4 10,000 opening brackets',
    text: `${'['.repeat(20)}▲${'['.repeat(9_980)}`,
    says: 'nested more than 20 deep',
  },
  { what: 'A4 the same in a second document', text: `a: 1\n▲---\n${'['.repeat(10_000)}`, says: 'one document only' },
  { what: 'A5 5,000 nested maps', text: '{a: '.repeat(5_000), says: 'nested more than 20 deep' },
  { what: 'A6 5,000 nested lists on a line', text: '- '.repeat(5_000), says: 'nested more than 20 deep' },
  {
    what: 'A6 nested by indentation',
    text: Array.from({ length: 100 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    says: 'nested more than 20 deep',
  },
  {
    what: 'A7 too many keys',
    text: Array.from({ length: 5_000 }, (_, n) => `k${n}: ${n}`).join('\n'),
    says: 'more than 2000 keys',
  },
  {
    what: 'A7 40,000 keys',
    text: Array.from({ length: 40_000 }, (_, n) => `k${n}: ${n}`).join('\n'),
    says: 'larger than 64 KB',
  },
  { what: 'A8 5 MB text', text: `title: "${'x'.repeat(5_000_000)}"`, says: 'larger than 64 KB' },
  {
    what: 'A8 60 KB text in a field',
    text: member(`{ id: ▲${'x'.repeat(60_000)}, name: N, role: R }`),
    says: 'longer than 4000',
  },
  { what: 'A9 directive', text: '▲%YAML 1.1\n---\nsubmit: no\n', says: 'directives' },
  { what: 'A10 two documents', text: `${GOOD}▲---\n${GOOD}`, says: 'one document only' },
  { what: 'A11 duplicate key', text: `${HEAD}▲title: Again\n`, says: 'stands twice', hides: 'Again' },
  { what: 'A12 __proto__', text: `${HEAD}▲__proto__: { admin: true }\n`, says: 'not allowed as a key' },
  {
    what: 'A12 __proto__ deep inside',
    text:
      `${HEAD}${PHASE}      - id: a\n        use: connectwise.role.ensure\n        with: { name: R, levels: { ` +
      `▲"__proto__": { x: {} } } }\n`,
    says: 'not allowed as a key',
  },
  {
    what: 'A13 constructor.prototype',
    text: `${HEAD}▲constructor: { prototype: { admin: true } }\n`,
    says: 'not allowed as a key',
  },
  { what: 'A14 merge key', text: `${HEAD}▲<<: { host: evil.example }\n`, says: 'merge keys', hides: 'evil.example' },
  { what: 'A15 function tag', text: `${HEAD}description: ▲!!js/function "return 1"\n`, says: 'tags' },
  { what: 'A15 python tag', text: `${HEAD}description: ▲!!python/object/apply:os.system [ls]\n`, says: 'tags' },
  { what: 'A16 unknown tag', text: `${HEAD}description: ▲!Secret hunter2\n`, says: 'tags', hides: 'hunter2' },
  { what: 'A17 binary name', text: 'keywright: 1\nname: ▲!!binary am9i\n', says: 'tags', hides: 'am9i' },
  { what: 'A18 map as key', text: `${HEAD}▲? { a: 1 }\n: x\n`, says: 'a key must be plain text' },
  { what: 'A18 number as key', text: `${HEAD}▲12: x\n`, says: 'a key must be text' },
  { what: 'A18 null as key', text: `${HEAD}▲null: x\n`, says: 'a key must be text' },
  { what: 'A19 NUL', text: 'keywright: 1\nname: jo▲\u0000b\n', says: 'U+0000' },
  { what: 'A19 next line U+0085', text: 'keywright: 1\nname: jo▲\u0085b\n', says: 'U+0085' },
  { what: 'A19 line separator U+2028', text: 'keywright: 1\nname: jo▲\u2028b\n', says: 'U+2028' },
  { what: 'A19 NUL by escape', text: 'keywright: 1\nname: ▲"jo\\0b"\n', says: 'U+0000' },
  { what: 'A19 lone carriage return', text: 'keywright: 1▲\rname: job\n', says: 'U+000D' },
  { what: 'A20 UTF-16', text: Buffer.from(`\uFEFF${GOOD}`, 'utf16le'), says: 'UTF-16' },
  { what: 'A20 UTF-16 without a mark', text: Buffer.from(GOOD, 'utf16le'), says: 'U+0000' },
  { what: 'A21 Latin-1', text: Buffer.from('keywright: 1\ntitle: Gr\u00fc\u00dfe\n', 'latin1'), says: 'not UTF-8' },
  { what: 'A22 tab indentation', text: `${HEAD}phases:\n▲\t- title: First\n`, says: 'tab' },
  {
    what: 'A23 steps: null',
    text: `${HEAD}phases:\n  - title: First\n    ▲steps:\n`,
    says: 'must be a list, but is nothing',
  },
  {
    what: 'A23 steps: {}',
    text: `${HEAD}phases:\n  - title: First\n    steps: ▲{}\n`,
    says: 'must be a list, but is a map',
  },
  { what: 'A23 steps: []', text: `${HEAD}phases:\n  - title: First\n    steps: ▲[]\n`, says: 'at least one step' },
  {
    what: 'A24 10,001 steps',
    text: `${HEAD}phases: [{ title: A, steps: [${'{},'.repeat(200)}▲${'{},'.repeat(9_801)}] }]`,
    says: '10001 steps',
  },
  { what: 'A25 timeout 1e999', text: step(`${LOOK}        timeout: ▲1e999\n`), says: 'number cannot be used' },
  { what: 'A25 timeout -1', text: step(`${LOOK}        timeout: ▲-1\n`), says: '90s or 5m' },
  { what: 'A25 timeout .nan', text: step(`${LOOK}        timeout: ▲.nan\n`), says: 'number cannot be used' },
  { what: 'A25 timeout .inf', text: step(`${LOOK}        timeout: ▲.inf\n`), says: 'number cannot be used' },
  { what: 'A25 timeout 0x7fffffff', text: step(`${LOOK}        timeout: ▲0x7fffffff\n`), says: '90s or 5m' },
  { what: 'A25 timeout 0s', text: step(`${LOOK}        timeout: ▲0s\n`), says: '90s or 5m' },
  { what: 'A25 timeout 2h', text: step(`${LOOK}        timeout: ▲2h\n`), says: 'at most 1h' },
  { what: 'A26 retries 999999999', text: step(`${LOOK}        retries: ▲999999999\n`), says: 'from 0 to 5' },
  { what: 'A26 retries 1.5', text: step(`${LOOK}        retries: ▲1.5\n`), says: 'whole number' },
  {
    what: 'A27 look-alike key',
    text: `keywright: 1\nname: job\n▲t\u0456tle: Do the job\n${PHASE}${ROLE}`,
    says: 'another alphabet',
  },
  { what: 'A28 empty file', text: '▲', says: 'the file is empty' },
  { what: 'A28 only comments', text: '▲# nothing\n# at all\n', says: 'the file is empty' },
  { what: 'a list instead of a map', text: '▲- a\n- b\n', says: 'must be a map, but is a list' },
  {
    what: 'an unclosed quote',
    text: `${HEAD}description: "hunter2\n${PHASE}${ROLE}`,
    says: 'missing',
    hides: 'hunter2',
  },
  { what: 'a second colon', text: `${HEAD}description: ▲a: hunter2\n`, says: 'second "key:"', hides: 'hunter2' },

  // B. Names
  {
    what: 'B31 path as name',
    text: `keywright: 1\nname: ▲../../home/u/.ssh/authorized_keys\ntitle: T\n${PHASE}${ROLE}`,
    says: 'lower-case letters, digits and hyphens',
    hides: 'authorized_keys',
  },
  {
    what: 'B32 backslashes',
    text: step('      - id: ▲..\\..\\x\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'B33 percent signs',
    text: step('      - id: ▲"%2e%2e%2f"\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'B34 absolute path',
    text: step('      - id: ▲/etc/cron.d/x\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'B35 Windows device',
    text: step('      - id: ▲con\n        use: mspcfo.credentials.read\n'),
    says: 'device name',
  },
  {
    what: 'B35 Windows device as runbook name',
    text: `keywright: 1\nname: ▲lpt1\ntitle: T\n${PHASE}${ROLE}`,
    says: 'device name',
  },
  {
    what: 'B35 stream',
    text: step('      - id: ▲a:stream\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'B36 name of 300 characters',
    text: step(`      - id: ▲${'a'.repeat(300)}\n        use: mspcfo.credentials.read\n`),
    says: 'at most 64',
    hides: 'a'.repeat(41),
  },
  {
    what: 'B37 option as name',
    text: step('      - id: ▲-rf\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'B38 newline in a name',
    text: step('      - id: ▲"a\\nb"\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'B38 newline at the end of a name',
    text: step('      - id: ▲"a\\n"\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'B38 newline in a title',
    text: `keywright: 1\nname: job\ntitle: ▲"a\\nb"\n${PHASE}${ROLE}`,
    says: 'one line',
  },
  {
    what: 'B39 trailing dot',
    text: step('      - id: ▲role.\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'B39 trailing space',
    text: step('      - id: ▲"role "\n        use: mspcfo.credentials.read\n'),
    says: 'lower-case letter',
  },
  {
    what: 'B40 ids that differ in case',
    text: `${GOOD}      - id: ▲Role\n        use: mspcfo.credentials.read\n`,
    says: 'capital letters make no difference',
  },
  {
    what: 'the same id twice',
    text: `${GOOD}      - id: ▲role\n        use: mspcfo.credentials.read\n`,
    says: 'another step "role"',
  },

  // C. Expressions and values
  {
    what: 'C44 code of another template language',
    text: member(`{ id: "▲{{constructor.constructor('return process')()}}", name: N, role: R }`),
    says: '"{{" is not an expression',
    hides: 'return process',
  },
  {
    what: 'C45 environment',
    text: member('{ id: "▲${process.env.HOME}", name: N, role: R }'),
    says: '"${" is not an expression',
  },
  {
    what: 'C44 a call',
    text: member('{ id: "▲${{ inputs.x.constructor(1) }}", name: N, role: R }'),
    says: 'cannot call anything',
  },
  { what: 'an index', text: member('{ id: "▲${{ inputs[0] }}", name: N, role: R }'), says: 'cannot use [ ]' },
  { what: 'an operator', text: member('{ id: "▲${{ inputs.a + 1 }}", name: N, role: R }'), says: 'cannot calculate' },
  { what: 'an empty expression', text: member('{ id: "▲${{ }}", name: N, role: R }'), says: 'is empty' },
  { what: 'an unclosed expression', text: member('{ id: "x ▲${{ inputs.a", name: N, role: R }'), says: 'not closed' },
  { what: 'a name of nothing', text: member('{ id: "▲${{ env.HOME }}", name: N, role: R }'), says: 'there cannot be' },
  {
    what: 'C47 a secret in a text field',
    text: step(
      `${KEY}      - id: b\n        use: connectwise.keys.delete-orphans\n        with: { member: M, keep: ▲"\${{ ` +
        `steps.key.privateKey }}" }\n`,
    ),
    says: 'would be shown',
  },
  {
    what: 'C47 a secret inside a text',
    text: step(
      `${KEY}      - id: b\n        use: connectwise.keys.delete-orphans\n        with: { member: M, keep: "it is ▲\${{ ` +
        `steps.key.privateKey }}" }\n`,
    ),
    says: 'is a secret and would be shown',
  },
  {
    what: 'C47 a secret in a title',
    text: step(
      `${KEY}      - id: b\n        title: Key ▲\${{ steps.key.privateKey }}\n        use: mspcfo.credentials.read\n`,
    ),
    says: 'a title can read inputs only',
  },
  {
    what: 'C47 a secret inside the text of a secret field',
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
    what: 'C52 unknown input',
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
    what: 'C52 the second expression of a text',
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
        `c\n        use: connectwise.keys.delete-orphans\n        with: { member: M, keep: ▲"\${{ steps.proof.proven }}" ` +
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
  { what: 'C51 right-to-left mark', text: `keywright: 1\nname: job\ntitle: Do ▲\u202Ethe job\n`, says: 'U+202E' },
  {
    what: 'C50 terminal escape by escape',
    text: `keywright: 1\nname: job\ntitle: ▲"a\\x1b]52;c;aHVudGVyMg==\\x07"\n`,
    says: 'U+001B',
    hides: 'aHVudGVyMg',
  },
  {
    what: 'C55 a pattern on an input',
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
