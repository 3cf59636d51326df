import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every TypeScript file of a folder with what it imports: paths from the project's root, or package names. */
function imports(folder: string): { file: string; to: string }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const file = join(ROOT, folder, name);
      const named = [
        ...readFileSync(file, 'utf8').matchAll(/^\s*(?:import|export)\b[^;]*?\bfrom '([^']+)'|import\('([^']+)'\)/gm),
      ].map((match) => match[1] ?? match[2]!);
      return named.map((to) => ({
        file: relative(ROOT, file).split(sep).join('/'),
        to: to.startsWith('.')
          ? relative(ROOT, resolve(dirname(file), to))
              .split(sep)
              .join('/')
          : to,
      }));
    });
}

const CONTRACT = 'src/portal-sdk';
const LAYERS: Record<string, string[]> = {
  'src/cli': [
    'src/cli',
    'src/engine',
    'src/review',
    'src/practice',
    'src/runbook',
    'src/evidence',
    'src/secrets',
    'src/browser',
    CONTRACT,
  ],
  'src/engine': ['src/engine', 'src/runbook', 'src/evidence', 'src/secrets', 'src/browser', CONTRACT],
  'src/review': ['src/review', 'src/serve', 'src/runbook', 'src/evidence', 'src/secrets', 'src/browser', CONTRACT],
  'src/practice': ['src/practice', 'src/serve'],
  'src/runbook': ['src/runbook', 'src/secrets/secret.ts', CONTRACT],
  'src/evidence': ['src/evidence', 'src/secrets', 'src/browser/bounding-box.ts', CONTRACT],
  'src/secrets': ['src/secrets', CONTRACT],
  'src/browser': ['src/browser'],
  'src/serve': ['src/serve'],
};

for (const [folder, allowed] of Object.entries(LAYERS)) {
  test(`${folder} imports only what stands below it`, () => {
    const ours = imports(folder).filter(
      ({ to }) => to.startsWith('src/') || to.startsWith('pages/') || to.startsWith('tests/'),
    );
    expect(ours.filter(({ to }) => !allowed.some((prefix) => to === prefix || to.startsWith(`${prefix}/`)))).toEqual(
      [],
    );
  });
}

test('page objects import playwright, zod, the portal SDK, the sight folder and their own portal, and nothing else', () => {
  const found = imports('pages');
  expect(found.length).toBeGreaterThan(20);
  expect(
    found.filter(
      ({ file, to }) =>
        !['playwright', 'zod', 'src/portal-sdk/index.ts'].includes(to) &&
        !to.startsWith('pages/sight/') &&
        !to.startsWith(`${file.split('/').slice(0, 2).join('/')}/`),
    ),
  ).toEqual([]);
});

test('page objects contain no fixed sleep and no synthetic event', () => {
  for (const name of readdirSync(join(ROOT, 'pages'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )) {
    const text = readFileSync(join(ROOT, 'pages', name), 'utf8');
    expect(
      text.match(
        /waitForTimeout|setTimeout\(|setInterval\(|dispatchEvent|force: true|networkidle|\.click\(\);?\s*}\s*,\s*\)/g,
      ),
      name,
    ).toBeNull();
  }
});
