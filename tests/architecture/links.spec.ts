import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT, repositoryFiles } from '../support/repository.ts';

const PAGES = repositoryFiles(/\.md$/);

/** A page without its code, where brackets are no links and `#` begins no heading. */
const prose = (text: string) =>
  text.replace(/^(```+)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]]/g, ''));
const read = (file: string) => prose(readFileSync(file, 'utf8'));

/** The links of a page that lead to a file or a heading: `[text](to)`, `![picture](to)`, `[name]: to`, `href="to"`. */
function links(text: string): string[] {
  const found = text.matchAll(/\]\(\s*<?([^)\s>]+)[^)]*\)|^\[[^\]]+\]:\s*(\S+)|(?:href|src)="([^"]+)"/gm);
  return [...found].map((match) => match[1] ?? match[2] ?? match[3]!).filter((to) => !/^(?:https?|mailto):/.test(to));
}

/** The anchors that GitHub gives the headings of a page. */
function anchors(text: string): Set<string> {
  const known = new Set<string>();
  for (const [, heading] of text.matchAll(/^#{1,6} (.+?)\s*#*$/gm)) {
    const words = heading!.replace(/\]\([^)]*\)/g, '').toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replaceAll(' ', '-');
    let name = anchor;
    for (let again = 1; known.has(name); again += 1) name = `${anchor}-${again}`;
    known.add(name);
  }
  for (const [, id] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) known.add(id!);
  return known;
}

/** Why a link of a page leads nowhere; undefined if it leads somewhere. */
function broken(page: string, to: string): string | undefined {
  const [path, anchor] = decodeURI(to).split('#') as [string, string?];
  const file = path === '' ? join(ROOT, page) : resolve(ROOT, dirname(page), path);
  if (relative(ROOT, file).startsWith('..')) return `${page}: ${to} leads out of the repository`;
  if (!existsSync(file)) return `${page}: ${to}: no such file`;
  if (anchor === undefined) return undefined;
  if (statSync(file).isDirectory()) return `${page}: ${to}: a folder has no headings`;
  return !file.endsWith('.md') || anchors(read(file)).has(anchor) ? undefined : `${page}: ${to}: no such heading`;
}

test('links and headings are read as GitHub reads them', () => {
  expect(links('See [a](b.md#c), ![d](e.png "f") and [g](https://h.example).\n[i]: j.md')).toEqual([
    'b.md#c',
    'e.png',
    'j.md',
  ]);
  expect(links(prose('`[a](b.md)`\n```\n[c](d.md)\n```\n'))).toEqual([]);
  expect([...anchors("# A1. The `DOM`, or: what's there?\n## Same\n## Same\n")]).toEqual([
    'a1-the-dom-or-whats-there',
    'same',
    'same-1',
  ]);
});

test('a broken link is noticed', () => {
  expect(broken('README.md', 'nowhere.md')).toContain('no such file');
  expect(broken('README.md', 'src/README.md#nowhere')).toContain('no such heading');
  expect(broken('README.md', '../elsewhere.md')).toContain('leads out');
  expect(broken('README.md', 'src/README.md#glossary')).toBeUndefined();
});

test('all relative links of all Markdown pages lead to a file and a heading', () => {
  expect(PAGES.length).toBeGreaterThan(20);
  const all = PAGES.flatMap((page) => links(read(join(ROOT, page))).map((to) => broken(page, to)));
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter((problem) => problem !== undefined)).toEqual([]);
});
