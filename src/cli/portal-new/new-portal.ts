import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PORTALS } from '../../engine/find-portals.ts';
import { makeFolder, writeDurably } from '../../files/durable-write.ts';
import { UserError } from '../../files/user-error.ts';
import { variableOf } from '../../secrets/variable.ts';
import { print } from '../terminal.ts';
import { type InWorkspace, workspaceOf } from '../workspace.ts';

const TEMPLATE = fileURLToPath(new URL('template/', import.meta.url));
const ENDING = '.tmpl';

/** A template's text, or its name, for a portal of this name. */
const named = (text: string, name: string): string =>
  text
    .replaceAll('EXAMPLE_', variableOf(name, ''))
    .replaceAll(/(?<!@)\bexample\b(?!\.com)/g, name)
    .replaceAll(/\bExample\b/g, name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '));

/** Writes the beginnings of a portal. @throws UserError if there is one, or its name cannot be one */
export function newPortal(name: string, options: InWorkspace): void {
  const folder = join(workspaceOf(options), PORTALS, name);
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name))
    throw new UserError('KW-USAGE', `error: "${name}" is no name for a portal: small letters, digits and hyphens`);
  if (existsSync(folder)) throw new UserError('KW-FILE-EXISTS', `${folder} is there; nothing was changed.`);
  const files = readdirSync(TEMPLATE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ENDING));
  for (const file of files.sort()) {
    const place = join(folder, named(file.slice(0, -ENDING.length), name));
    makeFolder(dirname(place));
    writeDurably(place, named(readFileSync(join(TEMPLATE, file), 'utf8'), name));
  }
  print(
    `Made ${folder}: ${files.length} files.\n` +
      `Next:     node --test ${join(folder, 'portal.test.mjs')}    runs it against its local stand-in (practice.mjs)\n` +
      `          keywright init --add ours --set ${name}.url=https://… --set ${name}.username=…    a customer who has it\n` +
      `          keywright look ${name} 'button: Sign out' --customer ours    signs in, and shows what it finds\n` +
      'All that a portal can use: .github/PORTAL-AUTHORS.md of Keywright',
  );
}
