import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PORTALS } from '../../engine/find-portals.ts';
import { makeFolder, writeDurably } from '../../files/durable-write.ts';
import { UserError } from '../../files/user-error.ts';
import { variableOf } from '../../secrets/variable.ts';
import { print } from '../terminal.ts';
import { type InWorkspace, workspaceOf } from '../workspace.ts';

const TEMPLATE = fileURLToPath(new URL('template/', import.meta.url));
/** What makes a secret that is shown once. */
const MAKER = fileURLToPath(new URL('secret/', import.meta.url));
const ENDING = '.tmpl';

/** A template's text, or its name, for a portal of this name. */
const named = (text: string, name: string): string =>
  text
    .replaceAll('EXAMPLE_', variableOf(name, ''))
    .replaceAll(/(?<!@)\bexample\b(?!\.com)/g, name)
    .replaceAll(/\bExample\b/g, name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '));

const isThere = (place: string): UserError =>
  new UserError('KW-FILE-EXISTS', `${place} is there; nothing was changed.`);

function write(place: string, template: string, name: string): void {
  makeFolder(dirname(place));
  writeDurably(place, named(readFileSync(template, 'utf8'), name));
}

/** How the customer gets it, whose passwords stand where. */
const forCustomer = (name: string, sets: string) =>
  `keywright init --add ours --set ${name}.url=https://… --set ${name}.username=…    ${sets}`;

/** Writes the beginnings of a portal. @throws UserError if there is one, or its name cannot be one */
export function newPortal(name: string, options: InWorkspace & { secret?: boolean }): void {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name))
    throw new UserError('KW-USAGE', `error: "${name}" is no name for a portal: small letters, digits and hyphens`);
  if (options.secret) newMaker(name, workspaceOf(options));
  else newCode(name, workspaceOf(options));
  print('All that a portal can use: .github/PORTAL-AUTHORS.md of Keywright');
}

/** A page of YAML of a portal that makes a secret, what takes the secret, and the runbook of both. */
function newMaker(name: string, workspace: string): void {
  const places = {
    page: join(workspace, PORTALS, `${name}.yaml`),
    vault: join(workspace, PORTALS, 'vault.yaml'),
    runbook: join(workspace, `${name}-token.yaml`),
  };
  for (const place of [places.page, places.runbook, join(workspace, PORTALS, name)])
    if (existsSync(place)) throw isThere(place);
  const made = Object.entries(places).filter(([, place]) => !existsSync(place));
  for (const [template, place] of made) write(place, join(MAKER, `${template}.yaml${ENDING}`), name);
  print(
    `Made ${made.map(([, place]) => relative('.', place)).join(', ')}.\n` +
      `Next:     ${forCustomer(name, 'a customer who has it')}\n` +
      `          Put ${variableOf(name, 'PASSWORD')} and VAULT_STORE_COMMAND into .env.ours: the command gets the secret\n` +
      `          keywright plan ${relative('.', places.runbook)} --customer ours    looks, and changes nothing`,
  );
}

/** A folder of code, with a stand-in and a test. */
function newCode(name: string, workspace: string): void {
  const folder = join(workspace, PORTALS, name);
  if (existsSync(folder)) throw isThere(folder);
  const files = readdirSync(TEMPLATE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ENDING));
  for (const file of files.sort())
    write(join(folder, named(file.slice(0, -ENDING.length), name)), join(TEMPLATE, file), name);
  print(
    `Made ${folder}: ${files.length} files.\n` +
      `Next:     node --test ${join(folder, 'portal.test.mjs')}    runs it against its local stand-in (practice.mjs)\n` +
      `          ${forCustomer(name, 'a customer who has it')}\n` +
      `          keywright look ${name} 'button: Sign out' --customer ours    signs in, and shows what it finds`,
  );
}
