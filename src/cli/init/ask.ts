import type { Registry } from '../../runbook/actions.ts';
import { askLine } from '../prompt.ts';
import { print } from '../terminal.ts';
import { entryOf, type Given, namesOf, wrongWith } from './entry.ts';
import { type Field, portalFields } from './fields.ts';

/** What goes back to the previous question. */
const BACK = '<';

/** Whether a new customer is asked for it: everything else can stand in the file later. */
function isAsked({ key, required, portal }: Field, given: Given): boolean {
  if (key === 'url') return true;
  if (!given.get(`${portal!.name}.url`)) return false;
  const strategy = given.get(`${portal!.name}.sign-in`) || 'password';
  return required || key === 'sign-in' || (key === 'username' && strategy.startsWith('password'));
}

function question({ key, description, choices, portal }: Field): string {
  if (key === 'url')
    return `Address of ${portal!.title}, such as https://portal.example (Enter: the customer has none)`;
  const [first = key] = description.split(/(?<=\.)\s/);
  if (choices !== undefined) return `${portal!.title}, sign-in: ${choices.join(', ')} (Enter: ${choices[0]})`;
  return `${portal!.title}, ${key}: ${first.replace(/\.$/, '')}`;
}

/**
 * Asks a person for a customer, and again for what is wrong.
 * @param known what the options gave already
 * @param taken names of customers that are there
 */
export async function askCustomer(known: Given, taken: ReadonlySet<string>, registry: Registry): Promise<Given> {
  const given = new Map(known);
  const again = new Set<string>();
  for (;;) {
    await askNames(given, taken);
    await askFields(given, again, registry);
    const wrong = wrongWith(namesOf(given).name, entryOf(given, registry), registry);
    if (wrong.length === 0) return given;
    for (const { name, says } of wrong) {
      print(`  ${says}`);
      again.add(name);
      given.delete(name);
    }
    // Without any address, all of them are asked for again.
    if (wrong.some(({ name }) => name === '')) for (const { name } of portalFields(registry)) given.delete(name);
  }
}

/** Asks for what is not known yet; `<` goes back to the previous question. */
async function askFields(given: Map<string, string>, again: ReadonlySet<string>, registry: Registry): Promise<void> {
  const asked: string[] = [];
  print(`  ${BACK} goes back to the previous question.`);
  const next = () =>
    portalFields(registry)
      .filter(({ portal }) => portal?.vendor === undefined)
      .find((field) => !given.has(field.name) && (again.has(field.name) || isAsked(field, given)));
  for (let field = next(); field !== undefined; field = next()) {
    const answer = await askLine(question(field));
    if (answer !== BACK) {
      given.set(field.name, answer);
      asked.push(field.name);
    } else given.delete(asked.pop() ?? '');
  }
}

async function askNames(given: Map<string, string>, taken: ReadonlySet<string>): Promise<void> {
  if (!given.has('title')) {
    const short = given.get('name');
    const answer = await askLine(`The customer's name, for people${short === undefined ? '' : ` (Enter: ${short})`}`);
    given.set('title', answer || short || '');
  }
  const proposed = namesOf(given).name;
  if (!given.has('name')) {
    const answer = await askLine(`Its short name, for folders and options (Enter: ${proposed})`);
    given.set('name', answer || proposed);
  }
  while (taken.has(namesOf(given).name)) {
    print(`  There is a customer ${namesOf(given).name} already.`);
    given.set('name', await askLine('Another short name'));
  }
}
