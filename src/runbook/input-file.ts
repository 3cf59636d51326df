import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { closest } from '../files/closest.ts';
import type { Checked, Diagnostic, Mistake } from './diagnostic.ts';
import { ownTable, ownTables } from './own-runbooks.ts';
import { quoted } from './quoted.ts';
import { readYaml } from './read-yaml.ts';
import type { Given } from './scope.ts';
import { nameOf } from './suggest.ts';

/** Other files, `.env` above all, may hold secrets, and a message about YAML shows the line. */
const YAML = /\.ya?ml$/i;

/** What was probably meant: a file beside without its ending, or a table with or without its folder. */
function meantBy(name: string, folder: string): string | undefined {
  const beside = ['.yaml', '.yml']
    .map((ending) => `${name}${ending}`)
    .find((file) => existsSync(resolve(folder, file)));
  const tables = new Map(ownTables().map((table) => [table.replace(/^.*\//, ''), table]));
  return beside ?? closest(name, tables.values()) ?? tables.get(closest(nameOf(name), tables.keys()) ?? '');
}

/** A file that is there, of another kind. */
const notYaml = (name: string): Mistake => ({
  code: 'KW-VALUE-TYPE',
  message: `must be a map, or the name of a YAML file that holds one, and ${quoted(name)} is none`,
  hint: /\.(json|txt)$/i.test(name)
    ? 'If it holds YAML or JSON, rename it so that it ends in .yaml.'
    : 'Write what it holds as YAML (key: value), in a file that ends in .yaml.',
});

/**
 * The map that a file holds, where an input of type map is given the name of one: a table that comes with Keywright
 * (`vendors/gradient`), or a YAML file.
 * @param folder what the path is relative to
 * @param refuse makes a diagnostic at the place of the name
 */
export function readMap(
  name: string,
  folder: string,
  refuse: (mistake: Mistake) => { diagnostics: Diagnostic[] },
): Checked<Given> {
  const path = YAML.test(name) ? resolve(folder, name) : undefined;
  const file = path !== undefined && existsSync(path) ? path : ownTable(name);
  if (file === undefined) {
    if (existsSync(resolve(folder, name))) return refuse(notYaml(name));
    const meant = meantBy(name, folder);
    return refuse({
      code: 'KW-VALUE-TYPE',
      message: `must be a map, or the name of a YAML file that holds one, and there is no ${quoted(name)}`,
      hint:
        meant === undefined
          ? 'Write { key: value }, or the path of a file that ends in .yaml.'
          : `Did you mean "${meant}"?`,
    });
  }
  const source = readYaml(file);
  if ('diagnostics' in source) return source;
  const { value } = source;
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return { diagnostics: [source.wrong([], { code: 'KW-VALUE-TYPE', message: 'the file must hold a map' })] };
  return { value, from: `from ${name}`, place: { source, path: [] } };
}
