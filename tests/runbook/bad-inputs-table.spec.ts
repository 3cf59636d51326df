import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { BAD_INPUTS, BAD_SYSTEMS } from '../support/bad-inputs/table.ts';

const TESTS = fileURLToPath(new URL('..', import.meta.url));

/** Every title of a test and every name of a case, as they stand in the source. */
function titles(): Set<string> {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !/table(\.spec)?\.ts$/.test(name),
  );
  // A long title is a sum of texts.
  const text = files
    .map((name) =>
      readFileSync(`${TESTS}/${name}`, 'utf8')
        .replace(/" \+\n\s*'([^']*)'/g, '$1"')
        .replace(/' \+\n\s*'/g, ''),
    )
    .join('\n');
  const quoted = [.../(?:test\(\s*|what: |name: |^\s*\[)(['"`])((?:\\.|(?!\1).)*)\1/gm[Symbol.matchAll](text)];
  return new Set(quoted.map(([, , title]) => title!.replaceAll("\\'", "'")));
}

test('each of the 74 bad inputs has its tests, or a reason why it does not apply', () => {
  expect(new Set(BAD_INPUTS.map(({ what }) => what)).size).toBe(74);
  for (const { what, tests = [], why } of BAD_INPUTS) expect(tests.length > 0 || why !== undefined, what).toBe(true);
  const known = titles();
  expect(
    [...BAD_INPUTS, ...BAD_SYSTEMS].flatMap(({ tests = [] }) => tests).filter((title) => !known.has(title)),
  ).toEqual([]);
});
