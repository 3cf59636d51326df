import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { RUNBOOK_CODES } from '../../src/runbook/codes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function source(): string {
  const files = ['src', 'pages'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(ROOT, folder, name)),
  );
  const own = files.filter((name) => name.endsWith('.ts') && !name.endsWith(join('runbook', 'codes.ts')));
  return own.map((name) => readFileSync(name, 'utf8')).join('\n');
}

test('the table of error codes in src/README.md lists each code of the source once, and no other', () => {
  const used = new Set([...source().matchAll(/'(KW-[A-Z-]+)'/g)].map(([, code]) => code!));
  const readme = readFileSync(join(ROOT, 'src/README.md'), 'utf8');
  const table = [...readme.matchAll(/^\| `(KW-[A-Z-]+)` \| [^|]+ \| [^|]+ \|$/gm)].map(([, code]) => code!);
  expect(used.size).toBeGreaterThan(50);
  expect(table.toSorted()).toEqual([...used].toSorted());
});

test('each code of the list for runbooks is in use', () => {
  const text = source();
  expect(RUNBOOK_CODES.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});
