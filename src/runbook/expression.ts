import type { Mistake } from './diagnostic.ts';
import { quoted } from './quoted.ts';

/** What a `${{ name }}` reads. */
export type Reference =
  | { kind: 'input'; name: string }
  | { kind: 'output'; step: string; output: string }
  | { kind: 'customer'; field: 'name' }
  | { kind: 'setting'; portal: string; setting: string };

/** A place in a text: the n-th appearance, from 0, of these characters. */
export interface Spot {
  text: string;
  nth: number;
}

/** An expression of a text, and where it begins. */
export interface Expression {
  reference: Reference;
  name: string;
  spot: Spot;
}

/** Something in a text that looks like an expression and is none. */
interface BadExpression {
  mistake: Mistake;
  spot: Spot;
}

export type Part = string | Expression | BadExpression;

const NAME = /^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z][A-Za-z0-9_-]*)*$/;
const HOW_TO_WRITE =
  'An expression reads a name and nothing else: ${{ inputs.name }}, ${{ steps.id.output }}, ${{ customer.name ' +
  '}} or ${{ customer.portal.url }}.';

/** Text that people write for other tools' templates. As it is, it would be typed into a portal. */
const FOREIGN = /^(?:\{\{|\$\{)/;

function referenceOf(name: string): Reference | undefined {
  const [first, second, third, ...more] = name.split('.');
  if (second === undefined || more.length > 0) return undefined;
  if (first === 'inputs' && third === undefined) return { kind: 'input', name: second };
  if (first === 'steps' && third !== undefined) return { kind: 'output', step: second, output: third };
  if (first === 'customer' && third === undefined && second === 'name') return { kind: 'customer', field: 'name' };
  if (first === 'customer' && third !== undefined) return { kind: 'setting', portal: second, setting: third };
  return undefined;
}

function whyNoReference(name: string): string {
  if (name === '') return 'the expression is empty';
  if (/[()]/.test(name)) return 'an expression cannot call anything';
  if (/[[\]]/.test(name)) return 'an expression cannot use [ ]';
  if (/[+*/%|&<>=!?:,]|\s/.test(name)) return 'an expression cannot calculate or choose';
  if (!NAME.test(name)) return 'the expression is not a name';
  return `unknown name ${quoted(name)}`;
}

function bad(message: string, spot: Spot, hint = HOW_TO_WRITE): BadExpression {
  return { mistake: { code: 'KW-EXPRESSION-SYNTAX', message, hint }, spot };
}

/** The expression that begins at `at`, and where it ends; undefined for one that is not closed. */
function expressionAt(text: string, at: number, spot: Spot): { part: Part; end: number } | undefined {
  const close = text.indexOf('}}', at);
  const next = text.indexOf('${{', at + 3);
  if (close === -1 || (next !== -1 && next < close)) return undefined;
  const name = text.slice(at + 3, close).trim();
  const reference = NAME.test(name) ? referenceOf(name) : undefined;
  return { part: reference ? { reference, name, spot } : bad(whyNoReference(name), spot), end: close + 2 };
}

/**
 * Takes a text apart into literal pieces and expressions. `$${{` stands for a literal `${{`. There is no second pass:
 * values that are filled in are never taken apart.
 */
export function parts(text: string): Part[] {
  const found: Part[] = [];
  let literal = '';
  let nth = -1;
  const add = (part: Part) => {
    if (literal !== '') found.push(literal);
    literal = '';
    found.push(part);
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at, at + 4);
    const foreign = FOREIGN.exec(rest)?.[0];
    if (rest === '$${{') {
      nth += 1;
      literal += '${{';
      at += 4;
    } else if (rest.startsWith('${{')) {
      nth += 1;
      const spot = { text: '${{', nth };
      const expression = expressionAt(text, at, spot);
      add(expression?.part ?? bad('the expression is not closed', spot, 'Write }} after the name.'));
      if (expression === undefined) return found;
      at = expression.end;
    } else if (foreign !== undefined) {
      add(bad(`"${foreign}" is not an expression of this language`, { text: foreign, nth: 0 }));
      at += 2;
    } else {
      literal += text[at];
      at += 1;
    }
  }
  if (literal !== '') found.push(literal);
  return found;
}

/** Whether a text holds anything but literal text. */
export function hasExpression(text: string): boolean {
  return text.includes('${{');
}

/** What the expressions of a text read, without those that are wrong. */
export function references(text: string): Reference[] {
  return parts(text).flatMap((part) => (typeof part === 'object' && 'reference' in part ? [part.reference] : []));
}
