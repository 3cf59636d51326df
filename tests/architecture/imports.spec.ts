import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Import {
  /** Path from the project's root. */
  file: string;
  /** Path from the project's root, or a package's name. */
  to: string;
}

/** The TypeScript files of a folder, by their paths from the project's root. */
function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.split(sep).join('/')}`);
}

/** What a file imports, types included. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const named = [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^;'"]*?\bfrom '([^']+)'|^\s*import '([^']+)'|\bimport\(\s*'([^']+)',?\s*\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3]!);
  return named.map((to) => {
    if (!to.startsWith('.')) return { file, to };
    const path = relative(ROOT, resolve(ROOT, dirname(file), to));
    return { file, to: path.split(sep).join('/') };
  });
}

const imports = (folder: string): Import[] => filesOf(folder).flatMap(importsOf);

/** The layers of src/README.md, from above: a folder imports itself and what is on lower layers. */
const LAYERS = [
  ['src/cli'],
  ['src/fleet'],
  ['src/engine'],
  ['src/watch', 'src/review'],
  ['src/runbook', 'src/evidence'],
  ['src/portal-sdk'],
  ['src/secrets', 'src/browser'],
  ['src/web', 'src/files'],
];

/** What a folder may import besides: folders or single files. */
const BESIDE: Record<string, string[]> = {
  // The commands `demo` and `practice` start the practice portals.
  'src/cli': ['src/practice'],
  // The live page words a run as its report does.
  'src/watch': ['src/review/format.ts', 'src/review/templates/gesture.ts'],
};

const ALLOWED: Record<string, string[]> = {
  ...Object.fromEntries(
    LAYERS.flatMap((folders, layer) =>
      folders.map((folder) => [folder, [folder, ...LAYERS.slice(layer + 1).flat(), ...(BESIDE[folder] ?? [])]]),
    ),
  ),
  'src/practice': ['src/practice', 'src/web'],
  'src/dev': [],
};

test('every folder of src has a layer', () => {
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => `src/${name}`).sort()).toEqual(Object.keys(ALLOWED).sort());
});

for (const [folder, allowed] of Object.entries(ALLOWED)) {
  test(`${folder} imports only itself and what is below it`, () => {
    const own = imports(folder).filter(({ to }) => /^(src|pages|tests)\//.test(to));
    expect(own.filter(({ to }) => !allowed.some((path) => to === path || to.startsWith(`${path}/`)))).toEqual([]);
  });
}

test('page objects import playwright, zod, the portal SDK, portal-neutral files and their own portal only', () => {
  const found = imports('pages');
  expect(found.length).toBeGreaterThan(20);
  expect(
    found.filter(
      ({ file, to }) =>
        !['playwright', 'zod', 'src/portal-sdk/index.ts'].includes(to) &&
        !to.startsWith('pages/screen/') &&
        !/^pages\/[\w-]+\.ts$/.test(to) &&
        !to.startsWith(`${file.split('/').slice(0, 2).join('/')}/`),
    ),
  ).toEqual([]);
});

/** Circles among files: each is the path from a file back to itself. */
function cycles(graph: ReadonlyMap<string, string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  function visit(file: string): void {
    const at = path.indexOf(file);
    if (at !== -1) found.push([...path.slice(at), file].join(' -> '));
    if (at !== -1 || done.has(file)) return;
    path.push(file);
    for (const to of graph.get(file) ?? []) visit(to);
    path.pop();
    done.add(file);
  }
  for (const file of graph.keys()) visit(file);
  return found;
}

test('no file imports itself by way of others, types included', () => {
  expect(
    cycles(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b -> c -> b']);
  const files = [...filesOf('src'), ...filesOf('pages')];
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf(file).flatMap(({ to }) => (existsSync(join(ROOT, to)) && to.endsWith('.ts') ? to : [])),
    ]),
  );
  expect([...graph.values()].flat().length).toBeGreaterThan(1_000);
  expect(cycles(graph)).toEqual([]);
});

/** What is loaded with a file: its imports, and theirs, without what is imported only when it is needed. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!existsSync(join(ROOT, file)) || !file.endsWith('.ts')) return seen;
  const now = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^import (?!type )[^;'"]*?from '([^']+)'/gm)];
  for (const [, to] of now)
    loadedWith(
      to!.startsWith('.')
        ? relative(ROOT, resolve(ROOT, dirname(file), to!))
            .split(sep)
            .join('/')
        : to!,
      seen,
    );
  return seen;
}

test("a command line, and a run on one machine, load nothing of the queue's packages", () => {
  const queue = ['pg', 'pg-boss'];
  const loads = (file: string) => queue.filter((name) => loadedWith(file).has(name));
  expect(loads('src/cli/work/worker.ts')).toEqual(queue);
  const commands = filesOf('src/cli/commands');
  expect(commands.length).toBeGreaterThan(20);
  for (const file of [
    'src/cli/program.ts',
    ...commands,
    'src/cli/work/run.ts',
    'src/cli/work/run-batch.ts',
    'src/cli/work/escrow.ts',
  ])
    expect(loads(file), file).toEqual([]);
});

test('nothing is exported that no other file uses, but for authors of portals', () => {
  const api = readFileSync(join(ROOT, 'pages/index.ts'), 'utf8');
  const published = [...api.matchAll(/export \* from '\.\/([^']+)'/g)].map(([, file]) => `pages/${file}`);
  const own = [...filesOf('src'), ...filesOf('pages')].filter((file) => !published.includes(file));
  const words = new Map(
    [...filesOf('src'), ...filesOf('pages'), ...filesOf('tests')].map((file) => [
      file,
      new Set(readFileSync(join(ROOT, file), 'utf8').match(/[\w$]+/g)),
    ]),
  );
  const isUsed = (name: string, file: string) => [...words].some(([other, all]) => other !== file && all.has(name));
  const unused = own.flatMap((file) =>
    [
      ...readFileSync(join(ROOT, file), 'utf8').matchAll(
        /^export (?:async |abstract )*(?:function\*?|const|class|type|interface|let) (\w+)/gm,
      ),
    ]
      .map(([, name]) => name!)
      .filter((name) => !isUsed(name, file))
      .map((name) => `${file}: ${name}`),
  );
  expect(unused).toEqual([]);
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
