import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { closest } from '../files/closest.ts';
import { envLines } from './env-file.ts';

/** What Notepad, a download, a copy or a hand puts into a file's name beside `env` and the customer's name. */
const ADDED = /^(?:txt|rtf|ya?ml|json|env|copy|kopie|copie|bak|old|example|sample|template|local|\d{0,2})$/;
/** A file of another customer. */
const TAKEN = /^\.env\.(?!(?:txt|rtf|ya?ml|json)$)[a-z0-9][a-z0-9-]*$/;

/** The words of a name that say whose file it is, `.ENV.acme.txt`, `acme.env` and `_env_acme (1)` alike. */
const wordsOf = (name: string): string =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => !ADDED.test(word))
    .sort()
    .join(' ');

const isNear = (other: string, name: string): boolean =>
  /env/i.test(other) && other !== '.env.example' && !TAKEN.test(other) && wordsOf(other) === wordsOf(name);

/** What a line says of a variable that it does not set; undefined where it does not name it. */
function whatStands(text: string, variable: string): string | undefined {
  if (/^\s*(?:#|\/\/|;|rem\s)/i.test(text)) return undefined;
  if (new RegExp(`^\\s*(?:export\\s+)?${variable}\\s*[=:]\\s*(["'\`]?)\\1\\s*$`).test(text))
    return 'leaves it empty: write the value behind the =.';
  // `setx NAME`, `Set-Item Env:NAME`, JSON, and `CONNECTWISE-PASSWORD` with another sign between its words.
  const named = new RegExp(`(?<!\\w)${variable.replaceAll('_', '[-_. ]')}(?!\\w)`, 'i');
  return named.test(text) ? `has it in another form: write ${variable}=… there.` : undefined;
}

/** The name that a line gives a value to. */
const namedOn = (text: string): string | undefined => /^\s*(?:export\s+|set\s+)?([\w.-]+)\s*[=:]\s*\S/.exec(text)?.[1];

/** A name as its last part, of what kind it is, and what stands before: whose it is. */
function partsOf(name: string): { of: string; kind: string } {
  const parts = name.toUpperCase().split(/[-_.]/);
  const last = parts.pop()!;
  return { of: parts.join('_'), kind: /^(PASSWD|PASS|PWD|PW)$/.test(last) ? 'PASSWORD' : last };
}

/** Whether it is read for something else. */
function isOthers(name: string, variable: string, isRead: (name: string) => boolean): boolean {
  const { of } = partsOf(name);
  return of !== partsOf(variable).of && (isRead(name.toUpperCase()) || of === 'KEYWRIGHT');
}

/** Whether somebody meant this variable by a name of about the same letters: `CONNECTWISE_PASWORD`. */
const isMisspelt = (name: string, variable: string): boolean =>
  name !== variable &&
  variable.length > 8 &&
  Math.abs(name.length - variable.length) < 3 &&
  closest(name, [variable], 2) !== undefined;

/** Whether it may be this secret under a name that nothing reads: `CW_PASSWORD`, `CONNECTWISE_PWD`, `password: …`. */
const isUnread = (name: string, variable: string): boolean => partsOf(name).kind === partsOf(variable).kind;

/**
 * Where a variable that is not set was probably meant to be: a line that names it in another way than `NAME=value`
 * (`set NAME=…`, `$env:NAME = …`, small letters), by nearly its name, or by one that nothing reads; a file, or a variable
 * of the environment, whose name is nearly right.
 * @param names the files that are read
 * @param isRead whether a variable is one of some portal
 * @returns a sentence that says what to do, without anything of the value
 */
export function writtenElsewhere(
  workspace: string,
  names: readonly string[],
  variable: string,
  isRead: (name: string) => boolean,
): string | undefined {
  const there = names.filter((name) => existsSync(join(workspace, name)));
  /** The first line of which there is something to say. */
  const find = (saysOf: (text: string) => string | undefined): string | undefined => {
    for (const name of there) {
      const says = envLines(workspace, name).map(saysOf);
      const line = says.findIndex((what) => what !== undefined);
      if (line !== -1) return `${name}:${line + 1} ${says[line]}`;
    }
    return undefined;
  };
  const named = (test: (name: string) => boolean, more: string) =>
    find((text) => {
      const name = namedOn(text);
      return name !== undefined && !isOthers(name, variable, isRead) && test(name)
        ? `has ${name}${more}: write ${variable}=… there.`
        : undefined;
    });
  const inFiles =
    find((text) => whatStands(text, variable)) ??
    named((name) => isMisspelt(name, variable), '') ??
    named((name) => isUnread(name, variable), ', which nothing reads; if it is this one');
  if (inFiles !== undefined) return inFiles;
  const isMeant = (name: string) => isMisspelt(name, variable) && !isOthers(name, variable, isRead);
  const set = Object.keys(process.env).find((one) => process.env[one] !== '' && isMeant(one));
  if (set !== undefined) return `The environment has ${set}: name it ${variable}.`;
  for (const name of names.filter((one) => !there.includes(one))) {
    const near = readdirSync(workspace).find((other) => isNear(other, name));
    if (near !== undefined) return `There is a file ${near}: rename it to ${name}.`;
  }
  return undefined;
}
