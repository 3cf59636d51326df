import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { labels as ofConnectwise } from '../../pages/connectwise/labels.ts';
import { hooks } from '../../pages/connectwise/profile.ts';
import { words as ofReceivers } from '../../pages/receiver/words.ts';
import { ROOT } from '../support/repository.ts';

const FOLDER = 'pages/screen';
const files = readdirSync(join(ROOT, FOLDER), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
/** The code without its comments, which may name what was seen where. */
const code = (name: string) =>
  readFileSync(join(ROOT, FOLDER, name), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');

const texts = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as Record<string, unknown>).flatMap(texts);

/** Words that any application uses: they are nobody's. */
const COMMON = /^(.|[a-z]{1,3}|.{0,40}\b(cancel|close|ok|yes|no|save|delete|search|loading)\b.{0,40})$/i;

test('the model of a screen knows no class or id of a portal', () => {
  const names = [...new Set(Object.values(hooks).flatMap((css) => css.match(/[.#]\w*[a-z][-_A-Z][\w-]*/g) ?? []))];
  expect(names.length).toBeGreaterThan(15);
  const known = names.map((name) => name.replace(/^[.#]/, ''));
  const found = files.flatMap((name) =>
    known.filter((one) => code(name).includes(`'${one}`) || code(name).includes(`.${one}`)),
  );
  expect(found).toEqual([]);
  for (const name of files) expect(code(name), name).not.toMatch(/['".#](cw[-_]|mm_|gwt-|x-grid|x-auto|pod[-_])/);
});

test('the model of a screen knows no words of a portal', () => {
  const words = [...new Set([...texts(ofConnectwise), ...texts(ofReceivers)])].filter(
    (word) => /^[A-Z][\w &-]+ [\w &-]+$/.test(word) && !COMMON.test(word),
  );
  expect(words.length).toBeGreaterThan(40);
  const found = files.flatMap((name) =>
    words.filter((word) => code(name).includes(`'${word}'`)).map((word) => `${name}: ${word}`),
  );
  expect(found).toEqual([]);
  for (const name of files) expect(code(name), name).not.toMatch(/ConnectWise|MSPCFO/i);
});

test('numbers of pixels stand in one file of the model, but for those of what runs in the page', () => {
  const pixels = /\b(box|at|own|rect)\.(left|top|right|bottom|width|height|middle|center)[^\n;]{0,40}[<>]=?\s*-?\d{2,}/;
  expect(
    files.filter((name) => !name.startsWith('injected') && name !== 'layout.ts' && pixels.test(code(name))),
  ).toEqual([]);
});

test('nothing runs in the world of the page itself', () => {
  const all = readdirSync(join(ROOT, 'pages'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(
    all.filter((name) =>
      /\.(evaluate|evaluateAll|evaluateHandle|\$eval|\$\$eval)\(/.test(readFileSync(join(ROOT, 'pages', name), 'utf8')),
    ),
  ).toEqual([]);
});
