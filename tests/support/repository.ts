import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a separator at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a clone holds beside the root's own files. `node_modules`, `dist` and what runs leave are not listed. */
const FOLDERS = ['.github', 'pages', 'runbooks', 'src', 'tests'];
const LEFT_OUT = /(^|\/)(node_modules|dist|runs|test-results)\//;

/** The repository's files whose names match, as paths from its root with `/` between their parts. */
export function repositoryFiles(pattern: RegExp): string[] {
  const nested = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
  );
  return [...readdirSync(ROOT), ...nested]
    .map((name) => name.split(sep).join('/'))
    .filter((name) => pattern.test(name) && !LEFT_OUT.test(name));
}
