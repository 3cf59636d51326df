import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { envLines } from './env-file.ts';

/** What Notepad, a download or a hand makes of `.env.acme`: `.env.acme.txt`, `env.acme`, `.ENV.acme`. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^\./, '')
    .replace(/\.(txt|env)$/, '');

/**
 * Where a variable that is not set was probably meant to be: a line that names it in another way than `NAME=value`
 * (`set NAME=…`, `$env:NAME = …`, small letters), or a file whose name is nearly right.
 * @param names the files that are read
 * @returns a sentence that says what to do, without anything of the value
 */
export function writtenElsewhere(workspace: string, names: readonly string[], variable: string): string | undefined {
  const there = names.filter((name) => existsSync(join(workspace, name)));
  for (const name of there) {
    const named = new RegExp(`^[^#=]*(?<!\\w)${variable}\\s*[=:]`, 'i');
    const line = envLines(workspace, name).findIndex((text) => named.test(text)) + 1;
    if (line > 0) return `${name}:${line} has it in another form: write ${variable}=… there.`;
  }
  for (const name of names.filter((one) => !there.includes(one))) {
    const near = readdirSync(workspace).find((other) => plainName(other) === plainName(name) && !names.includes(other));
    if (near !== undefined) return `There is a file ${near}: rename it to ${name}.`;
  }
  return undefined;
}
