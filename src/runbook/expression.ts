/** What a `${{ name }}` reads. */
export type Reference =
  | { kind: 'input'; name: string }
  | { kind: 'output'; step: string; output: string }
  | { kind: 'customer'; field: 'name' }
  | { kind: 'setting'; portal: string; setting: string };

/** An expression in a text, or why it is none. `nth` counts the `${{` of the text from 0. */
export type Part =
  | string
  | { reference: Reference; name: string; nth: number }
  | { wrong: string; hint: string; find: { text: string; nth: number } };

const NAME = /^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z][A-Za-z0-9_-]*)*$/;
const WRITE =
  'An expression reads a name and nothing else: ${{ inputs.name }}, ${{ steps.id.output }}, ${{ customer.name ' +
  '}} or ${{ customer.portal.url }}.';

function read(name: string): Reference | undefined {
  const [first, second, third, ...more] = name.split('.');
  if (second === undefined || more.length > 0) return undefined;
  if (first === 'inputs' && third === undefined) return { kind: 'input', name: second };
  if (first === 'steps' && third !== undefined) return { kind: 'output', step: second, output: third };
  if (first === 'customer' && third === undefined && second === 'name') return { kind: 'customer', field: 'name' };
  if (first === 'customer' && third !== undefined) return { kind: 'setting', portal: second, setting: third };
  return undefined;
}

function why(name: string): string {
  if (name === '') return 'the expression is empty';
  if (/[()]/.test(name)) return 'an expression cannot call anything';
  if (/[[\]]/.test(name)) return 'an expression cannot use [ ]';
  if (/[+*/%|&<>=!?:,]|\s/.test(name)) return 'an expression cannot calculate or choose';
  if (!NAME.test(name)) return 'the expression is not a name';
  return 'the expression reads a name that there cannot be';
}

/** Text that people write for other tools' templates, and that would be typed into a portal as it stands. */
const FOREIGN = /\{\{|\$\{/;

/**
 * Takes a text apart into literal pieces and references. `$${{` stands for a literal `${{`.
 * Nothing that is filled in later is ever given to this function: there is no second pass.
 */
export function parts(text: string): Part[] {
  const found: Part[] = [];
  let literal = '';
  let nth = -1;
  const flush = () => {
    if (literal !== '') found.push(literal);
    literal = '';
  };
  for (let at = 0; at < text.length; ) {
    if (text.startsWith('$${{', at)) {
      nth += 1;
      literal += '${{';
      at += 4;
    } else if (text.startsWith('${{', at)) {
      nth += 1;
      flush();
      const end = text.indexOf('}}', at);
      const next = text.indexOf('${{', at + 3);
      if (end === -1 || (next !== -1 && next < end)) {
        found.push({
          wrong: 'the expression is not closed',
          hint: 'Write }} after the name.',
          find: { text: '${{', nth },
        });
        return found;
      }
      const name = text.slice(at + 3, end).trim();
      const reference = NAME.test(name) ? read(name) : undefined;
      found.push(reference ? { reference, name, nth } : { wrong: why(name), hint: WRITE, find: { text: '${{', nth } });
      at = end + 2;
    } else {
      const foreign = FOREIGN.exec(text.slice(at, at + 2));
      if (foreign) {
        flush();
        found.push({
          wrong: `"${foreign[0]}" is not an expression of this language`,
          hint: WRITE,
          find: { text: foreign[0], nth: 0 },
        });
        at += 2;
      } else {
        literal += text[at];
        at += 1;
      }
    }
  }
  flush();
  return found;
}

/** Whether a text holds anything but literal text. */
export function hasExpression(text: string): boolean {
  return text.includes('${{');
}

/** What the expressions of a text read; those that are none are left aside. */
export function references(text: string): Reference[] {
  return parts(text).flatMap((part) => (typeof part === 'object' && 'reference' in part ? [part.reference] : []));
}
