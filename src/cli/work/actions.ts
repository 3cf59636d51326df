import { loadPortals } from '../../engine/registry.ts';
import { UserError } from '../../files/user-error.ts';
import { type ActionDescription, describeActions, type FieldDescription } from '../../runbook/describe.ts';
import { formatDiagnostics } from '../../runbook/diagnostic.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { print, printError, printErrorAsIs } from '../terminal.ts';

function fieldLines(heading: string, fields: FieldDescription[]): string[] {
  if (fields.length === 0) return [];
  const width = Math.max(...fields.map(({ name }) => name.length));
  return [
    `  ${heading}:`,
    ...fields.map(
      ({ name, type, required, description }) =>
        `    ${name.padEnd(width)}  ` +
        `${type}${required ? '' : ', optional'}${description === '' ? '' : `. ${description}`}`,
    ),
  ];
}

function lines({ name, portal, doc, looksOnly, inputs, outputs }: ActionDescription): string[] {
  return [
    `${name}   (${portal}${looksOnly ? '; only looks' : ''})`,
    `  ${doc}`,
    ...fieldLines('with', inputs),
    ...fieldLines('outputs', outputs),
    '',
  ];
}

/** Prints what a step can `use:`. @throws when no action has that name or beginning */
export async function listActions(name: string | undefined, options: { json?: boolean }): Promise<void> {
  const portals = await loadPortals();
  for (const { name: portal, file, wrong, diagnostics = [] } of portals.broken) {
    printError(`The portal "${portal}" cannot be used (${file}): ${wrong.join('; ')}.`);
    if (diagnostics.length > 0) printErrorAsIs(formatDiagnostics(diagnostics));
  }
  const all = describeActions(portals);
  const wanted = all.filter((action) => name === undefined || action.name.startsWith(name));
  if (wanted.length === 0 && portals.broken.some(({ name: portal }) => portal === name?.split('.')[0]))
    throw new UserError('KW-PORTAL-BROKEN', `So there is no action "${name}" now.`);
  if (wanted.length === 0)
    throw new UserError(
      'KW-ACTION-UNKNOWN',
      `There is no action "${name}". ${
        suggestion(
          name!,
          all.map((action) => action.name),
          'Actions',
        ) ?? ''
      }`,
    );
  print(options.json ? JSON.stringify(wanted, undefined, 2) : wanted.flatMap(lines).join('\n').trimEnd());
}
