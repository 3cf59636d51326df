import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { words as connectwise, labels } from '../../pages/connectwise/labels.ts';
import { levelsOf } from '../../pages/connectwise/widgets/level-cells.ts';
import { listOf } from '../../pages/connectwise/widgets/list-rows.ts';
import { pack as mspcfo } from '../../pages/receiver/words.ts';
import type { Screen } from '../../pages/screen/thing.ts';
import { Lexicon, REFERENCE } from '../../pages/screen/words/lexicon.ts';
import { plain } from '../../pages/screen/words/words.ts';
import { signInPack } from '../../pages/sign-in-words.ts';
import { Words } from '../../src/portal-sdk/index.ts';
import { ROOT } from '../support/repository.ts';
import { recorded, recordedIn } from './screen/recorded.ts';

const PACKS = { connectwise, mspcfo, signInPack };
/** What stands for many texts. */
const PATTERNS = /^(titles|path|signInSays)\.|\.(shownOnce|confirmInWords)$/;

const FACTS = ['PRODUCT', 'md'].join('.');

/** The sections of the portal's facts, by their names. */
const sections = Object.fromEntries(
  readFileSync(join(ROOT, 'pages/connectwise', FACTS), 'utf8')
    .split(/^(?=#{2,3} )/m)
    .map((text) => [/^#{2,3} ([A-F]\d*)\./.exec(text)?.[1], text.toLowerCase()]),
);

for (const [name, pack] of Object.entries(PACKS))
  test(`each word of ${name} that cites a section stands in it, and each pattern is one`, () => {
    const all = pack.languages.flatMap((language) => pack.sources(language));
    expect(all.length).toBeGreaterThan(10);
    const amiss = all.flatMap(({ term, source, words }) => {
      if (PATTERNS.test(term)) return words.filter((one) => new RegExp(one, 'i').test('nothing of the kind'));
      const [facts, section = ''] = source.split(' ');
      return words.filter((word) => facts === FACTS && !sections[section]?.includes(word.toLowerCase()));
    });
    expect(amiss).toEqual([]);
  });

/** Reads a folder with this English pack, and perhaps a German one. */
function read(en: string, de?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'kw-words-'));
  try {
    writeFileSync(join(folder, 'en.yaml'), en);
    if (de !== undefined) writeFileSync(join(folder, 'de.yaml'), de);
    const words = new Words(pathToFileURL(`${folder}/`), { role: ['id', 'name'] });
    return words.languages.map((language) => [language, words.in(language).get(words.terms.role.id)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const EN = 'role: { id: { PRODUCT.md C2: [Role ID] }, name: { unverified: [Name] } }';

test('another language has its own words first and English beside them, and may lack some', () => {
  expect(
    read(EN, 'sources: { guide: https://example.com/de }\nrole: { id: { unverified: [Rolle], guide: [Role ID] } }'),
  ).toEqual([
    ['de', ['Rolle', 'Role ID']],
    ['en', undefined],
  ]);
});

const WRONG: [what: string, en: string, de: string | undefined, says: RegExp][] = [
  [
    'a term that is missing',
    'role: { id: { unverified: [Role ID] } }',
    undefined,
    /en\.yaml:1:1: role\.name is missing/,
  ],
  [
    'a term that no code knows',
    EN,
    'role: { ids: { unverified: [x] } }',
    /de\.yaml:1:9: role\.ids is no name .*did you mean "id"/,
  ],
  ['a word without a source', EN, 'role: { id: { guide: [Rollen-ID] } }', /role\.id: a source must be a section/],
  ['a term without words', EN, 'role: { id: { unverified: [] } }', /role\.id\.unverified/],
];

for (const [what, en, de, says] of WRONG)
  test(`words are refused with ${what}`, () => {
    expect(() => read(en, de)).toThrow(says);
  });

test('code that asks for a term which is not there is told which, where, and what is meant', () => {
  const { terms } = connectwise as unknown as { terms: Record<string, Record<string, unknown>> };
  expect(() => terms['member']!['rloe']).toThrow(
    /words\.spec\.ts:\d+:\d+: there is no term "member\.rloe" \(did you mean "member\.role"\?\)$/,
  );
  expect(() => terms['membre']).toThrow(/"membre" \(did you mean "member"\?\)/);
});

const { memberId, memberName, memberRole, roleName, roleUpdated } = labels.columns;
const LISTS = [
  ['connectwise-members', { id: memberId, name: memberName, role: memberRole }],
  ['connectwise-roles', { name: roleName, updated: roleUpdated }],
] as const;

for (const language of connectwise.languages.filter((one) => one !== 'en'))
  test(`lists and levels of the practice portal are read in ${language} as in English`, () => {
    const said = connectwise.in(language);
    const theirs = new Map([...said].reverse().map(([english, words]) => [plain(english[0]), words[0]!]));
    const translated = (name: string, lexicon = new Lexicon({ said })) =>
      recordedIn(name, (text) => theirs.get(plain(text)) ?? text, lexicon);
    for (const [name, columns] of LISTS) {
      const read = (screen: Screen) => {
        const table = listOf(screen, columns)?.table;
        return { columns: Object.keys(table?.heads ?? {}).length, rows: table?.rows.length };
      };
      const english = read(recorded(name));
      expect(english.columns).toBe(Object.keys(columns).length);
      expect(read(translated(name)), name).toEqual(english);
      expect(read(translated(name, REFERENCE)), `${name} as English`).not.toEqual(english);
    }
    const levels = levelsOf(translated('connectwise-levels'))!;
    const english = levelsOf(recorded('connectwise-levels'))!;
    expect(levels.rows).toHaveLength(english.rows.length);
    expect(levels.modules.map(({ name }) => name)).toEqual(
      Object.values(labels.sections).map((term) => said.get(term)![0]),
    );
    const all = ({ rows }: typeof levels) => rows.map(({ cells }) => Object.values(cells).map(({ text }) => text));
    expect(all(levels)).toEqual(all(english));
  });
