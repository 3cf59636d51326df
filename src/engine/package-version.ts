import { existsSync, readFileSync } from 'node:fs';

/** Keywright's own version, from the package.json above the sources or above the built `dist/`. */
export function packageVersion(): string {
  const file = ['../../package.json', '../../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url))!;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
