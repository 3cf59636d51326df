import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT, repositoryFiles } from '../support/repository.ts';

/** Pages that were cited before, and are not in the repository. */
const ELSEWHERE = /(?<![\w/.-])(?:connectwise|security|speed|style|DESIGN|BRIEF)\.md\b/;
/** One section, perhaps with a remark: `D4`, `D4 (gap)`. */
const SECTION = String.raw`[A-F]\d{0,2}\b(?: \([^)]*\))?`;
const CITATION = new RegExp(
  String.raw`PRODUCT\.md(?!\]?\(|\]|#)(?: (${SECTION}(?:(?:, and |, | and | to )${SECTION})*)|, (What [a-z -]+)|)`,
  'g',
);

interface Citation {
  file: string;
  text: string;
  /** Sections, or words of a heading; empty where neither follows the page's name. */
  sections: string[];
}

/** The text without the breaks of comments and of strings that go on in the next line. */
function unbroken(text: string): string {
  return text.replace(/['`"] \+\s*['`"]/g, '').replace(/\s*\n\s*(?:(?:\*|\/\/|#)(?![/*]) ?)?/g, ' ');
}

/** `D1 to D3` cites D1, D2 and D3. */
function sections(list: string): string[] {
  const named = list.replace(/\([^)]*\)/g, '').matchAll(/(?:(\bto) )?\b([A-F])(\d*)/g);
  const all: string[] = [];
  for (const [, to, letter, number] of named) {
    const from = to === undefined ? Number(number) : Number(all.at(-1)!.slice(1)) + 1;
    if (number === '') all.push(letter!);
    else for (let at = from; at <= Number(number); at += 1) all.push(`${letter}${at}`);
  }
  return all;
}

function citations(file: string, text: string): Citation[] {
  return [...unbroken(text).matchAll(CITATION)].map(([cited, list, words]) => ({
    file,
    text: cited,
    sections: list !== undefined ? sections(list) : words !== undefined ? [words] : [],
  }));
}

const FILES = repositoryFiles(/\.(ts|mjs|md|ya?ml|json|css|sh)$/).filter(
  (file) => !file.endsWith('citations.spec.ts') && !file.endsWith('package-lock.json'),
);
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

test('a citation is read with all its sections, also across lines', () => {
  const found = (text: string) => citations('', text).flatMap((citation) => citation.sections);
  expect(found('(PRODUCT.md A6)')).toEqual(['A6']);
  expect(found("'PRODUCT.md D1 (a column shows it), D2 (gap)'")).toEqual(['D1', 'D2']);
  expect(found('PRODUCT.md D1 to D3). Creates it')).toEqual(['D1', 'D2', 'D3']);
  expect(found('PRODUCT.md D2, F')).toEqual(['D2', 'F']);
  expect(found('PRODUCT.md B: a sentence. Another')).toEqual(['B']);
  expect(found(' * cleared (PRODUCT.md\n   * A4).')).toEqual(['A4']);
  expect(found("'read again (PRODUCT.md ' +\n    'D4, A11)'")).toEqual(['D4', 'A11']);
  expect(found('PRODUCT.md, What a robust page object must not rely on')).toHaveLength(1);
  expect(found('[PRODUCT.md](PRODUCT.md)')).toEqual([]);
});

test('each section of PRODUCT.md that is cited is there', () => {
  const headings = read('pages/connectwise/PRODUCT.md').matchAll(/^#{2,3} (?:([A-F]\d*)\. )?(.+)$/gm);
  const known = new Set([...headings].flatMap(([, section, words]) => [section, words]));
  expect(known.size).toBeGreaterThan(30);
  const found = FILES.flatMap((file) => citations(file, read(file)));
  expect(found.filter(({ sections }) => sections.length > 0).length).toBeGreaterThan(200);
  expect(found.filter(({ sections }) => sections.some((name) => !known.has(name)))).toEqual([]);
  const bare = found.filter(({ file, sections }) => sections.length === 0 && !file.endsWith('.md'));
  expect(bare, 'code says which section it means').toEqual([]);
});

test('no page outside the repository is cited', () => {
  expect(ELSEWHERE.test('(security.md 2.1)')).toBe(true);
  expect(FILES.filter((file) => ELSEWHERE.test(read(file)))).toEqual([]);
});
