import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, writeDurably } from '../../files/durable-write.ts';
import { PACKAGE_FOLDER } from '../../files/package-folder.ts';
import type { Registry } from '../../runbook/actions.ts';
import { customersSchema } from '../../runbook/json-schema.ts';

/** Where a workspace keeps the schema of its customers file, for editors. */
export const SCHEMA_FILE = 'runbooks/customers.schema.json';

/** What must never get into a repository. */
const IGNORED = ['/runs/', '/rehearsals/', '.keywright/', '.env', '.env.*', '!.env.example'];

/** `.gitignore` with the lines that it lacks. */
function ignoring(old: string): string {
  const lines = old.split(/\r?\n/).map((line) => line.trim());
  const missing = IGNORED.filter((line) => !lines.includes(line));
  if (missing.length === 0) return old;
  return `${old}${old === '' || old.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`;
}

/**
 * Writes what a workspace has beside its customers file, where it is missing: `.env.example`, the schema for editors,
 * and the lines of `.gitignore`.
 * @returns a line for each that was made
 */
export function writeSurroundings(folder: string, registry: Registry): string[] {
  const made: string[] = [];
  const write = (name: string, content: string) => {
    const file = join(folder, name);
    if (existsSync(file)) return;
    makeFolder(dirname(file));
    writeDurably(file, content);
    made.push(`Made ${name}`);
  };
  write('.env.example', readFileSync(join(PACKAGE_FOLDER, '.env.example'), 'utf8'));
  write(SCHEMA_FILE, `${JSON.stringify(customersSchema(registry), undefined, 2)}\n`);
  const ignore = join(folder, '.gitignore');
  const old = existsSync(ignore) ? readFileSync(ignore, 'utf8') : '';
  const now = ignoring(old);
  if (now !== old) {
    writeDurably(ignore, now);
    made.push(`${old === '' ? 'Made' : 'Added to'} .gitignore: what must not get into a repository`);
  }
  return made;
}
